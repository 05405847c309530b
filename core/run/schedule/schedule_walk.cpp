// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/schedule.h"

#include "run/schedule/thread_names.h"
#include "run/schedule/thread_steps.h"

#include "machine/words.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace racewalk {

namespace {

bool hasValues(const Instruction &instruction)
{
    return operationOf(instruction.op).choice == Operation::Choice::Value;
}

/// The states that one thread passes while it runs alone and without a choice: one that comes
/// again comes forever.
class StatesOnTheWay {
public:
    /// How many states ago this one was added before; 0 if it is new.
    std::size_t add(StateView state)
    {
        const std::string_view bytes(reinterpret_cast<const char *>(state.data()), state.size());
        const auto [place, isNew] = m_numbers.try_emplace(std::string(bytes), m_count++);
        return isNew ? 0 : m_count - 1 - place->second;
    }

private:
    std::unordered_map<std::string, std::size_t> m_numbers;
    std::size_t m_count = 0;
};

/// Walks one word after another; the first that cannot go on leaves its reason in the Walk.
class Walker {
public:
    explicit Walker(const Machine &machine)
        : m_machine(machine), m_state(machine.initialState()), m_enabled(machine)
    {}

    bool walkWord(const ScheduleWord &word);
    Walk take() { return std::move(m_walk); }

private:
    bool walkCount(const ScheduleWord &word);
    bool walkUntilBlocked();
    bool walkUntilLabel(const ScheduleWord &word);
    bool walkDrain(const ScheduleWord &word);
    bool takeOnlyStep();
    bool takeChoice(std::int32_t value);
    void apply(Step step);
    bool stop(std::string message);
    bool stopAtBlocked();
    bool stopAtRepetition(std::size_t period);
    std::string choicesHere(const std::vector<Step> &steps) const;
    std::int32_t choiceValue(Step step) const;
    const std::string &name() const { return m_machine.program().threads[indexOf(m_thread)].name; }
    bool isSystem() const { return m_machine.program().threads[indexOf(m_thread)].isSystem; }
    const std::vector<Step> &enabled() { return m_enabled.at(m_state, m_thread); }

