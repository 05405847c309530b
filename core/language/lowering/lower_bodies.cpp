// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include "language/syntax/code_text.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

namespace racewalk {

Lowering::Lowering(ScenarioNames &names, LoweringRecord &record)
    : m_names(names), m_types(names.types), m_record(record)
{}

std::string Lowering::text(const SourceSpan &span)
{
    std::string shown = codeText(m_names.source, span);
    const auto expression = m_expressions.find({span.begin, span.end});
    if (expression != m_expressions.end() && !m_builder.hasShape(shown))
        m_builder.addShape(shown, shapeOf(m_names.source, *expression->second));
    return shown;
}

std::string Lowering::text(const syntax::Expression &expression)
{
    remember(expression);
    return text(expression.span);
}

std::string Lowering::madeText(std::string_view callee, std::span<const CallPart> arguments)
{
    MadeCall made = madeCall(callee, arguments);
    m_builder.addShape(made.text, std::move(made.shape));
    return made.text;
}

void Lowering::remember(const syntax::Expression &expression)
{
    m_expressions.insert_or_assign({expression.span.begin, expression.span.end}, &expression);
}

DraftBody Lowering::lowerThread(const syntax::ThreadDeclaration &declaration, FunctionId function,
                                std::uint32_t firstThread, std::uint32_t count)
{
    m_firstThread = firstThread;
    m_threadCount = count;
    enterFunction(function, {});
    Frame thread;
    thread.name = declaration.name.name;
    thread.result = m_types.voidType();
    thread.exit = m_builder.newLabel();
    thread.isThread = true;
    m_frames.push_back(std::move(thread));

    const SourceSpan &all = declaration.body.span;
    const SourceSpan closing = m_names.source.span(all.end - 1, all.end);
    lowerBlockOf(declaration.body, closing);
    m_builder.emit({.op = Op::End}, closing);
    return finishBody(declaration.name.span, "thread '" + declaration.name.name + "'");
}

DraftBody Lowering::lowerProperty(const syntax::PropertyDeclaration &declaration)
{
    m_isProperty = true;
    const RegisterId result = m_builder.temporary(m_types.boolType());
    m_builder.body().calls.push_back({});
    m_frames.emplace_back();
    m_builder.statement = declaration.span;
    const Value holds = condition(*declaration.condition, Use::Test);
    if (!holds.isWrong())
        m_builder.emit(
            {.op = Op::NotEqual, .result = result, .a = holds.operand, .b = Operand::constant(0)},
            declaration.condition->span);
    m_builder.emit({.op = Op::End}, declaration.condition->span);
    return finishBody(declaration.span, "this property");
}

void Lowering::checkFunction(const syntax::FunctionDeclaration &declaration, FunctionId function)
{
    m_isCheck = true;
    enterFunction(function, {});
    Frame own;
    own.name = declaration.name.name + "()";
    own.result = m_types.resolve(declaration.result);
    own.exit = m_builder.newLabel();
    m_frames.push_back(std::move(own));
    if (frame().result != noType && frame().result != m_types.voidType())
        frame().resultRegister = m_builder.temporary(frame().result);
    openScope();
    for (const syntax::Variable &parameter : declaration.parameters)
        declareLocal(parameter);
    const SourceSpan &all = declaration.body->span;
    lowerBlockOf(*declaration.body, m_names.source.span(all.end - 1, all.end));
    m_builder.emit({.op = Op::End}, all);
    finishBody(declaration.name.span, frame().name);
}

/// The body of the frame's function, up to where all its returns meet.
void Lowering::lowerBlockOf(const syntax::Block &body, const SourceSpan &end)
{
    block(body);
    m_builder.statement = end;
    if (frame().resultRegister && !m_builder.endsInJump())
        m_builder.emit(
            {.op = Op::Move, .result = *frame().resultRegister, .a = Operand::constant(0)}, end);
    checkLabels(frame());
    m_builder.bind(frame().exit);
}

void Lowering::checkLabels(const Frame &frame)
{
    std::vector<std::string_view> known;
    for (const auto &[name, label] : frame.labels)
        if (label.isBound)
            known.push_back(name);
    for (const auto &[name, label] : frame.labels) {
        for (const auto &[span, atomicBlock] : label.gotos) {
            if (!label.isBound)
                error(span, fmt::format("there is no label '{}' in {}", name, frame.name),
                      didYouMean(name, known));
            else
                checkAtomicBorder(atomicBlock, label.atomicBlock, span);
        }
        // What jumps nowhere was reported; the jump itself must lead somewhere.
        if (!label.isBound)
            m_builder.bind(label.label);
    }
}

DraftBody Lowering::finishBody(const SourceSpan &span, std::string_view what)
{
    if (m_builder.isFull())
        error(span, fmt::format("{} is too big with all its calls: the limit is {} instructions",
                                what, maxInstructions));
    if (m_builder.hasRegisterLimitBeenHit())
        error(span, fmt::format("{} has more than {} local variables and intermediate values "
                                "with all its calls, the limit",
                                what, maxRegisters));
    return m_builder.finish();
}

} // namespace racewalk
