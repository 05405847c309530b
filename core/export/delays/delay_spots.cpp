// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/delay_spots.h"

#include "export/delays/statement_code.h"
#include "program/one_line.h"
#include "program/operations.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace racewalk {

DelaySpots::DelaySpots(const Run &run, const std::vector<Delay> &delays)
    : m_run(run), m_program(run.machine().program())
{
    for (const Delay &delay : delays)
        m_held.emplace(delay.thread, delay.before);
    countExecutions();
}

DelaySpots::At DelaySpots::at(ThreadId thread, std::size_t event) const
{
    if (event == m_run.position())
        return {thread, m_run.machine().layout().position(m_run.state(), thread), event};
    const Event &done = m_run.event(event);
    return {thread,
            done.record.operations.empty() ? done.position
                                           : done.record.operations.front().position,
            event};
}

bool DelaySpots::belongs(const Body &body, std::uint32_t position, CallId call,
                         const SourceSpan &statement) const
{
    CallId inner = body.origins[position].call;
    if (inner == call)
        return body.origins[position].statement == statement;
    while (inner != CallId{} && body.calls[indexOf(inner)].parent != call)
        inner = body.calls[indexOf(inner)].parent;
    const SourceSpan &site = body.calls[indexOf(inner)].site;
    return inner != CallId{} && statement.begin <= site.begin && site.end <= statement.end;
}

DelaySpots::Extent DelaySpots::extent(ThreadId thread, CallId call, SourceSpan statement,
                                      std::uint32_t position) const
{
    const Body &body = m_program.bodyOf(thread);
    Extent extent{thread, call, statement, position, position + 1};
    while (extent.begin > 0 && belongs(body, extent.begin - 1, call, statement))
        --extent.begin;
    while (extent.end < body.code.size() && belongs(body, extent.end, call, statement))
        ++extent.end;
    return extent;
}

/// The statement that is executed there, and those that call it, innermost first.
const std::vector<DelaySpots::Extent> &DelaySpots::extents(const At &place) const
{
    std::vector<Extent> &extents = m_extents[{place.thread, place.position}];
    if (!extents.empty())
        return extents;
    const Body &body = m_program.bodyOf(place.thread);
    const Origin &origin = body.origins[place.position];
    extents.push_back(extent(place.thread, origin.call, origin.statement, place.position));
    for (CallId call = origin.call; call != CallId{}; call = body.calls[indexOf(call)].parent) {
        const Call &inner = body.calls[indexOf(call)];
        const Origin *caller = nullptr;
        for (const Origin &each : body.origins)
            if (each.call == inner.parent && each.statement.begin <= inner.site.begin &&
                inner.site.end <= each.statement.end &&
                (caller == nullptr || each.statement.end - each.statement.begin <
                                          caller->statement.end - caller->statement.begin))
                caller = &each;
        if (caller == nullptr)
            break;
        extents.push_back(extent(place.thread, inner.parent, caller->statement, place.position));
    }
    return extents;
}

/// The condition of a loop is evaluated again without what is written before the loop.
bool DelaySpots::isHeader(const SourceSpan &statement) const
{
    return beginsWith(m_program.textOf(statement), {"while", "for", "do"});
}

/// Whether what is written after the statement is executed after it.
bool DelaySpots::isSimple(const SourceSpan &statement) const
{
    const std::string_view text = m_program.textOf(statement);
    return text.ends_with(';') && !beginsWith(text, {"return", "goto", "break", "continue"}) &&
           !isCompound(text);
}

/// Whether a line can begin before the statement: not within brackets, as in `for (i = 0; ...)`,
/// nor where braces would have to close behind what is more than this statement.
bool DelaySpots::canSplit(const SourceSpan &statement) const
{
    if (statement.line == 0 || !m_program.source)
        return false;
    const std::string code = codeBefore(*m_program.source, statement);
    if (code.ends_with('}') && beginsWith(m_program.textOf(statement), {"while"}))
        return false; // of a `do`
    return std::ranges::count(code, '(') == std::ranges::count(code, ')') &&
           (code.empty() || endsStatement(code) || code.ends_with(')') || code.ends_with("else") ||
            code.ends_with("do")) &&
           !(isBodyWithoutBraces(statement) && isCompound(m_program.textOf(statement)));
}