    const Machine &m_machine;
    State m_state;
    ThreadSteps m_enabled;
    ThreadId m_thread{};
    Walk m_walk;
};

bool Walker::stop(std::string message)
{
    m_walk.message = fmt::format("step {}: {}", m_walk.steps.size() + 1, message);
    return false;
}

bool Walker::stopAtBlocked()
{
    std::string reason = sentenceFor(m_machine, m_state, m_thread);
    if (reason.starts_with(name() + " "))
        reason.replace(0, name().size(), "it");
    return stop(fmt::format("{} cannot step: {}", name(), reason));
}

/// The value that a person writes for a choice.
std::int32_t Walker::choiceValue(Step step) const
{
    const Instruction &next = m_machine.nextInstruction(m_state, m_thread);
    const std::int64_t low =
        hasValues(next) ? m_machine.operandValue(m_state, m_thread, next.a) : 0;
    return static_cast<std::int32_t>(low + step.choice);
}

std::string Walker::choicesHere(const std::vector<Step> &steps) const
{
    std::vector<std::string> values;
    for (const Step step : steps)
        values.push_back(fmt::format("{}({})", name(), choiceValue(step)));
    return listed(values, "or");
}

void Walker::apply(Step step)
{
    m_machine.apply(m_state, step);
    m_walk.steps.push_back(step);
}

bool Walker::takeOnlyStep()
{
    const std::vector<Step> &steps = enabled();
    if (steps.empty())
        return stopAtBlocked();
    if (!canGoOnAlone(steps, isSystem()))
        return stop(fmt::format("{} has a choice: write {}", name(), choicesHere(steps)));
    apply(steps.front());
    return true;
}

bool Walker::takeChoice(std::int32_t value)
{
    const std::vector<Step> &steps = enabled();
    if (steps.empty())
        return stopAtBlocked();
    const auto chosen =
        std::ranges::find_if(steps, [&](Step step) { return choiceValue(step) == value; });
    const bool isChoice = isSystem() || hasValues(m_machine.nextInstruction(m_state, m_thread));
    if (!isChoice)
        return stop(fmt::format("{} has nothing to choose here", name()));
    if (chosen == steps.end())
        return stop(
            fmt::format("{} cannot choose {}: write {}", name(), value, choicesHere(steps)));
    apply(*chosen);
    return true;
}

bool Walker::walkCount(const ScheduleWord &word)
{
    for (std::size_t i = 0; i < word.count; ++i)
        if (word.choice ? !takeChoice(*word.choice) : !takeOnlyStep())
            return false;
    return true;
}

bool Walker::stopAtRepetition(std::size_t period)
{
    return stop(fmt::format("{} runs forever: it returns to the same state after {} {}", name(),
                            period, period == 1 ? "step" : "steps"));
}

bool Walker::walkUntilBlocked()
{
    StatesOnTheWay passed;
    for (std::size_t i = 0; i == 0 || canGoOnAlone(enabled(), isSystem()); ++i) {
        if (const std::size_t period = passed.add(m_state); period != 0)
            return stopAtRepetition(period);
        if (i == maxScheduleSteps)
            return stop(fmt::format("{} is still not blocked after {} steps", name(), i));
        if (!takeOnlyStep())
            return false;
    }
    return true;
}

bool Walker::walkUntilLabel(const ScheduleWord &word)
{
    std::vector<std::string> known;
    for (const LabelPosition &label : m_machine.program().bodyOf(m_thread).labels)
        known.push_back(label.name);
    if (known.empty())
        return stop(fmt::format("{} has no labels", name()));
    const auto isWanted = [&](const std::string &label) {
        return equalWithoutCase(label, word.name);
    };
    if (std::ranges::none_of(known, isWanted))
        return stop(
            fmt::format("{} has no label '{}', only {}", name(), word.name, listed(known, "and")));
    StatesOnTheWay passed;
    for (std::size_t i = 0; i < maxScheduleSteps; ++i) {
        if (const std::size_t period = passed.add(m_state); period != 0)
            return stopAtRepetition(period);
        const std::vector<Step> &steps = enabled();
        if (!canGoOnAlone(steps, isSystem()))
            return takeOnlyStep();
        const Step step = steps.front();
        StepRecord record;
        m_machine.apply(m_state, step, record);
        m_walk.steps.push_back(step);
        if (std::ranges::any_of(record.labels, isWanted))
            return true;
    }
    return stop(
        fmt::format("{} does not reach '{}' within {} steps", name(), word.name, maxScheduleSteps));
}

bool Walker::walkDrain(const ScheduleWord &word)
{
    if (!buffersStores(m_machine.program().memory))
        return stop(
            fmt::format("there are no store buffers under {}", toText(m_machine.program().memory)));
    const std::vector<Step> drains = m_enabled.drainsAt(m_state, m_thread);
    if (drains.empty())
        return stop(fmt::format("{} has no buffered store", name()));
    if (const Step *drain = drainNamed(m_machine, m_state, drains, word.name)) {
        apply(*drain);
        return true;
    }
    std::vector<std::string> stores;
    for (const Step drain : drains)
        stores.push_back(
            fmt::format("{}~{}", word.thread, drainName(m_machine, m_state, drains, drain)));
    if (word.name.empty())
        return stop(fmt::format("{} has a choice: write {}", name(), listed(stores, "or")));
    return stop(fmt::format("{} cannot drain a store to '{}': write {}", name(), word.name,
                            listed(stores, "or")));
}

bool Walker::walkWord(const ScheduleWord &word)
{
    m_walk.offset = word.offset;
    const auto thread = threadFor(m_machine.program(), word.thread);
    if (!thread)
        return stop(thread.error());
    m_thread = *thread;
    m_walk.thread = m_thread;
    switch (word.extent) {
    case ScheduleWord::Extent::Count:
        return walkCount(word);
    case ScheduleWord::Extent::UntilBlocked:
        return walkUntilBlocked();
    case ScheduleWord::Extent::UntilLabel:
        return walkUntilLabel(word);
    case ScheduleWord::Extent::Drain:
        return walkDrain(word);
    }
    return false;
}

} // namespace

Walk walk(const Machine &machine, const Schedule &schedule)
{
    Walker walker(machine);
    for (const ScheduleWord &word : schedule.words)
        if (!walker.walkWord(word))
            break;
    return walker.take();
}

} // namespace racewalk
