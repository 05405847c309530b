// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QPointer>

#include "desktop/session/search_queue.h"

#include <utility>

namespace racewalk::desktop {
namespace {

/// A state space up to this size is kept for a variant that is not looked at.
constexpr std::size_t smallSpace = 100'000;

} // namespace

struct SearchQueue::Outcome {
    std::shared_ptr<const Verdict> verdict;
    std::shared_ptr<const StateSpace> space;
    QString error;
};

/// Carries progress from the worker to the queue's thread.
class SearchQueue::Reporter final : public ProgressSink {
public:
    Reporter(QPointer<SearchQueue> queue, std::stop_token stop, std::size_t variant)
        : m_queue(std::move(queue)), m_stop(std::move(stop)), m_variant(variant)
    {}

    void progress(const Progress &progress) override
    {
        QMetaObject::invokeMethod(
            qApp,
            [queue = m_queue, stop = m_stop, variant = m_variant, progress] {
                if (queue && !stop.stop_requested())
                    queue->report(variant, progress);
            },
            Qt::QueuedConnection);
    }

private:
    QPointer<SearchQueue> m_queue;
    std::stop_token m_stop;
    std::size_t m_variant;
};

SearchQueue::SearchQueue(QObject *parent) : QObject(parent)
{
    // One at a time: the search that is looked at gets all of the memory limit.
    m_pool.setMaxThreadCount(1);
    m_limits.maxStates = 1'000'000;
    m_limits.maxMemoryMiB = 1024;
}

SearchQueue::~SearchQueue()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void SearchQueue::start(std::shared_ptr<const SourceText> source, std::vector<std::string> variants,
                        ParameterValues parameters, std::size_t first)
{
    stop();
    m_source = std::move(source);
    m_variants = std::move(variants);
    m_parameters = std::move(parameters);
    m_results.assign(m_variants.size(), {});
    m_first = first;
    startNext();
}

void SearchQueue::prepare(std::size_t variants)
{
    stop();
    m_variants.clear();
    m_results.assign(variants, {});
}

void SearchQueue::stop()
{
    m_stop.request_stop();
    if (m_current && m_results[*m_current].stage == SearchResult::Stage::Searching)
        m_results[*m_current].stage = SearchResult::Stage::Waiting;
    m_current.reset();
}

void SearchQueue::setFirst(std::size_t variant)
{
    m_first = variant;
    dropBigSpaces();
    if (m_current == variant)
        return;
    if (m_current && next() == variant) {
        const std::size_t putOff = *m_current;
        stop();
        startNext();
        Q_EMIT resultChanged(putOff);
    } else if (!m_current) {
        startNext();
    }
}

std::optional<std::size_t> SearchQueue::next() const
{
    using Stage = SearchResult::Stage;
    if (m_first < m_results.size()) {
        const SearchResult &first = m_results[m_first];
        if (first.stage == Stage::Waiting || (first.stage == Stage::Done && !first.space))
            return m_first;
    }
    for (std::size_t variant = 0; variant < m_results.size(); ++variant)
        if (m_results[variant].stage == Stage::Waiting)
            return variant;
    return std::nullopt;
}

void SearchQueue::startNext()
{
    m_current = next();
    if (!m_current) {
        Q_EMIT finished();
        return;
    }
    const std::size_t variant = *m_current;
    SearchResult &result = m_results[variant];
    result.progress = {};
    if (result.stage == SearchResult::Stage::Waiting)
        result.stage = SearchResult::Stage::Searching;
    m_stop = std::stop_source();
    m_pool.start([queue = QPointer<SearchQueue>(this), stop = m_stop.get_token(), variant,
                  source = m_source, name = m_variants[variant], parameters = m_parameters,
                  limits = m_limits] {
        if (stop.stop_requested())
            return;
        auto outcome = std::make_shared<Outcome>();
        if (const auto machine = machineFor(source, name, parameters)) {
            Reporter reporter(queue, stop, variant);
            Exploration exploration = explore(**machine, limits, stop, &reporter);
            outcome->verdict = std::make_shared<const Verdict>(std::move(exploration.verdict));
            outcome->space = std::move(exploration.space);
        } else {
            outcome->error = machine.error().sentence;
        }
        QMetaObject::invokeMethod(
            qApp,
            [queue, stop, variant, outcome] {
                if (queue && !stop.stop_requested())
                    queue->arrive(variant, outcome);
            },
            Qt::QueuedConnection);
    });
    Q_EMIT resultChanged(variant);
}

void SearchQueue::arrive(std::size_t variant, const std::shared_ptr<const Outcome> &outcome)
{
    SearchResult &result = m_results[variant];
    result.verdict = outcome->verdict;
    result.space = outcome->space;
    result.error = outcome->error;
    result.stage = outcome->verdict ? SearchResult::Stage::Done : SearchResult::Stage::Error;
    dropBigSpaces();
    m_current.reset();
    Q_EMIT resultChanged(variant);
    if (!m_current)
        startNext();
}

void SearchQueue::report(std::size_t variant, const Progress &progress)
{
    m_results[variant].progress = progress;
    Q_EMIT resultChanged(variant);
}

void SearchQueue::dropBigSpaces()
{
    for (std::size_t variant = 0; variant < m_results.size(); ++variant) {
        auto &space = m_results[variant].space;
        if (variant != m_first && space && space->size() > smallSpace)
            space.reset();
    }
}

} // namespace racewalk::desktop
