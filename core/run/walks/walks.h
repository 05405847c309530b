// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"
#include "run/schedule/schedule.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// Counted up from 1 among the walks of a session, never reused.
using WalkId = std::uint32_t;

/// A text that the user wrote on a step. It belongs to that step: where another program has another
/// operation at its place, the note is kept but not shown.
struct WalkNote {
    std::string text;      ///< UTF-8, at most maxNoteLength characters, with line breaks
    std::string thread;    ///< the name of the step's thread, as in a schedule
    std::string operation; ///< Event::text of the step
    bool operator==(const WalkNote &) const = default;
};

inline constexpr std::size_t maxNoteLength = 280; ///< in characters

/// One walk: a run with its name and notes.
struct NamedWalk {
    WalkId id = 0;
    std::string name;
    bool hasOwnName = false; ///< the user gave it
    /// Of an earlier program while `awaitsReplay`; then only its steps as they were walked count.
    Run run;
    bool awaitsReplay = false; ///< the list has another program, and nobody has read the walk there
    /// The schedule as it was walked, if that was in another program than the run's. The run is as
    /// much of it as this program can take.
    std::optional<Schedule> walkedElsewhere{};
    std::size_t lengthElsewhere = 0; ///< steps of walkedElsewhere where it was walked
    /// The cursor in that program; `Walks::atEnd` if it stood at the end.
    std::optional<std::size_t> positionElsewhere{};
    std::string stop{};     ///< why the run is shorter: "step 9: evict cannot step: ..."; or empty
    std::size_t walked = 0; ///< the largest position of the cursor so far, in any program
    /// By the number of the step, from 1; several on a step if they belong to different programs.
    std::multimap<std::size_t, WalkNote> notes{};

    /// The schedule as it was walked, in its own program.
    Schedule schedule() const;
    std::size_t walkedLength() const; ///< steps of schedule()
    /// Whether this program takes fewer steps than were walked in another one.
    bool isCutShort() const;
    /// No steps, no name of its own, no notes: nothing is lost without it.
    bool isBlank() const;
};

/// All walks of a session, at least one, of which one is current. Walks that have their first steps
/// in common share them: what is noted on such a step is shown in each of them. A value; copies
/// share the runs' data.
///
/// In another program a long walk is replayed when its run is first read. So one Walks must not be
/// read by two threads; each has its copy.
class Walks {
public:
    static constexpr std::size_t atEnd = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t mostWalks = 64;
    /// So many steps of other walks than the current one are replayed at once: some milliseconds.
    static constexpr std::size_t stepsAtOnce = 1'000;

    /// One empty walk.
    explicit Walks(std::shared_ptr<const Machine> machine);

    const std::shared_ptr<const Machine> &machine() const { return m_machine; }
    std::size_t size() const { return m_walks.size(); }
    /// The walk as it is known now, for its id, name, notes and schedule. While it awaits its
    /// replay, its run is of an earlier program.
    const NamedWalk &operator[](std::size_t row) const { return m_walks[row]; }
    /// The same walk with its run in this program: replays it first if it awaits that, which takes
    /// some milliseconds for a long one.
    const NamedWalk &replayed(std::size_t row) const;
    std::size_t current() const { return m_current; }
    const NamedWalk &currentWalk() const { return replayed(m_current); }
    const Run &run() const { return currentWalk().run; }
    std::optional<std::size_t> rowOf(WalkId id) const;

    /// Where a walk leaves another one.
    struct Fork {
        std::size_t parent = 0; ///< row
        std::size_t at = 0;     ///< number of steps that they have in common
        bool operator==(const Fork &) const = default;
    };
    /// From the walk before it in the list that it shares most steps with; none for the first row.
    /// A walk that awaits its replay has no fork and is no parent.
    std::optional<Fork> forkOf(std::size_t row) const;
    /// The number of first steps that two walks have in common.
    std::size_t commonSteps(std::size_t row, std::size_t other) const;

