// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Session that adds walks and changes their list.
#include "desktop/session/session.h"

#include "desktop/base/counted.h"
#include "desktop/session/walk_commands.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {

Standpoint Session::standpoint() const
{
    return {place(), walks().currentWalk().id, run().position()};
}

void Session::goTo(const Standpoint &standpoint)
{
    setPlace(standpoint.place);
    if (const auto row = walks().rowOf(standpoint.walk))
        m_document->walks.select(*row, standpoint.position);
    showAnew();
}

/// After the list of walks or the current walk has changed.
void Session::showAnew()
{
    m_timeline.reset();
    clearMessage();
    Q_EMIT walksChanged();
    Q_EMIT runChanged();
    replayWhenIdle();
}

/// By event.
StepNotes Session::shownNotes() const
{
    StepNotes shown;
    for (auto &[step, text] : walks().notes(walks().current()))
        shown.emplace(step - 1, text);
    return shown;
}

void Session::replayWhenIdle()
{
    if (walks().awaitReplay())
        m_idle.start(0);
}

/// One walk at a time, so that the window stays responsive.
void Session::replayNext()
{
    m_document->walks.replayNext();
    if (walks().awaitReplay())
        return;
    m_idle.stop();
    if (m_timeline && m_timeline->notes != shownNotes()) // the others' are known now
        m_timeline.reset();
    Q_EMIT walksChanged();
}

void Session::startWalk(std::span<const Step> steps, std::size_t position, const QString &name,
                        const QString &undoText)
{
    addWalk(steps, name, position, standpoint(), undoText);
}

std::size_t Session::startWalkAt(const Place &place, const Schedule &schedule, const QString &name,
                                 const QString &undoText, QString &problem)
{
    const Standpoint before = standpoint();
    if (!setPlace(place)) {
        problem = message().text;
        return 0;
    }
    const Walk way = walk(machine(), schedule);
    problem = QString::fromStdString(way.message);
    addWalk(way.steps, name, 0, before, undoText);
    return way.steps.size();
}

void Session::addWalk(std::span<const Step> steps, const QString &name, std::size_t position,
                      const Standpoint &before, const QString &undoText)
{
    if (m_document->walks.add(steps, name.toStdString())) {
        m_document->walks.jump(position);
        keepAddition(walks().currentWalk().id, before, undoText);
    } else {
        m_document->walks.jump(position);
        if (before.place != place())
            m_undo.push(new PlaceChanged(*this, before, undoText));
    }
    showAnew();
}

/// Makes a walk that was just added undoable, and drops what is not worth keeping.
void Session::keepAddition(WalkId id, const Standpoint &before, const QString &undoText)
{
    std::vector<WalksExchanged::Placed> dropped;
    Walks &walks = m_document->walks;
    const auto drop = [&](std::size_t row) { dropped.emplace_back(row, walks.takeOut(row)); };
    if (const auto row = walks.rowOf(before.walk); row && walks[*row].isBlank())
        drop(*row);
    QString sentence;
    if (const auto row = walks.rowToDrop()) {
        sentence = tr("There are more than %1 walks. %2 was dropped.")
                       .arg(Walks::mostWalks)
                       .arg(QString::fromStdString(walks[*row].name));
        drop(*row);
    }
    m_undo.push(new WalksExchanged(*this, before, {id}, std::move(dropped), undoText));
    if (!sentence.isEmpty())
        setMessage({Message::Kind::Info, sentence, {}, Message::Action::Undo});
}

void Session::sayThatItBranched(WalkId added, const Standpoint &before)
{
    const auto at = walks().forkOf(walks().current()).value_or(Walks::Fork{}).at;
    keepAddition(added, before, tr("branch at step %1").arg(at + 1));
    const auto fork = walks().forkOf(walks().current());
    if (!message().text.isEmpty() || !fork)
        return;
    const auto nameOf = [this](std::size_t row) {
        return QString::fromStdString(walks()[row].name);
    };
    const QString branch = capitalized(nameOf(walks().current()));
    const QString where =
        fork->at == 0 ? tr("at the start") : tr("after %1").arg(countedSteps(fork->at));
    setMessage(
        {Message::Kind::Info,
         tr("%1 leaves %2 %3. Both walks are kept.").arg(branch, nameOf(fork->parent), where),
         {},
         Message::Action::Undo});
}

void Session::selectWalk(std::size_t row, std::size_t position)
{
    if (row >= walks().size())
        return;
    m_document->walks.select(row, position);
    showAnew();
}

void Session::selectNeighbour(int direction)
{
    const auto count = static_cast<int>(walks().size());
    const int next = (static_cast<int>(walks().current()) + direction + count) % count;
    if (count > 1)
        selectWalk(static_cast<std::size_t>(next), run().position());
}

void Session::renameWalk(std::size_t row, const QString &name)
{
    const std::string wanted = name.simplified().toStdString();
    if (row >= walks().size() || wanted.empty() || wanted == walks()[row].name)
        return;
    std::string before = m_document->walks.rename(row, wanted);
    m_undo.push(new WalkTextChanged(
        *this, walks()[row].id, std::move(before),
        [](Walks &walks, std::size_t at, const std::string &text) {
            return walks.rename(at, text);
        },
        tr("rename the walk")));
    showAnew();
}

void Session::deleteWalk(std::size_t row)
{
    if (row >= walks().size() || walks().size() < 2)
        return;
    const Standpoint before = standpoint();
    const QString name = QString::fromStdString(walks()[row].name);
    std::vector<WalksExchanged::Placed> removed;
    removed.emplace_back(row, m_document->walks.takeOut(row));
    m_undo.push(new WalksExchanged(*this, before, {}, std::move(removed), tr("delete the walk")));
    showAnew();
    setMessage({Message::Kind::Info,
                tr("The walk \u201c%1\u201d was deleted.").arg(name),
                {},
                Message::Action::Undo});
}

void Session::promoteWalk(std::size_t row)
{
    if (row == 0 || row >= walks().size())
        return;
    m_document->walks.move(row, 0);
    m_undo.push(new WalkMoved(*this, row, 0, tr("move the walk")));
    showAnew();
}

void Session::setNote(std::size_t row, std::size_t step, const QString &text)
{
    if (row >= walks().size() || step == 0 || step > walks().replayed(row).run.length())
        return;
    const std::string wanted = text.trimmed().toStdString();
    const WalkNote *known = walks().note(row, step);
    if ((known ? known->text : std::string()) == wanted)
        return;
    std::string before = m_document->walks.setNote(row, step, wanted);
    m_undo.push(new WalkTextChanged(
        *this, walks()[row].id, std::move(before),
        [step](Walks &walks, std::size_t at, const std::string &note) {
            return step <= walks.replayed(at).run.length() ? walks.setNote(at, step, note) : note;
        },
        wanted.empty() ? tr("delete the note") : tr("write a note")));
    showAnew();
}

} // namespace racewalk::desktop
