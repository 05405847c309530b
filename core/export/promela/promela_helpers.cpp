// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_helpers.h"

#include "program/check.h"

#include <fmt/format.h>

#include <ranges>

namespace racewalk {

namespace {

constexpr std::string_view failText = R"(
/* The run ends with a failure of this thread; the first one counts. */
inline fail(the_kind, the_thread) {
    if
    :: fault == none -> fault = the_kind; fault_thread = the_thread;
    :: else -> skip;
    fi;
})";

constexpr std::string_view divideText = R"(
/* x / y of unsigned numbers, into quotient. */
inline divide_unsigned(dividend, divisor) {
    if
    :: divisor < 0 -> quotient = (as_unsigned(dividend) >= as_unsigned(divisor));
    :: divisor > 0 && dividend >= 0 -> quotient = dividend / divisor;
    :: else ->
        quotient = (((dividend >> 1) & 2147483647) / divisor) << 1;
        if
        :: as_unsigned((dividend - quotient * divisor)) >= as_unsigned(divisor) -> quotient++;
        :: else -> skip;
        fi;
    fi;
})";

/// A queue is a row of `waiters`: thread number + 1, with 128 added for an exclusive waiter; 0
/// behind the last one.
constexpr std::string_view enqueueText = R"(
/* Non-exclusive waiters by number, then exclusive ones in order of arrival. */
inline enqueue(the_queue, the_thread, is_exclusive) {
    index_j = 0;
    index_k = 0;
    do
    :: index_j < THREADS && waiters_of[the_queue * THREADS + index_j] != 0 ->
        if
        :: (waiters_of[the_queue * THREADS + index_j] & 127) == the_thread + 1 -> index_k = 1;
        :: else -> skip;
        fi;
        index_j++;
    :: else -> break;
    od;
    if
    :: index_k == 1 -> skip; /* is queued already */
    :: else ->
        index_i = 0;
        do
        :: index_i < index_j && (is_exclusive != 0 || waiters_of[the_queue * THREADS + index_i] <= the_thread) -> index_i++;
        :: else -> break;
        od;
        do
        :: index_j > index_i ->
            waiters_of[the_queue * THREADS + index_j] = waiters_of[the_queue * THREADS + index_j - 1];
            index_j--;
        :: else -> break;
        od;
        waiters_of[the_queue * THREADS + index_i] = the_thread + 1 + (is_exclusive != 0 -> 128 : 0);
    fi;
})";

constexpr std::string_view dequeueText = R"(
inline dequeue(the_queue, the_thread) {
    index_i = 0;
    index_j = 0;
    do
    :: index_i < THREADS && waiters_of[the_queue * THREADS + index_i] != 0 ->
        if
        :: (waiters_of[the_queue * THREADS + index_i] & 127) != the_thread + 1 ->
            waiters_of[the_queue * THREADS + index_j] = waiters_of[the_queue * THREADS + index_i];
            index_j++;
        :: else -> skip;
        fi;
        index_i++;
    :: else -> break;
    od;
    do
    :: index_j < index_i -> waiters_of[the_queue * THREADS + index_j] = 0; index_j++;
    :: else -> break;
    od;
})";

constexpr std::string_view wakeText = R"(
/* has_woken says whether the thread was about to sleep, or asleep. */
inline {}(the_thread) {{
    if
    :: task_state[the_thread] == TASK_RUNNING -> has_woken = 0;
    :: else ->
        task_state[the_thread] = TASK_RUNNING;
        woken_threads = woken_threads | (1 << (the_thread));
        has_woken = 1;
    fi;
}})";

constexpr std::string_view wakePastDownText = R"(
/* Who sleeps in down() goes back to sleep whoever else than up() wakes it. */
inline wake(the_thread) {
    if
    :: task_state[the_thread] != TASK_RUNNING && sleeps_in_down(the_thread) -> has_woken = 1;
    :: else -> set_running(the_thread);
    fi;
})";

constexpr std::string_view wakeQueueText = R"(
/* Every non-exclusive waiter and `at_most` exclusive ones, 0 for all. Who is woken leaves the queue. */
inline wake_queue(the_queue, at_most) {
    index_i = 0;
    index_j = 0;
    index_k = 0;
    do
    :: index_i < THREADS && waiters_of[the_queue * THREADS + index_i] != 0 ->
        if
        :: at_most != 0 && index_k == at_most -> has_woken = 0;
        :: else -> wake((waiters_of[the_queue * THREADS + index_i] & 127) - 1);
        fi;
        if
        :: has_woken == 0 ->
            waiters_of[the_queue * THREADS + index_j] = waiters_of[the_queue * THREADS + index_i];
            index_j++;
        :: has_woken != 0 && waiters_of[the_queue * THREADS + index_i] >= 128 -> index_k++;
        :: else -> skip;
        fi;
        index_i++;
    :: else -> break;
    od;
    do
    :: index_j < index_i -> waiters_of[the_queue * THREADS + index_j] = 0; index_j++;
    :: else -> break;
    od;
})";

