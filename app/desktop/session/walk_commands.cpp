// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/walk_commands.h"

#include <algorithm>

namespace racewalk::desktop {

void WalkCommand::redo()
{
    if (!m_isDone)
        change(false);
    m_isDone = false;
}

void WalkCommand::undo()
{
    change(true);
}

PlaceChanged::PlaceChanged(Session &session, Standpoint before, const QString &text)
    : WalkCommand(session, text), m_other(std::move(before))
{}

void PlaceChanged::change(bool)
{
    goTo(std::exchange(m_other, standpoint()));
}

WalksExchanged::WalksExchanged(Session &session, Standpoint before, std::vector<WalkId> added,
                               std::vector<Placed> removed, const QString &text)
    : WalkCommand(session, text), m_other(std::move(before)), m_outside(std::move(removed))
{
    for (const WalkId id : added)
        m_added.push_back({id, walks().replayed(*walks().rowOf(id)).run.length()});
    for (const Placed &placed : m_outside)
        m_removed.push_back(placed.second.id);
}

void WalksExchanged::change(bool isUndo)
{
    const Standpoint target = std::exchange(m_other, standpoint());
    putBack(); // first, because the list is never empty
    if (isUndo) {
        for (const Added &added : m_added)
            if (const auto row = walks().rowOf(added.id);
                row && walks().replayed(*row).run.length() <= added.length)
                takeOut(added.id);
    } else {
        for (const WalkId id : m_removed)
            takeOut(id);
    }
    goTo(target);
}

void WalksExchanged::putBack()
{
    for (auto placed = m_outside.rbegin(); placed != m_outside.rend(); ++placed)
        walks().insert(placed->first, std::move(placed->second));
    m_outside.clear();
}

void WalksExchanged::takeOut(WalkId id)
{
    if (const auto row = walks().rowOf(id); row && walks().size() > 1)
        m_outside.emplace_back(*row, walks().takeOut(*row));
}

WalkTextChanged::WalkTextChanged(Session &session, WalkId walk, std::string before,
                                 Exchange exchange, const QString &text)
    : WalkCommand(session, text), m_walk(walk), m_other(std::move(before)),
      m_exchange(std::move(exchange))
{}

void WalkTextChanged::change(bool)
{
    if (const auto row = walks().rowOf(m_walk))
        m_other = m_exchange(walks(), *row, m_other);
    showAnew();
}

WalkMoved::WalkMoved(Session &session, std::size_t from, std::size_t to, const QString &text)
    : WalkCommand(session, text), m_from(from), m_to(to)
{}

void WalkMoved::change(bool)
{
    std::swap(m_from, m_to);
    const std::size_t last = walks().size() - 1;
    walks().move(std::min(m_from, last), std::min(m_to, last));
    showAnew();
}

DocumentReplaced::DocumentReplaced(Session &session, Document before, const QString &text)
    : WalkCommand(session, text), m_other(std::move(before))
{}

void DocumentReplaced::change(bool)
{
    session().exchangeDocument(m_other);
}

} // namespace racewalk::desktop
