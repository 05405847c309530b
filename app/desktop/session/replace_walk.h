// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "desktop/session/walked.h"

namespace racewalk::desktop {

class Session;

/// The replacement of one run by another. Pushed after the replacement, so its first redo() does
/// nothing.
class ReplaceWalk final : public QUndoCommand {
public:
    ReplaceWalk(Session &session, Walked before, Walked after, const QString &text);
    void undo() override;
    void redo() override;

private:
    Session &m_session; // owns the stack, so it outlives every command
    const Walked m_before, m_after;
    bool m_isDone = true;
};

} // namespace racewalk::desktop
