// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_calls.h"

#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_assignments.h"
#include "language/lowering/lower_expressions.h"
#include "language/lowering/lower_statements.h"
#include "language/lowering/primitives/lower_primitives.h"
#include "language/words/foreign_words.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk::lowering {

using namespace syntax;

namespace {

/// A deeper call stack is not readable.
constexpr std::size_t maxCallDepth = 64;

Value unknownCallee(Context &context, const CallExpression &node)
{
    const std::string &name = node.callee.name;
    if (context.findLocal(name) != nullptr || context.names.globals.contains(name) ||
        context.names.constants.has(name)) {
        context.error(node.callee.span, fmt::format("'{}' is no function", name));
        return {};
    }
    if (std::string hint = whatToWriteFor(name); !hint.empty()) {
        context.error(
            node.callee.span,
            fmt::format("'{}' is not {}", name,
                        isNotNeeded(name) ? "needed in a scenario" : "part of the language"),
            std::move(hint));
        return {};
    }
    std::vector<std::string_view> known;
    for (const Primitive &primitive : primitives())
        known.push_back(primitive.name);
    for (const auto &[function, entry] : context.names.functions)
        known.push_back(function);
    context.error(node.callee.span, fmt::format("unknown function or primitive '{}'", name),
                  didYouMean(name, known));
    return {};
}

bool isRecursive(Context &context, const FunctionName &function, const CallExpression &node)
{
    const std::string name = function.declaration->name.name + "()";
    const auto found = std::ranges::find(context.frames, name, &Frame::name);
    if (found == context.frames.end())
        return false;
    std::vector<std::string> cycle;
    for (auto entry = found; entry != context.frames.end(); ++entry)
        cycle.push_back(entry->name);
    // One report for a cycle, wherever it was entered.
    std::vector<std::string> key = cycle;
    std::ranges::sort(key);
    if (!context.record.cycles.insert(fmt::format("{}", fmt::join(key, " "))).second)
        return true;
    cycle.push_back(name);
    context.error(node.callee.span,
                  fmt::format("recursion is not supported: {}", fmt::join(cycle, " calls ")),
                  "write a loop");
    return true;
}

std::optional<std::vector<Value>> argumentsFor(Context &context, const FunctionName &function,
                                               const CallExpression &node,
                                               std::vector<TypeId> &types)
{
    const auto &parameters = function.declaration->parameters;
    const std::size_t given = node.arguments.size();
    bool isWrong = false;
    if (given != parameters.size()) {
        context.error(node.callee.span,
                      fmt::format("{}() takes {} argument{}, but {} {} given", node.callee.name,
                                  parameters.size(), parameters.size() == 1 ? "" : "s", given,
                                  given == 1 ? "is" : "are"));
        isWrong = true;
    }
    std::vector<Value> values;
    for (std::size_t i = 0; i < given; ++i) {
        Value argument = value(context, *node.arguments[i]);
        if (i < parameters.size()) {
            types.push_back(context.types.declared(parameters[i]));
            argument = convert(context, argument, types.back(), node.arguments[i]->span);
        }
        argument = keptArgument(context, argument, node, i);
        isWrong = isWrong || argument.isWrong();
        values.push_back(argument);
    }
    if (isWrong)
        return std::nullopt;
    return values;
}

Value inlineFunction(Context &context, const FunctionName &function, const CallExpression &node,
                     const SourceSpan &span, Use use)
{
    const FunctionDeclaration &declaration = *function.declaration;
    const TypeId result = context.types.resolve(declaration.result);
    std::vector<TypeId> types;
    const auto values = argumentsFor(context, function, node, types);
    if (!declaration.body) {
        context.error(node.callee.span,
                      fmt::format("'{}' is declared, but has no body", declaration.name.name));
        return {};
    }
    if (isRecursive(context, function, node))
        return {};
    const bool isTooDeep = context.frames.size() > maxCallDepth;
    if (isTooDeep && !context.isCheck) {
        context.error(node.callee.span, fmt::format("calls nest deeper than {}", maxCallDepth));
        return {};
    }
    if (!values || result == noType)
        return {};

    Frame called;
    called.name = declaration.name.name + "()";
    called.result = result;
    if (result != context.types.voidType())
        called.resultRegister = context.builder.temporary(result);
    const Value given = called.resultRegister ? Value{Operand::reg(*called.resultRegister), result,
                                                      context.types.kind(result) == TypeKind::Bool}
                                              : context.nothing();
    if (isTooDeep ||
        (!context.record.functions.insert(declaration.name.name).second && context.isCheck))
        return given; // its own mistakes were, or will be, found elsewhere
    called.exit = context.builder.newLabel();
    called.atomicBlock = context.atomicBlock;

    const CallId caller = context.builder.call;
    const SourceSpan statement = context.builder.statement;
    context.builder.emit({.op = Op::EnterCall}, span, Role::None, context.text(span));
    enterFunction(context, function.id, span);
    context.frames.push_back(std::move(called));
    context.openScope();
    for (std::size_t i = 0; i < values->size(); ++i) {
        const Variable &parameter = declaration.parameters[i];
        const RegisterId own = context.builder.variable(parameter.name.name, types[i], false);
        context.frame().scopes.back().insert_or_assign(
            parameter.name.name, LocalVariable{types[i], own, 1, parameter.name.span});
        context.builder.emit({.op = Op::Move, .result = own, .a = (*values)[i].operand}, span);
    }
    const SourceSpan &all = declaration.body->span;
    const SourceSpan closing = context.names.source.span(all.end - 1, all.end);
    functionBody(context, *declaration.body, closing);
    const auto resultRegister = context.frame().resultRegister;
    const bool isUsed = resultRegister && use != Use::Nothing;
    context.builder.statement = closing;
    context.builder.emit(
        {.op = Op::LeaveCall, .a = isUsed ? Operand::reg(*resultRegister) : Operand{}}, closing);
    context.closeScope();
    context.frames.pop_back();
    context.builder.call = caller;
    context.builder.statement = statement;
    return given;
}

} // namespace

Value call(Context &context, const CallExpression &node, const SourceSpan &span, Use use)
{
    const auto function = context.names.functions.find(node.callee.name);
    if (function != context.names.functions.end())
        return inlineFunction(context, function->second, node, span, use);
    if (const Primitive *known = findPrimitive(node.callee.name))
        return callPrimitive(context, *known, node, span, use);
    return unknownCallee(context, node);
}

void enterFunction(Context &context, FunctionId function, const SourceSpan &site)
{
    Body &body = context.builder.body();
    if (std::ranges::find(body.functions, function) == body.functions.end())
        body.functions.push_back(function);
    body.calls.push_back({function, site, context.builder.call});
    context.builder.call = static_cast<CallId>(body.calls.size() - 1);
}

} // namespace racewalk::lowering
