// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "machine/step.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk::desktop {

class Session;

/// Guides through one of the scenario's tours, stop by stop. Stop 0 is before the first step; its
/// narration is the scenario's `about`.
class TourGuide final : public QObject {
    Q_OBJECT

public:
    TourGuide(Session &session, QObject *parent);

    /// Selects the tour's variant and memory model and the scenario's default parameters, and goes
    /// to stop 0.
    void start(std::size_t tour);
    void end();
    bool isActive() const { return m_tour.has_value(); }

    QString title() const;
    QString narration() const;
    std::size_t stop() const { return m_stop; }
    std::size_t lastStop() const { return m_positions.size() - 1; }
    /// Whether the run is still the tour's, at any cursor position.
    bool isOnTheWay() const;

    /// Goes to the next stop; back to the current one if the user took other steps.
    void next() { goTo(isOnTheWay() ? m_stop + 1 : m_stop); }
    void previous() { goTo(m_stop == 0 ? 0 : m_stop - 1); }

Q_SIGNALS:
    void tourChanged();

private:
    void goTo(std::size_t stop);
    void onRunChanged();

    Session &m_session;
    std::optional<std::size_t> m_tour;
    std::vector<Step> m_steps;
    std::vector<std::size_t> m_positions; ///< by stop
    std::size_t m_stop = 0;
};

} // namespace racewalk::desktop
