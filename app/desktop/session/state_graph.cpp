// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/state_graph.h"

#include "desktop/base/background_job.h"
#include "desktop/session/session.h"
#include "desktop/session/state_walk.h"
#include "explore/graph_layout/state_query.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {

namespace {

Watch watchOf(const std::stop_token &stop)
{
    return {stop, Watch::Clock::time_point::max()};
}

/// The run whose states lie on the straight line: the first failure, else the first outcome.
std::vector<Step> witnessOf(const Verdict &verdict)
{
    if (const Finding *failure = verdict.firstFailure())
        return failure->steps;
    return verdict.outcomes.empty() ? std::vector<Step>{} : verdict.outcomes.front().steps;
}

} // namespace

StateGraph::StateGraph(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_walk(new StateWalk(session, this))
{
    m_pool.setMaxThreadCount(2);
    connect(&session, &Session::variantChanged, this, &StateGraph::follow);
    connect(&session, &Session::fatesChanged, this, &StateGraph::follow);
    connect(&session, &Session::resultChanged, this, &StateGraph::follow);
}

StateGraph::~StateGraph()
{
    for (std::stop_source *stop : {&m_layoutStop, &m_findStop})
        stop->request_stop();
    m_pool.waitForDone();
}

void StateGraph::setActive(bool isActive)
{
    m_isActive = isActive;
    follow();
}

void StateGraph::setFoldsChains(bool folds)
{
    if (folds == m_foldsChains)
        return;
    m_foldsChains = folds;
    m_space.reset();
    follow();
}

void StateGraph::setStage(Stage stage)
{
    if (stage != Stage::Ready) {
        m_layout.reset();
        m_walk->cancel();
        m_findStop.request_stop();
        m_found.clear();
        m_isFinding = false;
    }
    if (stage != Stage::Ready && stage != Stage::LayingOut) {
        m_layoutStop.request_stop();
        m_space.reset();
    }
    const Stage before = std::exchange(m_stage, stage);
    if (before != stage || stage == Stage::Ready)
        Q_EMIT changed();
}

bool StateGraph::showsWhole(const SearchResult &result)
{
    return result.isGraphFinal() && result.space && result.verdict->isGraphKept &&
           result.space->size() <= mostStates;
}

std::shared_ptr<const StateSpace> StateGraph::shownSpace(const SearchResult &result)
{
    return showsWhole(result) ? result.space : result.spaceSoFar;
}

void StateGraph::follow()
{
    const SearchResult *result = m_session.isOpen() ? &m_session.result() : nullptr;
    if (!m_isActive) {
        // What is out of date is not kept, and asks for nothing anew.
        if (m_space && (!result || shownSpace(*result) != m_space))
            setStage(Stage::Searching);
        return;
    }
    if (!result) {
        setStage(Stage::Closed);
    } else if (result->stage == SearchResult::Stage::Error) {
        m_error = result->error;
        setStage(Stage::Error);
    } else if (const auto space = shownSpace(*result)) {
        if (space != m_space)
            start(space);
    } else if (result->stage != SearchResult::Stage::Done || result->awaitsGraph ||
               (!result->space && result->verdict->isGraphKept && !result->lacksGraph)) {
        setStage(Stage::Searching); // a larger one follows, or it was freed and is made again
    } else {
        setStage(result->space && result->verdict->isGraphKept ? Stage::TooLarge : Stage::NotKept);
    }
}

bool StateGraph::isOfRun() const
{
    return m_layout && m_session.isOpen() && shownSpace(m_session.result()) == m_space;
}

void StateGraph::start(std::shared_ptr<const StateSpace> space)
{
    m_layoutStop.request_stop();
    m_layoutStop = std::stop_source();
    m_space = std::move(space);
    // What is there is shown until there is more of it.
    const bool goesOn = m_layout && m_isPartial && m_layout->foldsChains() == m_foldsChains &&
                        m_machine == m_session.run().sharedMachine();
    if (!goesOn)
        setStage(Stage::LayingOut);
    m_machine = m_session.run().sharedMachine();
    const SearchResult &result = m_session.result();
    m_isPartial = m_space == result.spaceSoFar;
    GraphOptions options{.foldsChains = m_foldsChains,
                         .witness = witnessOf(*result.known()),
                         .before = goesOn ? m_layout : nullptr};
    const auto work = [machine = m_machine, laid = m_space, options = std::move(options),
                       stop = m_layoutStop.get_token()] {
        return layOutGraph(*machine, laid, options, stop);
    };
    startJob(m_pool, QPointer<StateGraph>(this), m_layoutStop.get_token(), work,
             [](StateGraph &graph, const Laid &layout) { graph.arrive(layout); });
}

void StateGraph::arrive(const Laid &layout)
{
    if (!layout) {
        m_error = layout.error();
        setStage(Stage::Error);
        return;
    }
    m_earlier = std::exchange(m_layout, *layout);
    setStage(Stage::Ready);
    m_earlier.reset();
    startFinding();
}

void StateGraph::find(const QString &text)
{
    if (text == m_searchText)
        return;
    m_searchText = text;
    startFinding();
}

void StateGraph::startFinding()
{
    m_findStop.request_stop();
    m_findStop = std::stop_source();
    m_found.clear();
    m_isFinding = m_layout && !m_searchText.trimmed().isEmpty();
    Q_EMIT foundChanged();
    if (!m_isFinding)
        return;
    const auto work = [machine = m_session.run().sharedMachine(), layout = m_layout,
                       text = m_searchText.toStdString(), stop = m_findStop.get_token()] {
        try {
            return findStates(*machine, *layout, text, watchOf(stop));
        } catch (const EvaluationStopped &) {
            return std::vector<StateIndex>{};
        }
    };
    startJob(m_pool, QPointer<StateGraph>(this), m_findStop.get_token(), work,
             [](StateGraph &graph, const States &states) { graph.arriveFound(states); });
}

void StateGraph::arriveFound(const States &states)
{
    m_isFinding = false;
    if (states)
        m_found = *states;
    Q_EMIT foundChanged();
}

void StateGraph::walkTo(StateIndex state)
{
    if (m_layout)
        m_walk->start(m_layout, state);
}

} // namespace racewalk::desktop
