// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/search_stages.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

namespace racewalk {

namespace {

/// The last stage has the limits that were asked for; the others end when they have met so many
/// states, or have no memory for their graph.
struct Stage {
    Reductions reductions;
    std::uint64_t maxStates = 0;
    bool isLast = false;
};

/// Whether more can be left out than the first stage does is looked up only when that has hit a
/// limit: for a small program it would be most of the work.
class Stages {
public:
    Stages(const Machine &machine, const Limits &limits)
        : m_machine(machine), m_wanted(limits.reductions), m_maxStates(limits.maxStates)
    {}

    Stage first() const
    {
        if (m_wanted.wholeUpTo != 0 && (m_wanted.threads || m_wanted.steps))
            return {.reductions = {}, .maxStates = m_wanted.wholeUpTo};
        if (m_wanted.steps && m_wanted.stepsBeyond != 0)
            return {.reductions = {.threads = m_wanted.threads}, .maxStates = m_wanted.stepsBeyond};
        return last({.threads = m_wanted.threads, .steps = m_wanted.steps});
    }

    Stage after(const Stage &stage) const
    {
        const bool isMoreByThreads =
            m_wanted.threads && !stage.reductions.threads && !Symmetry(m_machine).isTrivial();
        const bool isMoreBySteps = m_wanted.steps && !PersistentSteps(m_machine).isTrivial();
        if (isMoreByThreads && isMoreBySteps && m_wanted.stepsBeyond != 0)
            return {.reductions = {.threads = true}, .maxStates = m_wanted.stepsBeyond};
        return last({.threads = m_wanted.threads, .steps = m_wanted.steps});
    }

private:
    Stage last(const Reductions &reductions) const
    {
        return {.reductions = reductions, .maxStates = m_maxStates, .isLast = true};
    }

    const Machine &m_machine;
    const Reductions m_wanted;
    const std::uint64_t m_maxStates;
};

/// The limits of one stage: what is left of the time. Nothing left must not mean no limit.
Limits limitsOf(const Stage &stage, const Limits &limits, std::chrono::duration<double> spent)
{
    Limits result = limits;
    result.reductions = stage.reductions;
    result.maxStates = limits.maxStates == 0  ? stage.maxStates
                       : stage.maxStates == 0 ? limits.maxStates
                                              : std::min(limits.maxStates, stage.maxStates);
    if (limits.timeout.count() > 0)
        result.timeout = std::max(limits.timeout - spent, 0.01 * limits.timeout);
    return result;
}

/// Reports the progress of one stage as that of all of them.
class StageProgress final : public ProgressSink {
public:
    /// Reports that the stage begins, unless it is the first.
    StageProgress(ProgressSink *sink, SearchStage stage, std::chrono::duration<double> spent)
        : m_sink(sink), m_stage(stage), m_spent(spent.count())
    {
        if (m_stage != SearchStage::Searching)
            progress({});
    }

    void progress(const Progress &ofStage) override
    {
        if (m_sink == nullptr)
            return;
        Progress ofAll = ofStage;
        ofAll.stage = m_stage;
        ofAll.seconds += m_spent;
        m_sink->progress(ofAll);
    }

private:
    ProgressSink *const m_sink;
    const SearchStage m_stage;
    const double m_spent;
};

} // namespace

SearchResult searchInStages(const Machine &machine, const Limits &limits,
                            const std::stop_token &stop, ProgressSink *sink)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto spent = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin);
    };
    const Stages stages(machine, limits);
    auto now = SearchStage::Searching;
    for (Stage stage = stages.first();; stage = stages.after(stage)) {
        Limits stageLimits = limitsOf(stage, limits, spent());
        stageLimits.givesUpGraph = limits.givesUpGraph && stage.isLast;
        StageProgress progress(sink, std::exchange(now, SearchStage::SearchingAgain), spent());
        SearchResult result = Search(machine, stageLimits, stop, &progress).run();
        const bool isHit = result.limit == Limit::States || result.limit == Limit::Memory;
        if (!stage.isLast && isHit)
            continue;
        if (result.limit == Limit::Time)
            result.limitValue = limits.timeout.count(); // not what was left of it
        return result;
    }
}

} // namespace racewalk
