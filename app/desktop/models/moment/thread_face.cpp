// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/moment/thread_face.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/models/moment/drain_face.h"
#include "desktop/models/moment/shared_state.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"
#include "explore/explain/certificate_words.h"
#include "export/svg/theme_tokens.h"
#include "machine/words.h"
#include "program/operations.h"
#include "run/timeline/event.h"
#include "run/timeline/short_labels.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

using Kind = ThreadFace::Kind;

/// The number, from 1, of the last step before the cursor that was this thread's; 0 if there is
/// none.
std::size_t lastStepOf(const Run &run, ThreadId thread)
{
    for (std::size_t number = run.position(); number > 0; --number)
        if (run.steps()[number - 1].thread == thread)
            return number;
    return 0;
}

/// The same rule as the timeline's. Before the hang, a step of another thread could still wake it.
bool isForever(const Session &session)
{
    return session.machine().standing(session.run().state()) == Standing::Hang;
}

/// Of a thread that waits in a hang: for what, and why nothing ends that; a sentence a line.
QString whyForever(const Session &session, ThreadId thread)
{
    if (session.machine().standing(session.run().state()) != Standing::Hang)
        return {};
    const HangCertificate certificate = hangCertificate(session.machine(), session.run().state());
    const HangCertificate::Waiting *waiting = certificate.of(thread);
    if (waiting == nullptr)
        return {};
    QStringList lines;
    for (const std::string &line : waitingLines(session.program(), certificate, *waiting))
        lines.push_back(QString::fromStdString(line));
    return lines.join(QLatin1Char('\n'));
}

/// Reads and writes as the timeline will show them: "counter \u2192 0", "counter = 1".
void describeAccess(ThreadFace &face, const Session &session, Step step)
{
    const Event event = eventAhead(session.machine(), session.run().state(), step);
    const Access &access = event.access;
    const bool isHalf =
        access.kind == Access::Kind::UpdateRead || access.kind == Access::Kind::UpdateWrite;
    QString note;
    if (access.isRead() && event.pictureNote == accessNote(access, NoteForm::Picture))
        note = QLatin1Char(' ') + QString::fromStdString(event.pictureNote);
    face.statement = QString::fromStdString(isHalf ? event.label : event.text) + note;
    face.shortStatement = QString::fromStdString(compactLabel(session.program(), event)) + note;
    face.spokenStatement =
        QString::fromStdString(access.kind == Access::Kind::None ? event.text : spokenEvent(event));
}

/// What the thread does next, or, where that waits for its store buffer, the drain.
void describeEnabled(ThreadFace &face, const Session &session, ThreadId thread)
{
    face.kind = Kind::CanStep;
    face.steps = session.stepsOf(thread);
    face.canRun = !face.steps.empty();
    if (face.steps.empty()) {
        face.steps = session.drainsOf(thread);
        face.isDraining = true;
        face.statement =
            face.steps.size() == 1 ? drainText(session, face.steps.front()) : tr("drain a store");
        if (face.steps.size() == 1)
            face.shortStatement =
                tr("drain %1")
                    .arg(QString::fromStdString(compactLabel(
                        session.program(),
                        eventAhead(session.machine(), session.run().state(), face.steps.front()))));
    } else if (const Origin *origin =
                   session.machine().nextOperation(session.run().state(), thread)) {
        face.statement = QString::fromStdString(origin->text);
        face.shortStatement = QString::fromStdString(shortLabel(*origin));
        if (face.steps.size() == 1)
            describeAccess(face, session, face.steps.front());
    }
    face.fate = fateOf(session, face.steps);
    face.icon = std::string(styleOf(face.fate).icon);
    face.detail = stepFateText(session.fateOf(session.run().state()), face.fate, session.result());
    face.stateWord = tr("runnable");
}

void describeBlocked(ThreadFace &face, const Session &session, const Readiness &readiness,
                     ThreadId thread)
{
    const Reason reason = reasonFor(session.machine(), session.run().state(), thread);
    face.headline = QString::fromStdString(reason.headline);
    face.detail = QString::fromStdString(reason.detail);
    face.stateWord = face.headline.toLower();
    face.kind = Kind::Blocked;
    face.icon = readiness.kind == Readiness::Kind::Asleep ? "sleep" : "spinning";
    if (session.program().threads[indexOf(thread)].isSystem)
        face.icon = "deferred";
    else if (isForever(session)) {
        face.kind = Kind::Forever;
        face.fate = Fate::Doomed;
        face.icon = "doomed";
        face.tip = whyForever(session, thread);
        if (readiness.kind == Readiness::Kind::Asleep) {
            face.headline = tr("Asleep forever");
            face.detail = tr("Nobody is left to wake %1").arg(face.name);
        }
    }
}

