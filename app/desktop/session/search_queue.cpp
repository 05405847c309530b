// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/search_queue.h"

#include "desktop/session/background_job.h"
#include "explore/results/verdict_words.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

/// A state space up to this size is kept for what is not looked at.
constexpr std::size_t smallSpace = 100'000;

} // namespace

OnlyFailure SearchResult::onlyFailure() const
{
    return verdict ? racewalk::onlyFailure(*verdict) : std::nullopt;
}

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

    void tellSoFar(Verdict verdict)
    {
        arriveLater(m_queue, m_stop, std::make_shared<const Verdict>(std::move(verdict)),
                    [subject = m_subject](SearchQueue &queue,
                                          const std::shared_ptr<const Verdict> &arrived) {
                        queue.arriveSoFar(subject, arrived);
                    });
    }

private:
    QPointer<SearchQueue> m_queue;
    std::stop_token m_stop;
    SearchSubject m_subject;
};

SearchQueue::SearchQueue(QObject *parent) : QObject(parent)
{
    // One at a time: the search that is looked at gets all of the memory limit.
    m_pool.setMaxThreadCount(1);
    m_limits.reductions = Reductions::forGraph();
    m_limits.maxMemoryMiB = 1024;
}

SearchQueue::~SearchQueue()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void SearchQueue::start(std::shared_ptr<const SourceText> source, std::vector<std::string> variants,
                        ParameterValues parameters, SearchSubject first)
{
    prepare(variants.size());
    m_source = std::move(source);
    m_variants = std::move(variants);
    m_parameters = std::move(parameters);
    m_first = first;
    startNext();
}

void SearchQueue::prepare(std::size_t variants)
{
    stop();
    m_variants.clear();
    m_count = variants;
    m_slots.assign(memoryModels.size() * variants, {});
    m_isStopped = false;
}

std::size_t SearchQueue::slotOf(SearchSubject subject) const
{
    return static_cast<std::size_t>(subject.memory) * m_count + subject.variant;
}

void SearchQueue::stop()
{
    m_stop.request_stop();
    if (m_current && result(m_current->subject).stage == SearchResult::Stage::Searching)
        at(m_current->subject).result.stage = SearchResult::Stage::Waiting;
    m_current.reset();
}

void SearchQueue::setFirst(SearchSubject first)
{
    m_first = first;
    dropBigSpaces();
    reconsider();
}

void SearchQueue::setAllModels(bool areWanted)
{
    if (std::exchange(m_areAllModelsWanted, areWanted) != areWanted)
        reconsider();
}

/// Puts off what runs if something else comes first, or if nobody looks at it any more.
void SearchQueue::reconsider()
{
    if (m_current && mayGoOn(*m_current))
        return;
    const std::optional<Task> putOff = m_current;
    stop();
    const bool isIdle = !putOff && !next();
    if (!isIdle)
        startNext();
    if (putOff)
        Q_EMIT resultChanged(putOff->subject);
}

bool SearchQueue::mayGoOn(const Task &task) const
{
    if (task.subject == m_first)
        return true;
    const bool isFirstModel = task.subject.memory == m_first.memory;
    if (task.isGraph || !(isFirstModel || m_areAllModelsWanted))
        return false;
    const std::optional<Task> other = next();
    const bool isBehind = other && (other->subject == m_first ||
                                    (other->subject.memory == m_first.memory && !isFirstModel));
    return !isBehind;
}

std::optional<SearchSubject> SearchQueue::waitingUnder(MemoryModel memory) const
{
    for (std::size_t variant = 0; variant < m_variants.size(); ++variant)
        if (const SearchSubject each{variant, memory};
            result(each).stage == SearchResult::Stage::Waiting)
            return each;
    return std::nullopt;
}

std::optional<SearchQueue::Task> SearchQueue::next() const
{
    if (m_first.variant >= m_variants.size())
        return std::nullopt;
    if (result(m_first).stage == SearchResult::Stage::Waiting)
        return Task{.subject = m_first};
    if (result(m_first).awaitsGraph)
        return Task{.subject = m_first, .isGraph = true};
    if (m_isStopped)
        return std::nullopt;
    if (const auto waiting = waitingUnder(m_first.memory))
        return Task{.subject = *waiting};
    for (const MemoryModelRow &row : memoryModels)
        if (const auto waiting = waitingUnder(row.model); waiting && m_areAllModelsWanted)
            return Task{.subject = *waiting};
    return std::nullopt;
}

