// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/search/search_queue.h"

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
    // A graph of a verdict that is searched anew is of no use.
    if (task.subject == m_first)
        return task.goal == Task::Goal::Verdict ||
               result(m_first).stage != SearchResult::Stage::Waiting;
    const bool isFirstModel = task.subject.memory == m_first.memory;
    if (task.goal == Task::Goal::Graph || !(isFirstModel || m_areAllModelsWanted))
        return false;
    const std::optional<Task> other = next();
    const bool isBehind = other && (other->subject == m_first ||
                                    (other->subject.memory == m_first.memory && !isFirstModel));
    return !isBehind;
}

/// A verdict before the odds of another variant.
std::optional<SearchQueue::Task> SearchQueue::nextUnder(MemoryModel memory) const
{
    for (const Task::Goal goal : {Task::Goal::Verdict, Task::Goal::Odds})
        for (std::size_t variant = 0; variant < m_variants.size(); ++variant) {
            const SearchSubject subject{variant, memory};
            const bool isDue = goal == Task::Goal::Verdict
                                   ? result(subject).stage == SearchResult::Stage::Waiting
                                   : result(subject).awaitsOdds;
            if (isDue)
                return Task{.subject = subject, .goal = goal};
        }
    return std::nullopt;
}

std::optional<SearchQueue::Task> SearchQueue::next() const
{
    if (m_first.variant >= m_variants.size())
        return std::nullopt;
    if (result(m_first).stage == SearchResult::Stage::Waiting)
        return Task{.subject = m_first};
    if (result(m_first).awaitsOdds)
        return Task{.subject = m_first, .goal = Task::Goal::Odds};
    if (result(m_first).awaitsGraph)
        return Task{.subject = m_first, .goal = Task::Goal::Graph};
    if (m_isStopped)
        return std::nullopt;
    if (const auto task = nextUnder(m_first.memory))
        return task;
    for (const MemoryModelRow &row : memoryModels)
        if (const auto task = nextUnder(row.model); task && m_areAllModelsWanted)
            return task;
    return std::nullopt;
}

std::optional<SearchSubject> SearchQueue::searching() const
{
    const bool isVerdict = m_current && m_current->goal == Task::Goal::Verdict;
    return isVerdict ? std::optional(m_current->subject) : std::nullopt;
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
    if (m_current->goal == Task::Goal::Verdict)
        return;
    const SearchSubject subject = m_current->subject;
    stop();
    at(subject).result.awaitsOdds = at(subject).result.awaitsGraph = false;
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
        m_slots[slot].result.awaitsOdds = oddsFollow(m_slots[slot]);
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
    if (slot.result.space && slot.result.soFar->isGraphKept &&
        slot.result.space->size() <= smallSpace)
        slot.result.spaceSoFar = slot.result.space;
    slot.result.stage = SearchResult::Stage::Waiting;
    slot.result.progress.stage = SearchStage::Searching;
    slot.result.awaitsOdds = slot.result.awaitsGraph = false;
    slot.areOddsTooLarge = slot.isWholeTooLarge = false;
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

bool SearchQueue::oddsFollow(const Slot &slot) const
{
    const auto &verdict = slot.result.verdict;
    return verdict && verdict->isComplete() && verdict->areStepsReduced && !slot.areOddsTooLarge &&
           verdict->states <= m_limits.reductions.stepsBeyond;
}

/// Whether there is a graph to be searched once the subject is displayed.
bool SearchQueue::graphFollows(const Slot &slot) const
{
    const auto &verdict = slot.result.verdict;
    if (!verdict || !verdict->isGraphKept)
        return false;
    return !slot.result.space ||
           (verdict->isComplete() && verdict->isReduced && !slot.isWholeTooLarge &&
            !slot.areOddsTooLarge && verdict->states <= m_limits.reductions.wholeUpTo);
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
    switch (task.goal) {
    case Task::Goal::Verdict:
        startVerdict(task.subject);
        Q_EMIT resultChanged(task.subject);
        break;
    case Task::Goal::Odds:
        startOdds(task.subject);
        break;
    case Task::Goal::Graph:
        startGraph(task.subject);
        break;
    }
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

/// A large graph may be freed, and the part is then displayed until there is another one.
void SearchQueue::dropPart(SearchResult &result)
{
    const bool staysWithout = result.isGraphFinal() && result.space &&
                              result.verdict->isGraphKept && result.space->size() <= smallSpace;
    if (staysWithout || result.stage == SearchResult::Stage::Error)
        result.spaceSoFar.reset();
}

} // namespace racewalk::desktop
