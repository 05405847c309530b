// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_statements.h"

#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_expressions.h"
#include "language/lowering/lower_locals.h"
#include "language/syntax/code_text.h"
#include "language/syntax/overloaded.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk::lowering {

using namespace syntax;

namespace {

void statement(Context &context, const Statement &statement);
void block(Context &context, const Block &block);

/// Of a statement with a body, what belongs to the condition: `if (x)`.
void setStatement(Context &context, const SourceSpan &whole, const Expression *condition)
{
    if (condition == nullptr) {
        context.builder.statement = whole;
        return;
    }
    const std::size_t end = std::min<std::size_t>(
        afterParenthesis(context.names.source.text(), condition->span.end), whole.end);
    // A do loop's condition follows its body.
    const std::size_t begin = condition->span.end <= whole.end && condition->span.line != whole.line
                                  ? condition->span.begin
                                  : whole.begin;
    context.builder.statement = context.names.source.span(begin, std::max(begin, end));
}

void checkAtomicBorder(Context &context, std::uint32_t from, std::uint32_t to,
                       const SourceSpan &span)
{
    if (from != to)
        context.error(span, "an atomic block is entered at its top and left at its end only");
}

void ifStatement(Context &context, const IfStatement &node, const SourceSpan &span)
{
    setStatement(context, span, node.condition.get());
    const JumpLabel otherwise = context.builder.newLabel();
    {
        const TemporaryScope temporaries(context.builder);
        const Value test = decide(context, *node.condition, "if");
        context.builder.branchIfZero(test.operand, otherwise, node.condition->span);
    }
    statement(context, *node.whenTrue);
    if (node.whenFalse == nullptr) {
        context.builder.bind(otherwise);
        return;
    }
    const JumpLabel end = context.builder.newLabel();
    if (!context.builder.endsInJump())
        context.builder.jump(end, span);
    context.builder.bind(otherwise);
    statement(context, *node.whenFalse);
    context.builder.bind(end);
}

void whileStatement(Context &context, const WhileStatement &node, const SourceSpan &span)
{
    const JumpLabel top = context.builder.newLabel();
    const JumpLabel end = context.builder.newLabel();
    context.builder.bind(top);
    {
        setStatement(context, span, node.condition.get());
        const TemporaryScope temporaries(context.builder);
        const Value test = decide(context, *node.condition, "while");
        if (!test.isConstant() || test.operand.value == 0)
            context.builder.branchIfZero(test.operand, end, node.condition->span);
    }
    context.frame().loops.push_back({end, top, context.atomicBlock, nullptr});
    statement(context, *node.body);
    context.frame().loops.pop_back();
    context.builder.jump(top, span);
    context.builder.bind(end);
}

void doStatement(Context &context, const DoStatement &node, const SourceSpan &span)
{
    const JumpLabel top = context.builder.newLabel();
    const JumpLabel test = context.builder.newLabel();
    const JumpLabel end = context.builder.newLabel();
    context.builder.bind(top);
    context.frame().loops.push_back({end, test, context.atomicBlock, nullptr});
    statement(context, *node.body);
    context.frame().loops.pop_back();
    context.builder.bind(test);
    setStatement(context, span, node.condition.get());
    const Value again = decide(context, *node.condition);
    context.builder.branchIfNotZero(again.operand, top, node.condition->span);
    context.builder.bind(end);
}

void forStatement(Context &context, const ForStatement &node, const SourceSpan &span)
{
    const JumpLabel top = context.builder.newLabel();
    const JumpLabel next = context.builder.newLabel();
    const JumpLabel end = context.builder.newLabel();
    context.openScope();
    setStatement(context, span, node.condition.get());
    declareLocals(context, node.declarations);
    for (const ExpressionPtr &expression : node.initial)
        effect(context, *expression);
    context.builder.bind(top);
    if (node.condition != nullptr) {
        const TemporaryScope temporaries(context.builder);
        const Value test = decide(context, *node.condition);
        context.builder.branchIfZero(test.operand, end, node.condition->span);
    }
    context.frame().loops.push_back({end, next, context.atomicBlock, nullptr});
    statement(context, *node.body);
    context.frame().loops.pop_back();
    context.builder.bind(next);
    setStatement(context, span, node.condition.get());
    for (const ExpressionPtr &expression : node.step)
        effect(context, *expression);
    context.builder.jump(top, span);
    context.builder.bind(end);
    context.closeScope();
}

void switchStatement(Context &context, const SwitchStatement &node, const SourceSpan &span)
{
    setStatement(context, span, node.value.get());
    const std::uint32_t begin = context.builder.position();
    const Value chosen = value(context, *node.value, Use::Test);
    context.builder.addSoleReadText(begin, context.text(*node.value), 0, "switch");
    if (!checkInteger(context, chosen, node.value->span))
        return;
    const JumpLabel end = context.builder.newLabel();
    std::optional<JumpLabel> whenNone;
    std::map<const CaseLabel *, JumpLabel> cases;
    std::map<std::int32_t, SourceSpan> values;
    for (const Statement &one : node.body.statements) {
        const auto *label = std::get_if<CaseLabel>(&one.node);
        if (label == nullptr)
            continue;
        const JumpLabel target = context.builder.newLabel();
        cases.emplace(label, target);
        if (label->value == nullptr) {
            if (whenNone)
                context.error(one.span, "a switch has only one default");
            whenNone = target;
            continue;
        }
        const auto number = context.names.constants.evaluate(*label->value, "a case");
        if (!number)
            continue;
        const auto [earlier, isNew] = values.try_emplace(number->value, one.span);
        if (!isNew)
            context.error(one.span, fmt::format("the case {} is there twice, first in line {}",
                                                number->value, earlier->second.line));
        const Value isIt =
            computed(context, Op::Equal, chosen.operand, Operand::constant(number->value),
                     context.types.boolType(), one.span);
        context.builder.branchIfNotZero(isIt.operand, target, one.span);
    }
    context.builder.jump(whenNone.value_or(end), span);
    context.frame().loops.push_back({end, std::nullopt, context.atomicBlock, &cases});
    block(context, node.body);
    context.frame().loops.pop_back();
    context.builder.bind(end);
}

void caseLabel(Context &context, const CaseLabel &node, const SourceSpan &span)
{
    const auto *cases =
        context.frame().loops.empty() ? nullptr : context.frame().loops.back().cases;
    const bool isKnown = cases != nullptr && cases->contains(&node);
    if (isKnown)
        context.builder.bind(cases->at(&node));
    else
        context.error(span, "a case stands directly in the braces of its switch");
}

CodeLabel &labelNamed(Context &context, const std::string &name)
{
    const auto [entry, isNew] = context.frame().labels.try_emplace(name);
    if (isNew)
        entry->second.label = context.builder.newLabel();
    return entry->second;
}

void codeLabel(Context &context, const Label &node, const SourceSpan &span)
{
    CodeLabel &label = labelNamed(context, node.name.name);
    if (label.isBound) {
        context.error(node.name.span, fmt::format("the label '{}' is there twice, first in line {}",
                                                  node.name.name, label.span.line));
        return;
    }
    label.isBound = true;
    label.span = node.name.span;
    label.atomicBlock = context.atomicBlock;
    context.builder.bind(label.label);
    context.builder.emit(
        {.op = Op::Label, .target = context.builder.labelNumber(node.name.name, node.name.span)},
        span, Role::None, node.name.name);
}

void gotoStatement(Context &context, const GotoStatement &node, const SourceSpan &span)
{
    CodeLabel &label = labelNamed(context, node.label.name);
    label.gotos.emplace_back(node.label.span, context.atomicBlock);
    context.builder.jump(label.label, span);
}

void leaveLoop(Context &context, bool isContinue, const SourceSpan &span)
{
    for (auto loop = context.frame().loops.rbegin(); loop != context.frame().loops.rend(); ++loop) {
        const std::optional<JumpLabel> &target = isContinue ? loop->onContinue : loop->onBreak;
        if (!target)
            continue;
        checkAtomicBorder(context, context.atomicBlock, loop->atomicBlock, span);
        context.builder.jump(*target, span);
        return;
    }
    context.error(span, isContinue ? "'continue' is outside a loop"
                                   : "'break' is outside a loop or switch");
}

void returnStatement(Context &context, const ReturnStatement &node, const SourceSpan &span)
{
    const TypeId result = context.frame().result;
    if (result == noType)
        return;
    const bool isVoid = result == context.types.voidType();
    if (node.value != nullptr && isVoid) {
        context.error(node.value->span,
                      context.frame().isThread
                          ? fmt::format("a thread returns no value")
                          : fmt::format("{} returns no value", context.frame().name));
    } else if (node.value == nullptr && !isVoid) {
        context.error(span, fmt::format("{} returns a value: {}", context.frame().name,
                                        context.typeName(result)));
    } else if (node.value != nullptr) {
        const Value given = convert(context, value(context, *node.value), result, node.value->span);
        if (!given.isWrong() &&
            !context.builder.redirectResult(given.operand, *context.frame().resultRegister))
            context.builder.emit(
                {.op = Op::Move, .result = *context.frame().resultRegister, .a = given.operand},
                span);
    }
    checkAtomicBorder(context, context.atomicBlock, context.frame().atomicBlock, span);
    context.builder.jump(context.frame().exit, span);
}

void atomicStatement(Context &context, const AtomicStatement &node, const SourceSpan &span)
{
    if (context.atomicBlock != 0) {
        block(context, node.body);
        return;
    }
    const std::size_t brace = node.body.span.begin;
    const SourceSpan head = context.names.source.span(span.begin, brace);
    context.builder.statement = head;
    context.visible({.op = Op::AtomicBegin}, head, Role::None, context.text(span));
    context.atomicBlock = ++context.atomicBlocks;
    block(context, node.body);
    context.atomicBlock = 0;
    context.builder.emit({.op = Op::AtomicEnd}, span);
}

void statement(Context &context, const Statement &statement)
{
    const DepthGuard guard(context);
    if (guard.isTooDeep()) {
        context.error(statement.span, "calls and blocks nest too deep here");
        return;
    }
    const SourceSpan &span = statement.span;
    context.builder.statement = span;
    const TemporaryScope temporaries(context.builder);
    std::visit(
        Overloaded{
            [](const EmptyStatement &) {},
            [&](const ExpressionStatement &node) { effect(context, *node.expression); },
            [&](const DeclarationStatement &node) { declareLocals(context, node.variables); },
            [&](const Block &node) { block(context, node); },
            [&](const IfStatement &node) { ifStatement(context, node, span); },
            [&](const WhileStatement &node) { whileStatement(context, node, span); },
            [&](const DoStatement &node) { doStatement(context, node, span); },
            [&](const ForStatement &node) { forStatement(context, node, span); },
            [&](const SwitchStatement &node) { switchStatement(context, node, span); },
            [&](const CaseLabel &node) { caseLabel(context, node, span); },
            [&](const Label &node) { codeLabel(context, node, span); },
            [&](const GotoStatement &node) { gotoStatement(context, node, span); },
            [&](const BreakStatement &) { leaveLoop(context, false, span); },
            [&](const ContinueStatement &) { leaveLoop(context, true, span); },
            [&](const ReturnStatement &node) { returnStatement(context, node, span); },
            [&](const AtomicStatement &node) { atomicStatement(context, node, span); },
        },
        statement.node);
}

void statements(Context &context, const std::vector<Statement> &list)
{
    for (const Statement &one : list) {
        if (context.builder.isFull())
            return;
        statement(context, one);
    }
}

void block(Context &context, const Block &block)
{
    context.openScope();
    statements(context, block.statements);
    context.closeScope();
}

void checkLabels(Context &context, const Frame &frame)
{
    std::vector<std::string_view> known;
    for (const auto &[name, label] : frame.labels)
        if (label.isBound)
            known.push_back(name);
    for (const auto &[name, label] : frame.labels) {
        for (const auto &[span, atomicBlock] : label.gotos) {
            if (!label.isBound)
                context.error(span, fmt::format("there is no label '{}' in {}", name, frame.name),
                              didYouMean(name, known));
            else
                checkAtomicBorder(context, atomicBlock, label.atomicBlock, span);
        }
        // What jumps nowhere was reported; the jump itself must lead somewhere.
        if (!label.isBound)
            context.builder.bind(label.label);
    }
}

} // namespace

/// The body of the frame's function, up to where all its returns meet.
void functionBody(Context &context, const syntax::Block &body, const SourceSpan &end)
{
    block(context, body);
    context.builder.statement = end;
    if (context.frame().resultRegister && !context.builder.endsInJump())
        context.builder.emit(
            {.op = Op::Move, .result = *context.frame().resultRegister, .a = Operand::constant(0)},
            end);
    checkLabels(context, context.frame());
    context.builder.bind(context.frame().exit);
}

} // namespace racewalk::lowering
