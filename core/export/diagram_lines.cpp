// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram_lines.h"

#include "machine/words.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>

namespace racewalk {
namespace {

/// The result of a step whose WARN_ON or lockdep_assert_held fires.
constexpr std::string_view warnsResult = "warns";

bool contains(const SourceSpan &outer, const SourceSpan &inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

/// A whole condition gets its keyword back: "if (done)", "while (!stop)".
void addKeyword(std::string_view keyword, DiagramLine &line)
{
    if (keyword.empty())
        return;
    const std::string before = std::string(keyword) + " (";
    line.text = before + line.text + ")";
    for (TextRange &argument : line.arguments) {
        argument.begin += static_cast<std::uint32_t>(before.size());
        argument.end += static_cast<std::uint32_t>(before.size());
    }
}

/// The read of a compound assignment, or the test before a wakeup: the step after it says it all.
bool isFirstHalf(const Event &event, const Event &next)
{
    if (event.step.thread != next.step.thread || event.call != next.call ||
        event.statement != next.statement || event.record.failure)
        return false;
    if (event.op == Op::BitQueueActive)
        return next.op == Op::WakeUpBit;
    return event.op == Op::Load && event.role == Role::Read && next.op == Op::Store &&
           event.cell == next.cell;
}

/// Wakeups and sleeps are what such a diagram is drawn for: their remarks stand on their own.
bool hasRemarkBelow(Role role)
{
    return role == Role::Wake || role == Role::Sleep;
}

class Writer {
public:
    Writer(const Run &run, const DiagramEnding &ending)
        : m_run(run), m_program(run.machine().program()), m_ending(ending)
    {
        m_threads.resize(m_program.threads.size());
    }

    std::vector<DiagramLine> lines()
    {
        const std::size_t end = m_run.position();
        for (const std::string &label : m_run.initialRecord().labels)
            for (ThreadTrace &trace : m_threads)
                trace.labels.insert(label);
        addInitialConsequences(m_run.initialRecord());
        const LeftOutSteps leftOut = leftOutSteps(end);
        for (std::size_t i = 0; i < end; ++i) {
            if (leftOut.areAny() && i == leftOut.begin) {
                skip(leftOut);
                i = leftOut.end;
            }
            const Event &event = m_run.event(i);
            if (i + 1 < end && isFirstHalf(event, m_run.event(i + 1)))
                continue;
            addEvent(i, event);
        }
        addEnd();
        addEnding();
        return std::move(m_lines);
    }

private:
    struct ThreadTrace {
        std::vector<CallId> calls;    ///< those whose names stand in the diagram, outermost first
        std::set<std::string> labels; ///< C labels passed in calls that have not returned
    };

    const Body &bodyOf(ThreadId thread) const { return m_program.bodyOf(thread); }
    ThreadTrace &traceOf(ThreadId thread) { return m_threads[indexOf(thread)]; }

    void add(std::optional<ThreadId> thread, std::size_t depth, std::string text,
             std::string remark = {}, std::optional<std::size_t> step = {})
    {
        m_lines.push_back({.thread = thread,
                           .depth = depth,
                           .text = std::move(text),
                           .arguments = {},
                           .remark = std::move(remark),
                           .step = step});
    }

    void addAcross(std::string text, std::string remark, std::optional<std::size_t> step = {})
    {
        add({}, 0, std::move(text), std::move(remark), step);
    }

    /// A line of an operation; `text` is its own, or goes on behind it.
    void addOperation(ThreadId thread, const Origin &origin, std::string text,
                      std::string remark = {}, std::optional<std::size_t> step = {})
    {
        const bool isWhole = text == origin.text;
        add(thread, traceOf(thread).calls.size(), std::move(text), std::move(remark), step);
        m_lines.back().arguments = origin.arguments;
        addKeyword(isWhole ? origin.keyword : "", m_lines.back());
    }

    /// Calls that go on behind the gap are named there once more.
    void skip(const LeftOutSteps &leftOut)
    {
        for (std::size_t i = leftOut.begin; i < leftOut.end; ++i)
            for (const std::string &label : m_run.event(i).record.labels)
                traceOf(m_run.event(i).step.thread).labels.insert(label);
        for (ThreadTrace &trace : m_threads)
            trace.calls.clear();
        addAcross("...", leftOut.text());
    }

    void addEvent(std::size_t index, const Event &event)
    {
        const ThreadId thread = event.step.thread;
        if (m_program.threads[indexOf(thread)].isSystem) {
            addCallback(index, event);
        } else if (event.step.isDrain()) {
            addDrain(index, event);
        } else {
            enter(thread, event.call);
            const bool isBelow = hasRemarkBelow(event.role);
            const std::string remark = remarkOf(index, event);
            addOperation(thread, bodyOf(thread).origins[event.position], event.text,
                         isBelow ? "" : remark, index);
            if (isBelow && !remark.empty())
                add(thread, traceOf(thread).calls.size() + 1, "", remark);
        }
        addConsequences(event);
    }

    /// The names of the calls around `call` that do not stand there yet.
    void enter(ThreadId thread, CallId call)
    {
        const Body &body = bodyOf(thread);
        std::vector<CallId> stack = callStack(body, call);
        stack.erase(stack.begin()); // the thread itself, which the column's header names
        std::vector<CallId> &shown = traceOf(thread).calls;
        const auto parted = std::ranges::mismatch(shown, stack).in1;
        shown.erase(parted, shown.end());
        while (shown.size() < stack.size()) {
            const CallId next = stack[shown.size()];
            const Function &function =
                m_program.functions[indexOf(body.calls[indexOf(next)].function)];
            add(thread, shown.size(), function.name + "()");
            shown.push_back(next);
        }
    }

    /// A remark where the thread has got to since: "x = 1 reaches memory".
    void addDrain(std::size_t index, const Event &event)
    {
        const std::string store = storeText(m_program, *event.record.drained);
        add(event.step.thread, traceOf(event.step.thread).calls.size(), "",
            store + " reaches memory", index);
    }

    void addCallback(std::size_t index, const Event &event)
    {
        std::string text = m_program.threads[indexOf(event.step.thread)].name + ": ";
        if (event.record.freed.empty())
            text += "callback";
        for (std::size_t i = 0; i < event.record.freed.size(); ++i) {
            const ObjectId object = event.record.freed[i];
            text += (i == 0 ? "frees " : ", ") + m_program.storage.objects[indexOf(object)].name;
        }
        addAcross("", text, index);
    }

    std::string remarkOf(std::size_t index, const Event &event)
    {
        const auto &failure = event.record.failure;
        if (failure && !failure->isInProperty && failure->thread == event.step.thread &&
            !event.failsLater)
            return {}; // said below in more words
        if (event.role == Role::Assert && event.result == "ok")
            return {};
        if (event.slept && isHungSleep(index, event.step.thread))
            return {}; // said at the end
        if (event.result == warnsResult && !isOwnWarning(event))
            return {}; // said below with what warns
        return event.result;
    }

    /// Whether it is the event's statement itself that warns.
    bool isOwnWarning(const Event &event) const
    {
        return std::ranges::any_of(event.record.warnings, [&](const auto &warning) {
            return isOf(event, warning.first, warning.second);
        });
    }

    bool isOf(const Event &event, ThreadId thread, std::uint32_t position) const
    {
        return thread == event.step.thread &&
               bodyOf(thread).origins[position].statement == event.statement;
    }

    bool isHungSleep(std::size_t index, ThreadId thread) const
    {
        for (std::size_t i = index + 1; i < m_run.position(); ++i)
            if (m_run.event(i).step.thread == thread)
                return false;
        return isHang() && !m_program.threads[indexOf(thread)].isDaemon;
    }

    bool isHang() const { return m_run.machine().standing(m_run.state()) == Standing::Hang; }

    /// What the step led to in local work, its own or that of threads it woke.
    void addConsequences(const Event &event)
    {
        addPrints(event.record);
        for (const auto &[thread, position] : event.record.warnings)
            if (event.result != warnsResult || !isOf(event, thread, position))
                addWarning(thread, position);
        for (const StepRecord::Return &result : event.record.returns)
            leave(result);
        for (const std::string &label : event.record.labels) {
            const ThreadId thread = event.step.thread;
            if (!traceOf(thread).labels.insert(label).second)
                add(thread, traceOf(thread).calls.size(), "goto " + label);
        }
        if (event.record.failure)
            addFailure(*event.record.failure);
    }

    /// What local work led to before the first step: a failure has no event to stand below.
    void addInitialConsequences(const StepRecord &record)
    {
        addPrints(record);
        for (const auto &[thread, position] : record.warnings)
            addWarning(thread, position);
        if (!record.failure)
            return;
        const ThreadId thread = record.failure->thread;
        if (!record.failure->isInProperty &&
            record.failure->position < bodyOf(thread).origins.size()) {
            const Origin &origin = bodyOf(thread).origins[record.failure->position];
            enter(thread, origin.call);
            addOperation(thread, origin, origin.text);
        }
        addFailure(*record.failure);
    }

    void addPrints(const StepRecord &record)
    {
        for (const StepRecord::Print &print : record.prints)
            add(print.thread, traceOf(print.thread).calls.size(), "", "printk: " + print.text);
    }

    void addWarning(ThreadId thread, std::uint32_t position)
    {
        add(thread, traceOf(thread).calls.size(), "",
            bodyOf(thread).origins[position].text + " warns");
    }

    void addFailure(const StepRecord::Failure &failure)
    {
        if (failure.isInProperty)
            addAcross("", failure.message);
        else
            add(failure.thread, traceOf(failure.thread).calls.size() + 1, "", failure.message);
    }

    void leave(const StepRecord::Return &result)
    {
        ThreadTrace &trace = traceOf(result.thread);
        const auto call = std::ranges::find(trace.calls, result.call);
        if (call == trace.calls.end())
            return;
        const Body &body = bodyOf(result.thread);
        const Function &function =
            m_program.functions[indexOf(body.calls[indexOf(result.call)].function)];
        if (result.value) {
            const auto depth = static_cast<std::size_t>(call - trace.calls.begin()) + 1;
            add(result.thread, depth,
                "return " + valueText(m_program, function.result, *result.value));
        }
        trace.calls.erase(call, trace.calls.end());
        for (const LabelPosition &label : body.labels)
            if (contains(function.span, label.span))
                trace.labels.erase(label.name);
    }

    /// Why those that have not ended never will.
    void addEnd()
    {
        if (!isHang())
            return;
        for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
            const Thread &thread = m_program.threads[i];
            if (!thread.isSystem && !thread.isDaemon)
                addHung(ThreadId{static_cast<std::uint16_t>(i)});
        }
    }

    void addHung(ThreadId thread)
    {
        const Machine &machine = m_run.machine();
        const Readiness readiness = machine.readiness(m_run.state(), thread);
        if (readiness.kind == Readiness::Kind::Ended)
            return;
        if (readiness.kind == Readiness::Kind::Asleep) {
            add(thread, traceOf(thread).calls.size() + 1, "", "nobody left to wake us");
            return;
        }
        addNext(thread);
        add(thread, traceOf(thread).calls.size() + 1, "",
            readiness.holders == 0 ? "waits forever"
                                   : "waits for " + threadNames(m_program, readiness.holders));
    }

    /// The thread's next operation.
    void addNext(ThreadId thread)
    {
        if (const Origin *next = m_run.machine().nextOperation(m_run.state(), thread)) {
            enter(thread, next->call);
            addOperation(thread, *next, next->text);
        }
    }

    void addEnding()
    {
        for (const ThreadId thread : m_ending.next)
            addNext(thread);
        if (!m_ending.remark.empty())
            addAcross("", m_ending.remark);
    }

    const Run &m_run;
    const Program &m_program;
    const DiagramEnding &m_ending;
    std::vector<ThreadTrace> m_threads;
    std::vector<DiagramLine> m_lines;
};

} // namespace

std::string LeftOutSteps::text() const
{
    return std::to_string(end - begin) + (end - begin == 1 ? " step" : " steps") + " left out";
}

LeftOutSteps leftOutSteps(std::size_t steps)
{
    constexpr std::size_t atEachEnd = 1000;
    if (steps <= 2 * atEachEnd)
        return {};
    return {atEachEnd, steps - atEachEnd};
}

std::vector<DiagramLine> diagramLines(const Run &run, const DiagramEnding &ending)
{
    return Writer(run, ending).lines();
}

std::vector<ThreadId> diagramThreads(const Program &program, const std::vector<DiagramLine> &lines)
{
    std::vector<ThreadId> all;
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        if (!program.threads[i].isSystem)
            all.push_back(ThreadId{static_cast<std::uint16_t>(i)});
    if (all.size() <= 2)
        return all;
    std::vector<ThreadId> taking;
    for (const ThreadId thread : all)
        if (std::ranges::any_of(lines, [&](const DiagramLine &l) { return l.thread == thread; }))
            taking.push_back(thread);
    return taking.empty() ? all : taking;
}

} // namespace racewalk
