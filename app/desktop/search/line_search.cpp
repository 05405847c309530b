// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/search/line_search.h"

#include "desktop/base/background_job.h"
#include "language/changes/line_changes.h"

#include <chrono>
#include <utility>

namespace racewalk::desktop {

namespace {

/// Calls `tell` some times a second, from the thread that searches.
LineEffectsProgress fewerTimes(LineEffectsProgress tell)
{
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds pause{50};
    return [tell = std::move(tell), last = Clock::time_point()](std::size_t done,
                                                                std::size_t total) mutable {
        const Clock::time_point now = Clock::now();
        if (now - last < pause)
            return;
        last = now;
        tell(done, total);
    };
}

} // namespace

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
    const QPointer<LineSearch> search(this);
    const auto work = [search, stop = m_stop.get_token(), machine = m_machine, limits = m_limits,
                       find = m_find] {
        LineChanges changes(std::shared_ptr<const Program>(machine, &machine->program()));
        auto report = std::make_shared<LinesReport>();
        report->machine = machine;
        report->changes = changes.list();
        report->effects = find(
            *machine, changes.list().size(),
            [&changes](std::size_t number) { return changes.changed(number); }, {limits}, stop,
            fewerTimes([&](std::size_t done, std::size_t total) {
                arriveLater(search, stop, done, [total](LineSearch &one, std::size_t number) {
                    one.tell(number, total);
                });
            }));
        return std::shared_ptr<const LinesReport>(report);
    };
    startJob(m_pool, search, m_stop.get_token(), work,
             [](LineSearch &one, const auto &report) { one.arrive(report); });
    Q_EMIT progressChanged();
}

void LineSearch::tell(std::size_t done, std::size_t total)
{
    m_done = done;
    m_total = total;
    Q_EMIT progressChanged();
}

void LineSearch::arrive(const std::expected<std::shared_ptr<const LinesReport>, QString> &report)
{
    m_isSearching = false;
    if (report)
        m_report = *report;
    Q_EMIT progressChanged();
    if (report)
        Q_EMIT reportChanged();
    else
        Q_EMIT failed(report.error());
}

} // namespace racewalk::desktop
