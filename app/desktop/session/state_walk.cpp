// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/state_walk.h"

#include "desktop/base/background_job.h"
#include "desktop/base/counted.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {

/// Steps that replace the walk from a position on.
struct StateWalk::Way {
    std::vector<Step> walk; ///< the walk that it was computed for
    std::size_t position = 0;
    std::optional<std::size_t> kept; ///< steps of the walk before the way; none: no way was found
    std::vector<Step> steps;
};

namespace {

/// Until the first message, and between two of them, in milliseconds.
constexpr int messageDelay = 300;

/// The position on the walk that has this state, the one nearest to the cursor.
std::optional<std::size_t> positionOf(const Run &run, const StateSpace &space, StateIndex state)
{
    std::optional<std::size_t> nearest;
    const auto distance = [&](std::size_t position) {
        return position > run.position() ? position - run.position() : run.position() - position;
    };
    for (std::size_t position = 0; position <= run.length(); ++position)
        if (space.find(run.stateAt(position)) == state &&
            (!nearest || distance(position) < distance(*nearest)))
            nearest = position;
    return nearest;
}

} // namespace

StateWalk::StateWalk(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setInterval(messageDelay);
    connect(&m_timer, &QTimer::timeout, this, &StateWalk::showProgress);
    connect(&session, &Session::messageChanged, this, &StateWalk::onMessage);
}

StateWalk::~StateWalk()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void StateWalk::start(std::shared_ptr<const GraphLayout> layout, StateIndex state)
{
    cancel();
    m_stop = std::stop_source();
    m_isBusy = true;
    m_visited = std::make_shared<std::atomic<std::size_t>>(0);
    m_timer.start();
    const auto work = [run = m_session.run(), layout = std::move(layout), state, finder = m_finder,
                       visited = m_visited, stop = m_stop.get_token()] {
        const StateSpace &space = layout->space();
        Way way{.walk = {run.steps().begin(), run.steps().end()},
                .position = run.position(),
                .kept = positionOf(run, space, state),
                .steps = {}};
        if (way.kept)
            return way;
        const auto find = [&](StateView from, std::optional<ThreadId> running) {
            return finder(run.machine(), space, from, running, state,
                          {stop, Watch::Clock::time_point::max()}, visited.get());
        };
        try {
            auto steps = find(run.state(), run.runningThread(way.position));
            if (steps)
                way.kept = way.position;
            else if (steps = find(run.machine().initialState(), {}); steps)
                way.kept = 0;
            if (steps)
                way.steps = *std::move(steps);
        } catch (const EvaluationStopped &) {
            way.kept.reset(); // and never arrives
        }
        return way;
    };
    startJob(m_pool, QPointer<StateWalk>(this), m_stop.get_token(), work,
             [](StateWalk &walk, const Found &way) { walk.arrive(way); });
}

void StateWalk::cancel()
{
    m_stop.request_stop();
    end();
}

void StateWalk::end()
{
    m_isBusy = false;
    m_timer.stop();
    if (std::exchange(m_hasMessage, false))
        m_session.clearMessage();
}

void StateWalk::showProgress()
{
    m_hasMessage = false; // it changes by us
    m_session.setMessage({Message::Kind::Info,
                          tr("Finding the shortest run to this state: %1 visited. Press Esc or "
                             "close this message to cancel.")
                              .arg(countedStates(m_visited->load())),
                          {},
                          Message::Action::None});
    m_hasMessage = true;
}

void StateWalk::onMessage()
{
    if (!std::exchange(m_hasMessage, false))
        return;
    if (m_session.message().text.isEmpty())
        cancel();
    else
        m_timer.stop(); // another message, which is not overwritten
}

void StateWalk::arrive(const Found &way)
{
    end();
    if (!way) {
        m_session.setMessage({Message::Kind::Error,
                              tr("No run to this state was found: %1.").arg(way.error()),
                              {},
                              Message::Action::None});
        return;
    }
    if (way->position != m_session.run().position() ||
        !std::ranges::equal(way->walk, m_session.run().steps()))
        return; // the user has gone on meanwhile
    if (!way->kept) {
        m_session.setMessage({Message::Kind::Warning,
                              tr("No run to this state was found."),
                              {},
                              Message::Action::None});
        return;
    }
    if (way->steps.empty())
        m_session.jump(*way->kept);
    else if (*way->kept == m_session.run().position())
        m_session.takeAll(way->steps);
    else
        m_session.startWalk(way->steps, way->steps.size(), {}, tr("walk to a state"));
}

} // namespace racewalk::desktop
