// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "desktop/session/scenario_file.h"
#include "explore/explore.h"
#include "machine/fate_words.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace racewalk::desktop {

/// A unit of exploration: a variant under a memory model.
struct SearchSubject {
    std::size_t variant = 0;
    MemoryModel memory = MemoryModel::Sc;

    bool operator==(const SearchSubject &) const = default;
};

/// The exploration's result for one variant under one memory model.
struct SearchResult {
    enum class Stage { Waiting, Searching, Done, Error };
    Stage stage = Stage::Waiting;
    Progress progress;                      ///< while Searching
    std::shared_ptr<const Verdict> verdict; ///< once Done
    /// Set once Done, but freed again for a large graph that is not displayed.
    std::shared_ptr<const StateSpace> space;
    QString error; ///< for Error: why the variant cannot be explored

    /// The kind of failure that the words for fates name.
    OnlyFailure onlyFailure() const;
};

/// Explores the variants of a scenario, one at a time, in a worker: first the current one, then the
/// others under the same memory model in order. Results under other models are kept. Results of an
/// earlier start() never arrive.
class SearchQueue final : public QObject {
    Q_OBJECT

public:
    explicit SearchQueue(QObject *parent);
    ~SearchQueue() override;

    /// Drops all results and explores these variants under the model of `first`.
    void start(std::shared_ptr<const SourceText> source, std::vector<std::string> variants,
               ParameterValues parameters, SearchSubject first);
    /// Drops all results for this number of variants, without starting a search.
    void prepare(std::size_t variants);
    /// Explores one variant first, and its model before the others; a running search of another
    /// variant is postponed.
    void setFirst(SearchSubject first);
    void stop();

    const SearchResult &result(SearchSubject subject) const { return m_results[slotOf(subject)]; }
    bool isIdle() const { return !m_current; }
    /// Sets the limits of every search that starts from now on.
    void setLimits(const Limits &limits) { m_limits = limits; }
    /// Replaces explore() in tests.
    void setExplorer(std::function<decltype(explore)> explorer) { m_explore = std::move(explorer); }

Q_SIGNALS:
    void resultChanged(racewalk::desktop::SearchSubject subject);
    /// Emitted when nothing is left to search.
    void finished();
    void failed(const QString &sentence); ///< a search ended with an exception

private:
    struct Outcome;
    class Reporter;

    std::size_t slotOf(SearchSubject subject) const;
    SearchResult &known(SearchSubject subject) { return m_results[slotOf(subject)]; }
    std::optional<SearchSubject> next() const;
    void startNext();
    void arrive(SearchSubject subject, const Outcome &outcome);
    void fail(SearchSubject subject, const QString &sentence);
    void report(SearchSubject subject, const Progress &progress);
    void dropBigSpaces();

    QThreadPool m_pool;
    Limits m_limits;
    std::function<decltype(explore)> m_explore = explore;
    std::shared_ptr<const SourceText> m_source;
    std::vector<std::string> m_variants;
    ParameterValues m_parameters;
    std::size_t m_count = 0;             ///< of variants
    std::vector<SearchResult> m_results; ///< by slot
    SearchSubject m_first;
    std::optional<SearchSubject> m_current;
    std::stop_source m_stop;
};

} // namespace racewalk::desktop
