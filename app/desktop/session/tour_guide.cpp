// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/tour_guide.h"

#include "desktop/base/counted.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <string>

namespace racewalk::desktop {

TourGuide::TourGuide(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::variantChanged, this, &TourGuide::end);
    connect(&session, &Session::runChanged, this, &TourGuide::onRunChanged);
}

void TourGuide::start(std::size_t number)
{
    const Tour tour = m_session.scenario().tours.at(number);
    const auto &variants = m_session.scenario().variants;
    const auto named = std::ranges::find(variants, tour.variant, &Variant::name);
    const auto variant =
        named == variants.end() ? 0 : static_cast<std::size_t>(named - variants.begin());
    m_positions = {0};
    std::string text;
    Schedule schedule;
    QString problem;
    std::vector<Schedule> stops;
    for (const TourStop &stop : tour.stops) {
        text += stop.steps + ' ';
        const auto read = parseSchedule(text);
        if (!read) {
            problem = QString::fromStdString(read.error().message);
            break;
        }
        stops.push_back(*read);
    }
    if (!stops.empty())
        schedule = stops.back();
    QString stopped;
    m_session.startWalkAt(m_session.placeOf(variant, tour.memory), schedule,
                          QString::fromStdString(tour.title), tr("tour"), stopped);
    if (!stopped.isEmpty())
        problem = stopped;
    const auto steps = m_session.run().steps();
    m_steps.assign(steps.begin(), steps.end());
    for (const Schedule &stop : stops) {
        const Walk way = walk(m_session.machine(), stop);
        if (!way.message.empty())
            break;
        m_positions.push_back(way.steps.size());
    }
    m_stop = 0;
    m_tour = number;
    if (!problem.isEmpty())
        m_session.setMessage({Message::Kind::Error,
                              tr("The tour ends early: %1.").arg(problem),
                              {},
                              Message::Action::None});
    Q_EMIT tourChanged();
}

void TourGuide::end()
{
    if (!isActive())
        return;
    m_tour.reset();
    Q_EMIT tourChanged();
}

QString TourGuide::title() const
{
    return QString::fromStdString(m_session.scenario().tours[*m_tour].title);
}

QString TourGuide::narration() const
{
    if (m_stop > 0)
        return QString::fromStdString(
            m_session.scenario().tours[*m_tour].stops[m_stop - 1].narration);
    const QString about = QString::fromStdString(m_session.scenario().about);
    return about.isEmpty() ? tr("Press Next to begin.") : about;
}

bool TourGuide::isOnTheWay() const
{
    return isActive() && std::ranges::equal(m_session.run().steps(), m_steps);
}

void TourGuide::goTo(std::size_t stop)
{
    if (!isActive())
        return;
    m_stop = std::min(stop, lastStop());
    m_session.startWalk(m_steps, m_positions[m_stop], title(), tr("back to the tour"));
    Q_EMIT tourChanged();
}

/// Stepping by hand along the tour reaches its stops as well.
void TourGuide::onRunChanged()
{
    if (!isOnTheWay())
        return;
    const auto reached = std::ranges::upper_bound(m_positions, m_session.run().position());
    const auto stop = static_cast<std::size_t>(reached - m_positions.begin()) - 1;
    if (stop == m_stop)
        return;
    m_stop = stop;
    Q_EMIT tourChanged();
}

} // namespace racewalk::desktop
