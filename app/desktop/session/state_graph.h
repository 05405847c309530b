// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "explore/graph_layout/graph_layout.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk::desktop {

class Session;
class StateWalk;
struct SearchResult;

/// The laid-out state graph of what the session shows, the search in it, and the way to its states.
/// All of it is computed in workers; results for an earlier graph or walk never arrive. The session
/// outlives it.
class StateGraph final : public QObject {
    Q_OBJECT

public:
    StateGraph(Session &session, QObject *parent);
    ~StateGraph() override;

    enum class Stage {
        Closed,    ///< no scenario
        Searching, ///< or waiting for it: nothing of the graph is there yet
        LayingOut,
        Ready,
        NotKept,  ///< too many states for the memory
        TooLarge, ///< to be drawn: more than mostStates
        Error,    ///< the variant cannot be explored, or laying out failed
    };
    static constexpr std::size_t mostStates = 3'000'000;

    Stage stage() const { return m_stage; }
    /// Null unless Ready. Of a search that is long it is first that of a part of the graph.
    std::shared_ptr<const GraphLayout> layout() const { return m_layout; }
    /// What is laid out or being so; null: nothing.
    const StateSpace *space() const { return m_space.get(); }
    /// Whether `space` of the result is what is displayed of the graph: else a part, if there is
    /// one.
    static bool showsWhole(const SearchResult &result);
    /// Whether the layout is of what the session runs, and not of what it ran before.
    bool isOfRun() const;
    /// Whether the layout shows more of the same graph as an earlier one.
    bool goesOnFrom(const GraphLayout &earlier) const { return m_earlier.get() == &earlier; }
    const QString &error() const { return m_error; } ///< of Error

    /// Only while it is active it follows the session; nothing is computed before.
    void setActive(bool isActive);
    bool foldsChains() const { return m_foldsChains; }
    void setFoldsChains(bool folds);

    /// Looks for the states that match the words. An empty text finds nothing, at once.
    void find(const QString &text);
    const QString &searchText() const { return m_searchText; }
    bool isFinding() const { return m_isFinding; }
    const std::vector<StateIndex> &found() const { return m_found; }

    /// Takes the session's run to a state, as StateWalk does, unless the graph changes meanwhile.
    void walkTo(StateIndex state);
    StateWalk &walk() { return *m_walk; }

Q_SIGNALS:
    void changed();      ///< stage or layout
    void foundChanged(); ///< text or states of the search

private:
    using Laid = std::expected<std::shared_ptr<const GraphLayout>, QString>;
    using States = std::expected<std::vector<StateIndex>, QString>;

    static std::shared_ptr<const StateSpace> shownSpace(const SearchResult &result);
    void follow();
    void start(std::shared_ptr<const StateSpace> space);
    void arrive(const Laid &layout);
    void startFinding();
    void arriveFound(const States &states);
    void setStage(Stage stage);

    Session &m_session;
    StateWalk *m_walk;
    QThreadPool m_pool;
    Stage m_stage = Stage::Closed;
    bool m_isActive = false;
    bool m_foldsChains = true;
    std::shared_ptr<const StateSpace> m_space; ///< that is laid out or being so
    std::shared_ptr<const GraphLayout> m_layout;
    std::shared_ptr<const Machine> m_machine;     ///< of m_space
    bool m_isPartial = false;                     ///< m_space is only what was found so far
    std::shared_ptr<const GraphLayout> m_earlier; ///< that m_layout continues; null: none
    QString m_error;
    QString m_searchText;
    std::vector<StateIndex> m_found;
    bool m_isFinding = false;
    std::stop_source m_layoutStop, m_findStop;
};

} // namespace racewalk::desktop
