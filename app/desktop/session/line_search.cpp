// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QPointer>

#include "desktop/session/line_search.h"

#include "language/changes/line_changes.h"

#include <chrono>
#include <utility>

namespace racewalk::desktop {

/// Carries progress from the worker to the search's thread, some times a second.
class LineSearch::Reporter {
public:
    Reporter(QPointer<LineSearch> search, std::stop_token stop)
        : m_search(std::move(search)), m_stop(std::move(stop))
    {}

    void tell(std::size_t done, std::size_t total)
    {
        using Clock = std::chrono::steady_clock;
        constexpr std::chrono::milliseconds pause{50};
        const Clock::time_point now = Clock::now();
        if (now - m_last < pause)
            return;
        m_last = now;
        QMetaObject::invokeMethod(
            qApp,
            [search = m_search, stop = m_stop, done, total] {
                if (search && !stop.stop_requested())
                    search->tell(done, total);
            },
            Qt::QueuedConnection);
    }

private:
    QPointer<LineSearch> m_search;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_last;
};

LineSearch::LineSearch(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_limits.maxMemoryMiB = 512; // of each of the searches that go on side by side
}

LineSearch::~LineSearch()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void LineSearch::setMachine(std::shared_ptr<const Machine> machine)
{
    m_stop.request_stop();
    m_machine = std::move(machine);
    m_report.reset();
    m_isSearching = false;
    m_done = m_total = 0;
}

void LineSearch::clear()
{
    m_stop.request_stop();
    m_done = m_total = 0;
    const bool wasSearching = std::exchange(m_isSearching, false);
    const bool hadReport = std::exchange(m_report, nullptr) != nullptr;
    if (wasSearching)
        Q_EMIT progressChanged();
    if (hadReport)
        Q_EMIT reportChanged();
}

void LineSearch::start()
{
    if (m_isSearching || m_report || !m_machine)
        return;
    m_isSearching = true;
    m_stop = std::stop_source();
    m_pool.start([search = QPointer<LineSearch>(this), stop = m_stop.get_token(),
                  machine = m_machine, limits = m_limits] {
        LineChanges changes(std::shared_ptr<const Program>(machine, &machine->program()));
        auto report = std::make_shared<LinesReport>();
        report->machine = machine;
        report->changes = changes.list();
        Reporter reporter(search, stop);
        report->effects = findLineEffects(
            *machine, changes.list().size(),
            [&changes](std::size_t number) { return changes.changed(number); }, {limits}, stop,
            [&reporter](std::size_t done, std::size_t total) { reporter.tell(done, total); });
        QMetaObject::invokeMethod(
            qApp,
            [search, stop, report] {
                if (search && !stop.stop_requested())
                    search->arrive(report);
            },
            Qt::QueuedConnection);
    });
    Q_EMIT progressChanged();
}

void LineSearch::tell(std::size_t done, std::size_t total)
{
    m_done = done;
    m_total = total;
    Q_EMIT progressChanged();
}

void LineSearch::arrive(std::shared_ptr<const LinesReport> report)
{
    m_report = std::move(report);
    m_isSearching = false;
    Q_EMIT progressChanged();
    Q_EMIT reportChanged();
}

} // namespace racewalk::desktop
