// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "desktop/session/scenario_file.h"
#include "explore/explore.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk::desktop {

/// What is known of all interleavings of one variant.
struct SearchResult {
    enum class Stage { Waiting, Searching, Done, Error };
    Stage stage = Stage::Waiting;
    Progress progress;                      ///< while Searching
    std::shared_ptr<const Verdict> verdict; ///< once Done
    /// Once Done, but given up again for a big variant that is not looked at.
    std::shared_ptr<const StateSpace> space;
    QString error; ///< of Error: why the variant cannot be explored
};

/// Explores the variants of a scenario, one at a time, in a worker: first the one that is looked
/// at, then the others in order. Results of an earlier start() never arrive.
class SearchQueue final : public QObject {
    Q_OBJECT

public:
    explicit SearchQueue(QObject *parent);
    ~SearchQueue() override;

    /// Forgets everything and explores these variants.
    void start(std::shared_ptr<const SourceText> source, std::vector<std::string> variants,
               ParameterValues parameters, std::size_t first);
    /// Forgets everything; nothing is known of so many variants, and nothing is searched.
    void prepare(std::size_t variants);
    /// Puts one variant first; a search of another one is put off.
    void setFirst(std::size_t variant);
    void stop();

    const SearchResult &result(std::size_t variant) const { return m_results[variant]; }
    bool isIdle() const { return !m_current; }
    /// For every search that starts from now on.
    void setLimits(const Limits &limits) { m_limits = limits; }

Q_SIGNALS:
    void resultChanged(std::size_t variant);
    /// There is nothing left to search.
    void finished();

private:
    struct Outcome;
    class Reporter;

    std::optional<std::size_t> next() const;
    void startNext();
    void arrive(std::size_t variant, const std::shared_ptr<const Outcome> &outcome);
    void report(std::size_t variant, const Progress &progress);
    void dropBigSpaces();

    QThreadPool m_pool;
    Limits m_limits;
    std::shared_ptr<const SourceText> m_source;
    std::vector<std::string> m_variants;
    ParameterValues m_parameters;
    std::vector<SearchResult> m_results;
    std::size_t m_first = 0;
    std::optional<std::size_t> m_current;
    std::stop_source m_stop;
};

} // namespace racewalk::desktop
