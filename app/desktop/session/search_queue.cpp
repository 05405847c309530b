// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/search_queue.h"

#include "desktop/session/background_job.h"
#include "explore/results/verdict_words.h"

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

struct SearchQueue::Outcome {
    std::shared_ptr<const Verdict> verdict;
    std::shared_ptr<const StateSpace> space;
    QString error;
};

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
    m_results.assign(memoryModels.size() * variants, {});
}

std::size_t SearchQueue::slotOf(SearchSubject subject) const
{
    return static_cast<std::size_t>(subject.memory) * m_count + subject.variant;
}

void SearchQueue::stop()
{
    m_stop.request_stop();
    if (m_current && known(*m_current).stage == SearchResult::Stage::Searching)
        known(*m_current).stage = SearchResult::Stage::Waiting;
    m_current.reset();
}

void SearchQueue::setFirst(SearchSubject first)
{
    m_first = first;
    dropBigSpaces();
    if (m_current == first)
        return;
    if (m_current && (m_current->memory != first.memory || next() == first)) {
        const SearchSubject putOff = *m_current;
        stop();
        startNext();
        Q_EMIT resultChanged(putOff);
    } else if (!m_current) {
        startNext();
    }
}

std::optional<SearchSubject> SearchQueue::next() const
{
    using Stage = SearchResult::Stage;
    if (m_first.variant >= m_variants.size())
        return std::nullopt;
    const SearchResult &first = result(m_first);
    if (first.stage == Stage::Waiting || (first.stage == Stage::Done && !first.space))
        return m_first;
    for (std::size_t variant = 0; variant < m_variants.size(); ++variant)
        if (const SearchSubject each{variant, m_first.memory}; result(each).stage == Stage::Waiting)
            return each;
    return std::nullopt;
}

void SearchQueue::startNext()
{
    m_current = next();
    if (!m_current) {
        Q_EMIT finished();
        return;
    }
    const SearchSubject subject = *m_current;
    SearchResult &result = known(subject);
    result.progress = {};
    if (result.stage == SearchResult::Stage::Waiting)
        result.stage = SearchResult::Stage::Searching;
    m_stop = std::stop_source();
    const QPointer<SearchQueue> queue(this);
    const auto work = [queue, stop = m_stop.get_token(), subject, source = m_source,
                       name = m_variants[subject.variant], parameters = m_parameters,
                       limits = m_limits, explore = m_explore] {
        Outcome outcome;
        if (const auto machine = machineFor(source, name, parameters, subject.memory)) {
            Reporter reporter(queue, stop, subject);
            Exploration exploration = explore(**machine, limits, stop, &reporter);
            outcome.verdict = std::make_shared<const Verdict>(std::move(exploration.verdict));
            outcome.space = std::move(exploration.space);
        } else {
            outcome.error = machine.error().sentence;
        }
        return outcome;
    };
    startJob(m_pool, queue, m_stop.get_token(), work,
             [subject](SearchQueue &one, const std::expected<Outcome, QString> &outcome) {
                 if (outcome)
                     one.arrive(subject, *outcome);
                 else
                     one.fail(subject, outcome.error());
             });
    Q_EMIT resultChanged(subject);
}

void SearchQueue::arrive(SearchSubject subject, const Outcome &outcome)
{
    SearchResult &result = known(subject);
    result.verdict = outcome.verdict;
    result.space = outcome.space;
    result.error = outcome.error;
    result.stage = outcome.verdict ? SearchResult::Stage::Done : SearchResult::Stage::Error;
    dropBigSpaces();
    m_current.reset();
    Q_EMIT resultChanged(subject);
    if (!m_current)
        startNext();
}

void SearchQueue::fail(SearchSubject subject, const QString &sentence)
{
    Q_EMIT failed(sentence);
    arrive(subject, {.verdict = {}, .space = {}, .error = sentence});
}

void SearchQueue::report(SearchSubject subject, const Progress &progress)
{
    known(subject).progress = progress;
    Q_EMIT resultChanged(subject);
}

void SearchQueue::dropBigSpaces()
{
    for (std::size_t slot = 0; slot < m_results.size(); ++slot) {
        auto &space = m_results[slot].space;
        if (slot != slotOf(m_first) && space && space->size() > smallSpace)
            space.reset();
    }
}

} // namespace racewalk::desktop
