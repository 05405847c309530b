// SPDX-License-Identifier: GPL-3.0-or-later
// The half of Session that walks: steps, cursor, and what replaces steps.
#include <QUndoCommand>

#include "desktop/session/session.h"

#include "desktop/session/counted.h"
#include "desktop/session/replace_walk.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {

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
    if (steps.empty())
        return;
    const std::size_t position = run().position();
    const auto known = run().steps().subspan(position);
    const std::size_t same =
        static_cast<std::size_t>(std::ranges::mismatch(known, steps).in1 - known.begin());
    // Off the known way before its end, and before ours: the known steps from there on will be
    // dropped.
    const bool branches = same < known.size() && same < steps.size();
    std::optional<Walked> before;
    if (branches)
        before = walked();
    const std::size_t last = run().length();
    bool moved = false;
    for (const Step step : steps) {
        if (!m_run->take(step))
            break;
        moved = true;
    }
    if (!moved)
        return;
    touch();
    clearMessage();
    if (branches) {
        pushReplaced(*std::move(before), tr("branch at step %1").arg(position + same + 1));
        setMessage({Message::Kind::Info,
                    last == position + same + 1
                        ? tr("Step %1 was replaced.").arg(last)
                        : tr("Steps %1 to %2 were replaced.").arg(position + same + 1).arg(last),
                    {},
                    Message::Action::Undo});
    }
    Q_EMIT runChanged();
}

void Session::jump(std::size_t position)
{
    const std::size_t before = run().position();
    m_run->jump(position);
    if (run().position() == before)
        return;
    m_wantedPosition.reset();
    clearMessage();
    Q_EMIT runChanged();
}

/// The steps have changed by the user's own hand.
void Session::touch()
{
    m_wanted.reset();
    m_wantedPosition.reset();
    m_timeline.reset();
}

void Session::pushReplaced(Walked before, const QString &text)
{
    m_undo.push(new ReplaceWalk(*this, std::move(before), walked(), text));
}

std::vector<const Finding *> Session::failures() const
{
    std::vector<const Finding *> failures;
    if (result().verdict)
        for (const Finding &finding : result().verdict->findings)
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
    replaceSteps(finding.steps, 0, tr("find failure"));
    m_nextFailure = number + 1;
    const QString what = capitalized(QString::fromStdString(finding.message));
    const QString size = countedSteps(finding.steps.size()) + QLatin1String(", ") +
                         countedSwitches(finding.contextSwitches);
    const QString text =
        all.size() == 1
            ? tr("%1: %2.").arg(what, size)
            : tr("%1: %2. Finding %3 of %4.").arg(what, size).arg(number + 1).arg(all.size());
    setMessage({Message::Kind::Info, text, {}, Message::Action::None});
}

void Session::replaceSteps(std::span<const Step> steps, std::size_t position,
                           const QString &undoText)
{
    const bool isNew = !std::ranges::equal(steps, run().steps());
    if (isNew) {
        const bool losesSomething = run().length() > 0;
        Walked before = walked();
        m_run->replace(steps);
        m_run->jump(position);
        touch();
        if (losesSomething)
            pushReplaced(std::move(before), undoText);
    } else {
        m_run->jump(position);
        m_wantedPosition.reset();
    }
    clearMessage();
    Q_EMIT runChanged();
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
                    tr("This is not a schedule: %1.")
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
    replaceSteps(way.steps, way.steps.size(), tr("paste schedule"));
    if (!why.isEmpty())
        setMessage({Message::Kind::Warning, why + QLatin1Char('.'), {}, Message::Action::Undo});
    return true;
}

Walked Session::walked() const
{
    return {m_variants[m_variant], memory(), m_parameters, scheduleOf(machine(), run().steps()),
            run().position()};
}

} // namespace racewalk::desktop
