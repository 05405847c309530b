// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/diagram_lines.h"
#include "export/diagram/wait_headers.h"
#include "machine/step_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace racewalk {

/// The lines of a text diagram, and the calls that they stand in: the name of a call is a line of
/// its own, once, above what happens in it.
class DiagramCalls {
public:
    explicit DiagramCalls(const Program &program)
        : m_program(program), m_threads(program.threads.size())
    {}

    void addRemark(std::optional<ThreadId> thread, std::size_t depth, std::string remark,
                   std::optional<std::size_t> step = {}, std::size_t steps = 1);
    void addGoto(ThreadId thread, const std::string &label);
    /// Steps that are left out.
    void addGap(std::string remark);
    /// A line of the operation at a position; `text` is its own, or goes on behind it. If the last
    /// line of the thread already has the same call, which is several operations, it says only what
    /// is new.
    void addOperation(ThreadId thread, std::uint32_t position, std::string text,
                      std::string remark = {}, std::optional<std::size_t> step = {},
                      std::size_t steps = 1);
    /// Of a thread, in as few words as the lines above it leave.
    void addFailure(const StepRecord::Failure &failure);
    /// The names of the calls around the operation that do not stand there yet.
    void enter(ThreadId thread, std::uint32_t position);
    /// Ends a wait that the thread has passed.
    void standAt(ThreadId thread, std::uint32_t position);
    /// The call's result, if it has one.
    void leave(const StepRecord::Return &result);
    /// Calls that go on behind a gap are named there once more.
    void forgetCalls();

    std::size_t depthOf(ThreadId thread) const;
    /// Notes that the thread passes a C label; false if it has done so in this call before.
    bool passes(ThreadId thread, const std::string &label);
    /// The step that a thread's last line shows, if it is the first half of an update.
    std::optional<std::size_t> openUpdate(ThreadId thread) const;
    void setOpenUpdate(ThreadId thread, std::size_t step);

    std::vector<DiagramLine> &lines() { return m_lines; }

private:
    /// The operation of a thread's last line that is no remark.
    struct Shown {
        std::uint32_t position = 0;
        std::string text;
        std::size_t line = 0;
    };
    struct Trace {
        std::vector<CallId> calls;    ///< those whose names stand in the diagram, outermost first
        std::set<std::string> labels; ///< C labels passed in calls that have not returned
        std::optional<WaitCall> wait; ///< whose header stands there
        std::optional<std::size_t> openUpdate;
        std::optional<Shown> shown;
    };

    DiagramLine &add(DiagramLine::Kind kind, std::optional<ThreadId> thread, std::size_t depth,
                     std::string text);
    bool goesOn(ThreadId thread, std::uint32_t position, const std::string &text,
                const std::string &remark, std::optional<std::size_t> step);
    bool isShown(ThreadId thread, const Origin &check) const;
    void enterCalls(ThreadId thread, CallId call);
    const Trace &traceOf(ThreadId thread) const { return m_threads[indexOf(thread)]; }
    Trace &traceOf(ThreadId thread) { return m_threads[indexOf(thread)]; }

    const Program &m_program;
    std::vector<Trace> m_threads;
    std::vector<DiagramLine> m_lines;
};

} // namespace racewalk
