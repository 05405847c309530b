// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/diagram_lines.h"

#include "export/diagram/call_text.h"
#include "export/diagram/diagram_calls.h"
#include "export/diagram/left_out_steps.h"
#include "export/diagram/whole_statements.h"
#include "machine/words.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace racewalk {
namespace {

/// The result of a step whose WARN_ON or lockdep_assert_held fires.
constexpr std::string_view warnsResult = "warns";

/// Wakeups and sleeps are what such a diagram is drawn for: their remarks stand on their own.
bool hasRemarkBelow(Role role)
{
    return role == Role::Wake || role == Role::Sleep;
}

class Writer {
public:
    Writer(const Run &run, const DiagramEnding &ending, const StepNotes &notes)
        : m_run(run), m_program(run.machine().program()), m_ending(ending), m_notes(notes),
          m_calls(m_program)
    {}

    std::vector<DiagramLine> lines(std::size_t leftOutFirst)
    {
        const std::size_t end = m_run.position();
        for (const std::string &label : m_run.initialRecord().labels)
            for (std::size_t i = 0; i < m_program.threads.size(); ++i)
                m_calls.passes(ThreadId(i), label);
        addInitialConsequences(m_run.initialRecord());
        const LeftOutSteps leftOut = leftOutSteps(end);
        if (leftOutFirst > 0)
            skip({0, leftOutFirst});
        for (std::size_t i = leftOutFirst; i < end; ++i) {
            if (leftOut.areAny() && i == leftOut.begin) {
                skip(leftOut);
                i = leftOut.end;
            }
            const bool isWhole = i + 1 < end && !(leftOut.areAny() && i + 1 == leftOut.begin) &&
                                 isFirstHalf(m_program, m_run.event(i), m_run.event(i + 1));
            if (isWhole)
                addWhole(i, m_run.event(i + 1));
            else
                addEvent(i, m_run.event(i));
            addNote(i);
            i += isWhole ? 1 : 0;
            if (isWhole)
                addNote(i);
        }
        const std::size_t behindSteps = m_calls.lines().size();
        addEnd();
        addEnding();
        for (std::size_t i = behindSteps; i < m_calls.lines().size(); ++i)
            m_calls.lines()[i].isEnd = true;
        return std::move(m_calls.lines());
    }

private:
    const std::string &pathOf(CellId cell) const
    {
        return m_program.storage.cells[indexOf(cell)].path;
    }
    const Body &bodyOf(ThreadId thread) const { return m_program.bodyOf(thread); }

    /// What the user wrote on a step.
    void addNote(std::size_t index)
    {
        const auto note = m_notes.find(index);
        const ThreadId thread = m_run.event(index).step.thread;
        if (note == m_notes.end())
            return;
        if (m_program.threads[indexOf(thread)].isSystem)
            m_calls.addRemark({}, 0, note->second);
        else
            m_calls.addRemark(thread, m_calls.depthOf(thread) + 1, note->second);
    }

    void skip(const LeftOutSteps &leftOut)
    {
        for (std::size_t i = leftOut.begin; i < leftOut.end; ++i)
            for (const std::string &label : m_run.event(i).record.labels)
                m_calls.passes(m_run.event(i).step.thread, label);
        m_calls.forgetCalls();
        m_calls.addGap(leftOut.text());
    }

    void addEvent(std::size_t index, const Event &event)
    {
        const ThreadId thread = event.step.thread;
        if (m_program.threads[indexOf(thread)].isSystem) {
            addCallback(index, event);
        } else if (event.step.isDrain()) {
            addDrain(index, event);
        } else if (event.parts.empty()) {
            addStatement(index, event);
        } else {
            addParts(index, event);
        }
        addConsequences(event);
    }

    void addStatement(std::size_t index, const Event &event)
    {
        const ThreadId thread = event.step.thread;
        m_calls.enter(thread, event.position);
        const std::string remark = remarkOf(index, event);
        const auto open = m_calls.openUpdate(thread);
        if (open && isWriteOf(event, m_run.event(*open)) && !remark.empty()) {
            // Below the line that names the statement already.
            m_calls.addRemark(thread, m_calls.depthOf(thread) + 1, remark, index);
            return;
        }
        const bool isBelow = hasRemarkBelow(event.role);
        m_calls.addOperation(thread, event.position, event.text, isBelow ? "" : remark, index);
        if (isBelow && !remark.empty())
            m_calls.addRemark(thread, m_calls.depthOf(thread) + 1, remark, index, 0);
        if (event.access.kind == Access::Kind::UpdateRead)
            m_calls.setOpenUpdate(thread, index);
    }

    /// The operations of an atomic block, each in its line; the first has the number of the step.
    void addParts(std::size_t index, const Event &event)
    {
        const ThreadId thread = event.step.thread;
        for (const EventPart &part : event.parts) {
            const bool isFirst = &part == &event.parts.front();
            const bool isTold = &part == &event.parts.back() && remarkOf(index, event).empty();
            const bool isFulfilled =
                bodyOf(thread).origins[part.position].role == Role::Assert && part.result == "ok";
            m_calls.enter(thread, part.position);
            m_calls.addOperation(thread, part.position, part.text,
                                 isTold || isFulfilled ? "" : part.result, index, isFirst ? 1 : 0);
        }
    }

