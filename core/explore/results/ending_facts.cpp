// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/ending_facts.h"

#include "explore/fates/loop_steps.h"
#include "machine/words.h"
#include "program/ids.h"
#include "program/operations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

void addResults(const Program &program, ThreadId thread, std::vector<OutcomeVariable> &variables)
{
    const std::vector<Register> &registers = program.bodyOf(thread).registers;
    for (std::uint32_t i = 0; i < registers.size(); ++i) {
        if (registers[i].isResult)
            variables.push_back(
                {.name = program.threads[indexOf(thread)].name + ": " + registers[i].name,
                 .type = registers[i].type,
                 .thread = thread,
                 .number = i});
    }
}

void addCells(const Storage &storage, const Global &global, std::vector<OutcomeVariable> &variables)
{
    const std::size_t first = indexOf(global.first);
    for (std::size_t i = first; i < first + storage.type(global.type).cells; ++i) {
        const Type &type = storage.type(storage.cells[i].type);
        if (storage.cells[i].written && (isValue(type) || type.kind == TypeKind::Atomic))
            variables.push_back({.name = storage.cells[i].path,
                                 .type = storage.cells[i].type,
                                 .thread = {},
                                 .number = static_cast<std::uint32_t>(i)});
    }
}

std::string blockedText(const Program &program, const Body &body, const ThreadEnding &ending)
{
    const std::string &cell = program.storage.cells[indexOf(ending.cell)].path;
    switch (operationOf(body.code[ending.position].op).blocks) {
    case Operation::Blocks::Wakeup:
        return "asleep";
    case Operation::Blocks::Spinlock:
        return "spinning on " + cell;
    case Operation::Blocks::GracePeriod:
        return "waiting for a grace period";
    case Operation::Blocks::Never:
    case Operation::Blocks::Mutex:
    case Operation::Blocks::ReadTurn:
    case Operation::Blocks::WriteTurn:
    case Operation::Blocks::Sequence:
    case Operation::Blocks::Callback:
        break;
    }
    return "waiting for " + cell;
}

} // namespace

EndingReader::EndingReader(const Machine &machine) : m_machine(machine)
{
    const Program &program = machine.program();
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        m_firstOf.push_back(m_variables.size());
        addResults(program, static_cast<ThreadId>(i), m_variables);
    }
    m_firstOf.push_back(m_variables.size());
    for (const Global &global : program.storage.globals)
        addCells(program.storage, global, m_variables);
}

std::vector<ThreadEnding> EndingReader::threadsIn(StateView state) const
{
    const Machine &machine = m_machine;
    std::vector<ThreadEnding> endings;
    for (std::size_t i = 0; i < machine.program().threads.size(); ++i) {
        if (machine.program().threads[i].isSystem)
            continue;
        const auto thread = static_cast<ThreadId>(i);
        const Readiness readiness = machine.readiness(state, thread);
        if (readiness.kind == Readiness::Kind::Ended)
            endings.push_back({});
        else
            endings.push_back({ThreadEnding::Kind::Blocked,
                               machine.layout().position(state, thread), readiness.cell});
    }
    return endings;
}

std::vector<std::optional<std::int32_t>> EndingReader::valuesIn(StateView state) const
{
    const Machine &machine = m_machine;
    std::vector<std::optional<std::int32_t>> values;
    std::vector<std::int32_t> registers;
    std::optional<ThreadId> loaded;
    for (const OutcomeVariable &variable : m_variables) {
        if (!variable.thread) {
            values.emplace_back(
                machine.layout().value(state, static_cast<CellId>(variable.number)));
            continue;
        }
        if (machine.readiness(state, *variable.thread).kind != Readiness::Kind::Ended) {
            values.emplace_back();
            continue;
        }
        if (loaded != variable.thread) {
            registers.assign(machine.program().bodyOf(*variable.thread).registers.size(), 0);
            machine.layout().loadRegisters(state, *variable.thread, registers.data());
            loaded = variable.thread;
        }
        values.emplace_back(registers[variable.number]);
    }
    return values;
}

EndingFacts EndingReader::facts(StateView end) const
{
    const bool isHang = m_machine.standing(end) == Standing::Hang;
    return {isHang ? FindingKind::Hang : FindingKind::None, threadsIn(end), valuesIn(end)};
}

EndingFacts EndingReader::facts(const LoopStates &states, const Loop &loop, StateView from) const
{
    EndingFacts facts{loop.isLivelock ? FindingKind::Livelock : FindingKind::None, threadsIn(from),
                      valuesIn(from)};
    for (const ThreadId thread : threadsOf(states, loop, from).runners)
        facts.threads[indexOf(thread)] = {ThreadEnding::Kind::RunsForever};
    // Whatever threads are called, globals have the same values, and variables of those that have
    // ended do not change.
    Watch watch = states.watch;
    for (const StateIndex index : loop.states) {
        watch.tick();
        const auto values = valuesIn(states.states[index]);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!m_variables[i].thread && values[i] != facts.values[i])
                facts.values[i].reset();
    }
    return facts;
}

EndingFacts EndingReader::renamed(const EndingFacts &facts, const Renaming &renaming) const
{
    EndingFacts result = facts;
    for (std::size_t i = 0; i < facts.threads.size(); ++i) {
        const std::size_t name = indexOf(renaming(static_cast<ThreadId>(i)));
        result.threads[name] = facts.threads[i];
        for (std::size_t k = m_firstOf[i]; k < m_firstOf[i + 1]; ++k)
            result.values[m_firstOf[name] + (k - m_firstOf[i])] = facts.values[k];
    }
    return result;
}

ThreadFacts EndingReader::ofThread(const EndingFacts &facts, ThreadId thread) const
{
    const std::size_t i = indexOf(thread);
    const auto at = [&](std::size_t k) {
        return facts.values.begin() + static_cast<std::ptrdiff_t>(m_firstOf[k]);
    };
    return {facts.threads[i], {at(i), at(i + 1)}};
}

std::string threadText(const Program &program, ThreadId thread, const ThreadEnding &ending)
{
    switch (ending.kind) {
    case ThreadEnding::Kind::Ended:
        return "ended";
    case ThreadEnding::Kind::RunsForever:
        return "running forever";
    case ThreadEnding::Kind::Blocked:
        return blockedText(program, program.bodyOf(thread), ending);
    }
    return "";
}

std::string threadsText(const Program &program, const EndingFacts &facts)
{
    std::vector<std::string> names, words;
    for (std::size_t i = 0; i < facts.threads.size(); ++i) {
        names.push_back(program.threads[i].name);
        words.push_back(threadText(program, static_cast<ThreadId>(i), facts.threads[i]));
    }
    return threadsText(names, words);
}

std::string threadsText(const std::vector<std::string> &names,
                        const std::vector<std::string> &words)
{
    std::vector<std::pair<std::string, std::vector<std::string>>>
        groups; // what they do, and their names
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto group =
            std::ranges::find(groups, words[i], [](const auto &known) { return known.first; });
        if (group == groups.end())
            group = groups.insert(group, {words[i], {}});
        group->second.push_back(names[i]);
    }
    if (groups.size() == 1 && groups.front().second.size() > 1)
        return "all threads " + groups.front().first;
    std::string text;
    for (const auto &[what, who] : groups)
        text += fmt::format("{}{} {}", text.empty() ? "" : "; ", fmt::join(who, ", "), what);
    return text;
}

} // namespace racewalk
