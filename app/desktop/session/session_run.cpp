// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that moves along the current walk.
#include "desktop/session/session.h"

#include "desktop/base/counted.h"
#include "explore/results/ending_words.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {

const ScreenNames &Session::names() const
{
    if (m_named != walks().machine()) {
        m_named = walks().machine();
        m_names = ScreenNames(program());
    }
    return m_names;
}

std::vector<Step> Session::stepsOf(ThreadId thread) const
{
    std::vector<Step> steps = machine().enabledSteps(run().state());
    std::erase_if(steps, [thread](Step step) { return step.thread != thread || step.isDrain(); });
    return steps;
}

std::vector<Step> Session::drainsOf(ThreadId thread) const
{
    std::vector<Step> steps = machine().enabledSteps(run().state());
    std::erase_if(steps, [thread](Step step) { return step.thread != thread || !step.isDrain(); });
    return steps;
}

Fate Session::fateBehind(Step step) const
{
    State after(run().state());
    machine().apply(after, step);
    return fateOf(after);
}

void Session::take(Step step)
{
    takeAll(std::span(&step, 1));
}

void Session::runThread(ThreadId thread)
{
    takeAll(stepsToSchedulingPoint(machine(), run().state(), thread));
}

void Session::runToLine(ThreadId thread, std::uint32_t line)
{
    const std::vector<Step> steps = stepsToLine(machine(), run().state(), thread, line);
    if (steps.empty())
        setMessage({Message::Kind::Info,
                    tr("%1 does not reach line %2 by itself.")
                        .arg(QString::fromStdString(program().threads[indexOf(thread)].name))
                        .arg(line),
                    {},
                    Message::Action::None});
    takeAll(steps);
}

void Session::takeAll(std::span<const Step> steps)
{
    const Standpoint before = standpoint();
    WalkId added = 0;
    bool moved = false, isLonger = false;
    for (const Step step : steps) {
        const Walks::Taken taken = m_document->walks.take(step);
        if (taken == Walks::Taken::Nothing)
            break;
        moved = true;
        if (taken == Walks::Taken::Branched)
            added = walks().currentWalk().id;
        isLonger = isLonger || taken != Walks::Taken::Moved;
    }
    if (!moved)
        return;
    clearMessage();
    if (isLonger)
        m_timeline.reset();
    if (added != 0)
        sayThatItBranched(added, before);
    if (isLonger)
        Q_EMIT walksChanged();
    Q_EMIT runChanged();
}

void Session::jump(std::size_t position)
{
    const std::size_t before = run().position();
    m_document->walks.jump(position);
    if (run().position() == before)
        return;
    clearMessage();
    Q_EMIT runChanged();
}

std::vector<const Finding *> Session::failures() const
{
    std::vector<const Finding *> failures;
    if (const Verdict *known = result().known())
        for (const Finding &finding : known->findings)
            if (severityOf(finding.kind) == Severity::Failure)
                failures.push_back(&finding);
    return failures;
}

void Session::findFailure()
{
    const std::vector<const Finding *> all = failures();
    if (all.empty())
        return;
    const std::size_t number = m_nextFailure % all.size();
    const Finding &finding = *all[number];
    const QString what =
        QString::fromStdString(failureWords(finding.kind, finding.message, finding.span).name);
    startWalk(finding.steps, 0, what, tr("find failure"));
    m_nextFailure = number + 1;
    const QString size = countedSteps(finding.steps.size()) + QLatin1String(", ") +
                         countedSwitches(finding.contextSwitches);
    const QString text =
        all.size() == 1
            ? tr("%1 (%2).").arg(what, size)
            : tr("%1 (%2). Finding %3 of %4.").arg(what, size).arg(number + 1).arg(all.size());
    setMessage({Message::Kind::Info, text, {}, Message::Action::None});
}

QString Session::scheduleText() const
{
    return QString::fromStdString(toText(scheduleOf(machine(), run().steps())));
}

bool Session::replay(const QString &text)
{
    const auto schedule = parseSchedule(text.toStdString());
    if (!schedule) {
        setMessage({Message::Kind::Error,
                    tr("This is not a schedule. At character %1: %2.")
                        .arg(schedule.error().offset + 1)
                        .arg(QString::fromStdString(schedule.error().message)),
                    text, Message::Action::None});
        return false;
    }
    const Walk way = walk(machine(), *schedule);
    const QString why = capitalized(QString::fromStdString(way.message));
    if (way.steps.empty() && run().length() > 0) {
        setMessage({Message::Kind::Error,
                    why.isEmpty() ? tr("This schedule has no steps.") : why + QLatin1Char('.'),
                    text, Message::Action::None});
        return false;
    }
    startWalk(way.steps, way.steps.size(), {}, tr("paste schedule"));
    if (!why.isEmpty())
        setMessage({Message::Kind::Warning, why + QLatin1Char('.'), {}, Message::Action::Undo});
    return true;
}

} // namespace racewalk::desktop