void describeDone(ThreadFace &face, const Run &run, ThreadId thread)
{
    face.kind = Kind::Done;
    face.icon = "check";
    face.headline = tr("Done");
    face.stateWord = tr("done");
    if (const std::size_t number = lastStepOf(run, thread); number > 0)
        face.detail = tr("Finished at step %1").arg(number);
    else
        face.detail = tr("Nothing to do");
}

void describeFault(ThreadFace &face, const Session &session, ThreadId thread)
{
    const Run &run = session.run();
    const ThreadId failed = session.machine().layout().faultThread(run.state());
    const bool isMine = failed == thread;
    const StepRecord &record =
        run.position() > 0 ? run.event(run.position() - 1).record : run.initialRecord();
    face.kind = isMine ? Kind::Fault : Kind::Stopped;
    face.icon = isMine ? "error" : "stop";
    face.stateWord = tr("stopped");
    face.headline =
        isMine ? QString::fromStdString(reasonFor(session.machine(), run.state(), thread).headline)
               : tr("Stopped");
    face.detail =
        isMine ? tr("Stopped at step %1").arg(run.position())
               : tr("%1 failed at step %2")
                     .arg(QString::fromStdString(session.program().threads[indexOf(failed)].name))
                     .arg(run.position());
    if (record.failure)
        face.tip = capitalized(QString::fromStdString(record.failure->message)) + QLatin1Char('.');
}

/// As the timeline marks it: the thread can step, but never finishes.
bool isInLivelock(const Session &session, ThreadId thread)
{
    const auto &livelock = session.timeline()->livelock;
    return livelock && session.run().position() >= livelock->position &&
           std::ranges::find(livelock->runners, thread) != livelock->runners.end();
}

void addPills(ThreadFace &face, const Session &session, const Readiness &readiness, ThreadId thread)
{
    const Run &run = session.run();
    const auto add = [&face](drawing::Pill pill, const char *icon) {
        pill.icon = icon;
        face.pills.push_back(std::move(pill));
    };
    const Layout &layout = session.machine().layout();
    const bool isSystem = session.program().threads[indexOf(thread)].isSystem;
    if (!isSystem && layout.rcuDepth(run.state(), thread) > 0)
        add(drawing::runningPill(tr("RCU reader")), "rcu-enter");
    switch (readiness.kind) {
    case Readiness::Kind::Enabled:
        if (isInLivelock(session, thread))
            face.pills.push_back(drawing::fatePill(
                Fate::Doomed, QString::fromUtf8(rowOf(FindingKind::Livelock).headline)));
        else if (run.runningThread(run.position()) == thread)
            add(drawing::runningPill(tr("Running")), "play");
        else
            add(drawing::plainPill(tr("Runnable")), "play");
        break;
    case Readiness::Kind::Ended:
        add(drawing::plainPill(tr("Done")), "check");
        break;
    case Readiness::Kind::Asleep:
        add(drawing::runningPill(readiness.taskState == TaskState::Interruptible
                                     ? tr("Sleeping INTERRUPTIBLE")
                                     : tr("Sleeping UNINTERRUPTIBLE")),
            "sleep");
        break;
    case Readiness::Kind::Draining:
        add(drawing::spinningPill(tr("Draining")), "spinning");
        break;
    case Readiness::Kind::Spinning:
    case Readiness::Kind::WaitingForMutex:
    case Readiness::Kind::GracePeriod:
        add(drawing::spinningPill(
                QString::fromStdString(reasonFor(session.machine(), run.state(), thread).headline)),
            "spinning");
        break;
    case Readiness::Kind::Faulted:
        if (layout.faultThread(run.state()) == thread)
            face.pills.push_back(drawing::errorPill(tr("Failed")));
        else
            add(drawing::plainPill(tr("Stopped")), "stop");
        break;
    case Readiness::Kind::NoCallback:
    case Readiness::Kind::WaitingForReaders:
        break;
    }
}

void addHolds(ThreadFace &face, const Session &session, ThreadId thread)
{
    const StateView state = session.run().state();
    const Layout &layout = session.machine().layout();
    const Storage &storage = session.program().storage;
    for (const CellId lock : session.machine().heldLocks(state, thread)) {
        drawing::Chip chip;
        chip.icon = "lock";
        chip.text = lockName(storage, lock);
        face.holds.push_back(chip);
    }
    if (!session.program().threads[indexOf(thread)].isSystem &&
        layout.rcuDepth(state, thread) > 0) {
        drawing::Chip chip;
        chip.icon = "rcu-enter";
        chip.text = tr("RCU read side");
        chip.isMono = false;
        face.holds.push_back(chip);
    }
}

void addCalls(ThreadFace &face, const Session &session, ThreadId thread)
{
    const Program &program = session.program();
    const Body &body = program.bodyOf(thread);
    const std::uint32_t position =
        session.machine().layout().position(session.run().state(), thread);
    for (const CallId id : callStack(body, body.origins[position].call)) {
        const Call &call = body.calls[indexOf(id)];
        const bool isThread = indexOf(id) == 0;
        face.calls.push_back(
            {isThread ? face.name
                      : QString::fromStdString(program.functions[indexOf(call.function)].name),
             isThread ? 0 : call.site.line});
    }
}

