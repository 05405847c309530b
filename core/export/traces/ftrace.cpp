// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/call_text.h"
#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/traces/traced_run.h"
#include "program/identifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {
namespace {

constexpr std::size_t longestComm = 15; ///< TASK_COMM_LEN without its end

/// The names of the lanes as the kernel has those of tasks: short, unique, and without characters
/// that end a field in the readers of such texts.
std::vector<std::string> commsOf(const Timeline &timeline)
{
    std::vector<std::string> comms;
    for (const TimelineLane &lane : timeline.lanes) {
        std::string comm;
        for (const char c : lane.name)
            if (isNamePart(c) || (!comm.empty() && comm.back() != '_'))
                comm += isNamePart(c) ? c : '_';
        while (comm.ends_with('_'))
            comm.pop_back();
        comm = comm.empty() ? "thread" : comm.substr(0, longestComm);
        const std::string whole = comm;
        for (std::size_t number = 2; std::ranges::find(comms, comm) != comms.end(); ++number) {
            const std::string suffix = fmt::format("_{}", number);
            comm = whole.substr(0, longestComm - suffix.size()) + suffix;
        }
        comms.push_back(std::move(comm));
    }
    return comms;
}

/// ASCII, and not the mark at which Perfetto stops reading.
std::string tracedText(std::string_view text)
{
    std::string result = asciiOnly(text);
    for (std::size_t at = 0; (at = result.find("</", at)) != std::string::npos;)
        result.insert(at + 1, " ");
    return result;
}

/// Writes the text of ftrace as `trace-cmd report` and /sys/kernel/tracing/trace have it. Each
/// lane has a processor of its own. A step takes 90 microseconds of its 100.
class FtraceText {
public:
    FtraceText(const RunToExport &run, const FormatOptions &options)
        : m_run(run.run), m_part(tracedPart(run, options)), m_comms(commsOf(m_part)),
          m_ending(endingText(run))
    {}

    std::string text()
    {
        addHeader();
        for (const TimelineEvent &event : m_part.events)
            addStep(event);
        if (m_running)
            switchOut(*m_running, m_run.position(), startOf(m_part.events.size()));
        return std::move(m_text);
    }

private:
    static constexpr std::uint64_t pitch = 100, in = 1, begins = 2, wakes = 3, ends = 90;
    static constexpr std::size_t firstPid = 101;

    std::uint64_t startOf(std::size_t event) const { return pitch * (m_part.offset + event + 1); }

    void addHeader()
    {
        // The first line tells Perfetto what the file is.
        m_text =
            fmt::format("# tracer: nop\n#\n# {}\n# {}\n# {}\n#\n",
                        tracedText(replayCommand(provenanceOf(m_run))),
                        tracedText(subjectText(m_run.machine().program())), tracedText(m_ending));
        m_text += "#           TASK-PID    CPU#      TIMESTAMP  FUNCTION\n"
                  "#              | |        |            |     |\n";
    }

    /// A line of the task that runs on the lane's processor; none: the idle task.
    void add(std::size_t lane, bool isIdle, std::uint64_t time, std::string_view event)
    {
        const std::size_t pid = isIdle ? 0 : firstPid + lane;
        m_text +=
            fmt::format("{:>16}-{:<5} [{:03}] {:>5}.{:06}: {}\n", isIdle ? "<idle>" : m_comms[lane],
                        pid, lane, time / 1'000'000, time % 1'000'000, event);
    }

    std::string idle(std::size_t lane, std::string_view side) const
    {
        return fmt::format("{0}_comm=swapper/{1} {0}_pid=0 {0}_prio=120", side, lane);
    }

    std::string task(std::size_t lane, std::string_view side) const
    {
        return fmt::format("{0}_comm={1} {0}_pid={2} {0}_prio=120", side, m_comms[lane],
                           firstPid + lane);
    }

    void switchIn(std::size_t lane, std::uint64_t time)
    {
        add(lane, true, time,
            fmt::format("sched_switch: {} prev_state=R ==> {}", idle(lane, "prev"),
                        task(lane, "next")));
    }

    void switchOut(std::size_t lane, std::size_t position, std::uint64_t time)
    {
        add(lane, false, time,
            fmt::format("sched_switch: {} prev_state={} ==> {}", task(lane, "prev"),
                        taskStateAt(position, lane), idle(lane, "next")));
    }

    /// As sched_switch names it: why the task does not run on. R+ is preemption: the schedule holds
    /// it back, or it spins.
    std::string_view taskStateAt(std::size_t position, std::size_t lane) const
    {
        const Machine &machine = m_run.machine();
        const StateView state = m_run.stateAt(position);
        const auto thread = static_cast<ThreadId>(lane);
        const Body &body = machine.program().bodyOf(thread);
        const Readiness readiness = machine.readiness(state, thread);
        switch (readiness.kind) {
        case Readiness::Kind::Ended:
            return "X";
        case Readiness::Kind::Asleep:
            return readiness.taskState == TaskState::Interruptible ? "S" : "D";
        case Readiness::Kind::WaitingForMutex:
        case Readiness::Kind::GracePeriod:
            return "D";
        case Readiness::Kind::NoCallback:
        case Readiness::Kind::WaitingForReaders:
            return "S";
        case Readiness::Kind::Enabled:
        case Readiness::Kind::Spinning:
        case Readiness::Kind::Draining:
            return "R+";
        case Readiness::Kind::Faulted: // also of the last thread, if the final condition fails
            return body.code[machine.layout().position(state, thread)].op == Op::End ? "X" : "R+";
        }
        return "R+";
    }

    void addStep(const TimelineEvent &shown)
    {
        const std::size_t index = m_part.offset + shown.index, lane = shown.lane;
        const std::uint64_t start = startOf(shown.index);
        const Event &event = m_run.event(index);
        // A buffer drains whatever its processor runs, which prints the line.
        const bool isIdle = event.step.isDrain() && m_running != lane;
        if (!isIdle && m_running != lane) {
            if (m_running)
                switchOut(*m_running, index, start);
            switchIn(lane, start + in);
            m_running = lane;
        }
        const std::size_t pid = isIdle ? 0 : firstPid + lane;
        add(lane, isIdle, start + begins,
            fmt::format("print: B|{}|{}", pid, tracedText(stepText(shown, event, isIdle))));
        std::uint64_t time = start + wakes;
        for (const ThreadId woken : event.woken)
            add(lane, false, time++,
                fmt::format("sched_waking: comm={} pid={} prio=120 target_cpu={:03}",
                            m_comms[indexOf(woken)], firstPid + indexOf(woken), indexOf(woken)));
        add(lane, isIdle, start + ends, fmt::format("print: E|{}", pid));
    }

    std::string stepText(const TimelineEvent &shown, const Event &event, bool isIdle) const
    {
        std::string text = fmt::format("{} {}{}", m_part.offset + shown.index + 1,
                                       isIdle ? m_comms[shown.lane] + ": " : "", event.text);
        if (!event.note.empty())
            text += fmt::format(" [{}]", event.note);
        if (const auto note = m_part.notes.find(shown.index); note != m_part.notes.end())
            text += fmt::format(" ({})", note->second);
        return text;
    }

    const Run &m_run;
    Timeline m_part;
    std::vector<std::string> m_comms;
    std::string m_ending;
    std::optional<std::size_t> m_running; ///< lane
    std::string m_text;
};

} // namespace

Written writeFtrace(const RunToExport &run, const FormatOptions &options)
{
    return FtraceText(run, options).text();
}

} // namespace racewalk