/// Whether the code jumps back between two places of the statement.
bool DelaySpots::loops(const Extent &extent, std::uint32_t from, std::uint32_t to) const
{
    const std::vector<Instruction> &code = m_program.bodyOf(extent.thread).code;
    for (std::uint32_t at = from; at < extent.end; ++at)
        if (const Op op = code[at].op;
            (op == Op::Jump || op == Op::BranchIfZero || op == Op::BranchIfNotZero) &&
            extent.begin <= code[at].target && code[at].target <= to)
            return true;
    return false;
}

/// Looks at what stands before the statement, in lines that this variant has.
bool DelaySpots::isBodyWithoutBraces(const SourceSpan &statement) const
{
    if (const std::string code = codeBefore(*m_program.source, statement); !code.empty())
        return !endsStatement(code);
    const auto function = std::ranges::find_if(m_program.functions, [&](const Function &each) {
        return each.span.line != 0 && each.span.begin <= statement.begin &&
               statement.end <= each.span.end;
    });
    if (function == m_program.functions.end())
        return false;
    for (auto line = std::ranges::lower_bound(function->lines, statement.line);
         line != function->lines.begin();) {
        const std::string code = codeOf(m_program.source->line(*--line));
        if (!code.empty() && !code.starts_with('*'))
            return !endsStatement(code);
    }
    return false;
}

bool DelaySpots::hasStatement(ThreadId thread, const SourceSpan &statement) const
{
    const std::vector<Origin> &origins = m_program.bodyOf(thread).origins;
    return std::ranges::find(origins, statement, &Origin::statement) != origins.end();
}

DelaySpot DelaySpots::spot(const Extent &extent, bool isAfter, std::size_t event) const
{
    DelaySpot spot{.statement = extent.statement, .isAfter = isAfter};
    spot.needsBraces = isBodyWithoutBraces(extent.statement);
    spot.time = timeBegun(extent.thread, event, extent.statement);
    for (std::size_t i = 0; i < m_program.threads.size(); ++i)
        spot.isShared = spot.isShared || (ThreadId(i) != extent.thread &&
                                          hasStatement(ThreadId(i), extent.statement));
    return spot;
}

/// A statement is begun by each step of it that does not follow an earlier one of it.
void DelaySpots::countExecutions()
{
    struct Trace {
        std::optional<std::uint32_t> last;
        std::map<SourceSpan, Execution> executions;
    };
    std::vector<Trace> traces(m_program.threads.size());
    const auto count = [&](ThreadId thread, std::size_t event) {
        Trace &trace = traces[indexOf(thread)];
        const At place = at(thread, event);
        std::vector<Execution> &executions = m_executions[{thread, event}];
        for (const Extent &each : extents(place)) {
            Execution &execution = trace.executions[each.statement];
            execution.statement = each.statement;
            const bool isInside = trace.last && each.contains(*trace.last);
            const bool isAhead = isInside && *trace.last < place.position;
            execution.time += isAhead ? 0 : 1;
            execution.begun +=
                isAhead || (isInside && loops(each, *trace.last, place.position)) ? 0 : 1;
            executions.push_back(execution);
        }
        trace.last = place.position;
    };
    for (std::size_t i = 0; i < m_run.position(); ++i)
        if (!m_run.event(i).step.isDrain())
            count(m_run.event(i).step.thread, i);
    for (std::size_t i = 0; i < m_program.threads.size(); ++i)
        count(ThreadId(i), m_run.position());
}

std::size_t DelaySpots::timeBegun(ThreadId thread, std::size_t event,
                                  const SourceSpan &statement) const
{
    const auto found = m_executions.find({thread, event});
    if (found == m_executions.end())
        return 1;
    const auto execution = std::ranges::find(found->second, statement, &Execution::statement);
    return execution == found->second.end() ? 1 : execution->begun;
}

std::size_t DelaySpots::timeOf(ThreadId thread, std::size_t event) const
{
    const auto found = m_executions.find({thread, event});
    return found == m_executions.end() ? 1 : found->second.front().time;
}

/// Before the statement that contains the thread's next operation, unless its last event is already
/// a part of this execution of it.
std::optional<DelaySpot> DelaySpots::before(const Extent &extent, const At &next,
                                            std::optional<std::size_t> last) const
{
    if (!canSplit(extent.statement))
        return std::nullopt;
    if (last) {
        const std::uint32_t done = at(extent.thread, *last).position;
        const bool isBackwards = done >= next.position;
        const bool goesOn =
            extent.contains(done) && (!isBackwards || loops(extent, done, next.position));
        if (goesOn || (isBackwards && isHeader(extent.statement)))
            return std::nullopt;
    }
    return spot(extent, false, next.event);
}