void addChoices(ThreadFace &face, const Session &session, ThreadId thread)
{
    if (face.steps.size() < 2)
        return;
    const Program &program = session.program();
    const Body &body = program.bodyOf(thread);
    const std::uint32_t position =
        session.machine().layout().position(session.run().state(), thread);
    const Instruction &next = body.code[position];
    const bool isCallback = operationOf(next.op).choice == Operation::Choice::Object;
    for (const Step step : face.steps) {
        if (step.isDrain() && !isCallback)
            face.choices.push_back(drainText(session, step));
        else if (isCallback)
            face.choices.push_back(
                tr("free %1").arg(objectName(program.storage, ObjectId{step.choice})));
        else
            face.choices.push_back(
                tr("choose %1")
                    .arg((next.a.kind == Operand::Kind::Constant ? next.a.value : 0) +
                         step.choice));
    }
}

} // namespace

std::string codeIcon(const ThreadFace &face)
{
    if (face.isDraining)
        return "spinning"; // the line waits, though there is a step
    if (face.kind == Kind::Blocked)
        return face.icon;
    if (face.kind == Kind::Forever)
        return face.headline == tr("Asleep forever") ? "sleep" : "spinning";
    return face.kind == Kind::Fault ? "error" : "play";
}

QString threadKey(int number)
{
    return number > 10 ? QString() : QString::number(number % 10);
}

QString ThreadFace::stepAccessibleName(int number) const
{
    if (kind != Kind::CanStep)
        return tr("%1: %2. %3.").arg(name, headline, detail);
    QString text = tr("Step %1: %2. %3.")
                       .arg(name, spokenStatement.isEmpty() ? statement : spokenStatement, detail);
    if (const QString key = threadKey(number); !key.isEmpty())
        text += tr(" Key %1.").arg(key);
    return text;
}

QString ThreadFace::accessibleName() const
{
    QStringList words{caption.isEmpty() ? name : tr("%1 on %2").arg(name, caption)};
    for (const drawing::Pill &pill : pills)
        words.push_back(pill.text);
    return words.join(QLatin1String(", "));
}

ThreadFace threadFace(const Session &session, ThreadId thread)
{
    const Thread &declared = session.program().threads[indexOf(thread)];
    ThreadFace face;
    face.name = QString::fromStdString(declared.name);
    face.caption = declared.isSystem ? tr("callbacks") : tr("CPU%1").arg(indexOf(thread));
    const Readiness readiness = session.machine().readiness(session.run().state(), thread);
    switch (readiness.kind) {
    case Readiness::Kind::Enabled:
    case Readiness::Kind::Draining:
        describeEnabled(face, session, thread);
        break;
    case Readiness::Kind::Ended:
        describeDone(face, session.run(), thread);
        break;
    case Readiness::Kind::Faulted:
        describeFault(face, session, thread);
        break;
    case Readiness::Kind::Spinning:
    case Readiness::Kind::WaitingForMutex:
    case Readiness::Kind::Asleep:
    case Readiness::Kind::GracePeriod:
    case Readiness::Kind::NoCallback:
    case Readiness::Kind::WaitingForReaders:
        describeBlocked(face, session, readiness, thread);
        break;
    }
    addPills(face, session, readiness, thread);
    addHolds(face, session, thread);
    addCalls(face, session, thread);
    addChoices(face, session, thread);
    return face;
}

std::vector<PendingCallback> pendingCallbacks(const Session &session)
{
    std::vector<PendingCallback> callbacks;
    const Run &run = session.run();
    const Machine &machine = session.machine();
    const Storage &storage = session.program().storage;
    for (std::size_t number = 0; number < storage.objects.size(); ++number) {
        const ObjectId object{static_cast<std::uint16_t>(number)};
        if (machine.layout().life(run.state(), object) != Layout::Life::Pending)
            continue;
        PendingCallback callback;
        callback.object = objectName(storage, object);
        callback.title = tr("free %1").arg(callback.object);
        for (std::size_t step = run.position(); step > 0; --step)
            if (machine.layout().life(run.stateAt(step - 1), object) != Layout::Life::Pending) {
                callback.queued = tr("queued at %1").arg(step);
                break;
            }
        const GracePeriod waits = machine.layout().gracePeriodOf(run.state(), object);
        const ThreadMask readers = waits.readers | waits.stores;
        callback.waitsFor =
            readers == 0
                ? tr("no reader left")
                : tr("waits for %1")
                      .arg(QString::fromStdString(threadNames(session.program(), readers)));
        callbacks.push_back(std::move(callback));
    }
    return callbacks;
}

} // namespace racewalk::desktop
