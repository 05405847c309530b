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
    : WalkCommand(session, text), m_other(std::move(before)), m_inside(std::move(added)),
      m_outside(std::move(removed))
{
    std::ranges::sort(m_outside, {}, &Placed::first);
}

void WalksExchanged::change(bool)
{
    const Standpoint target = std::exchange(m_other, standpoint());
    // In first, because the list is never empty.
    std::vector<WalkId> inside;
    for (auto &[row, walk] : m_outside) {
        inside.push_back(walk.id);
        walks().insert(row, std::move(walk));
    }
    m_outside.clear();
    for (const WalkId id : m_inside)
        if (const auto row = walks().rowOf(id))
            m_outside.emplace_back(*row, walks()[*row]);
    for (const auto &[row, walk] : m_outside)
        walks().takeOut(*walks().rowOf(walk.id));
    std::ranges::sort(m_outside, {}, &Placed::first);
    m_inside = std::move(inside);
    goTo(target);
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
