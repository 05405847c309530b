// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

namespace racewalk {

// Sleeping and waking. What is more than a line is an inline of promela_helpers.cpp.

/// The number of the queue at an address that has been checked.
std::string PromelaCode::queue(Operand address)
{
    if (address.kind == Operand::Kind::Constant)
        return fmt::format("{}",
                           m_model.queueNumber(static_cast<CellId>(address.value)).value_or(0));
    m_text->line(fmt::format("find_queue({});", value(address)));
    return "queue_number";
}

/// schedule(): to the Awake behind it, or past that if the thread has been woken already.
void PromelaCode::sleep()
{
    const std::uint32_t asleep = m_position + 1;
    if (m_model.hasAtomicContext())
        failIf(fmt::format("in_atomic({})", m_frame.me), "sleep_in_atomic");
    branch(fmt::format("task_state[{}] == TASK_RUNNING", m_frame.me), asleep + 1, asleep);
}

void PromelaCode::takeCompletion(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string done = cell(instruction.a);
    if (m_model.hasAtomicContext())
        failIf(fmt::format("in_atomic({})", me), "sleep_in_atomic");
    const std::string number = queue(instruction.a);
    m_text->line(fmt::format("old_value = {};", done));
    m_text->openIf();
    m_text->option("old_value == 0");
    m_text->line(fmt::format("enqueue({}, {}, 1);", number, me));
    m_text->line(fmt::format("task_state[{}] = TASK_UNINTERRUPTIBLE;", me));
    m_text->closeOption();
    m_text->option("else");
    m_text->line(fmt::format("dequeue({}, {});", number, me));
    m_text->line(fmt::format("task_state[{}] = TASK_RUNNING;", me));
    m_text->line(fmt::format("{0} = (old_value == {1} -> old_value : old_value - 1);", done,
                             Layout::completedForAll));
    m_text->closeOption();
    m_text->closeIf();
    set(instruction.result, "(old_value != 0)");
}

/// down() takes one, or queues and sleeps; behind its Awake it has been given one.
void PromelaCode::down(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string count = cell(instruction.a);
    const std::uint32_t asleep = m_position + 1;
    if (m_model.hasAtomicContext())
        failIf(fmt::format("in_atomic({})", me), "sleep_in_atomic");
    const std::string number = queue(instruction.a);
    m_text->openIf();
    m_text->option(count + " != 0");
    m_text->line(count + "--;");
    run(asleep + 1, Entry::Inside);
    m_text->closeOption();
    m_text->option("else");
    m_text->line(fmt::format("enqueue({}, {}, 1);", number, me));
    m_text->line(fmt::format("task_state[{}] = TASK_UNINTERRUPTIBLE;", me));
    run(asleep, Entry::Inside);
    m_text->closeOption();
    m_text->closeIf();
}

/// up() gives one to the first waiter, or counts it.
void PromelaCode::up(const Instruction &instruction)
{
    const std::string count = cell(instruction.a);
    const std::string number = queue(instruction.a);
    const std::string isAlone = fmt::format("waiters_of[{} * THREADS] == 0", number);
    failIf(fmt::format("{} && {} == {}", isAlone, count, Layout::maxCount), "lock_misuse");
    m_text->openIf();
    m_text->option(isAlone);
    m_text->line(count + "++;");
    m_text->closeOption();
    m_text->option("else");
    m_text->line(fmt::format("old_value = (waiters_of[{} * THREADS] & 127) - 1;", number));
    m_text->line(fmt::format("dequeue({}, old_value);", number));
    m_text->line("set_running(old_value);");
    m_text->closeOption();
    m_text->closeIf();
}

PromelaCode::Next PromelaCode::queueOperation(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    checkAccess(instruction.a);
    if (instruction.op == Op::TakeCompletion) {
        takeCompletion(instruction);
        return m_position + 1;
    }
    if (instruction.op == Op::Down) {
        down(instruction);
        return {};
    }
    if (instruction.op == Op::Up) {
        up(instruction);
        return m_position + 1;
    }
    const std::string number = queue(instruction.a);
    const std::string done = cell(instruction.a);
    switch (instruction.op) {
    case Op::PrepareToWait:
        m_text->line(fmt::format("enqueue({}, {}, {});", number, me, value(instruction.c)));
        m_text->line(fmt::format("task_state[{}] = {};", me, value(instruction.b)));
        break;
    case Op::FinishWait:
        m_text->line(fmt::format("task_state[{}] = TASK_RUNNING;", me));
        m_text->line(fmt::format("dequeue({}, {});", number, me));
        break;
    case Op::WakeUp:
        m_text->line(fmt::format("{}({}, {});",
                                 instruction.c == Operand::constant(1) ? "wake_interruptible"
                                                                       : "wake_queue",
                                 number, value(instruction.b)));
        break;
    case Op::QueueActive:
        set(instruction.result, fmt::format("(waiters_of[{} * THREADS] != 0)", number));
        break;
    case Op::Complete:
        m_text->line(
            fmt::format("{0} = ({0} < {1} -> {0} + 1 : {0});", done, Layout::completedForAll - 1));
        m_text->line(fmt::format("wake_queue({}, 1);", number));
        break;
    case Op::CompleteAll:
        m_text->line(fmt::format("{} = {};", done, Layout::completedForAll));
        m_text->line(fmt::format("wake_queue({}, 0);", number));
        break;
    default:
        break;
    }
    return m_position + 1;
}

PromelaCode::Next PromelaCode::bitOperation(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string word = address(instruction.a);
    const std::string bit = value(instruction.b);
    switch (instruction.op) {
    case Op::PrepareToWaitBit:
        failIf(word + " == 0", "null_dereference");
        failIf(fmt::format("bit_word[{0}] != 0 && (bit_word[{0}] != {1} || bit_number[{0}] != {2})",
                           me, word, bit),
               "lock_misuse");
        m_text->line(fmt::format("bit_word[{}] = {};", me, word));
        m_text->line(fmt::format("bit_number[{}] = {};", me, bit));
        m_text->line(fmt::format("task_state[{}] = {};", me, value(instruction.c)));
        break;
    case Op::FinishWaitBit:
        m_text->line(fmt::format("task_state[{}] = TASK_RUNNING;", me));
        m_text->line(fmt::format("leave_bit_queue({}, {}, {});", me, word, bit));
        break;
    case Op::BitQueueActive:
        m_text->line(fmt::format("look_for_waiters({}, {});", word, bit));
        set(instruction.result, "old_value");
        break;
    case Op::WakeUpBit:
        m_text->line(fmt::format("wake_bit({}, {}, {});", me, word, bit));
        if (m_model.hasPools())
            failIfFaulted();
        break;
    default:
        break;
    }
    return m_position + 1;
}

PromelaCode::Next PromelaCode::waitOperation(const Instruction &instruction)
{
    const std::string a = value(instruction.a);
    switch (instruction.op) {
    case Op::PrepareToWaitBit:
    case Op::FinishWaitBit:
    case Op::BitQueueActive:
    case Op::WakeUpBit:
        return bitOperation(instruction);
    case Op::SetTaskState:
        m_text->line(fmt::format("task_state[{}] = {};", m_frame.me, a));
        return m_position + 1;
    case Op::Schedule:
        sleep();
        return {};
    case Op::WakeUpProcess:
        failIf(a + " == 0", "null_dereference");
        m_text->line(fmt::format("wake({} - 1);", a));
        set(instruction.result, "has_woken");
        return m_position + 1;
    default:
        return queueOperation(instruction);
    }
}

} // namespace racewalk
