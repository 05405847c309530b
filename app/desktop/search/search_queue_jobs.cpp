// SPDX-License-Identifier: GPL-3.0-or-later
// The half of SearchQueue that starts searches and takes their results.
#include "desktop/search/search_queue.h"

#include "desktop/base/background_job.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {

/// Carries progress from the worker to the queue's thread.
class SearchQueue::Reporter final : public ProgressSink {
public:
    Reporter(QPointer<SearchQueue> queue, std::stop_token stop, SearchSubject subject)
        : m_queue(std::move(queue)), m_stop(std::move(stop)), m_subject(subject)
    {}

    void progress(const Progress &progress) override
    {
        arriveLater(m_queue, m_stop, progress,
                    [subject = m_subject](SearchQueue &queue, const Progress &arrived) {
                        queue.report(subject, arrived);
                    });
    }

    void tellSoFar(Exploration soFar)
    {
        arriveLater(m_queue, m_stop, std::move(soFar),
                    [subject = m_subject](SearchQueue &queue, const Exploration &arrived) {
                        queue.arriveSoFar(subject, arrived);
                    });
    }

private:
    QPointer<SearchQueue> m_queue;
    std::stop_token m_stop;
    SearchSubject m_subject;
};

void SearchQueue::startVerdict(SearchSubject subject)
{
    SearchResult &result = at(subject).result;
    result.stage = SearchResult::Stage::Searching;
    Limits limits = limitsFor(subject);
    limits.reductions.wholeUpTo = 0;
    limits.enough = m_enough.get_token();
    const bool looksFirst = !result.soFar && hasFirstLook(limits);
    const QPointer<SearchQueue> queue(this);
    const auto search = [queue, stop = m_stop.get_token(), subject, work = workOn(subject, limits),
                         looksFirst, explore = m_explore] {
        Reporter reporter(queue, stop, subject);
        const auto tellSoFar = [&](Exploration soFar) { reporter.tellSoFar(std::move(soFar)); };
        return searchVerdict(work, explore, stop, reporter,
                             looksFirst ? std::function<void(Exploration)>(tellSoFar) : nullptr);
    };
    startJob(m_pool, queue, m_stop.get_token(), search,
             [subject](SearchQueue &one, const std::expected<SearchOutcome, QString> &outcome) {
                 if (outcome)
                     one.arrive(subject, *outcome);
                 else
                     one.fail(subject, outcome.error());
             });
}

void SearchQueue::startOdds(SearchSubject subject)
{
    const auto search = [stop = m_stop.get_token(), work = workOn(subject, limitsFor(subject)),
                         explore = m_explore] { return searchOdds(work, explore, stop); };
    startJob(m_pool, QPointer<SearchQueue>(this), m_stop.get_token(), search,
             [subject](SearchQueue &one, const std::expected<SearchOutcome, QString> &outcome) {
                 if (!outcome)
                     Q_EMIT one.failed(outcome.error());
                 one.arriveOdds(subject, outcome.value_or(SearchOutcome{}));
             });
}

/// The whole graph if it is not too large; else, where there is none, that of the verdict.
void SearchQueue::startGraph(SearchSubject subject)
{
    const SearchResult &result = at(subject).result;
    Limits limits = limitsFor(subject);
    const bool isOnlyWhole = result.space != nullptr;
    if (isOnlyWhole) {
        limits.maxStates = limits.reductions.wholeUpTo;
        limits.reductions = {};
        limits.givesUpGraph = false;
    } else if (!result.verdict->isComplete()) {
        limits.maxStates = result.verdict->states;
    }
    using Space = std::shared_ptr<const StateSpace>;
    const auto search = [stop = m_stop.get_token(), work = workOn(subject, limits), isOnlyWhole,
                         exploreGraph = m_exploreGraph] {
        return searchGraph(work, exploreGraph, stop, isOnlyWhole);
    };
    startJob(m_pool, QPointer<SearchQueue>(this), m_stop.get_token(), search,
             [subject](SearchQueue &one, const std::expected<Space, QString> &space) {
                 if (!space)
                     Q_EMIT one.failed(space.error());
                 one.arriveGraph(subject, space.value_or(nullptr));
             });
}

SearchWork SearchQueue::workOn(SearchSubject subject, const Limits &limits) const
{
    return {.source = m_source,
            .variant = m_variants[subject.variant],
            .parameters = m_parameters,
            .memory = subject.memory,
            .limits = limits};
}

void SearchQueue::arrive(SearchSubject subject, const SearchOutcome &outcome)
{
    SearchResult &result = at(subject).result;
    result.verdict = outcome.verdict;
    result.soFar.reset();
    result.space = outcome.space;
    result.error = outcome.error;
    result.stage = outcome.verdict ? SearchResult::Stage::Done : SearchResult::Stage::Error;
    result.awaitsOdds = oddsFollow(at(subject));
    result.awaitsGraph = graphFollows(at(subject));
    result.lacksGraph = false;
    end(subject);
}

void SearchQueue::arriveOdds(SearchSubject subject, const SearchOutcome &outcome)
{
    Slot &slot = at(subject);
    slot.areOddsTooLarge = !outcome.verdict;
    slot.result.awaitsOdds = false;
    if (outcome.verdict) {
        slot.result.verdict = outcome.verdict;
        slot.result.space = outcome.space;
    }
    slot.result.awaitsGraph = graphFollows(slot);
    end(subject);
}

void SearchQueue::arriveGraph(SearchSubject subject, std::shared_ptr<const StateSpace> space)
{
    Slot &slot = at(subject);
    slot.isWholeTooLarge = !space || space->symmetry() != nullptr;
    slot.result.awaitsGraph = false;
    if (space)
        slot.result.space = std::move(space);
    slot.result.lacksGraph = !slot.result.space;
    end(subject);
}

void SearchQueue::end(SearchSubject subject)
{
    dropBigSpaces();
    dropPart(at(subject).result);
    m_current.reset();
    Q_EMIT resultChanged(subject);
    if (!m_current)
        startNext();
}

void SearchQueue::arriveSoFar(SearchSubject subject, const Exploration &soFar)
{
    SearchResult &result = at(subject).result;
    result.soFar = std::make_shared<const Verdict>(soFar.verdict);
    result.spaceSoFar = soFar.verdict.isGraphKept ? soFar.space : nullptr;
    Q_EMIT resultChanged(subject);
}

void SearchQueue::fail(SearchSubject subject, const QString &sentence)
{
    Q_EMIT failed(sentence);
    arrive(subject, {.verdict = {}, .space = {}, .error = sentence});
}

void SearchQueue::report(SearchSubject subject, const Progress &progress)
{
    Slot &slot = at(subject);
    SearchResult &result = slot.result;
    const auto far = [](const Progress &each) { return std::pair(each.stage, each.states); };
    // A search that was put off begins again at its start, and comes to where it was.
    if (far(progress) < far(result.progress))
        return;
    if (progress.stage != result.progress.stage)
        slot.shareBefore = result.share;
    const std::uint64_t toExpand = result.progress.toExpand;
    result.progress = progress;
    if (progress.stage == SearchStage::Evaluating) {
        result.progress.toExpand = toExpand; // where a search that goes on after it is again
    } else if (progress.states > 0) {
        const double left =
            static_cast<double>(progress.toExpand) / static_cast<double>(progress.states);
        result.share = std::max(result.share, 1 - left * (1 - slot.shareBefore));
    }
    Q_EMIT resultChanged(subject);
}

} // namespace racewalk::desktop
