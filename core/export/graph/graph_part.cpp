// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/graph/graph_part.h"

#include "explore/base/number_words.h"
#include "explore/graph_layout/graph_endings.h"
#include "explore/graph_layout/graph_words.h"
#include "run/timeline/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace racewalk {
namespace {

class PartMaker {
public:
    explicit PartMaker(const GraphToExport &graph) : m_graph(graph), m_space(*graph.space) {}

    GraphPart made()
    {
        if (m_space.size() <= mostDrawnStates)
            for (std::uint32_t state = 0; state < m_space.size(); ++state)
                add(StateIndex{state});
        walkRun();
        addLines();
        m_part.leftOut = m_space.size() - m_part.nodes.size();
        nameEndings();
        return std::move(m_part);
    }

private:
    std::size_t add(StateIndex state)
    {
        const auto [known, isNew] = m_numbers.try_emplace(state, m_part.nodes.size());
        if (isNew)
            m_part.nodes.push_back({.state = state, .fate = m_space.fate(state)});
        return known->second;
    }

    void walkRun()
    {
        if (m_graph.run == nullptr)
            return;
        std::optional<std::size_t> before;
        for (std::size_t position = 0; position <= m_graph.run->position(); ++position) {
            const auto state = m_space.find(m_graph.run->stateAt(position));
            if (!state)
                return; // the search did not come so far
            const std::size_t number = add(*state);
            if (before)
                m_runLines.emplace(*before, number);
            before = number;
            if (m_part.nodes[number].position)
                continue;
            m_part.nodes[number].position = position;
            m_part.spine.push_back(number);
            forEachSuccessor(m_space.graph(), *state, [this](StateIndex next) { add(next); });
        }
    }

    void addLines()
    {
        const TransitionGraph &graph = m_space.graph();
        for (std::size_t from = 0; from < m_part.nodes.size(); ++from) {
            const std::size_t first = m_part.lines.size();
            for (const auto edge : transitionsFrom(graph, m_part.nodes[from].state)) {
                const auto to = m_numbers.find(targetOf(graph, edge));
                if (to == m_numbers.end() ||
                    std::any_of(m_part.lines.begin() + static_cast<std::ptrdiff_t>(first),
                                m_part.lines.end(),
                                [&](const PartLine &line) { return line.to == to->second; }))
                    continue;
                m_part.lines.push_back({.from = from,
                                        .to = to->second,
                                        .step = graph[edge],
                                        .isOfRun = m_runLines.contains({from, to->second})});
            }
        }
    }

    void nameEndings()
    {
        for (GraphEnding &ending : graphEndings(m_graph.machine, m_space, {})) {
            const auto number = m_numbers.find(ending.state);
            if (number == m_numbers.end())
                continue;
            PartNode &node = m_part.nodes[number->second];
            node.kind = ending.kind == FindingKind::None ? GraphNode::Kind::GoodEnd
                                                         : GraphNode::Kind::Failure;
            node.ending = std::move(ending.name);
        }
    }

    const GraphToExport &m_graph;
    const StateSpace &m_space;
    GraphPart m_part;
    std::map<StateIndex, std::size_t> m_numbers;
    std::set<std::pair<std::size_t, std::size_t>> m_runLines;
};

std::string counted(std::size_t number, std::string_view noun)
{
    return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

} // namespace

std::expected<GraphPart, std::string> graphPart(const GraphToExport &graph)
{
    if (graph.space->size() > mostDrawnStates && graph.run == nullptr)
        return std::unexpected(fmt::format(
            "the state graph has {} states, and more than {} are not drawn: choose a run to draw "
            "with the states beside it",
            grouped(graph.space->size()), mostDrawnStates));
    return PartMaker(graph).made();
}

std::string graphPartText(const GraphToExport &graph, const GraphPart &part)
{
    std::string text;
    if (part.leftOut == 0)
        text = fmt::format("{}, {}.", counted(part.nodes.size(), "state"),
                           counted(num_edges(graph.space->graph()), "transition"));
    else
        text = fmt::format("One run, and the states one step away from it: {} of {} are left out.",
                           grouped(part.leftOut), counted(graph.space->size(), "state"));
    const std::string gaps = graphGapsText(*graph.space, graph.verdict);
    return gaps.empty() ? text : text + ' ' + gaps;
}

std::string lineText(const GraphToExport &graph, const GraphPart &part, const PartLine &line)
{
    const Program &program = graph.machine.program();
    const Step step = line.step;
    const std::string &thread = program.threads[indexOf(step.thread)].name;
    const State state = graph.space->state(part.nodes[line.from].state);
    if (step.isDrain())
        return thread + " drain " +
               shortStoreText(program, graph.machine.layout().bufferedStore(state, step.thread,
                                                                            step.drainedIndex()));
    State after(state);
    StepRecord record;
    graph.machine.apply(after, step, record);
    return thread + ' ' + eventFor(graph.machine, state, after, step, std::move(record)).label;
}

} // namespace racewalk
