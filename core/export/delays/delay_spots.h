// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/delays/delays.h"
#include "program/source_span.h"
#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// A place in the scenario's text where a line of code can be added: before or after a statement.
/// If that shares its lines with others, they are split.
struct DelaySpot {
    SourceSpan statement;
    bool isAfter = false;
    /// The statement is an update such as `x++`, and the place is between its read and its write.
    bool isWithin = false;
    /// The statement is the body of an `if` or a loop without braces.
    bool needsBraces = false;
    std::size_t time = 1;  ///< which execution of the statement by the thread, from 1
    bool isShared = false; ///< the code of other threads has the statement, too
};

/// Where a thread reports that it has passed an event. If that cannot be between the event and what
/// the thread does next, `isEarly`: before the statement of the event.
struct SignalSpot {
    DelaySpot spot;
    bool isEarly = false;
};

/// Finds places in the text for the delays of a run.
class DelaySpots {
public:
    /// `delays` are those of the run, which must outlive this.
    DelaySpots(const Run &run, const std::vector<Delay> &delays);

    /// None if the thread is inside a statement, or in code that is not in the scenario.
    std::optional<DelaySpot> hold(const Delay &delay) const;
    /// None for a callback, and for code where no line can be added.
    std::optional<SignalSpot> signal(std::size_t event) const;

    /// Which execution, from 1, of the statement that the thread is in with this event of it, or
    /// with Run::position() at the end.
    std::size_t timeOf(ThreadId thread, std::size_t event) const;

private:
    /// Where a thread is in its code: before the instruction at `position`, or at it.
    struct At {
        ThreadId thread{};
        std::uint32_t position = 0;
        std::size_t event = 0; ///< or Run::position()
    };
    /// A statement of one call, and the instructions that belong to it, with those of the functions
    /// that it calls.
    struct Extent {
        ThreadId thread{};
        CallId call{};
        SourceSpan statement;
        std::uint32_t begin = 0, end = 0;
        bool contains(std::uint32_t position) const { return begin <= position && position < end; }
    };

    /// Executions of a statement by one thread, from 1.
    struct Execution {
        SourceSpan statement;
        std::size_t time = 0;
        std::size_t begun = 0; ///< the same, but a loop in it does not execute it again
    };

    void countExecutions();
    std::size_t timeBegun(ThreadId thread, std::size_t event, const SourceSpan &statement) const;
    At at(ThreadId thread, std::size_t event) const;
    const std::vector<Extent> &extents(const At &place) const;
    Extent extent(ThreadId thread, CallId call, SourceSpan statement, std::uint32_t position) const;
    bool belongs(const Body &body, std::uint32_t position, CallId call,
                 const SourceSpan &statement) const;
    bool isHeader(const SourceSpan &statement) const;
    bool isSimple(const SourceSpan &statement) const;
    bool canSplit(const SourceSpan &statement) const;
    bool loops(const Extent &extent, std::uint32_t from, std::uint32_t to) const;
    std::optional<DelaySpot> before(const Extent &extent, const At &next,
                                    std::optional<std::size_t> last) const;
    std::optional<DelaySpot> after(const Extent &extent, const At &last,
                                   std::optional<At> next) const;
    std::optional<DelaySpot> within(std::size_t first, std::size_t second) const;
    bool goesThrough(const Extent &extent, std::size_t event) const;
    std::optional<SignalSpot> early(std::size_t event) const;
    bool hasStatement(ThreadId thread, const SourceSpan &statement) const;
    DelaySpot spot(const Extent &extent, bool isAfter, std::size_t event) const;
    bool isBodyWithoutBraces(const SourceSpan &statement) const;

    const Run &m_run;
    const Program &m_program;
    std::set<std::pair<ThreadId, std::size_t>> m_held; ///< thread, and its event after the delay
    /// By thread and event: the statements that are being executed, innermost first.
    std::map<std::pair<ThreadId, std::size_t>, std::vector<Execution>> m_executions;
    mutable std::map<std::pair<ThreadId, std::uint32_t>, std::vector<Extent>> m_extents;
};

} // namespace racewalk
