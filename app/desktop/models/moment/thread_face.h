// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "drawing/parts.h"
#include "machine/fate.h"
#include "machine/step.h"
#include "program/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk::desktop {

class Session;

/// One entry of a card's breadcrumb.
struct CallEntry {
    QString name;
    std::uint32_t callLine = 0; ///< where it was called; 0 for the thread itself
};

/// The contents of a thread's card at the cursor, without the code.
struct ThreadFace {
    enum class Kind {
        CanStep,
        Blocked, ///< spinning, sleeping, waiting: may continue later
        Forever, ///< no other thread will let it continue
        Done,
        Fault,   ///< the run has ended in this thread's failure
        Stopped, ///< the run has ended in another thread's failure
    };

    QString name;
    QString caption; ///< "CPU0"
    Kind kind = Kind::CanStep;
    std::string icon;        ///< of the step button
    QString headline;        ///< of the step button; empty if it can step: "Step:" and `statement`
    QString detail;          ///< its second line
    QString tip;             ///< its tooltip, or empty
    QString statement;       ///< the next operation in the source's spelling
    QString shortStatement;  ///< the same, shortened for a timeline; empty for a drain
    QString spokenStatement; ///< for assistive technology: "reads counter: 0"; empty for a drain
    Fate fate = Fate::Unknown;
    std::vector<Step> steps; ///< enabled steps: several if there is a choice
    QStringList choices;     ///< if there are several steps, the choice of each
    bool isDraining = false; ///< the next operation waits for its store buffer: the steps drain it
    bool canRun = false;     ///< has at least one step
    std::vector<drawing::Pill> pills;
    std::vector<drawing::Chip> holds;
    std::vector<CallEntry> calls;
    QString stateWord; ///< "runnable", "sleeping"

    /// `number` is the thread's, from 1.
    QString stepAccessibleName(int number) const;
    QString accessibleName() const;
};

/// The icon in the gutter of the line where the thread is.
std::string codeIcon(const ThreadFace &face);

/// The key that steps thread `number`, counted from 1: its digit, 0 for the tenth; empty for later
/// ones.
QString threadKey(int number);

ThreadFace threadFace(const Session &session, ThreadId thread);

/// A pending callback of the rcu lane.
struct PendingCallback {
    QString object;   ///< "inode"
    QString title;    ///< "free inode"
    QString queued;   ///< "queued at 17"
    QString waitsFor; ///< "waits for lookup", "no reader left"
};
std::vector<PendingCallback> pendingCallbacks(const Session &session);

} // namespace racewalk::desktop
