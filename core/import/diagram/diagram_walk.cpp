// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/diagram/diagram_walk.h"

#include "import/diagram/statement_text.h"
#include "machine/words.h"
#include "run/schedule/thread_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {
namespace {

/// Steps that all look-ahead of one import may simulate: a few seconds.
constexpr std::size_t mostSimulated = 200'000;
/// Unknown statements that are compared with all statements of their thread.
constexpr std::size_t mostCompared = 300;
/// Releases that do not help: each takes up to some hundred steps.
constexpr std::size_t mostFailedReleases = 50;
constexpr double leastLikeness = 0.5;

bool isAmong(std::string_view result, std::span<const std::string> remarks)
{
    return !result.empty() && std::ranges::any_of(remarks, [&](const std::string &remark) {
        return textWithoutBlanks(remark) == textWithoutBlanks(result);
    });
}

} // namespace

DiagramWalk::DiagramWalk(std::shared_ptr<const Machine> machine)
    : m_run(std::move(machine)), m_budget(mostSimulated),
      m_entered(m_run.machine().program().threads.size()),
      m_paths(m_run.machine().program().threads.size()),
      m_isFinished(m_run.machine().program().threads.size()),
      m_parts(m_run.machine().program().threads.size())
{}

std::string DiagramWalk::name(ThreadId thread) const
{
    return m_run.machine().program().threads[indexOf(thread)].name;
}

ThreadPath &DiagramWalk::pathOf(ThreadId thread)
{
    std::optional<ThreadPath> &path = m_paths[indexOf(thread)];
    if (!path)
        path.emplace(m_run, thread, m_entered[indexOf(thread)], m_budget);
    return *path;
}

void DiagramWalk::take(Step step)
{
    m_run.take(step);
    forgetPaths();
    m_parts[indexOf(step.thread)].clear();
    for (const StepRecord::Return &result : m_run.event(m_run.position() - 1).record.returns)
        m_entered[indexOf(result.thread)].erase(result.call);
}

std::string DiagramWalk::stepsText(std::size_t begin) const
{
    const std::size_t first = begin + 1, last = m_run.position();
    return first == last ? fmt::format("step {}", first) : fmt::format("steps {}-{}", first, last);
}

/// As it stands next, as it stands ahead, or by a name: each over as many texts as possible.
std::optional<DiagramWalk::Found> DiagramWalk::find(ThreadId thread,
                                                    std::span<const std::string> texts)
{
    std::vector<std::string> normals;
    std::string whole;
    for (const std::string &text : texts)
        normals.push_back(withoutEnd(whole += compactStatement(text, whole.empty())));
    ThreadPath &path = pathOf(thread);
    for (std::size_t count = texts.size(); count > 0; --count)
        if (const auto place = path.next(normals[count - 1]))
            return Found{*place, count};
    for (std::size_t count = texts.size(); count > 0; --count)
        if (const auto place = path.ahead(normals[count - 1]))
            return Found{*place, count};
    for (std::size_t count = texts.size(); count > 0; --count)
        for (const std::string &each : namesInDiagram(normals[count - 1]))
            if (const auto place = path.aheadByName(each))
                return Found{*place, count};
    return std::nullopt;
}

std::size_t DiagramWalk::takePart(ThreadId thread, std::span<const std::string> texts)
{
    std::vector<OperationTexts> &parts = m_parts[indexOf(thread)];
    std::size_t count = 0, taken = 0, found = 0;
    std::string whole;
    for (const std::string &text : texts) {
        if (parts.empty())
            break;
        whole += compactStatement(text, whole.empty());
        ++count;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (const auto place = placeIn(parts[i], i, withoutEnd(whole))) {
                found = count;
                taken = place->isCall ? i : i + 1;
                break;
            }
    }
    parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(taken));
    return found;
}

bool DiagramWalk::isNext(ThreadId thread, std::span<const std::string> texts)
{
    std::string whole;
    return std::ranges::any_of(texts, [&](const std::string &text) {
        whole += compactStatement(text, whole.empty());
        return pathOf(thread).next(withoutEnd(whole)).has_value();
    });
}