constexpr std::string_view leaveBitText = R"(
/* finish_wait_bit(), if it is this wait that the thread is queued for. */
inline leave_bit_queue(the_thread, the_word, the_number) {
    if
    :: bit_word[the_thread] == the_word && bit_number[the_thread] == the_number ->
        bit_word[the_thread] = 0;
        bit_number[the_thread] = 0;
    :: else -> skip;
    fi;
})";

constexpr std::string_view lookText = R"(
/* Whether somebody waits for this bit, into old_value. */
inline look_for_waiters(the_word, the_number) {
    index_i = 0;
    index_k = 0;
    do
    :: index_i < THREADS ->
        if
        :: the_word != 0 && bit_word[index_i] == the_word && bit_number[index_i] == the_number -> index_k = 1;
        :: else -> skip;
        fi;
        index_i++;
    :: else -> break;
    od;
    old_value = index_k;
})";

/// The word is looked at only if somebody waits, and while its bit is set nobody is woken. {} is
/// the option for memory that was freed.
constexpr std::string_view wakeBitText = R"(
/* Wakes who waits for this bit, if it is clear. */
inline wake_bit(the_thread, the_word, the_number) {{
    index_i = 0;
    do
    :: index_i < THREADS ->
        if
        :: the_word != 0 && bit_word[index_i] == the_word && bit_number[index_i] == the_number ->
            if{}
            :: the_number != -1 && (mem[the_word] & (1 << (the_number & 31))) != 0 -> break;
            :: else ->
                wake(index_i);
                if
                :: has_woken != 0 -> bit_word[index_i] = 0; bit_number[index_i] = 0;
                :: else -> skip;
                fi;
            fi;
        :: else -> skip;
        fi;
        index_i++;
    :: else -> break;
    od;
}})";

constexpr std::string_view freedWordText = R"(
            :: the_number != -1 && is_freed(the_word) -> fail(use_after_free, the_thread); break;)";

constexpr std::string_view readersText = R"(
/* The threads inside of rcu_read_lock(), into reader_mask. */
inline collect_readers() {{
    reader_mask = 0;
{}}})";

constexpr std::string_view collectText = R"(    index_i = 0;
    do
    :: index_i < THREADS ->
        reader_mask = (rcu_depth[index_i] != 0 -> reader_mask | (1 << index_i) : reader_mask);
        index_i++;
    :: else -> break;
    od;
)";

/// {0} are the statements for those that wait.
constexpr std::string_view leaveSectionText = R"(
/* Who left the outermost section holds up no grace period any more. */
inline leave_read_section(the_thread) {{
    rcu_depth[the_thread]--;
    if
    :: rcu_depth[the_thread] == 0 ->
        skip;
{}    :: else -> skip;
    fi;
}})";

constexpr std::string_view leaveOneText = R"(        index_i = 0;
        do
        :: index_i < {0} -> {1}[index_i] = {1}[index_i] & ~(1 << the_thread); index_i++;
        :: else -> break;
        od;
)";

std::string findQueue(const PromelaModel &model)
{
    std::string result = "\n/* The number of the queue at an address, into queue_number. */\n"
                         "inline find_queue(the_cell) {\n    if\n";
    std::size_t number = 0;
    for (const CellId queue : model.queues())
        result +=
            fmt::format("    :: the_cell == {} -> queue_number = {};\n", indexOf(queue), number++);
    return result + "    fi;\n}";
}

std::string findObject(const PromelaModel &model)
{
    std::string result =
        "\n/* The object that begins at an address, into object_number; -1 if none does. "
        "*/\ninline find_object(the_cell) {\n    if\n";
    for (const Pool &pool : model.storage().pools) {
        const std::size_t number = indexOf(pool.firstObject);
        const Object &first = model.storage().objects[number];
        const std::size_t begin = indexOf(first.first);
        result += fmt::format(
            "    :: the_cell >= {0} && the_cell < {1} && (the_cell - {0}) % {2} == 0 ->\n"
            "        object_number = (the_cell - {0}) / {2} + {3};\n",
            begin, begin + std::size_t{first.cells} * pool.count, first.cells, number);
    }
    return result + "    :: else -> object_number = -1;\n    fi;\n}";
}

