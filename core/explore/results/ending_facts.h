// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/loop_steps.h"
#include "machine/machine.h"
#include "machine/renaming.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// How one thread ended up.
struct ThreadEnding {
    enum class Kind : std::uint8_t { Ended, RunsForEver, Blocked };
    Kind kind = Kind::Ended;
    std::uint32_t position = 0; ///< of a blocked thread, in its body
    CellId cell = nullCell;     ///< what it waits for, if a cell
    auto operator<=>(const ThreadEnding &) const = default;
};

/// What tells one thread's part in outcomes apart.
struct ThreadFacts {
    ThreadEnding ending;
    std::vector<std::optional<std::int32_t>> values; ///< of its own variables
    auto operator<=>(const ThreadFacts &) const = default;
};

/// What tells outcomes apart. Without a value: a variable of a thread that has not ended, or one
/// that changes for ever.
struct EndingFacts {
    FindingKind kind = FindingKind::None;
    std::vector<ThreadEnding> threads;               ///< without system lanes
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

    /// Of a state whose Standing is Ended or Hang.
    EndingFacts facts(StateView end) const;
    /// Of a loop, as `from` calls the threads: one of its states, or one that such a state stands
    /// for.
    EndingFacts facts(const LoopStates &states, const Loop &loop, StateView from) const;

    /// Of a thread that is no system lane.
    ThreadFacts ofThread(const EndingFacts &facts, ThreadId thread) const;
    /// The facts as they are after a renaming of threads.
    EndingFacts renamed(const EndingFacts &facts, const Renaming &renaming) const;

private:
    std::vector<std::optional<std::int32_t>> valuesIn(StateView state) const;
    std::vector<ThreadEnding> threadsIn(StateView state) const;

    const Machine &m_machine;
    std::vector<OutcomeVariable> m_variables;
    /// By thread: its first variable; they stand in a row. And behind the last one's.
    std::vector<std::size_t> m_firstOf;
};

/// "asleep", "waiting for done".
std::string threadText(const Program &program, ThreadId thread, const ThreadEnding &ending);
/// "lookup asleep; evict ended".
std::string threadsText(const Program &program, const EndingFacts &facts);
/// The same for threads of these names, in these words.
std::string threadsText(const std::vector<std::string> &names,
                        const std::vector<std::string> &words);

} // namespace racewalk
