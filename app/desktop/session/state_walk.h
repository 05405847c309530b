// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include "explore/graph_layout/graph_layout.h"
#include "explore/graph_layout/way_to.h"

#include <atomic>
#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace racewalk::desktop {

class Session;

/// Takes the session's run to a state of its graph. The steps are found in a worker. If that takes
/// longer than a moment, a message tells how far it is; closing it cancels. The session outlives
/// it.
class StateWalk final : public QObject {
    Q_OBJECT

public:
    StateWalk(Session &session, QObject *parent);
    ~StateWalk() override;

    /// Goes along the walk if it leads to the state; else onwards from the cursor, if some steps
    /// lead there; else from the start. Of several ways it is the one with the fewest context
    /// switches, then the fewest steps. Cancels what was started before.
    void start(std::shared_ptr<const GraphLayout> layout, StateIndex state);
    void cancel();
    bool isBusy() const { return m_isBusy; }
    /// Replaces wayTo() in tests.
    void setFinder(std::function<decltype(wayTo)> finder) { m_finder = std::move(finder); }

private:
    struct Way;
    using Found = std::expected<Way, QString>;

    void showProgress();
    void onMessage();
    void end();
    void arrive(const Found &way);

    Session &m_session;
    QThreadPool m_pool;
    std::function<decltype(wayTo)> m_finder = wayTo;
    std::stop_source m_stop;
    bool m_isBusy = false;
    std::shared_ptr<std::atomic<std::size_t>> m_visited; ///< states, by the current search
    QTimer m_timer;                                      ///< to the next message
    bool m_hasMessage = false;                           ///< the session's message is ours
};

} // namespace racewalk::desktop
