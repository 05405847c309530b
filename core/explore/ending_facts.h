// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explored.h"

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
    EndingFacts facts(const Explored &explored, const Loop &loop) const;

private:
    std::vector<std::optional<std::int32_t>> valuesIn(StateView state) const;
    std::vector<ThreadEnding> threadsIn(StateView state) const;

    const Machine &m_machine;
    std::vector<OutcomeVariable> m_variables;
};

/// "asleep", "waiting for done".
std::string threadText(const Program &program, ThreadId thread, const ThreadEnding &ending);
/// "lookup asleep; evict ended".
std::string threadsText(const Program &program, const EndingFacts &facts);
/// The same for threads of these names, in these words.
std::string threadsText(const std::vector<std::string> &names,
                        const std::vector<std::string> &words);

} // namespace racewalk
