// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "desktop/document/scenario_file.h"
#include "desktop/search/search_work.h"
#include "explore/explore.h"
#include "machine/fate_words.h"

#include <cstddef>
#include <cstdint>
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
    /// How far the search has come: never less than before.
    Progress progress;
    /// The same as a share, from 0 to 1: of the known states, those that have been expanded.
    double share = 0;
    std::shared_ptr<const Verdict> verdict; ///< once Done
    /// Until it is Done: an incomplete verdict, if the search is a long one or goes on after a
    /// stop.
    std::shared_ptr<const Verdict> soFar;
    /// A small part of the graph, of the first states that were found, if the search is a long one.
    /// Freed once there is a graph that is displayed instead and small enough to stay.
    std::shared_ptr<const StateSpace> spaceSoFar;
    /// Set once Done, but freed again for a large graph that is not displayed. The whole graph if
    /// that is small enough, else one with the reductions of the verdict. Of a subject that is not
    /// displayed it may be reduced although it is small.
    std::shared_ptr<const StateSpace> space;
    /// Once Done: `space` is missing or reduced, and another one follows if the subject is
    /// displayed.
    bool awaitsGraph = false;
    /// The whole graph was searched for, and there was no room for it.
    bool lacksGraph = false;
    /// Once Done: the search left out equivalent steps, and a verdict with probabilities and
    /// shortest runs follows.
    bool awaitsOdds = false;
    QString error; ///< for Error: why the variant cannot be explored

    /// Whether `space` is what is displayed of the graph, now or as soon as it is made again.
    bool isGraphFinal() const { return stage == Stage::Done && !awaitsGraph; }
    /// The verdict, or what there is of it; may be null.
    const Verdict *known() const { return verdict ? verdict.get() : soFar.get(); }
    /// The kind of failure that the words for fates name.
    OnlyFailure onlyFailure() const;
};

/// Explores the variants of a scenario, one at a time, in a worker: first the current one, then the
/// others under the same memory model in order, then, if they are wanted, those under the other
/// models. Each is searched with every reduction, so that its verdict is there soon. For the
/// current one the verdict with probabilities, which is that of `racewalk check`, and the whole
/// graph follow, each if it is small enough; for the others the probabilities follow at the end.
/// Results under other models are kept. Results of an earlier start() never arrive.
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
    /// Whether the other memory models are explored too, after that of the first variant.
    void setAllModels(bool areWanted);
    void stop();

    /// Ends the running search with a verdict on what it has seen. No other variant begins until
    /// start(), goOn() or searchAgain(), except the first.
    void stopEarly();
    /// Whether stopEarly() keeps a variant from being searched.
    bool isStopped() const;
    /// Undoes stopEarly(). The search that it ended begins again, at its start.
    void goOn();
    /// Searches a variant with an incomplete verdict once more, from the start, with twice the
    /// limit that ended it.
    void searchAgain(SearchSubject subject);
    /// The limits of the next search of a variant.
    Limits limitsFor(SearchSubject subject) const;

    const SearchResult &result(SearchSubject subject) const
    {
        return m_slots[slotOf(subject)].result;
    }
    bool isIdle() const { return !m_current; }
    /// What is searched for its verdict now.
    std::optional<SearchSubject> searching() const;
    /// Sets the limits of every search that starts from now on. Reductions::wholeUpTo is the limit
    /// on the states of the graph that follows a verdict.
    void setLimits(const Limits &limits) { m_limits = limits; }
    /// Replaces explore() in tests.
    void setExplorer(std::function<decltype(explore)> explorer) { m_explore = std::move(explorer); }
    /// Replaces exploreGraph() in tests.
    void setGraphExplorer(std::function<decltype(exploreGraph)> explorer)
    {
        m_exploreGraph = std::move(explorer);
    }

Q_SIGNALS:
    void resultChanged(racewalk::desktop::SearchSubject subject);
    /// Emitted when nothing is left to search.
    void finished();
    void failed(const QString &sentence); ///< a search ended with an exception

private:
    class Reporter;

    /// What the worker does at a time.
    struct Task {
        enum class Goal { Verdict, Odds, Graph };
        SearchSubject subject;
        Goal goal = Goal::Verdict;
    };

    struct Slot {
        SearchResult result;
        unsigned timesDoubled = 0;    ///< the limits
        double shareBefore = 0;       ///< where the stage of the progress began
        bool areOddsTooLarge = false; ///< the search for them
        bool isWholeTooLarge = false; ///< the whole graph
    };

    std::size_t slotOf(SearchSubject subject) const;
    Slot &at(SearchSubject subject) { return m_slots[slotOf(subject)]; }
    std::optional<Task> next() const;
    std::optional<Task> nextUnder(MemoryModel memory) const;
    bool oddsFollow(const Slot &slot) const;
    bool mayGoOn(const Task &task) const;
    bool graphFollows(const Slot &slot) const;
    void reconsider();
    void wait(Slot &slot);
    void startNext();
    void startVerdict(SearchSubject subject);
    void startOdds(SearchSubject subject);
    void startGraph(SearchSubject subject);
    SearchWork workOn(SearchSubject subject, const Limits &limits) const;
    void end(SearchSubject subject);
    void arrive(SearchSubject subject, const SearchOutcome &outcome);
    void arriveOdds(SearchSubject subject, const SearchOutcome &outcome);
    void arriveGraph(SearchSubject subject, std::shared_ptr<const StateSpace> space);
    void arriveSoFar(SearchSubject subject, const Exploration &soFar);
    void fail(SearchSubject subject, const QString &sentence);
    void report(SearchSubject subject, const Progress &progress);
    void dropBigSpaces();
    static void dropPart(SearchResult &result);

    QThreadPool m_pool;
    Limits m_limits;
    std::function<decltype(explore)> m_explore = explore;
    std::function<decltype(exploreGraph)> m_exploreGraph = exploreGraph;
    std::shared_ptr<const SourceText> m_source;
    std::vector<std::string> m_variants;
    ParameterValues m_parameters;
    std::size_t m_count = 0; ///< of variants
    std::vector<Slot> m_slots;
    SearchSubject m_first;
    bool m_areAllModelsWanted = false;
    bool m_isStopped = false;
    std::optional<Task> m_current;
    std::stop_source m_stop;
    std::stop_source m_enough; ///< of the current task
};

} // namespace racewalk::desktop
