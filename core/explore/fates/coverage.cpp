// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/coverage.h"

#include "explore/base/watch.h"
#include "program/ids.h"
#include "program/operations.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string_view>

namespace racewalk {

namespace {

/// Whether the instruction is what somebody wrote on its line, and not what belongs to a closing
/// brace, or leads from one part of a loop or an if to another: `for (;;) {` is not unreached
/// because its body never comes to its end. Nobody executes End and Awake: a thread that has come
/// there is past all that stands before.
bool isWritten(const Program &program, const Body &body, std::uint32_t position)
{
    const SourceSpan &span = body.origins[position].span;
    const Operation &operation = operationOf(body.code[position].op);
    const std::string_view text = program.textOf(span);
    if (span.line == 0 || operation.isEnd() || operation.isAsleep() || text == "}")
        return false;
    constexpr std::array<std::string_view, 4> jumps = {"goto", "break", "continue", "return"};
    return operation.next != Operation::Next::Target ||
           std::ranges::any_of(jumps,
                               [&](std::string_view word) { return text.starts_with(word); });
}

/// The lines of instructions that are executed, or are not.
std::set<std::uint32_t> linesOf(const Program &program, const ReachedCode &reached, bool isReached)
{
    std::set<std::uint32_t> lines;
    for (std::size_t i = 0; i < program.bodies.size(); ++i) {
        const Body &body = program.bodies[i];
        for (std::uint32_t position = 0; position < body.code.size(); ++position) {
            if (isWritten(program, body, position) &&
                reached.has(static_cast<BodyId>(i), position) == isReached)
                lines.insert(body.origins[position].span.line);
        }
    }
    return lines;
}

std::vector<std::uint32_t> unreached(const Program &program, const ReachedCode &reached)
{
    const std::set<std::uint32_t> without = linesOf(program, reached, false);
    const std::set<std::uint32_t> with = linesOf(program, reached, true);
    std::vector<std::uint32_t> lines;
    std::ranges::set_difference(without, with, std::back_inserter(lines));
    return lines;
}

std::vector<std::uint32_t> linesAfterEveryStep(const Machine &machine, const StateSpace &space,
                                               const std::stop_token &stop)
{
    ReachedCode reached(machine.program());
    machine.initialState(reached);
    std::vector<std::uint32_t> lines = unreached(machine.program(), reached);
    State state;
    State after(machine.layout().stateSize());
    Watch watch(stop, Watch::Clock::time_point::max());
    for (std::uint32_t i = 0; i < space.size() && !lines.empty(); ++i) {
        state = State(space.state(StateIndex{i}));
        for (const auto &edge : transitionsFrom(space.graph(), StateIndex{i})) {
            watch.tick();
            std::ranges::copy(state.view(), after.bytes().begin());
            const std::size_t known = reached.count();
            machine.apply(after, space.graph()[edge], reached);
            if (reached.count() != known)
                lines = unreached(machine.program(), reached);
        }
    }
    return lines;
}

} // namespace

std::optional<std::vector<std::uint32_t>> unreachedLines(const Machine &machine,
                                                         const StateSpace &space,
                                                         std::size_t maxTransitions,
                                                         std::stop_token stop)
{
    if (!space.isComplete() || num_edges(space.graph()) > maxTransitions)
        return std::nullopt;
    try {
        return linesAfterEveryStep(machine, space, stop);
    } catch (const EvaluationStopped &) {
        return std::nullopt;
    }
}

} // namespace racewalk
