// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/graph_words.h"

#include "explore/base/number_words.h"
#include "explore/results/verdict_words.h"

#include <fmt/format.h>

#include <string_view>

namespace racewalk {

namespace {

std::string counted(std::size_t number, std::string_view noun)
{
    return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

/// Whether the space is that of the verdict's search: if that one was reduced, the whole graph may
/// come from another one.
bool isOfSearch(const StateSpace &space, const Verdict &verdict)
{
    return space.size() == verdict.states;
}

} // namespace

std::string graphSizeText(const GraphLayout &layout)
{
    const std::size_t shown = layout.nodes().size();
    const std::size_t all = layout.space().size();
    if (shown == all)
        return counted(all, "node");
    return fmt::format("{} of {}, chains folded", grouped(shown), counted(all, "node"));
}

std::string graphGapsText(const StateSpace &space, const Verdict &verdict)
{
    std::string text;
    const auto add = [&text](const std::string &sentence) {
        text += text.empty() ? sentence : " " + sentence;
    };
    if (!space.isComplete()) {
        const std::string why = limitText(verdict.limit, verdict.limitValue);
        add(fmt::format("The search stopped early{}: {} not explored further.",
                        why.empty() ? "" : " (" + why + ")",
                        counted(space.size() - space.expanded(), "state")));
    }
    if (space.symmetry() != nullptr && verdict.isReduced)
        add("States that differ only by an exchange of identical threads are one node.");
    if (verdict.areStepsReduced && isOfSearch(space, verdict))
        add("Some interleavings of independent steps are left out.");
    return text;
}

std::string graphGapsWord(const StateSpace &space, const Verdict &verdict)
{
    if (!space.isComplete())
        return "partial";
    return graphGapsText(space, verdict).empty() ? "" : "reduced";
}

} // namespace racewalk