std::optional<SearchSubject> SearchQueue::searching() const
{
    return m_current && !m_current->isGraph ? std::optional(m_current->subject) : std::nullopt;
}

bool SearchQueue::isStopped() const
{
    return m_isStopped;
}

void SearchQueue::stopEarly()
{
    if (!m_current)
        return;
    m_isStopped = true;
    m_enough.request_stop();
    if (!m_current->isGraph)
        return;
    const SearchSubject subject = m_current->subject;
    stop();
    at(subject).result.awaitsGraph = false;
    startNext();
    Q_EMIT resultChanged(subject);
}

void SearchQueue::goOn()
{
    m_isStopped = false;
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot) {
        const auto &verdict = m_slots[slot].result.verdict;
        if (verdict && verdict->limit == Limit::Enough)
            wait(m_slots[slot]);
        m_slots[slot].result.awaitsGraph = graphFollows(m_slots[slot]);
    }
    reconsider();
}

void SearchQueue::searchAgain(SearchSubject subject)
{
    Slot &slot = at(subject);
    if (!slot.result.verdict || slot.result.verdict->isComplete())
        return;
    slot.timesDoubled += slot.result.verdict->limit == Limit::Enough ? 0 : 1;
    wait(slot);
    goOn();
    Q_EMIT resultChanged(subject);
}

/// What was seen stays until more is.
void SearchQueue::wait(Slot &slot)
{
    slot.result.soFar = std::exchange(slot.result.verdict, nullptr);
    slot.result.stage = SearchResult::Stage::Waiting;
    slot.result.progress.stage = SearchStage::Searching;
    slot.isWholeTooLarge = false;
}

Limits SearchQueue::limitsFor(SearchSubject subject) const
{
    const unsigned doubled = m_slots[slotOf(subject)].timesDoubled;
    Limits limits = m_limits;
    limits.maxStates <<= doubled;
    limits.maxMemoryMiB <<= doubled;
    limits.timeout *= std::uint64_t{1} << doubled;
    return limits;
}

/// Whether there is a graph to be searched once the subject is displayed.
bool SearchQueue::graphFollows(const Slot &slot) const
{
    const auto &verdict = slot.result.verdict;
    if (!verdict || !verdict->isGraphKept)
        return false;
    return !slot.result.space ||
           (verdict->isComplete() && verdict->isReduced && !slot.isWholeTooLarge &&
            verdict->states <= m_limits.reductions.wholeUpTo);
}

void SearchQueue::startNext()
{
    m_current = next();
    if (!m_current) {
        Q_EMIT finished();
        return;
    }
    m_stop = std::stop_source();
    m_enough = std::stop_source();
    const Task task = *m_current;
    if (task.isGraph) {
        startGraph(task.subject);
        return;
    }
    startVerdict(task.subject);
    Q_EMIT resultChanged(task.subject);
}

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
        const auto tellSoFar = [&](Verdict verdict) { reporter.tellSoFar(std::move(verdict)); };
        return searchVerdict(work, explore, stop, reporter,
                             looksFirst ? std::function<void(Verdict)>(tellSoFar) : nullptr);
    };
    startJob(m_pool, queue, m_stop.get_token(), search,
             [subject](SearchQueue &one, const std::expected<SearchOutcome, QString> &outcome) {
                 if (outcome)
                     one.arrive(subject, *outcome);
                 else
                     one.fail(subject, outcome.error());
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
    result.awaitsGraph = graphFollows(at(subject));
    end(subject);
}

void SearchQueue::arriveGraph(SearchSubject subject, std::shared_ptr<const StateSpace> space)
{
    Slot &slot = at(subject);
    slot.isWholeTooLarge = !space || space->symmetry() != nullptr;
    slot.result.awaitsGraph = false;
    if (space)
        slot.result.space = std::move(space);
    end(subject);
}

void SearchQueue::end(SearchSubject subject)
{
    dropBigSpaces();
    m_current.reset();
    Q_EMIT resultChanged(subject);
    if (!m_current)
        startNext();
}

void SearchQueue::arriveSoFar(SearchSubject subject, std::shared_ptr<const Verdict> verdict)
{
    at(subject).result.soFar = std::move(verdict);
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

void SearchQueue::dropBigSpaces()
{
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot) {
        SearchResult &result = m_slots[slot].result;
        if (slot == slotOf(m_first) || !result.space || result.space->size() <= smallSpace)
            continue;
        result.space.reset();
        result.awaitsGraph = graphFollows(m_slots[slot]);
    }
}

} // namespace racewalk::desktop