StatementRead DiagramWalk::statement(ThreadId thread, std::span<const std::string> texts,
                                     std::span<const std::string> remarks, std::size_t textsToLast)
{
    const std::string &first = texts.front();
    const std::string normal = normalStatement(first);
    const Thread &about = m_run.machine().program().threads[indexOf(thread)];
    if (const std::size_t count = takePart(thread, texts); count > 0)
        return {Reading::Understood, "in the same step", count};
    const auto found = find(thread, texts);
    const bool isLast = found && textsToLast > 0 && found->texts >= textsToLast;
    if (!isLast && !isReached(thread, found) && release(thread, texts) > 0) {
        StatementRead read = go(thread, *find(thread, texts), texts, remarks, textsToLast);
        read.meaning +=
            fmt::format(", after a release that the diagram leaves out, by {} in step {}",
                        name(m_run.event(m_released - 1).step.thread), m_released);
        return read;
    }
    // The paths have been made anew.
    if (found)
        return go(thread, *find(thread, texts), texts, remarks, textsToLast);
    if (equalWithoutCase(normal, about.name + "()") || equalWithoutCase(normal, about.group + "()"))
        return {Reading::Understood, about.name + " itself"};
    if (normal.starts_with("return") || normal.starts_with("goto"))
        return {Reading::Ignored, "no step of its own: it follows from the steps before"};
    return unknown(thread, first);
}

bool DiagramWalk::isReached(ThreadId thread, const std::optional<Found> &found)
{
    ThreadPath &path = pathOf(thread);
    return found ? found->place.isCall || found->place.steps < path.steps().size()
                 : !path.isBlockedAtEnd();
}

std::size_t DiagramWalk::release(ThreadId thread, std::span<const std::string> texts)
{
    constexpr std::size_t mostSteps = 200;
    const Machine &machine = m_run.machine();
    const Readiness wanted = machine.readiness(pathOf(thread).stateAtEnd(), thread);
    ThreadMask finished = 0;
    for (std::size_t i = 0; i < m_isFinished.size(); ++i)
        finished |= m_isFinished[i] ? ThreadMask{1} << i : 0;
    if ((wanted.holders & finished) == 0 || m_failedReleases == mostFailedReleases)
        return 0;
    const Run before = m_run;
    for (std::size_t i = 0; i < m_isFinished.size(); ++i) {
        const auto holder = ThreadId(i);
        if ((wanted.holders & finished & ThreadMask{1} << i) == 0)
            continue;
        for (std::size_t count = 0; count < mostSteps; ++count) {
            std::vector<Step> steps;
            machine.appendEnabledSteps(m_run.state(), holder, steps);
            if (steps.size() != 1 || !machine.holds(m_run.state(), holder, wanted.cell))
                break;
            take(steps.front());
        }
    }
    m_released = m_run.position();
    const auto found = find(thread, texts);
    if (m_released > before.position() && found && isReached(thread, found))
        return m_released - before.position();
    ++m_failedReleases;
    m_run = before;
    forgetPaths();
    return 0;
}

void DiagramWalk::forgetPaths()
{
    for (std::optional<ThreadPath> &path : m_paths)
        path.reset();
}

StatementRead DiagramWalk::go(ThreadId thread, const Found &found,
                              std::span<const std::string> texts,
                              std::span<const std::string> remarks, std::size_t textsToLast)
{
    ThreadPath &path = pathOf(thread);
    const std::size_t begin = m_run.position();
    const std::vector<Step> steps(path.steps().begin(),
                                  path.steps().begin() +
                                      static_cast<std::ptrdiff_t>(found.place.steps));
    const bool isBlocked = !found.place.isCall && found.place.steps == path.steps().size();
    m_begins.push_back(begin);
    for (const Step step : steps)
        take(step);
    const std::string before =
        steps.empty() ? "" : fmt::format(", after {} in between", stepsText(begin));
    if (isBlocked)
        return blocked(thread, begin, found.texts, textsToLast > 0 && found.texts >= textsToLast);
    const Machine &machine = m_run.machine();
    if (found.place.isCall) {
        m_begins.pop_back(); // no statement
        const Origin *next = machine.nextOperation(m_run.state(), thread);
        const Body &body = machine.program().bodyOf(thread);
        if (next != nullptr)
            for (const CallId call : callStack(body, next->call))
                m_entered[indexOf(thread)].insert(call);
        return {Reading::Understood, name(thread) + " is in this call" + before, found.texts};
    }
    const std::size_t at = m_run.position();
    take(chosen(thread, remarks));
    if (const Event &event = m_run.event(at); event.parts.size() > 1)
        m_parts[indexOf(thread)] = operationTexts(machine.program(), event);
    takeRest(thread, remarks);
    takePart(thread, texts.first(found.texts));
    return {Reading::Understood,
            fmt::format("{}: {}: {}{}", stepsText(at), name(thread), m_run.event(at).text, before),
            found.texts};
}