    /// Both halves as one line. Its remark is the second's, unless that only says what is written.
    void addWhole(std::size_t index, const Event &second)
    {
        std::vector<DiagramLine> &lines = m_calls.lines();
        const std::size_t before = lines.size();
        if (const Event &first = m_run.event(index); isCopyOf(m_program, second, first)) {
            const ThreadId thread = second.step.thread;
            m_calls.enter(thread, second.position);
            m_calls.addOperation(thread, second.position, copyText(second, first),
                                 remarkOf(index, first), index + 1);
            addConsequences(second);
        } else {
            addEvent(index + 1, second);
        }
        const auto line =
            std::find_if(lines.begin() + static_cast<std::ptrdiff_t>(before), lines.end(),
                         [](const DiagramLine &each) { return each.step.has_value(); });
        if (line == lines.end())
            return;
        line->step = index;
        line->steps = 2;
        if (line->remark == accessNote(second.access, NoteForm::Text))
            line->remark.clear();
    }

    /// A remark where the thread has got to since: "x = 1 reaches memory".
    void addDrain(std::size_t index, const Event &event)
    {
        const std::string store = storeText(m_program, *event.record.drained);
        m_calls.standAt(event.step.thread, m_run.machine().layout().position(
                                               m_run.stateAt(index + 1), event.step.thread));
        m_calls.addRemark(event.step.thread, m_calls.depthOf(event.step.thread),
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
        m_calls.addRemark({}, 0, text, index);
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
            if (event.result != warnsResult || !event.parts.empty() ||
                !isOf(event, thread, position))
                addWarning(thread, position);
        for (const StepRecord::Return &result : event.record.returns)
            m_calls.leave(result);
        for (const std::string &label : event.record.labels) {
            const ThreadId thread = event.step.thread;
            if (!m_calls.passes(thread, label))
                m_calls.addGoto(thread, label);
        }
        if (event.record.failure) {
            addFailure(*event.record.failure);
            m_calls.lines().back().isEnd = true;
        }
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
            m_calls.enter(thread, record.failure->position);
            m_calls.addOperation(thread, record.failure->position,
                                 bodyOf(thread).origins[record.failure->position].text);
        }
        addFailure(*record.failure);
    }

    void addPrints(const StepRecord &record)
    {
        for (const StepRecord::Print &print : record.prints)
            m_calls.addRemark(print.thread, m_calls.depthOf(print.thread), "printk: " + print.text);
    }

    void addWarning(ThreadId thread, std::uint32_t position)
    {
        m_calls.addRemark(thread, m_calls.depthOf(thread),
                          bodyOf(thread).origins[position].text + " warns");
    }

    void addFailure(const StepRecord::Failure &failure)
    {
        if (failure.isInProperty)
            m_calls.addRemark({}, 0, failure.message);
        else
            m_calls.addFailure(failure);
    }

    /// Why those that have not ended never will. A daemon may wait for work forever, but not for a
    /// lock that another thread holds.
    void addEnd()
    {
        if (!isHang())
            return;
        for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
            const Thread &thread = m_program.threads[i];
            const ThreadId id{static_cast<std::uint16_t>(i)};
            if (!thread.isSystem &&
                (!thread.isDaemon || m_run.machine().readiness(m_run.state(), id).holders != 0))
                addHung(id);
        }
    }

    void addHung(ThreadId thread)
    {
        const Machine &machine = m_run.machine();
        const Readiness readiness = machine.readiness(m_run.state(), thread);
        if (readiness.kind == Readiness::Kind::Ended)
            return;
        if (readiness.kind == Readiness::Kind::Asleep) {
            m_calls.addRemark(thread, m_calls.depthOf(thread) + 1, "nobody left to wake us");
            return;
        }
        addNext(thread);
        m_calls.addRemark(thread, m_calls.depthOf(thread) + 1,
                          readiness.holders == 0
                              ? "waits forever"
                              : "waits for " + threadNames(m_program, readiness.holders));
    }

    /// The thread's next operation; of an update whose read has just been shown, that it writes.
    void addNext(ThreadId thread)
    {
        const Machine &machine = m_run.machine();
        const Origin *next = machine.nextOperation(m_run.state(), thread);
        if (next == nullptr)
            return;
        const std::uint32_t position = machine.layout().position(m_run.state(), thread);
        m_calls.enter(thread, position);
        if (accessKind(bodyOf(thread), position) == Access::Kind::UpdateWrite &&
            m_calls.openUpdate(thread))
            m_calls.addRemark(thread, m_calls.depthOf(thread) + 1, "about to write");
        else
            m_calls.addOperation(thread, position, namesAhead(machine, m_run.state(), thread).text);
    }

    void addEnding()
    {
        for (const ThreadId thread : m_ending.next)
            addNext(thread);
        if (!m_ending.remark.empty())
            m_calls.addRemark({}, 0, m_ending.remark);
    }

    const Run &m_run;
    const Program &m_program;
    const DiagramEnding &m_ending;
    const StepNotes &m_notes;
    DiagramCalls m_calls;
};

} // namespace

std::vector<DiagramLine> diagramLines(const Run &run, const DiagramEnding &ending,
                                      const StepNotes &notes, std::size_t leftOut)
{
    return Writer(run, ending, notes).lines(leftOut);
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
