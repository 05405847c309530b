// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include <array>
#include <span>

namespace racewalk {

using namespace syntax;

namespace {

constexpr auto uninterruptible = static_cast<std::int32_t>(TaskState::Uninterruptible);
const CallPart defaultState{"TASK_UNINTERRUPTIBLE", "TASK_UNINTERRUPTIBLE"};

} // namespace

Value Lowering::waiting(const Primitive &known, const CallExpression &node,
                        const std::vector<Value> &values, const SourceSpan &span)
{
    switch (known.form) {
    case PrimitiveForm::Schedule:
        sleep(span);
        return nothing();
    case PrimitiveForm::SynchronizeRcu:
        visible({.op = Op::SynchronizeRcu}, span, known.role, text(span));
        visible({.op = Op::AwaitGracePeriod}, span, known.role, text(span));
        return nothing();
    case PrimitiveForm::WaitForCompletion:
        waitForCompletion(values[0], span);
        return nothing();
    case PrimitiveForm::Down:
        visible({.op = Op::Down, .a = values[0].operand}, span, known.role, text(span));
        visible({.op = Op::Awake}, span, Role::Sleep, text(span));
        return nothing();
    case PrimitiveForm::RwLock:
        visible({.op = known.op, .a = values[0].operand}, span, known.role, text(span));
        visible({.op = known.op == Op::ReadLock ? Op::AwaitReadLock : Op::AwaitWriteLock,
                 .a = values[0].operand},
                span, known.role, text(span));
        return nothing();
    case PrimitiveForm::WaitEvent:
    case PrimitiveForm::WaitVarEvent:
        waitEvent(known, node, values[0], span);
        return nothing();
    case PrimitiveForm::WaitOnBit:
        return waitOnBit(node, values, span);
    case PrimitiveForm::ClearAndWakeUpBit:
        clearAndWakeUpBit(known, values[1], values[0], span);
        return nothing();
    case PrimitiveForm::WakeUpBit:
        if (values.size() == 2 && !checkBit(values[0], values[1], span))
            return {};
        wakeUpBit(values[0], values.size() == 2 ? values[1].operand : Operand::constant(anyBit),
                  span);
        return nothing();
    case PrimitiveForm::Operation:
    case PrimitiveForm::ReadPlace:
    case PrimitiveForm::WritePlace:
    case PrimitiveForm::ReadAddress:
    case PrimitiveForm::WriteAddress:
    case PrimitiveForm::AtomicRead:
    case PrimitiveForm::AtomicSet:
    case PrimitiveForm::FetchAdd:
    case PrimitiveForm::AddTo:
    case PrimitiveForm::AddAndReturn:
    case PrimitiveForm::AddToAndReturn:
    case PrimitiveForm::AddAndTest:
    case PrimitiveForm::AddToAndTest:
    case PrimitiveForm::AddUnlessZero:
    case PrimitiveForm::CompareExchange:
    case PrimitiveForm::Exchange:
    case PrimitiveForm::BitOperation:
    case PrimitiveForm::Nothing:
    case PrimitiveForm::ReadSeqBegin:
    case PrimitiveForm::ReadSeqRetry:
    case PrimitiveForm::WriteSeqLock:
    case PrimitiveForm::WriteSeqUnlock:
    case PrimitiveForm::Allocate:
    case PrimitiveForm::Free:
    case PrimitiveForm::Choose:
    case PrimitiveForm::Print:
    case PrimitiveForm::Fail:
    case PrimitiveForm::FailIf:
    case PrimitiveForm::FailUnless:
        break;
    }
    return {};
}

void Lowering::sleep(const SourceSpan &span)
{
    visible({.op = Op::Schedule}, span, Role::Sleep, "schedule()");
    visible({.op = Op::Awake}, span, Role::Sleep, "schedule()");
}

CallPart Lowering::part(const Expression &expression)
{
    return {text(expression), shapeOf(m_names.source, expression).brief};
}

CallPart Lowering::queuePart(const Expression &expression)
{
    const auto *name = std::get_if<NameExpression>(&expression.node);
    const auto *unary = std::get_if<UnaryExpression>(&expression.node);
    if (unary != nullptr && unary->op == UnaryOperator::Dereference)
        return part(*unary->operand);
    const bool isLocal = name != nullptr && findLocal(name->name) != nullptr;
    CallPart queue = part(expression);
    if (!isLocal && unary == nullptr)
        queue.text.insert(0, "&");
    return queue;
}

/// include/linux/wait.h: ___wait_event(), and wait_var_event() on the hashed queues.
void Lowering::waitEvent(const Primitive &known, const CallExpression &node, const Value &queue,
                         const SourceSpan &span)
{
    const bool isVariable = known.form == PrimitiveForm::WaitVarEvent;
    const Expression &target = *node.arguments[0];
    const Expression &awaited = *node.arguments[1];
    const std::array prepared{isVariable ? part(target) : queuePart(target), defaultState};
    const JumpLabel done = m_builder.newLabel();
    const JumpLabel top = m_builder.newLabel();
    const JumpLabel finish = m_builder.newLabel();
    const auto leaveIfTrue = [&](JumpLabel to) {
        const TemporaryScope temporaries(m_builder);
        const Value isTrue = decide(awaited);
        m_builder.branchIfNotZero(isTrue.operand, to, span);
    };

    m_builder.emit({.op = Op::MightSleep}, span, Role::Wait, text(span));
    leaveIfTrue(done);
    m_builder.bind(top);
    if (isVariable)
        visible({.op = Op::PrepareToWaitBit,
                 .a = queue.operand,
                 .b = Operand::constant(anyBit),
                 .c = Operand::constant(uninterruptible)},
                span, Role::Wait, madeText("prepare_to_wait", prepared));
    else
        visible({.op = Op::PrepareToWait,
                 .a = queue.operand,
                 .b = Operand::constant(uninterruptible),
                 .c = Operand::constant(0)},
                span, Role::Wait, madeText("prepare_to_wait", prepared));
    leaveIfTrue(finish);
    sleep(span);
    m_builder.jump(top, span);
    m_builder.bind(finish);
    if (isVariable)
        visible({.op = Op::FinishWaitBit, .a = queue.operand, .b = Operand::constant(anyBit)}, span,
                Role::Wait, madeText("finish_wait", std::span(prepared).first(1)));
    else
        visible({.op = Op::FinishWait, .a = queue.operand}, span, Role::Wait,
                madeText("finish_wait", std::span(prepared).first(1)));
    m_builder.bind(done);
}

Value Lowering::testBitOnce(const Value &word, const Value &bit, const std::string &shown,
                            const SourceSpan &span)
{
    const RegisterId result = m_builder.temporary(m_types.boolType());
    const Place at = wordPlace(word);
    const std::uint32_t position = visible({.op = Op::TestBit,
                                            .ordering = Ordering::Acquire,
                                            .result = result,
                                            .a = at.address,
                                            .b = bit.operand},
                                           span, Role::Test, shown);
    m_builder.setReach(position, at.reach);
    return ownTest(position, {Operand::reg(result), m_types.intType(), true}, span);
}

/// kernel/sched/wait_bit.c: wait_on_bit() and __wait_on_bit().
Value Lowering::waitOnBit(const CallExpression &node, const std::vector<Value> &values,
                          const SourceSpan &span)
{
    const Value &word = values[0];
    const Value &bit = values[1];
    if (!checkBit(word, bit, span))
        return {};
    const bool hasMode = values.size() > 2;
    if (hasMode && !checkInteger(values[2], node.arguments[2]->span))
        return {};
    const Operand mode = hasMode ? values[2].operand : Operand::constant(uninterruptible);
    const std::array bitOfWord{part(*node.arguments[1]), part(*node.arguments[0])};
    const std::array prepared{bitOfWord[1], bitOfWord[0],
                              hasMode ? part(*node.arguments[2]) : defaultState};
    const std::string test = madeText("test_bit", bitOfWord);
    const JumpLabel top = m_builder.newLabel();
    const JumpLabel again = m_builder.newLabel();
    const JumpLabel done = m_builder.newLabel();

    const auto branchIfClear = [&](JumpLabel to) {
        const TemporaryScope temporaries(m_builder);
        m_builder.branchIfZero(testBitOnce(word, bit, test, span).operand, to, span);
    };
    m_builder.emit({.op = Op::MightSleep}, span, Role::Wait, text(span));
    branchIfClear(done);
    m_builder.bind(top);
    visible({.op = Op::PrepareToWaitBit, .a = word.operand, .b = bit.operand, .c = mode}, span,
            Role::Wait, madeText("prepare_to_wait_bit", prepared));
    branchIfClear(again);
    sleep(span);
    m_builder.bind(again);
    {
        const TemporaryScope temporaries(m_builder);
        m_builder.branchIfNotZero(testBitOnce(word, bit, test, span).operand, top, span);
    }
    visible({.op = Op::FinishWaitBit, .a = word.operand, .b = bit.operand}, span, Role::Wait,
            madeText("finish_wait_bit", std::span(prepared).first(2)));
    m_builder.bind(done);
    return constant(0);
}

void Lowering::waitForCompletion(const Value &completion, const SourceSpan &span)
{
    const std::string shown = text(span);
    const JumpLabel top = m_builder.newLabel();
    const JumpLabel done = m_builder.newLabel();
    const RegisterId taken = m_builder.temporary(m_types.boolType());
    m_builder.bind(top);
    visible({.op = Op::TakeCompletion, .result = taken, .a = completion.operand}, span, Role::Wait,
            shown);
    m_builder.branchIfNotZero(Operand::reg(taken), done, span);
    sleep(span);
    m_builder.jump(top, span);
    m_builder.bind(done);
}

/// The test for waiters without the queue's lock, and only then the wakeup.
void Lowering::wakeUpBit(const Value &word, const Operand &bit, const SourceSpan &span)
{
    const JumpLabel done = m_builder.newLabel();
    const RegisterId isActive = m_builder.temporary(m_types.boolType());
    visible({.op = Op::BitQueueActive, .result = isActive, .a = word.operand, .b = bit}, span,
            Role::Wake, text(span));
    m_builder.branchIfZero(Operand::reg(isActive), done, span);
    visible({.op = Op::WakeUpBit, .a = word.operand, .b = bit}, span, Role::Wake, text(span));
    m_builder.bind(done);
}

/// include/linux/wait_bit.h: clear_and_wake_up_bit().
void Lowering::clearAndWakeUpBit(const Primitive &known, const Value &word, const Value &bit,
                                 const SourceSpan &span)
{
    if (!checkBit(word, bit, span))
        return;
    bitOperation(known, word, bit, span, Use::Value);
    visible({.op = Op::Fence, .a = Operand::constant(static_cast<std::int32_t>(FenceKind::Full))},
            span, Role::Fence, text(span));
    wakeUpBit(word, bit.operand, span);
}

} // namespace racewalk