/// After the statement that contains the thread's last event, unless it is going on in it.
std::optional<DelaySpot> DelaySpots::after(const Extent &extent, const At &last,
                                           std::optional<At> next) const
{
    if (!isSimple(extent.statement) || !canSplit(extent.statement))
        return std::nullopt;
    const Body &body = m_program.bodyOf(extent.thread);
    if (operationOf(body.code[last.position].op).depth != 0)
        return std::nullopt; // an atomic block
    if (next && extent.contains(next->position) &&
        (next->position > last.position || loops(extent, last.position, next->position)))
        return std::nullopt;
    return spot(extent, true, last.event);
}

/// Between the halves of an update.
std::optional<DelaySpot> DelaySpots::within(std::size_t first, std::size_t second) const
{
    if (second == m_run.position())
        return std::nullopt;
    const Event &read = m_run.event(first), &write = m_run.event(second);
    if (read.access.kind != Access::Kind::UpdateRead ||
        write.access.kind != Access::Kind::UpdateWrite || read.statement != write.statement ||
        write.position <= read.position || !updateIn(m_program.textOf(read.statement)) ||
        !canSplit(read.statement))
        return std::nullopt;
    DelaySpot found = spot(extents(at(read.step.thread, first)).front(), false, first);
    found.isWithin = true;
    return found;
}

std::optional<DelaySpot> DelaySpots::hold(const Delay &delay) const
{
    if (delay.after)
        if (auto found = within(*delay.after, delay.before))
            return found;
    const At next = at(delay.thread, delay.before);
    std::vector<Extent> around(extents(next));
    // A thread that has not begun is held where it begins.
    if (!delay.after)
        std::ranges::reverse(around);
    for (const Extent &each : around) {
        if (auto found = before(each, next, delay.after))
            return found;
        if (delay.after && &each == &around.front()) {
            const At last = at(delay.thread, *delay.after);
            if (auto found = after(extents(last).front(), last, next))
                return found;
        }
    }
    return std::nullopt;
}

/// Whether the thread gets from the event to the end of the statement without being held or
/// blocked.
bool DelaySpots::goesThrough(const Extent &extent, std::size_t event) const
{
    std::uint32_t position = at(extent.thread, event).position;
    for (std::size_t next = stepFrom(m_run, extent.thread, event + 1);;
         next = stepFrom(m_run, extent.thread, next + 1)) {
        const At place = at(extent.thread, next);
        const bool isBackwards = place.position <= position;
        if (!extent.contains(place.position) ||
            (isBackwards && !loops(extent, position, place.position)))
            return true;
        if (next == m_run.position() || m_run.event(next).slept ||
            m_held.contains({extent.thread, next}))
            return false;
        position = place.position;
    }
}

/// Before the statement.
std::optional<SignalSpot> DelaySpots::early(std::size_t event) const
{
    const At place = at(m_run.event(event).step.thread, event);
    for (const Extent &each : extents(place))
        if (canSplit(each.statement) && !isHeader(each.statement))
            return SignalSpot{spot(each, false, event), true};
    return std::nullopt;
}

std::optional<SignalSpot> DelaySpots::signal(std::size_t event) const
{
    const Event &awaited = m_run.event(event);
    const ThreadId thread = awaited.step.thread;
    if (m_program.threads[indexOf(thread)].isSystem)
        return std::nullopt;
    if (const auto &failure = awaited.record.failure;
        failure && !failure->isInProperty && failure->thread == thread)
        return early(event); // what follows is not reached
    const At last = at(thread, event);
    const std::size_t following = stepFrom(m_run, thread, event + 1);
    const At next = at(thread, following);
    if (m_held.contains({thread, following}))
        if (auto found = within(event, following))
            return SignalSpot{*found};
    const bool hasEnded =
        following == m_run.position() && m_program.bodyOf(thread).code[next.position].op == Op::End;
    const std::vector<Extent> &around = extents(last);
    if (!awaited.slept && goesThrough(around.front(), event))
        if (auto found = after(around.front(), last, std::nullopt))
            return SignalSpot{*found};
    if (!hasEnded)
        for (const Extent &each : extents(next))
            if (auto found = before(each, next, event))
                return SignalSpot{*found};
    if (!awaited.slept)
        for (const Extent &each : around)
            if (goesThrough(each, event))
                if (auto found = after(each, last, std::nullopt))
                    return SignalSpot{*found};
    return early(event);
}

} // namespace racewalk
