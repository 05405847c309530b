// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_bodies.h"

#include "language/lowering/lower_calls.h"
#include "language/lowering/lower_expressions.h"
#include "language/lowering/lower_locals.h"
#include "language/lowering/lower_statements.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk::lowering {

namespace {

DraftBody finishBody(Context &context, const SourceSpan &span, std::string_view what)
{
    if (context.builder.isFull())
        context.error(span,
                      fmt::format("{} is too big with all its calls: the limit is {} instructions",
                                  what, maxInstructions));
    if (context.builder.hasRegisterLimitBeenHit())
        context.error(span,
                      fmt::format("{} has more than {} local variables and intermediate values "
                                  "with all its calls, the limit",
                                  what, maxRegisters));
    return context.builder.finish();
}

} // namespace

DraftBody lowerThread(ScenarioNames &names, Record &record,
                      const syntax::ThreadDeclaration &declaration, FunctionId function,
                      std::uint32_t firstThread, std::uint32_t count)
{
    Context context(names, record);
    context.firstThread = firstThread;
    context.threadCount = count;
    enterFunction(context, function, {});
    Frame thread;
    thread.name = declaration.name.name;
    thread.result = context.types.voidType();
    thread.exit = context.builder.newLabel();
    thread.isThread = true;
    context.frames.push_back(std::move(thread));

    const SourceSpan &all = declaration.body.span;
    const SourceSpan closing = context.names.source.span(all.end - 1, all.end);
    functionBody(context, declaration.body, closing);
    context.builder.emit({.op = Op::End}, closing);
    return finishBody(context, declaration.name.span, "thread '" + declaration.name.name + "'");
}

DraftBody lowerProperty(ScenarioNames &names, Record &record,
                        const syntax::PropertyDeclaration &declaration)
{
    Context context(names, record);
    context.isProperty = true;
    const RegisterId result = context.builder.temporary(context.types.boolType());
    context.builder.body().calls.push_back({});
    context.frames.emplace_back();
    context.builder.statement = declaration.span;
    const Value holds = condition(context, *declaration.condition, Use::Test);
    if (!holds.isWrong())
        context.builder.emit(
            {.op = Op::NotEqual, .result = result, .a = holds.operand, .b = Operand::constant(0)},
            declaration.condition->span);
    context.builder.emit({.op = Op::End}, declaration.condition->span);
    return finishBody(context, declaration.span, "this property");
}

void checkFunction(ScenarioNames &names, Record &record,
                   const syntax::FunctionDeclaration &declaration, FunctionId function)
{
    Context context(names, record);
    context.isCheck = true;
    enterFunction(context, function, {});
    Frame own;
    own.name = declaration.name.name + "()";
    own.result = context.types.resolve(declaration.result);
    own.exit = context.builder.newLabel();
    context.frames.push_back(std::move(own));
    if (context.frame().result != noType && context.frame().result != context.types.voidType())
        context.frame().resultRegister = context.builder.temporary(context.frame().result);
    context.openScope();
    for (const syntax::Variable &parameter : declaration.parameters)
        declareLocal(context, parameter);
    const SourceSpan &all = declaration.body->span;
    functionBody(context, *declaration.body, context.names.source.span(all.end - 1, all.end));
    context.builder.emit({.op = Op::End}, all);
    finishBody(context, declaration.name.span, context.frame().name);
}

} // namespace racewalk::lowering
