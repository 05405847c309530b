// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "machine/fate.h"
#include "run/walks/walks.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace racewalk::desktop {

class Session;

/// One walk as the list of walks shows it.
struct WalkRow {
    QString name;
    QString ending; ///< "Hang", "done = 1", "stops at step 9"; empty for one that could go on
    QString end;    ///< the whole name of how it ends: "Hang: lookup sleeps forever"; or empty
    std::string icon;
    Fate fate = Fate::Unknown; ///< of the last state
    bool isFinished = false;   ///< nothing more can happen in it
    bool isCutShort = false;   ///< this program takes fewer of its steps
    bool isAwaited = false;    ///< its replay in this program; `length` is that of the one before
    bool isCurrent = false;
    std::size_t length = 0;   ///< in steps
    std::size_t position = 0; ///< of its cursor
    std::size_t walked = 0;   ///< the largest position of the cursor so far
    std::optional<Walks::Fork> fork;
    std::map<std::size_t, QString> notes; ///< by step, from 1
    QString accessible; ///< "too late, 24 steps, ends in a hang, current, at step 17, 1 note"
};

std::vector<WalkRow> walkRows(const Session &session);

/// Sets what depends on the cursor of the current walk.
void moveCursor(std::vector<WalkRow> &rows, const Session &session);

/// The steps of a walk from its fork on, as a schedule, and why it stops.
QString walkTooltip(const Session &session, std::size_t row);

/// "1 walk", "3 walks".
QString countedWalks(std::size_t number);

/// The distance between two numbers of a ruler, in steps: 1, 2, 4, 5, 10, 20, 40, 50 and so on, so
/// that they are at least `room` apart where a step has `unit`.
std::size_t rulerDistance(double unit, double room);

} // namespace racewalk::desktop
