// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/graph/graph_texts.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/models/verdict_words.h"
#include "explore/graph_layout/graph_words.h"
#include "explore/results/ending_words.h"
#include "explore/results/verdict_words.h"

#include <algorithm>
#include <array>

namespace racewalk::desktop {

namespace {

GraphNotice searchingNotice(const SearchResult &result)
{
    if (result.isGraphFinal())
        return {tr("No graph"), tr("The search for it was stopped.")};
    if (result.stage == SearchResult::Stage::Done)
        return {tr("Searching the whole graph"), tr("The graph appears when the search is done.")};
    return {result.stage == SearchResult::Stage::Searching
                ? tr("Searching: %1").arg(countedStates(result.progress.states))
                : tr("Waiting to search"),
            result.soFar ? tr("The graph appears when the search is done.")
                         : tr("The graph appears when the search is done. If that takes long, a "
                              "first part appears earlier.")};
}

/// Why a part of the graph is all that is shown.
QString partSentence(const SearchResult &result, const QString &states)
{
    const Verdict &verdict = *result.verdict;
    const QString all = countedStates(verdict.states);
    if (!verdict.isComplete())
        return tr("The search stopped early (%1) after %2. The graph shows the first %3.")
            .arg(QString::fromStdString(limitText(verdict.limit, verdict.limitValue)), all, states);
    if (result.space && verdict.isGraphKept)
        return tr("The whole graph has %1, too many to draw. These are the first %2.")
            .arg(countedStates(result.space->size()), states);
    if (verdict.isGraphKept && !result.lacksGraph)
        return tr("The search for the whole graph was stopped. These are the first %1.")
            .arg(states);
    return (verdict.isReduced
                ? tr("Even after reduction, the whole graph has %1, too many for the memory. These "
                     "are the first %2.")
                : tr("The whole graph has %1, too many for the memory. These are the first %2."))
        .arg(all, states);
}

} // namespace

std::vector<GraphLegendRow> graphLegend(const GraphLayout &layout, OnlyFailure only)
{
    using Kind = GraphLegendRow::Kind;
    const auto nodes = layout.nodes();
    std::vector<GraphLegendRow> rows;
    for (const Fate fate : {Fate::Safe, Fate::Open, Fate::Doomed, Fate::Unknown})
        if (std::ranges::any_of(nodes, [fate](const GraphNode &node) {
                return node.kind == GraphNode::Kind::State && node.fate == fate;
            }))
            rows.push_back({Kind::Mark, GraphNode::Kind::State, fate,
                            QString::fromStdString(fateText(fate, only))});
    const auto has = [&](GraphNode::Kind kind) {
        return std::ranges::find(nodes, kind, &GraphNode::kind) != nodes.end();
    };
    if (has(GraphNode::Kind::Failure)) {
        const QString text = only && *only != FindingKind::None
                                 ? QString::fromStdString(failureWords(*only, "", {}).brief)
                                 : tr("Failure");
        rows.push_back({Kind::Mark, GraphNode::Kind::Failure, Fate::Doomed, text});
    }
    if (has(GraphNode::Kind::GoodEnd))
        rows.push_back({Kind::Mark, GraphNode::Kind::GoodEnd, Fate::Safe,
                        QString::fromStdString(goodEndWords("", "").brief)});
    rows.push_back({Kind::Current, {}, {}, tr("Current")});
    rows.push_back({Kind::Walked, {}, {}, tr("Walked")});
    rows.push_back({Kind::Redo, {}, {}, tr("Redo")});
    return rows;
}

GraphNotice graphNotice(const StateGraph &graph, const SearchResult &result)
{
    switch (graph.stage()) {
    case StateGraph::Stage::Closed:
        return {tr("No scenario"), tr("Open one to see its states.")};
    case StateGraph::Stage::Searching:
        return searchingNotice(result);
    case StateGraph::Stage::LayingOut:
        return {tr("Drawing the graph"),
                graph.space() != nullptr ? countedStates(graph.space()->size()) : QString()};
    case StateGraph::Stage::Ready:
        return {};
    case StateGraph::Stage::NotKept:
        return {tr("The graph was not kept"),
                tr("%1 are too many for the memory. The verdict covers all of them.")
                    .arg(countedStates(result.verdict ? result.verdict->states : 0))};
    case StateGraph::Stage::TooLarge:
        return {tr("The graph is too large to draw"),
                tr("It has %1; up to %2 are drawn.")
                    .arg(countedStates(result.space ? result.space->size() : 0),
                         grouped(StateGraph::mostStates))};
    case StateGraph::Stage::Error:
        return {tr("No graph"), graph.error()};
    }
    return {};
}

QString foundText(const StateGraph &graph, std::optional<std::size_t> current)
{
    if (graph.searchText().trimmed().isEmpty() || graph.stage() != StateGraph::Stage::Ready)
        return {};
    if (graph.isFinding())
        return tr("Searching");
    const std::size_t count = graph.found().size();
    if (count == 0)
        return tr("No such state");
    return current ? tr("%1 of %2").arg(grouped(*current + 1), grouped(count))
                   : countedStates(count);
}

GraphBadge graphBadge(const GraphLayout &layout, const SearchResult &result)
{
    const bool isWhole = &layout.space() == result.space.get() && StateGraph::showsWhole(result);
    if (!isWhole && !layout.space().isComplete()) {
        const QString states = countedStates(layout.space().size());
        const QString word = tr("partial: the first %1").arg(states);
        if (!result.isGraphFinal())
            return {word, tr("The search continues after the first %1. The whole graph follows if "
                             "it is not too large.")
                              .arg(states)};
        if (StateGraph::showsWhole(result))
            return {word,
                    tr("The whole graph is being drawn. These are the first %1.").arg(states)};
        return {word, partSentence(result, states)};
    }
    if (!result.verdict)
        return {};
    return {QString::fromStdString(graphGapsWord(layout.space(), *result.verdict)),
            QString::fromStdString(graphGapsText(layout.space(), *result.verdict))};
}

} // namespace racewalk::desktop
