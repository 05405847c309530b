// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/hang_words.h"

#include "machine/words.h"
#include "program/check.h"
#include "program/ids.h"
#include "program/one_line.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

namespace racewalk {

namespace {

const Thread &threadOf(const Machine &machine, ThreadId thread)
{
    return machine.program().threads[indexOf(thread)];
}

/// Who holds the lock that the thread waits for.
std::optional<ThreadId> holderFor(const Machine &machine, StateView state, ThreadId thread)
{
    const std::optional<Wait> wait = waitOf(machine, state, thread);
    if (!wait || !rowOf(wait->kind).isForLock || wait->holders == 0)
        return std::nullopt;
    return static_cast<ThreadId>(std::countr_zero(wait->holders));
}

/// The threads that wait for each other's locks, from the one with the smallest number on; empty if
/// there are none.
std::vector<ThreadId> cycle(const Machine &machine, StateView state,
                            const std::vector<ThreadId> &unended)
{
    for (const ThreadId first : unended) {
        std::vector<ThreadId> chain;
        for (std::optional<ThreadId> thread = first; thread;
             thread = holderFor(machine, state, *thread)) {
            if (*thread == first && !chain.empty())
                return chain;
            if (std::ranges::find(chain, *thread) != chain.end())
                break;
            chain.push_back(*thread);
        }
    }
    return {};
}

/// The name, and in brackets what keeps the thread from going on.
std::string holderText(const Machine &machine, StateView state, ThreadId thread)
{
    const std::string &name = threadOf(machine, thread).name;
    if (machine.readiness(state, thread).kind == Readiness::Kind::Ended)
        return name + " (ended)";
    const std::optional<Wait> wait = waitOf(machine, state, thread);
    return name + (!wait ? "" : wait->kind == Wait::Kind::Asleep ? " (asleep)" : " (waiting)");
}

std::string holderTexts(const Machine &machine, StateView state, ThreadMask holders)
{
    std::vector<std::string> texts;
    for (; holders != 0; holders &= holders - 1)
        texts.push_back(
            holderText(machine, state, static_cast<ThreadId>(std::countr_zero(holders))));
    return listText(texts, "and");
}

/// Of a thread that waits, and does not sleep.
std::string waitText(const Machine &machine, StateView state, ThreadId thread)
{
    const std::optional<Wait> wait = waitOf(machine, state, thread);
    RACEWALK_CHECK(wait.has_value()); // a hang: no thread can step
    const Program &program = machine.program();
    const std::string objects =
        wait->objects.empty() ? "" : program.storage.cells[indexOf(wait->objects[0].cell)].path;
    const std::string held = wait->queued != 0 ? heldText(program, *wait)
                                               : std::string(rowOf(wait->kind).held) +
                                                     holderTexts(machine, state, wait->holders);
    return threadOf(machine, thread).name + ' ' + waitClause(wait->kind, " forever", objects, held);
}

} // namespace

std::vector<ThreadId> unendedThreads(const Machine &machine, StateView state)
{
    std::vector<ThreadId> unended;
    const std::vector<Thread> &threads = machine.program().threads;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (!threads[i].isDaemon && !threads[i].isSystem &&
            machine.readiness(state, thread).kind != Readiness::Kind::Ended)
            unended.push_back(thread);
    }
    return unended;
}

std::string namesOf(const Program &program, const std::vector<ThreadId> &threads)
{
    std::vector<std::string> names;
    for (const ThreadId thread : threads)
        names.push_back(program.threads[indexOf(thread)].name);
    return listText(names, "and");
}

std::string livelockText(const Program &program, const std::vector<ThreadId> &runners,
                         const std::vector<ThreadId> &waiters)
{
    std::string text;
    const auto add = [&](const std::vector<ThreadId> &some, const char *one, const char *many) {
        if (!some.empty())
            text += (text.empty() ? "" : "; ") + namesOf(program, some) +
                    (some.size() == 1 ? one : many);
    };
    add(runners, " runs forever", " run forever");
    add(waiters, " never ends", " never end");
    return text;
}

SourceSpan nextSpan(const Body &body, std::uint32_t position)
{
    const bool isAsleep = operationOf(body.code[position].op).isAsleep() && position > 0;
    return body.origins[isAsleep ? position - 1 : position].span;
}

SourceSpan nextSpan(const Machine &machine, StateView state, ThreadId thread)
{
    return nextSpan(machine.program().bodyOf(thread), machine.layout().position(state, thread));
}

std::string waitClause(Wait::Kind kind, std::string_view adverb, std::string_view objects,
                       std::string_view held)
{
    const WaitRow &row = rowOf(kind);
    return fmt::format("{}{} {}{}{}{}{}", row.verb, adverb, row.object, objects.empty() ? "" : " ",
                       objects, held.empty() ? "" : ", ", held);
}

std::string heldText(const Program &program, const Wait &wait)
{
    if (wait.holders == 0)
        return "";
    return wait.queued != 0
               ? inTheWayText(program, wait.holders, wait.queued)
               : std::string(rowOf(wait.kind).held) + threadNames(program, wait.holders);
}

Hang hangIn(const Machine &machine, StateView state)
{
    const std::vector<ThreadId> unended = unendedThreads(machine, state);
    RACEWALK_CHECK(!unended.empty());

    const std::vector<ThreadId> waiting = cycle(machine, state, unended);
    if (!waiting.empty())
        return {namesOf(machine.program(), waiting) + " wait for each other", waiting.front()};

    std::vector<ThreadId> asleep;
    std::ranges::copy_if(unended, std::back_inserter(asleep), [&](ThreadId thread) {
        return machine.readiness(state, thread).kind == Readiness::Kind::Asleep;
    });
    if (asleep.empty())
        return {waitText(machine, state, unended.front()), unended.front()};
    const std::string names = namesOf(machine.program(), asleep);
    return {names + (asleep.size() == 1 ? " sleeps forever" : " sleep forever"), asleep.front()};
}

} // namespace racewalk
