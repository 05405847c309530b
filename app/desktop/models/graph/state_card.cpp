// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/graph/state_card.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "machine/words.h"
#include "program/ids.h"
#include "run/timeline/event.h"
#include "run/timeline/styles.h"

namespace racewalk::desktop {
namespace {

QString titleOf(const GraphLayout &layout, StateIndex state, bool isCurrent)
{
    if (const GraphEnding *ending = layout.endingAt(state))
        return QString::fromStdString(ending->name);
    if (isCurrent)
        return tr("Current state");
    return indexOf(state) == 0 ? tr("Start") : tr("State");
}

QString summaryOf(const GraphLayout &layout, StateIndex state, std::size_t ways)
{
    if (indexOf(state) >= layout.space().expanded())
        return tr("The steps from here were not explored.");
    if (ways == 0)
        return tr("The run ends here.");
    if (layout.endingAt(state) != nullptr)
        return tr("Still possible:");
    return ways == 1 ? tr("1 next step:") : tr("%1 next steps:").arg(ways);
}

/// The transitions out of a state, hidden or not, each successor once.
std::vector<GraphEdge> waysFrom(const GraphLayout &layout, StateIndex state)
{
    if (const auto node = layout.nodeOf(state))
        return layout.edgesFrom(*node);
    // On a chain: the rest of it.
    const TransitionGraph &graph = layout.space().graph();
    GraphEdge rest{.source = state, .target = state, .steps = {}, .chain = {}};
    while (!layout.nodeOf(rest.target)) {
        const auto on = *transitionsFrom(graph, rest.target).begin();
        rest.steps.push_back(graph[on]);
        rest.target = targetOf(graph, on);
    }
    return {rest};
}

} // namespace

QString threadName(const Machine &machine, ThreadId thread)
{
    return QString::fromStdString(machine.program().threads[indexOf(thread)].name);
}

QString stepLabel(const Machine &machine, StateView state, Step step)
{
    if (step.isDrain()) {
        const BufferedStore store =
            machine.layout().bufferedStore(state, step.thread, step.drainedIndex());
        return tr("drain %1").arg(QString::fromStdString(storeText(machine.program(), store)));
    }
    State after(state);
    StepRecord record;
    machine.apply(after, step, record);
    return QString::fromStdString(eventFor(machine, state, after, step, std::move(record)).label);
}

StateCard stateCard(const Machine &machine, const GraphLayout &layout, StateIndex state,
                    const GraphWalk &walk, bool isCurrent, OnlyFailure only)
{
    const StateSpace &space = layout.space();
    const Fate fate = space.fate(state);
    const auto words = [only](Fate each) { return QString::fromStdString(fateText(each, only)); };
    StateCard card;
    card.title = titleOf(layout, state, isCurrent);
    if (const auto position = walk.positionOf(state))
        card.place = tr("step %1").arg(*position);
    else
        card.place = tr("%1 from the start").arg(countedSteps(layout.layerOf(state)));
    card.pill = drawing::fatePill(fate, words(fate));
    const std::vector<GraphEdge> edges = waysFrom(layout, state);
    card.summary = summaryOf(layout, state, edges.size());
    const State bytes = space.state(state);
    for (const GraphEdge &edge : edges) {
        if (card.ways.size() == mostWays && edges.size() > mostWays + 1) {
            card.ways.push_back({{}, {}, tr("%1 more").arg(edges.size() - mostWays), {}, {}});
            break;
        }
        const StateIndex first = edge.steps.size() == 1 ? edge.target
                                 : edge.chain.empty()   ? edge.target
                                                        : edge.chain.front();
        const Fate next = space.fate(first);
        StateCard::Way way{.icon = std::string(styleOf(next).icon),
                           .thread = threadName(machine, edge.steps.front().thread),
                           .statement = stepLabel(machine, bytes, edge.steps.front()),
                           .after = {},
                           .fate = words(next)};
        if (edge.steps.size() > 1)
            way.after = tr("then %1 more").arg(edge.steps.size() - 1);
        card.ways.push_back(way);
    }
    return card;
}

QString StateCard::spoken() const
{
    QString text = tr("%1, %2, %3. %4").arg(title, place, pill.text, summary);
    for (const Way &way : ways) {
        text += QLatin1Char(' ') + way.thread;
        if (!way.thread.isEmpty())
            text += QLatin1Char(' ');
        text += way.statement;
        if (!way.fate.isEmpty())
            text += QLatin1String(": ") + way.fate;
        text += QLatin1Char('.');
    }
    return text;
}

} // namespace racewalk::desktop