StatementRead DiagramWalk::blocked(ThreadId thread, std::size_t begin, std::size_t texts,
                                   bool isLast)
{
    const std::string why = sentenceFor(m_run.machine(), m_run.state(), thread);
    const std::string before =
        m_run.position() == begin ? "" : fmt::format(", after {} in between", stepsText(begin));
    if (isLast)
        return {Reading::Understood, "comes next: " + why + before, texts};
    return {Reading::NotReached, why + before, texts};
}

Step DiagramWalk::chosen(ThreadId thread, std::span<const std::string> remarks) const
{
    const Machine &machine = m_run.machine();
    std::vector<Step> steps;
    machine.appendEnabledSteps(m_run.state(), thread, steps);
    std::erase_if(steps, [](Step step) { return step.isDrain(); });
    if (steps.size() > 1)
        for (const Step step : steps)
            if (isAmong(eventAhead(machine, m_run.state(), step).result, remarks))
                return step;
    return steps.front();
}

std::optional<Step> DiagramWalk::onlyStep(ThreadId thread) const
{
    std::vector<Step> steps;
    m_run.machine().appendEnabledSteps(m_run.state(), thread, steps);
    std::erase_if(steps, [](Step step) { return step.isDrain(); });
    return steps.size() == 1 ? std::optional(steps.front()) : std::nullopt;
}

/// What one line shows together: the halves of an update, the operations of a call.
void DiagramWalk::takeRest(ThreadId thread, std::span<const std::string> remarks)
{
    const Event &first = m_run.event(m_run.position() - 1);
    if (isAmong(first.result, remarks))
        return;
    const Program &program = m_run.machine().program();
    for (auto step = onlyStep(thread); step; step = onlyStep(thread)) {
        const Event last = m_run.event(m_run.position() - 1);
        const Event next = eventAhead(m_run.machine(), m_run.state(), *step);
        const bool isCall = isOfSameCall(program, last, next);
        const bool isShown =
            (next.result.empty() || next.record.failure || isAmong(next.result, remarks)) &&
            remarkOfOperation(program, thread, next.position).empty();
        if (!isFirstHalfOf(last, next) && !(isCall && isShown))
            return;
        take(*step);
    }
}

StatementRead DiagramWalk::unknown(ThreadId thread, std::string_view text)
{
    const Program &program = m_run.machine().program();
    const Body &body = program.bodyOf(thread);
    const std::string normal = normalStatement(text);
    double best = leastLikeness;
    const Origin *nearest = nullptr;
    if (m_comparisons++ < mostCompared)
        for (const Origin &origin : body.origins) {
            if (origin.text.empty())
                continue;
            const double like = likeness(normal, normalStatement(origin.text));
            if (like > best) {
                best = like;
                nearest = &origin;
            }
        }
    // The statement itself, but out of the thread's reach.
    if (nearest != nullptr && best == 1) {
        ThreadPath &path = pathOf(thread);
        const std::string why = path.isBlockedAtEnd()
                                    ? sentenceFor(m_run.machine(), path.stateAtEnd(), thread)
                                    : name(thread) + " does not come there from here by itself";
        return {Reading::NotReached, fmt::format("line {}: {}", nearest->span.line, why)};
    }
    std::string meaning = "no statement that " + name(thread) + " can reach from here by itself";
    if (nearest != nullptr)
        meaning += fmt::format("; the nearest is {} in line {}", nearest->text, nearest->span.line);
    return {Reading::NotUnderstood, std::move(meaning)};
}

std::size_t DiagramWalk::takeBack(std::size_t statements)
{
    const std::size_t before = m_run.position();
    std::size_t at = before;
    for (; statements > 0 && !m_begins.empty(); --statements) {
        at = m_begins.back();
        m_begins.pop_back();
    }
    const std::vector<Step> kept(m_run.steps().begin(),
                                 m_run.steps().begin() + static_cast<std::ptrdiff_t>(at));
    m_run.replace(kept);
    m_run.jump(m_run.length());
    forgetPaths();
    return before - at;
}

} // namespace racewalk