/// Clearing one object of a pool; its number is `number`.
std::string clearing(const PromelaModel &model, const Pool &pool)
{
    const std::size_t firstNumber = indexOf(pool.firstObject);
    const Object &first = model.storage().objects[firstNumber];
    std::string result =
        fmt::format("        index_i = {0} + (the_number - {1}) * {2};\n"
                    "        index_k = index_i + {2};\n"
                    "        do\n"
                    "        :: index_i < index_k -> mem[index_i] = 0; index_i++;\n"
                    "        :: else -> break;\n"
                    "        od;\n",
                    indexOf(first.first), firstNumber, first.cells);
    std::size_t queues = 0;
    std::optional<std::size_t> firstQueue;
    for (std::size_t i = 0; i < first.cells; ++i) {
        const auto cell = static_cast<CellId>(indexOf(first.first) + i);
        const auto queue = model.queueNumber(cell);
        if (!queue)
            continue;
        if (!firstQueue)
            firstQueue = queue;
        ++queues;
    }
    if (firstQueue)
        result +=
            fmt::format("        index_i = ({0} + (the_number - {1}) * {2}) * THREADS;\n"
                        "        index_k = index_i + {2} * THREADS;\n"
                        "        do\n"
                        "        :: index_i < index_k -> waiters_of[index_i] = 0; index_i++;\n"
                        "        :: else -> break;\n"
                        "        od;\n",
                        *firstQueue, firstNumber, queues);
    return result;
}

std::string freeObject(const PromelaModel &model, bool hasReaders)
{
    std::string result =
        "\n/* Freed memory is zero. */\ninline free_object(the_number) {\n    if\n";
    for (const Pool &pool : model.storage().pools) {
        const std::size_t first = indexOf(pool.firstObject);
        result += fmt::format("    :: the_number >= {} && the_number < {} ->\n{}", first,
                              first + pool.count, clearing(model, pool));
    }
    result += "    fi;\n";
    if (hasReaders)
        result += "    readers_of[the_number] = 0;\n";
    return result + "    life_of[the_number] = FREE;\n}";
}

constexpr std::string_view callRcuText = R"(
/* The rcu lane frees it once the readers of now have left. */
inline call_rcu(the_number) {
    collect_readers();
    life_of[the_number] = PENDING;
    readers_of[the_number] = reader_mask;
})";

std::string leaveSection(const PromelaModel &model)
{
    std::string waiting;
    if (model.hasGracePeriods())
        waiting += fmt::format(leaveOneText, "THREADS", "grace_period");
    if (model.hasCallbacks())
        waiting += fmt::format(leaveOneText, model.storage().objects.size(), "readers_of");
    return fmt::format(leaveSectionText, waiting);
}

/// wake_queue(), but for those who sleep uninterruptibly.
std::string wakeInterruptible()
{
    const auto put = [](std::string text, std::string_view old, std::string_view now) {
        const std::size_t at = text.find(old);
        RACEWALK_CHECK(at != std::string::npos);
        return text.replace(at, old.size(), now);
    };
    std::string text = put(std::string(wakeQueueText), "inline wake_queue(",
                           "inline wake_interruptible(");
    const std::string isSpared = fmt::format(
        "(at_most != 0 && index_k == at_most) || task_state[(waiters_of[the_queue * THREADS + "
        "index_i] & 127) - 1] != {} ->",
        static_cast<int>(TaskState::Interruptible));
    return put(std::move(text), "at_most != 0 && index_k == at_most ->", isSpared);
}

struct Helper {
    std::string_view name;
    std::string text;
};

/// Those that others use stand before them.
std::vector<Helper> helpersFor(const PromelaModel &model)
{
    return {
        {"fail", std::string(failText)},
        {"divide_unsigned", std::string(divideText)},
        {"find_queue", findQueue(model)},
        {"enqueue", std::string(enqueueText)},
        {"dequeue", std::string(dequeueText)},
        {"set_running", fmt::format(wakeText, "set_running")},
        {"wake",
         model.hasSemaphores() ? std::string(wakePastDownText) : fmt::format(wakeText, "wake")},
        {"wake_queue", std::string(wakeQueueText)},
        {"wake_interruptible", wakeInterruptible()},
        {"leave_bit_queue", std::string(leaveBitText)},
        {"look_for_waiters", std::string(lookText)},
        {"wake_bit", fmt::format(wakeBitText, model.hasPools() ? freedWordText : "")},
        {"collect_readers", fmt::format(readersText, model.hasRcuDepth() ? collectText : "")},
        {"leave_read_section", leaveSection(model)},
        {"find_object", findObject(model)},
        {"free_object", freeObject(model, model.hasCallbacks())},
        {"call_rcu", std::string(callRcuText)},
    };
}

} // namespace

void writeHelpers(PromelaText &text, const PromelaModel &model, std::string_view code)
{
    std::string users(code);
    std::vector<Helper> used;
    for (Helper &helper : std::views::reverse(helpersFor(model))) {
        // A call, no longer name that ends like it.
        if (users.find(fmt::format(" {}(", helper.name)) == std::string::npos)
            continue;
        users += helper.text;
        used.push_back(std::move(helper));
    }
    for (const Helper &helper : std::views::reverse(used))
        text.line(helper.text);
}

} // namespace racewalk
