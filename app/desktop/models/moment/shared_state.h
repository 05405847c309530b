// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "drawing/parts.h"
#include "machine/step.h"
#include "machine/words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace racewalk::desktop {

class Session;

/// A row of a tile: a location in shared memory, a waiter of a queue, or a store buffer.
struct SharedRow {
    QString name;
    QString spokenName; ///< full name if `name` alone is not enough; otherwise empty
    QString value;
    bool isWeak = false;            ///< "free", "none": shown in the colour of hints
    QString shortValue;             ///< where `value` has no room: a count; or empty
    bool isChip = false;            ///< the value names a thread or an object
    bool isStore = false;           ///< the value is a store in a buffer
    bool isEmptyBuffers = false;    ///< of the threads without stores
    bool isNew = false;             ///< the last step added the row
    std::vector<FlagValue> flags;   ///< instead of `value`
    std::optional<QString> before;  ///< what the last step replaced
    std::optional<QString> next;    ///< what the step that the user points at would write
    std::string icon;               ///< before the name, or empty
    bool isRemark = false;          ///< the name is a sentence behind an icon, without a value
    bool isDoomed = false;          ///< shown in the colour of failures: "no waker left"
    std::optional<CellId> cell;     ///< the cell, if the row is a location
    std::optional<ThreadId> thread; ///< of a waiter
    std::optional<Step> step;       ///< that a click takes
    QString stepText;               ///< "drain x = 1"

    bool isChanged() const { return isNew || before.has_value(); }
    /// The name for use outside of its tile.
    QString fullName() const { return spokenName.isEmpty() ? name : spokenName; }
    QString accessibleText() const;
};

/// The rows of one object, of all locks, of the wait queues, of RCU, or of the store buffers.
struct SharedTile {
    enum class Kind { Values, Locks, Queues, Rcu, Buffers };
    Kind kind = Kind::Values;
    QString title;
    QString hint; ///< shown if there are no rows: "Empty: no waiters"
    std::vector<SharedRow> rows;
    /// Steps before the cursor since a value of it changed; large if long ago.
    std::size_t age = 0;
};

/// Shared memory at the cursor, with what the last step changed.
std::vector<SharedTile> sharedState(const Session &session);

/// The rows of all tiles for a place with room for `most` of them. All of them in their order if
/// there is the room; else those that the last step changed or that take a step are the first, and
/// the last row names how many more there are.
std::vector<SharedRow> rowsOf(const std::vector<SharedTile> &tiles, std::size_t most);

/// The row of a system lane that has no card: a click takes its step, if it has one only.
SharedRow laneRow(const Session &session, ThreadId lane);

/// Returns the last part of a lock's path, "i_lock"; all of it, "inodes[0].i_lock", if another lock
/// ends so.
QString lockName(const Storage &storage, CellId lock);

/// Returns the name of an object, "inodes[1]"; if its pool has one object, its type, "inode".
QString objectName(const Storage &storage, ObjectId object);

/// Returns the changes for a folded strip, "inode_hash_lock: evict -> free"; empty if no displayed
/// value has changed.
QString changeSummary(const std::vector<SharedTile> &tiles);

} // namespace racewalk::desktop
