// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include "language/syntax/overloaded.h"

#include <fmt/format.h>

namespace racewalk {

using namespace syntax;

void Lowering::block(const Block &block)
{
    openScope();
    statements(block.statements);
    closeScope();
}

void Lowering::statements(const std::vector<Statement> &list)
{
    for (const Statement &one : list) {
        if (m_builder.isFull())
            return;
        statement(one);
    }
}

void Lowering::statement(const Statement &statement)
{
    const DepthGuard guard(*this);
    if (guard.isTooDeep()) {
        error(statement.span, "calls and blocks nest too deep here");
        return;
    }
    const SourceSpan &span = statement.span;
    m_builder.statement = span;
    const TemporaryScope temporaries(m_builder);
    std::visit(Overloaded{
                   [](const EmptyStatement &) {},
                   [&](const ExpressionStatement &node) { effect(*node.expression); },
                   [&](const DeclarationStatement &node) { declareLocals(node.variables); },
                   [&](const Block &node) { block(node); },
                   [&](const IfStatement &node) { ifStatement(node, span); },
                   [&](const WhileStatement &node) { whileStatement(node, span); },
                   [&](const DoStatement &node) { doStatement(node, span); },
                   [&](const ForStatement &node) { forStatement(node, span); },
                   [&](const SwitchStatement &node) { switchStatement(node, span); },
                   [&](const CaseLabel &node) { caseLabel(node, span); },
                   [&](const Label &node) { codeLabel(node, span); },
                   [&](const GotoStatement &node) { gotoStatement(node, span); },
                   [&](const BreakStatement &) { leaveLoop(false, span); },
                   [&](const ContinueStatement &) { leaveLoop(true, span); },
                   [&](const ReturnStatement &node) { returnStatement(node, span); },
                   [&](const AtomicStatement &node) { atomicStatement(node, span); },
               },
               statement.node);
}

/// Of a statement with a body, what belongs to the condition: `if (x)`.
void Lowering::setStatement(const SourceSpan &whole, const Expression *condition)
{
    if (condition == nullptr) {
        m_builder.statement = whole;
        return;
    }
    const std::size_t paren = m_names.source.text().find(')', condition->span.end);
    const std::size_t end = std::min<std::size_t>(
        paren == std::string::npos ? condition->span.end : paren + 1, whole.end);
    // A do loop's condition stands behind its body.
    const std::size_t begin = condition->span.end <= whole.end && condition->span.line != whole.line
                                  ? condition->span.begin
                                  : whole.begin;
    m_builder.statement = m_names.source.span(begin, std::max(begin, end));
}

void Lowering::ifStatement(const IfStatement &node, const SourceSpan &span)
{
    setStatement(span, node.condition.get());
    const JumpLabel otherwise = m_builder.newLabel();
    {
        const TemporaryScope temporaries(m_builder);
        const Value test = decide(*node.condition, "if");
        m_builder.branchIfZero(test.operand, otherwise, node.condition->span);
    }
    statement(*node.whenTrue);
    if (node.whenFalse == nullptr) {
        m_builder.bind(otherwise);
        return;
    }
    const JumpLabel end = m_builder.newLabel();
    if (!m_builder.endsInJump())
        m_builder.jump(end, span);
    m_builder.bind(otherwise);
    statement(*node.whenFalse);
    m_builder.bind(end);
}

void Lowering::whileStatement(const WhileStatement &node, const SourceSpan &span)
{
    const JumpLabel top = m_builder.newLabel();
    const JumpLabel end = m_builder.newLabel();
    m_builder.bind(top);
    {
        setStatement(span, node.condition.get());
        const TemporaryScope temporaries(m_builder);
        const Value test = decide(*node.condition, "while");
        if (!test.isConstant() || test.operand.value == 0)
            m_builder.branchIfZero(test.operand, end, node.condition->span);
    }
    frame().loops.push_back({end, top, m_atomicBlock, nullptr});
    statement(*node.body);
    frame().loops.pop_back();
    m_builder.jump(top, span);
    m_builder.bind(end);
}

void Lowering::doStatement(const DoStatement &node, const SourceSpan &span)
{
    const JumpLabel top = m_builder.newLabel();
    const JumpLabel test = m_builder.newLabel();
    const JumpLabel end = m_builder.newLabel();
    m_builder.bind(top);
    frame().loops.push_back({end, test, m_atomicBlock, nullptr});
    statement(*node.body);
    frame().loops.pop_back();
    m_builder.bind(test);
    setStatement(span, node.condition.get());
    const Value again = decide(*node.condition);
    m_builder.branchIfNotZero(again.operand, top, node.condition->span);
    m_builder.bind(end);
}

void Lowering::forStatement(const ForStatement &node, const SourceSpan &span)
{
    const JumpLabel top = m_builder.newLabel();
    const JumpLabel next = m_builder.newLabel();
    const JumpLabel end = m_builder.newLabel();
    openScope();
    setStatement(span, node.condition.get());
    declareLocals(node.declarations);
    for (const ExpressionPtr &expression : node.initial)
        effect(*expression);
    m_builder.bind(top);
    if (node.condition != nullptr) {
        const TemporaryScope temporaries(m_builder);
        const Value test = decide(*node.condition);
        m_builder.branchIfZero(test.operand, end, node.condition->span);
    }
    frame().loops.push_back({end, next, m_atomicBlock, nullptr});
    statement(*node.body);
    frame().loops.pop_back();
    m_builder.bind(next);
    setStatement(span, node.condition.get());
    for (const ExpressionPtr &expression : node.step)
        effect(*expression);
    m_builder.jump(top, span);
    m_builder.bind(end);
    closeScope();
}

void Lowering::switchStatement(const SwitchStatement &node, const SourceSpan &span)
{
    setStatement(span, node.value.get());
    const std::uint32_t begin = m_builder.position();
    const Value chosen = value(*node.value, Use::Test);
    m_builder.addSoleReadText(begin, text(*node.value), "switch");
    if (!checkInteger(chosen, node.value->span))
        return;
    const JumpLabel end = m_builder.newLabel();
    std::optional<JumpLabel> whenNone;
    std::map<const CaseLabel *, JumpLabel> cases;
    std::map<std::int32_t, SourceSpan> values;
    for (const Statement &one : node.body.statements) {
        const auto *label = std::get_if<CaseLabel>(&one.node);
        if (label == nullptr)
            continue;
        const JumpLabel target = m_builder.newLabel();
        cases.emplace(label, target);
        if (label->value == nullptr) {
            if (whenNone)
                error(one.span, "a switch has only one default");
            whenNone = target;
            continue;
        }
        const auto number = m_names.constants.evaluate(*label->value, "a case");
        if (!number)
            continue;
        const auto [earlier, isNew] = values.try_emplace(number->value, one.span);
        if (!isNew)
            error(one.span, fmt::format("the case {} is there twice, first in line {}",
                                        number->value, earlier->second.line));
        const Value isIt = computed(Op::Equal, chosen.operand, Operand::constant(number->value),
                                    m_types.boolType(), one.span);
        m_builder.branchIfNotZero(isIt.operand, target, one.span);
    }
    m_builder.jump(whenNone.value_or(end), span);
    frame().loops.push_back({end, std::nullopt, m_atomicBlock, &cases});
    block(node.body);
    frame().loops.pop_back();
    m_builder.bind(end);
}

void Lowering::caseLabel(const CaseLabel &node, const SourceSpan &span)
{
    const auto *cases = frame().loops.empty() ? nullptr : frame().loops.back().cases;
    const bool isKnown = cases != nullptr && cases->contains(&node);
    if (isKnown)
        m_builder.bind(cases->at(&node));
    else
        error(span, "a case stands directly in the braces of its switch");
}

Lowering::CodeLabel &Lowering::labelNamed(const std::string &name)
{
    const auto [entry, isNew] = frame().labels.try_emplace(name);
    if (isNew)
        entry->second.label = m_builder.newLabel();
    return entry->second;
}

void Lowering::codeLabel(const Label &node, const SourceSpan &span)
{
    CodeLabel &label = labelNamed(node.name.name);
    if (label.isBound) {
        error(node.name.span, fmt::format("the label '{}' is there twice, first in line {}",
                                          node.name.name, label.span.line));
        return;
    }
    label.isBound = true;
    label.span = node.name.span;
    label.atomicBlock = m_atomicBlock;
    m_builder.bind(label.label);
    m_builder.emit(
        {.op = Op::Label, .target = m_builder.labelNumber(node.name.name, node.name.span)}, span,
        Role::None, node.name.name);
}

void Lowering::gotoStatement(const GotoStatement &node, const SourceSpan &span)
{
    CodeLabel &label = labelNamed(node.label.name);
    label.gotos.emplace_back(node.label.span, m_atomicBlock);
    m_builder.jump(label.label, span);
}

void Lowering::leaveLoop(bool isContinue, const SourceSpan &span)
{
    for (auto loop = frame().loops.rbegin(); loop != frame().loops.rend(); ++loop) {
        const std::optional<JumpLabel> &target = isContinue ? loop->onContinue : loop->onBreak;
        if (!target)
            continue;
        checkAtomicBorder(m_atomicBlock, loop->atomicBlock, span);
        m_builder.jump(*target, span);
        return;
    }
    error(span, isContinue ? "'continue' stands outside a loop"
                           : "'break' stands outside a loop or switch");
}

void Lowering::returnStatement(const ReturnStatement &node, const SourceSpan &span)
{
    const TypeId result = frame().result;
    if (result == noType)
        return;
    const bool isVoid = result == m_types.voidType();
    if (node.value != nullptr && isVoid) {
        error(node.value->span, frame().isThread
                                    ? fmt::format("a thread returns no value")
                                    : fmt::format("{} returns no value", frame().name));
    } else if (node.value == nullptr && !isVoid) {
        error(span, fmt::format("{} returns a value: {}", frame().name, typeName(result)));
    } else if (node.value != nullptr) {
        const Value given = convert(value(*node.value), result, node.value->span);
        if (!given.isWrong() && !m_builder.redirectResult(given.operand, *frame().resultRegister))
            m_builder.emit({.op = Op::Move, .result = *frame().resultRegister, .a = given.operand},
                           span);
    }
    checkAtomicBorder(m_atomicBlock, frame().atomicBlock, span);
    m_builder.jump(frame().exit, span);
}

void Lowering::atomicStatement(const AtomicStatement &node, const SourceSpan &span)
{
    if (m_atomicBlock != 0) {
        block(node.body);
        return;
    }
    const std::size_t brace = node.body.span.begin;
    const SourceSpan head = m_names.source.span(span.begin, brace);
    m_builder.statement = head;
    visible({.op = Op::AtomicBegin}, head, Role::None, text(span));
    m_atomicBlock = ++m_atomicBlocks;
    block(node.body);
    m_atomicBlock = 0;
    m_builder.emit({.op = Op::AtomicEnd}, span);
}

void Lowering::checkAtomicBorder(std::uint32_t from, std::uint32_t to, const SourceSpan &span)
{
    if (from != to)
        error(span, "an atomic block is entered at its top and left at its end only");
}

} // namespace racewalk
