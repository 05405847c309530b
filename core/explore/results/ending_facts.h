// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/loop_steps.h"
#include "machine/machine.h"
#include "machine/renaming.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// How one thread ended.
struct ThreadEnding {
    enum class Kind : std::uint8_t { Ended, RunsForever, Blocked };
    Kind kind = Kind::Ended;
    std::uint32_t position = 0; ///< of a blocked thread: position in its body
    CellId cell = nullCell;     ///< what it waits for, if a cell
    auto operator<=>(const ThreadEnding &) const = default;
};

/// One thread's part of what distinguishes outcomes.
struct ThreadFacts {
    ThreadEnding ending;
    std::vector<std::optional<std::int32_t>> values; ///< of its own variables
    auto operator<=>(const ThreadFacts &) const = default;
};

/// What distinguishes outcomes. A variable has no value if its thread has not finished, or if it
/// changes forever.
struct EndingFacts {
    FindingKind kind = FindingKind::None;
    std::vector<ThreadEnding> threads;               ///< all except system lanes
    std::vector<std::optional<std::int32_t>> values; ///< one for each of EndingReader::variables()
    auto operator<=>(const EndingFacts &) const = default;
};

/// A thread's own variable, or a global's cell.
struct OutcomeVariable {
    std::string name; ///< "lookup: inode", "done"
    TypeId type{};
    std::optional<ThreadId> thread;
    std::uint32_t number = 0; ///< register of the thread's body, or cell
};

/// Reads EndingFacts out of states.
class EndingReader {
public:
    /// `machine` outlives the reader.
    explicit EndingReader(const Machine &machine);

    const std::vector<OutcomeVariable> &variables() const { return m_variables; }

    /// Facts of a state whose Standing is Ended or Hang.
    EndingFacts facts(StateView end) const;
    /// Facts of a loop, with the threads' names in `from`: one of its states, or one that such a
    /// state represents.
    EndingFacts facts(const LoopStates &states, const Loop &loop, StateView from) const;

    /// Facts of a thread that is not a system lane.
    ThreadFacts ofThread(const EndingFacts &facts, ThreadId thread) const;
    /// The facts after a renaming of threads.
    EndingFacts renamed(const EndingFacts &facts, const Renaming &renaming) const;

private:
    std::vector<std::optional<std::int32_t>> valuesIn(StateView state) const;
    std::vector<ThreadEnding> threadsIn(StateView state) const;

    const Machine &m_machine;
    std::vector<OutcomeVariable> m_variables;
    /// By thread: its first variable, with one more entry for the end. A thread's variables are
    /// consecutive.
    std::vector<std::size_t> m_firstOf;
};

/// "asleep", "waiting for done".
std::string threadText(const Program &program, ThreadId thread, const ThreadEnding &ending);
/// "lookup asleep; evict ended".
std::string threadsText(const Program &program, const EndingFacts &facts);
/// threadsText() for threads with these names and texts.
std::string threadsText(const std::vector<std::string> &names,
                        const std::vector<std::string> &words);

} // namespace racewalk
