// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"

#include "export/provenance.h"
#include "export/reports/json_parts.h"
#include "machine/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

// The Informal Trace Format of Apalache, ADR-015: the states of a run, each with the value of every
// variable.

namespace racewalk {
namespace {

/// A larger cycle is not looked for, as in livelockAtEnd().
constexpr std::size_t maxStatesForCycle = 20'000;

Json integerJson(std::int64_t value)
{
    return {{"#bigint", std::to_string(value)}};
}

bool isNumber(const Type &type)
{
    return type.kind == TypeKind::Integer || type.kind == TypeKind::Atomic;
}

Json cellJson(const Machine &machine, StateView state, CellId cell)
{
    const Storage &storage = machine.program().storage;
    const Type &type = storage.typeOf(cell);
    const ObjectId object = storage.cells[indexOf(cell)].object;
    const bool isFreed =
        object != noObject && machine.layout().life(state, object) == Layout::Life::Free;
    if (!isFreed && type.kind == TypeKind::Bool)
        return machine.layout().value(state, cell) != 0;
    if (!isFreed && isNumber(type)) {
        const std::int32_t value = machine.layout().value(state, cell);
        return integerJson(type.isSigned ? std::int64_t{value}
                                         : std::int64_t{static_cast<std::uint32_t>(value)});
    }
    return cellText(machine, state, cell);
}

/// "57: spin_lock(&inode->i_lock)", what the thread does next; otherwise its condition: "Done".
std::string positionText(const Machine &machine, StateView state, ThreadId thread)
{
    const Origin *next = machine.nextOperation(state, thread);
    if (next == nullptr)
        return reasonFor(machine, state, thread).headline;
    return fmt::format("{}: {}", next->span.line, next->text);
}

/// The variables of a state, by name, in the order of "vars".
class Variables {
public:
    explicit Variables(const Machine &machine)
        : m_machine(machine), m_position(prefixFor("pc_")), m_buffer(prefixFor("buffer_"))
    {}

    Json stateJson(StateView state, std::size_t index) const
    {
        const Program &program = m_machine.program();
        Json json = {{"#meta", {{"index", index}}}};
        for (std::size_t i = 1; i < program.storage.cells.size(); ++i)
            json[program.storage.cells[i].path] =
                cellJson(m_machine, state, static_cast<CellId>(i));
        for (std::size_t i = 0; i < program.threads.size(); ++i) {
            const Thread &thread = program.threads[i];
            if (thread.isSystem)
                continue;
            const auto id = static_cast<ThreadId>(i);
            json[m_position + thread.name] = positionText(m_machine, state, id);
            if (program.memory != MemoryModel::Sc)
                json[m_buffer + thread.name] = bufferText(m_machine, state, id);
        }
        return json;
    }

private:
    /// No cell's name begins with it.
    std::string prefixFor(std::string prefix) const
    {
        while (std::ranges::any_of(m_machine.program().storage.cells,
                                   [&](const Cell &cell) { return cell.path.starts_with(prefix); }))
            prefix += '_';
        return prefix;
    }

    const Machine &m_machine;
    std::string m_position, m_buffer;
};

/// The states of a shortest cycle from `start` back to it, without `start`; none if there is no
/// short one.
std::optional<std::vector<State>> cycleFrom(const Machine &machine, const State &start)
{
    struct Reached {
        State state;
        std::size_t from = 0;
    };
    const auto before = [](const State &a, const State &b) {
        return std::ranges::lexicographical_compare(a.view(), b.view());
    };
    std::set<State, decltype(before)> known(before);
    std::vector<Reached> reached{{start, 0}};
    known.insert(start);
    for (std::size_t i = 0; i < reached.size() && reached.size() < maxStatesForCycle; ++i)
        for (const Step step : machine.enabledSteps(reached[i].state)) {
            State next = reached[i].state;
            machine.apply(next, step);
            if (next == start) {
                std::vector<State> cycle;
                for (std::size_t at = i; at != 0; at = reached[at].from)
                    cycle.push_back(reached[at].state);
                std::ranges::reverse(cycle);
                return cycle;
            }
            if (known.insert(next).second)
                reached.push_back({std::move(next), i});
        }
    return std::nullopt;
}

/// States, and where the last one goes on if the run never ends.
struct Trace {
    std::vector<State> states;
    std::optional<std::size_t> loop;
};

Trace traceOf(const RunToExport &toExport)
{
    const Run &run = toExport.run;
    Trace trace;
    for (std::size_t i = toExport.first; i <= run.position(); ++i)
        trace.states.emplace_back(run.stateAt(i));
    if (!toExport.timeline->livelock || run.position() != run.length())
        return trace;
    const std::size_t last = trace.states.size() - 1;
    for (std::size_t i = last; i-- > 0;)
        if (trace.states[i] == trace.states[last]) {
            trace.loop = i + 1;
            return trace;
        }
    if (auto cycle = cycleFrom(run.machine(), trace.states[last])) {
        std::ranges::move(*cycle, std::back_inserter(trace.states));
        trace.loop = last;
    }
    return trace;
}

} // namespace

Written writeItf(const RunToExport &run, const FormatOptions &)
{
    const Trace trace = traceOf(run);
    const Variables variables(run.run.machine());
    Json states = Json::array();
    for (std::size_t i = 0; i < trace.states.size(); ++i)
        states.push_back(variables.stateJson(trace.states[i], i));
    Json names = Json::array();
    for (const auto &[name, value] : states.front().items())
        if (name != "#meta")
            names.push_back(name);
    Json json = {{"#meta",
                  {{"format", "ITF"},
                   {"format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html"},
                   {"description", replayCommand(provenanceOf(run.run))}}},
                 {"vars", names},
                 {"states", states}};
    if (trace.loop)
        json["loop"] = *trace.loop;
    return written(json);
}

} // namespace racewalk
