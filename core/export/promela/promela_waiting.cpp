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

void PromelaCode::failInAtomicContext()
{
    if (m_model.hasAtomicContext())
        failIf(fmt::format("in_atomic({})", m_frame.me), "sleep_in_atomic");
}

/// schedule(): to the Awake behind it, or past that if the thread has been woken already.
void PromelaCode::sleep()
{
    const std::uint32_t asleep = m_position + 1;
    failInAtomicContext();
    branch(fmt::format("task_state[{}] == TASK_RUNNING", m_frame.me), asleep + 1, asleep);
}

void PromelaCode::takeCompletion(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string done = cell(instruction.a);
    failInAtomicContext();
    const std::string number = queue(instruction.a);
    m_text->line(fmt::format("old_value = {};", done));
    m_text->openIf();
    m_text->option("old_value == 0");
    m_text->line(fmt::format("enqueue({}, {}, 1);", number, me));
    m_text->line(fmt::format("task_state[{}] = TASK_UNINTERRUPTIBLE;", me));
    m_text->otherwise();
    m_text->line(fmt::format("dequeue({}, {});", number, me));
    m_text->line(fmt::format("task_state[{}] = TASK_RUNNING;", me));
    m_text->line(fmt::format("{0} = (old_value == {1} -> old_value : old_value - 1);", done,
                             Layout::completedForAll));
    m_text->closeLastOption();
    set(instruction.result, "(old_value != 0)");
}

/// down() takes one, or queues and sleeps; behind its Awake it has been given one.
void PromelaCode::down(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string count = cell(instruction.a);
    const std::uint32_t asleep = m_position + 1;
    failInAtomicContext();
    const std::string number = queue(instruction.a);
    m_text->openIf();
    m_text->option(count + " != 0");
    m_text->line(count + "--;");
    run(asleep + 1, Entry::Inside);
    m_text->otherwise();
    m_text->line(fmt::format("enqueue({}, {}, 1);", number, me));
    m_text->line(fmt::format("task_state[{}] = TASK_UNINTERRUPTIBLE;", me));
    run(asleep, Entry::Inside);
    m_text->closeLastOption();
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
    m_text->otherwise();
    m_text->line(fmt::format("old_value = (waiters_of[{} * THREADS] & 127) - 1;", number));
    m_text->line(fmt::format("dequeue({}, old_value);", number));
    m_text->line("set_running(old_value);");
    m_text->closeLastOption();
}

void PromelaCode::setTaskState(const std::string &state)
{
    m_text->line(fmt::format("task_state[{}] = {};", m_frame.me, state));
}

void PromelaCode::prepareToWait(const Instruction &instruction)
{
    m_text->line(fmt::format("enqueue({}, {}, {});", queue(instruction.a), m_frame.me,
                             value(instruction.c)));
    setTaskState(value(instruction.b));
}

void PromelaCode::finishWait(const Instruction &instruction)
{
    const std::string number = queue(instruction.a);
    setTaskState("TASK_RUNNING");
    m_text->line(fmt::format("dequeue({}, {});", number, m_frame.me));
}

void PromelaCode::prepareToWaitBit(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string word = address(instruction.a);
    const std::string bit = value(instruction.b);
    failIf(word + " == 0", "null_dereference");
    failIf(fmt::format("bit_word[{0}] != 0 && (bit_word[{0}] != {1} || bit_number[{0}] != {2})", me,
                       word, bit),
           "lock_misuse");
    m_text->line(fmt::format("bit_word[{}] = {};", me, word));
    m_text->line(fmt::format("bit_number[{}] = {};", me, bit));
    setTaskState(value(instruction.c));
}

void PromelaCode::finishWaitBit(const Instruction &instruction)
{
    setTaskState("TASK_RUNNING");
    m_text->line(fmt::format("leave_bit_queue({}, {}, {});", m_frame.me, address(instruction.a),
                             value(instruction.b)));
}

void PromelaCode::askQueue(const Instruction &instruction)
{
    set(instruction.result, fmt::format("(waiters_of[{} * THREADS] != 0)", queue(instruction.a)));
}

void PromelaCode::askBitQueue(const Instruction &instruction)
{
    m_text->line(
        fmt::format("look_for_waiters({}, {});", address(instruction.a), value(instruction.b)));
    set(instruction.result, "old_value");
}

void PromelaCode::wakeUp(const Instruction &instruction)
{
    const bool isInterruptibleOnly = instruction.c == Operand::constant(1);
    m_text->line(fmt::format("{}({}, {});",
                             isInterruptibleOnly ? "wake_interruptible" : "wake_queue",
                             queue(instruction.a), value(instruction.b)));
}

void PromelaCode::wakeUpBit(const Instruction &instruction)
{
    m_text->line(fmt::format("wake_bit({}, {}, {});", m_frame.me, address(instruction.a),
                             value(instruction.b)));
    if (m_model.hasPools())
        failIfFaulted();
}

void PromelaCode::wakeUpProcess(const Instruction &instruction)
{
    const std::string task = value(instruction.a);
    failIf(task + " == 0", "null_dereference");
    m_text->line(fmt::format("wake({} - 1);", task));
    set(instruction.result, "has_woken");
}

void PromelaCode::complete(const Instruction &instruction)
{
    const std::string number = queue(instruction.a);
    m_text->line(fmt::format("{0} = ({0} < {1} -> {0} + 1 : {0});", cell(instruction.a),
                             Layout::completedForAll - 1));
    m_text->line(fmt::format("wake_queue({}, 1);", number));
}

void PromelaCode::completeAll(const Instruction &instruction)
{
    const std::string number = queue(instruction.a);
    m_text->line(fmt::format("{} = {};", cell(instruction.a), Layout::completedForAll));
    m_text->line(fmt::format("wake_queue({}, 0);", number));
}

} // namespace racewalk
