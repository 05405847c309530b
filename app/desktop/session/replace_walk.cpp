// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/replace_walk.h"

#include "desktop/session/session.h"

#include <utility>

namespace racewalk::desktop {

ReplaceWalk::ReplaceWalk(Session &session, Walked before, Walked after, const QString &text)
    : QUndoCommand(text), m_session(session), m_before(std::move(before)), m_after(std::move(after))
{}

void ReplaceWalk::undo()
{
    m_session.restore(m_before);
}

void ReplaceWalk::redo()
{
    if (!m_isDone)
        m_session.restore(m_after);
    m_isDone = false;
}

} // namespace racewalk::desktop
