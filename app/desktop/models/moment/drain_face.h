// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "machine/fate.h"
#include "machine/step.h"
#include "program/ids.h"

#include <string>
#include <vector>

namespace racewalk::desktop {

class Session;

/// The drains of a thread's store buffer at the cursor, for the drain button.
struct DrainFace {
    /// Drains of the stores that can leave it, oldest first; none under SC.
    std::vector<Step> steps;
    QStringList texts; ///< of each: "drain x = 1"
    QString text;      ///< "drain x = 1", "drain a store"
    Fate fate = Fate::Unknown;
    std::string icon;
    QString detail; ///< the fate that it leads to, as on a step button

    bool canDrain() const { return !steps.empty(); }
    QString accessibleName(const QString &thread, int key) const;
};

DrainFace drainFace(const Session &session, ThreadId thread);

/// "drain x = 1" for a drain that is enabled at the cursor.
QString drainText(const Session &session, Step drain);

} // namespace racewalk::desktop
