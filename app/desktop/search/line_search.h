// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "explore/line_effects.h"
#include "export/reports/lines_report.h"
#include "machine/machine.h"

#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace racewalk::desktop {

/// Finds the lines that affect the outcomes of the current program, on request: tries its changes
/// in a worker. Results for an earlier program never arrive.
class LineSearch final : public QObject {
    Q_OBJECT

public:
    explicit LineSearch(QObject *parent);
    ~LineSearch() override;

    /// Changes the current program: drops all results without a signal, because views are notified
    /// of the new program anyway.
    void setMachine(std::shared_ptr<const Machine> machine);
    /// Starts the search. Does nothing if it is running or the report exists.
    void start();
    /// Stops the search, or drops the report.
    void clear();

    bool isSearching() const { return m_isSearching; }
    std::size_t done() const { return m_done; }                  ///< changes that were tried
    std::size_t total() const { return m_total; }                ///< 0 until the first one
    const LinesReport *report() const { return m_report.get(); } ///< null until it is finished
    /// Sets the limits of every search that starts from now on.
    void setLimits(const Limits &limits) { m_limits = limits; }
    /// Replaces findLineEffects() in tests.
    void setFinder(std::function<decltype(findLineEffects)> find) { m_find = std::move(find); }

Q_SIGNALS:
    void progressChanged();
    void reportChanged();                 ///< also when the report is dropped
    void failed(const QString &sentence); ///< the search ended with an exception

private:
    void arrive(const std::expected<std::shared_ptr<const LinesReport>, QString> &report);
    void tell(std::size_t done, std::size_t total);

    QThreadPool m_pool;
    Limits m_limits;
    std::function<decltype(findLineEffects)> m_find = findLineEffects;
    std::shared_ptr<const Machine> m_machine;
    std::shared_ptr<const LinesReport> m_report;
    bool m_isSearching = false;
    std::size_t m_done = 0, m_total = 0;
    std::stop_source m_stop;
};

} // namespace racewalk::desktop