    enum class Taken : std::uint8_t {
        Nothing,  ///< the step is not enabled
        Moved,    ///< it was known: only the cursor moved
        Extended, ///< the current walk became longer
        Joined,   ///< another walk knows it: that one is current now
        Branched, ///< a new walk is current now; the one before is kept
    };
    /// Takes a step at the cursor of the current walk.
    Taken take(Step step);
    /// Moves the cursor of the current walk; clamped.
    void jump(std::size_t position);
    /// Makes a walk current, with its cursor at `position`, clamped.
    void select(std::size_t row, std::size_t position);

    /// Adds a walk with these steps as far as they are enabled, and makes it current, with the
    /// cursor at the start. If a walk has exactly these steps, it becomes current instead. Without
    /// a name it gets the next free one, or that of the only walk if that has not begun. Returns
    /// whether one was added.
    bool add(std::span<const Step> steps, std::string name);

    /// Keeps all walks in another program, as far as it can take them. Of the others than the
    /// current one, only the first with `atOnce` steps together are replayed now.
    void setMachine(std::shared_ptr<const Machine> machine, std::size_t atOnce = stepsAtOnce);
    /// Whether some walk awaits its replay.
    bool awaitReplay() const;
    /// Replays one of those walks.
    void replayNext();

    /// Returns the previous name; an empty one is not taken.
    std::string rename(std::size_t row, std::string name, bool isOwnName = true);
    /// Moves a walk in the list; the others then leave those before them.
    void move(std::size_t from, std::size_t to);
    /// Takes a walk out of the list of at least two. Notes on steps that another walk shares stay
    /// with that one. If it was current, its neighbour becomes current.
    NamedWalk takeOut(std::size_t row);
    /// Puts a walk into the list; it awaits its replay if it is from another program.
    void insert(std::size_t row, NamedWalk walk);
    /// The walk to drop when there are more than mostWalks: the oldest that is not current and has
    /// neither a name of its own nor a note. None: there is room, or all are to be kept.
    std::optional<std::size_t> rowToDrop() const;

    /// The note on a step, from 1, of a walk; null if there is none, or if it was written on
    /// another operation.
    const WalkNote *note(std::size_t row, std::size_t step) const;
    /// All notes of a walk that are shown, by step; without those of walks that await their replay.
    std::map<std::size_t, std::string> notes(std::size_t row) const;
    /// Writes the note on a step of a walk, up to its length; an empty text deletes it. Returns the
    /// previous text.
    std::string setNote(std::size_t row, std::size_t step, std::string_view text);

    /// Sets the identity of the next walk; for a session that is read from a file.
    void setNextId(WalkId id) { m_nextId = id; }
    WalkId nextId() const { return m_nextId; }

private:
    bool joins(std::size_t position, Step step);
    void branch(Step step);
    bool beginsWith(std::size_t row, std::span<const Step> steps) const;
    bool consistsOf(std::size_t row, std::span<const Step> steps) const;
    bool share(std::size_t row, std::size_t other, std::size_t count) const;
    void replay(NamedWalk &walk) const;
    void takeBackNotes(std::size_t row);
    std::optional<std::size_t> ownerOf(std::size_t row, std::size_t step) const;
    const WalkNote *ownNote(std::size_t owner, const Run &run, std::size_t step) const;
    bool fits(const WalkNote &note, const Run &run, std::size_t step) const;
    std::string nextName() const;

    std::shared_ptr<const Machine> m_machine;
    mutable std::vector<NamedWalk> m_walks; ///< a read replays, which changes nothing visible
    std::size_t m_current = 0;
    WalkId m_nextId = 1;
};

/// The schedule of the only thread of a group is that of the first one where the group has several:
/// "lookup" becomes "lookup[0]"; and back.
Schedule withThreadNames(Schedule schedule, const Program &program);

} // namespace racewalk
