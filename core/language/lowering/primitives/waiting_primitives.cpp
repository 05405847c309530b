// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitive_parts.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_expressions.h"

#include <array>
#include <span>
#include <string>

namespace racewalk::lowering {

using namespace syntax;

namespace {

using Result = PrimitiveResult;

constexpr auto uninterruptible = static_cast<std::int32_t>(TaskState::Uninterruptible);
const CallPart defaultState{"TASK_UNINTERRUPTIBLE", "TASK_UNINTERRUPTIBLE"};

void sleep(Context &context, const SourceSpan &span)
{
    context.visible({.op = Op::Schedule}, span, Role::Sleep, "schedule()");
    context.visible({.op = Op::Awake}, span, Role::Sleep, "schedule()");
}

CallPart part(Context &context, const Expression &expression)
{
    return {context.text(expression), shapeOf(context.names.source, expression).brief};
}

/// A queue's argument, which may be the queue itself: `wq`, `&wq`, or a pointer.
CallPart queuePart(Context &context, const Expression &expression)
{
    const auto *name = std::get_if<NameExpression>(&expression.node);
    const auto *unary = std::get_if<UnaryExpression>(&expression.node);
    if (unary != nullptr && unary->op == UnaryOperator::Dereference)
        return part(context, *unary->operand);
    const bool isLocal = name != nullptr && context.findLocal(name->name) != nullptr;
    CallPart queue = part(context, expression);
    if (!isLocal && unary == nullptr)
        queue.text = '&' + queue.text;
    return queue;
}

/// include/linux/wait.h: ___wait_event(), and wait_var_event() on the hashed queues.
void waitFor(Context &context, const PrimitiveCall &call, bool isVariable)
{
    const SourceSpan &span = call.span;
    const Value &queue = call.values[0];
    const Expression &target = *call.node.arguments[0];
    const Expression &awaited = *call.node.arguments[1];
    const std::array prepared{isVariable ? part(context, target) : queuePart(context, target),
                              defaultState};
    const JumpLabel done = context.builder.newLabel();
    const JumpLabel top = context.builder.newLabel();
    const JumpLabel finish = context.builder.newLabel();
    const auto leaveIfTrue = [&](JumpLabel to) {
        const TemporaryScope temporaries(context.builder);
        const Value isTrue = decide(context, awaited);
        context.builder.branchIfNotZero(isTrue.operand, to, span);
    };

    context.builder.emit({.op = Op::MightSleep}, span, Role::Wait, context.text(span));
    leaveIfTrue(done);
    context.builder.bind(top);
    if (isVariable)
        context.visible({.op = Op::PrepareToWaitBit,
                         .a = queue.operand,
                         .b = Operand::constant(anyBit),
                         .c = Operand::constant(uninterruptible)},
                        span, Role::Wait, context.madeText("prepare_to_wait", prepared));
    else
        context.visible({.op = Op::PrepareToWait,
                         .a = queue.operand,
                         .b = Operand::constant(uninterruptible),
                         .c = Operand::constant(0)},
                        span, Role::Wait, context.madeText("prepare_to_wait", prepared));
    leaveIfTrue(finish);
    sleep(context, span);
    context.builder.jump(top, span);
    context.builder.bind(finish);
    if (isVariable)
        context.visible(
            {.op = Op::FinishWaitBit, .a = queue.operand, .b = Operand::constant(anyBit)}, span,
            Role::Wait, context.madeText("finish_wait", std::span(prepared).first(1)));
    else
        context.visible({.op = Op::FinishWait, .a = queue.operand}, span, Role::Wait,
                        context.madeText("finish_wait", std::span(prepared).first(1)));
    context.builder.bind(done);
}

Value waitEvent(Context &context, const PrimitiveCall &call)
{
    waitFor(context, call, false);
    return context.nothing();
}

Value waitVarEvent(Context &context, const PrimitiveCall &call)
{
    waitFor(context, call, true);
    return context.nothing();
}

Value testBitOnce(Context &context, const Value &word, const Value &bit, const std::string &shown,
                  const SourceSpan &span)
{
    const RegisterId result = context.builder.temporary(context.types.boolType());
    const Lvalue at = wordLvalue(context, word);
    const std::uint32_t position = context.visible({.op = Op::TestBit,
                                                    .ordering = Ordering::Acquire,
                                                    .result = result,
                                                    .a = at.address,
                                                    .b = bit.operand},
                                                   span, Role::Test, shown);
    context.builder.setReach(position, at.reach);
    return ownTest(context, position, {Operand::reg(result), context.types.intType(), true}, span);
}

/// kernel/sched/wait_bit.c: wait_on_bit() and __wait_on_bit().
Value waitOnBit(Context &context, const PrimitiveCall &call)
{
    const auto &arguments = call.node.arguments;
    const std::vector<Value> &values = call.values;
    const SourceSpan &span = call.span;
    const Value &word = values[0];
    const Value &bit = values[1];
    if (!checkBit(context, word, bit, span))
        return {};
    const bool hasMode = values.size() > 2;
    if (hasMode && !checkInteger(context, values[2], arguments[2]->span))
        return {};
    const Operand mode = hasMode ? values[2].operand : Operand::constant(uninterruptible);
    const std::array bitOfWord{part(context, *arguments[1]), part(context, *arguments[0])};
    const std::array prepared{bitOfWord[1], bitOfWord[0],
                              hasMode ? part(context, *arguments[2]) : defaultState};
    const std::string test = context.madeText("test_bit", bitOfWord);
    const JumpLabel top = context.builder.newLabel();
    const JumpLabel again = context.builder.newLabel();
    const JumpLabel done = context.builder.newLabel();

    const auto branchIfClear = [&](JumpLabel to) {
        const TemporaryScope temporaries(context.builder);
        context.builder.branchIfZero(testBitOnce(context, word, bit, test, span).operand, to, span);
    };
    context.builder.emit({.op = Op::MightSleep}, span, Role::Wait, context.text(span));
    branchIfClear(done);
    context.builder.bind(top);
    context.visible({.op = Op::PrepareToWaitBit, .a = word.operand, .b = bit.operand, .c = mode},
                    span, Role::Wait, context.madeText("prepare_to_wait_bit", prepared));
    branchIfClear(again);
    sleep(context, span);
    context.builder.bind(again);
    {
        const TemporaryScope temporaries(context.builder);
        context.builder.branchIfNotZero(testBitOnce(context, word, bit, test, span).operand, top,
                                        span);
    }
    context.visible({.op = Op::FinishWaitBit, .a = word.operand, .b = bit.operand}, span,
                    Role::Wait, context.madeText("finish_wait_bit", std::span(prepared).first(2)));
    context.builder.bind(done);
    return context.constant(0);
}

Value waitForCompletion(Context &context, const PrimitiveCall &call)
{
    const SourceSpan &span = call.span;
    const std::string shown = context.text(span);
    const JumpLabel top = context.builder.newLabel();
    const JumpLabel done = context.builder.newLabel();
    const RegisterId taken = context.builder.temporary(context.types.boolType());
    context.builder.bind(top);
    context.visible({.op = Op::TakeCompletion, .result = taken, .a = call.values[0].operand}, span,
                    Role::Wait, shown);
    context.builder.branchIfNotZero(Operand::reg(taken), done, span);
    sleep(context, span);
    context.builder.jump(top, span);
    context.builder.bind(done);
    return context.nothing();
}

/// The test for waiters without the queue's lock, and only then the wakeup.
void wakeWaiters(Context &context, const Value &word, const Operand &bit, const SourceSpan &span)
{
    const JumpLabel done = context.builder.newLabel();
    const RegisterId isActive = context.builder.temporary(context.types.boolType());
    context.visible({.op = Op::BitQueueActive, .result = isActive, .a = word.operand, .b = bit},
                    span, Role::Wake, context.text(span));
    context.builder.branchIfZero(Operand::reg(isActive), done, span);
    context.visible({.op = Op::WakeUpBit, .a = word.operand, .b = bit}, span, Role::Wake,
                    context.text(span));
    context.builder.bind(done);
}

Value wakeUpBit(Context &context, const PrimitiveCall &call)
{
    if (!checkBit(context, call.values[0], call.values[1], call.span))
        return {};
    wakeWaiters(context, call.values[0], call.values[1].operand, call.span);
    return context.nothing();
}

Value wakeUpVar(Context &context, const PrimitiveCall &call)
{
    wakeWaiters(context, call.values[0], Operand::constant(anyBit), call.span);
    return context.nothing();
}

/// include/linux/wait_bit.h: clear_and_wake_up_bit().
Value clearAndWakeUpBit(Context &context, const PrimitiveCall &call)
{
    const Value &bit = call.values[0];
    const Value &word = call.values[1];
    if (!checkBit(context, word, bit, call.span))
        return {};
    bitOperation(context, call.primitive, word, bit, call.span, Use::Value);
    context.visible(
        {.op = Op::Fence, .a = Operand::constant(static_cast<std::int32_t>(FenceKind::Full))},
        call.span, Role::Fence, context.text(call.span));
    wakeWaiters(context, word, bit.operand, call.span);
    return context.nothing();
}

/// One instruction about a bit of a word.
Value bitWaitOperation(Context &context, const PrimitiveCall &call)
{
    if (!checkBit(context, call.values[0], call.values[1], call.span))
        return {};
    return operation(context, call);
}

Value schedule(Context &context, const PrimitiveCall &call)
{
    sleep(context, call.span);
    return context.nothing();
}

constexpr Primitive waitingRow(std::string_view name, std::string_view usage,
                               std::string_view arguments, PrimitiveLowering &lower,
                               std::string_view help, PrimitiveDetails details = {})
{
    return {name, usage, arguments, PrimitiveFamily::Waiting, lower, help, details};
}

constexpr std::array waitingRows = {
    waitingRow("prepare_to_wait", "&wq, state", "qv", operation,
               "Queues the thread and sets its state; schedule() then sleeps.",
               {.op = Op::PrepareToWait,
                .role = Role::Wait,
                .fixed = 0,
                .ignored = IgnoredArgument::WaitEntry}),
    waitingRow("prepare_to_wait_exclusive", "&wq, state", "qv", operation,
               "Like prepare_to_wait(), but a wakeup wakes only one exclusive waiter.",
               {.op = Op::PrepareToWait,
                .role = Role::Wait,
                .fixed = 1,
                .ignored = IgnoredArgument::WaitEntry}),
    waitingRow("finish_wait", "&wq", "q", operation,
               "Sets the thread to TASK_RUNNING and removes it from the queue.",
               {.op = Op::FinishWait, .role = Role::Wait, .ignored = IgnoredArgument::WaitEntry}),
    waitingRow("schedule", "", "", schedule,
               "Sleeps until another thread wakes it, unless its state is TASK_RUNNING.",
               {.role = Role::Sleep}),
    waitingRow("set_current_state", "state", "v", operation,
               "Sets the thread's own state; also a full barrier.",
               {.op = Op::SetTaskState, .role = Role::Wait}),
    waitingRow("wake_up", "&wq", "q", operation,
               "Wakes every non-exclusive waiter on the queue, and one exclusive waiter.",
               {.op = Op::WakeUp, .role = Role::Wake, .fixed = 1}),
    waitingRow("wake_up_all", "&wq", "q", operation, "Wakes every waiter on the queue.",
               {.op = Op::WakeUp, .role = Role::Wake, .fixed = 0}),
    waitingRow("wake_up_interruptible", "&wq", "q", operation,
               "Like wake_up(), but only for waiters in TASK_INTERRUPTIBLE.",
               {.op = Op::WakeUp, .role = Role::Wake, .fixed = 1, .isInterruptibleOnly = true}),
    waitingRow("wake_up_interruptible_all", "&wq", "q", operation,
               "Like wake_up_all(), but only for waiters in TASK_INTERRUPTIBLE.",
               {.op = Op::WakeUp, .role = Role::Wake, .fixed = 0, .isInterruptibleOnly = true}),
    waitingRow("wake_up_process", "task", "t", operation,
               "Wakes that thread; returns false if it was not about to sleep.",
               {.op = Op::WakeUpProcess, .role = Role::Wake, .result = Result::Bool}),
    waitingRow("prepare_to_wait_bit", "&word, bit, state", "wvv", bitWaitOperation,
               "Queues the thread for a bit of a word and sets its state.",
               {.op = Op::PrepareToWaitBit, .role = Role::Wait}),
    waitingRow("finish_wait_bit", "&word, bit", "wv", bitWaitOperation,
               "Sets the thread to TASK_RUNNING and removes it from the bit's queue.",
               {.op = Op::FinishWaitBit, .role = Role::Wait}),
    waitingRow("wake_up_bit", "&word, bit", "wv", wakeUpBit,
               "Checks without a lock for waiters of the bit; if there are any, wakes them.",
               {.role = Role::Wake}),
    waitingRow("clear_and_wake_up_bit", "bit, &word", "vw", clearAndWakeUpBit,
               "Clears the bit, then smp_mb(), then wake_up_bit().",
               {.op = Op::ClearBit, .role = Role::Wake}),
    waitingRow("wait_event", "wq, condition", "Q?", waitEvent,
               "Sleeps on the queue until the condition holds; tests it after queueing.",
               {.role = Role::Wait}),
    waitingRow("wait_on_bit", "&word, bit", "wv*v", waitOnBit, "Sleeps until the bit is clear.",
               {.role = Role::Wait, .result = Result::Int}),
    waitingRow("wait_var_event", "&x, condition", "x?", waitVarEvent,
               "Sleeps until the condition holds; wake_up_var() with the same x wakes it.",
               {.role = Role::Wait}),
    waitingRow("wake_up_var", "&x", "x", wakeUpVar,
               "Checks without a lock for waiters of x; if there are any, wakes them.",
               {.role = Role::Wake}),
    waitingRow("waitqueue_active", "&wq", "q", operation,
               "Returns, without taking a lock, whether the queue has waiters.",
               {.op = Op::QueueActive, .role = Role::Read, .result = Result::Bool}),
    waitingRow("wait_for_completion", "&done", "c", waitForCompletion,
               "Sleeps until complete() has been called, and consumes that call.",
               {.role = Role::Wait}),
    waitingRow("complete", "&done", "c", operation,
               "Lets one thread return from wait_for_completion().",
               {.op = Op::Complete, .role = Role::Wake}),
    waitingRow("complete_all", "&done", "c", operation,
               "Lets every thread return from wait_for_completion(), now and later.",
               {.op = Op::CompleteAll, .role = Role::Wake}),
};

} // namespace

std::span<const Primitive> waitingPrimitives()
{
    return waitingRows;
}

} // namespace racewalk::lowering
