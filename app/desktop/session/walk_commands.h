// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "desktop/session/session.h"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace racewalk::desktop {

/// A change that has been made already when its command is pushed, so the first redo() does
/// nothing.
class WalkCommand : public QUndoCommand {
public:
    void redo() final;
    void undo() final;

protected:
    WalkCommand(Session &session, const QString &text) : QUndoCommand(text), m_session(session) {}

    virtual void change(bool isUndo) = 0;

    Session &session() { return m_session; }
    Walks &walks() { return m_session.m_document->walks; }
    Standpoint standpoint() const { return m_session.standpoint(); }
    void goTo(const Standpoint &standpoint) { m_session.goTo(standpoint); }
    void showAnew() { m_session.showAnew(); }

private:
    Session &m_session; // owns the stack, so it outlives every command
    bool m_isDone = true;
};

/// Another program. The walks remember what they cannot take there.
class PlaceChanged final : public WalkCommand {
public:
    PlaceChanged(Session &session, Standpoint before, const QString &text);

private:
    void change(bool isUndo) override;

    Standpoint m_other; ///< where the other direction leads
};

/// Walks that were added to the list or taken out of it.
class WalksExchanged final : public WalkCommand {
public:
    /// A walk with its row.
    using Placed = std::pair<std::size_t, NamedWalk>;

    /// `added` are in the list, `removed` are not any more, in the order in which they were taken
    /// out. Undo takes the added walks out again, except those that the user has gone on with.
    WalksExchanged(Session &session, Standpoint before, std::vector<WalkId> added,
                   std::vector<Placed> removed, const QString &text);

private:
    struct Added {
        WalkId id = 0;
        std::size_t length = 0; ///< in steps, when it was added
    };

    void change(bool isUndo) override;
    void putBack();
    void takeOut(WalkId id);

    Standpoint m_other;
    std::vector<Added> m_added;
    std::vector<WalkId> m_removed;
    std::vector<Placed> m_outside; ///< in the order in which they were taken out
};

/// A change of a text of a walk, which is exchanged with the one before.
class WalkTextChanged final : public WalkCommand {
public:
    /// `exchange` sets the text that it is given in the row, and returns the previous one.
    using Exchange = std::function<std::string(Walks &, std::size_t row, const std::string &)>;

    WalkTextChanged(Session &session, WalkId walk, std::string before, Exchange exchange,
                    const QString &text);

private:
    void change(bool isUndo) override;

    WalkId m_walk;
    std::string m_other;
    Exchange m_exchange;
};

/// A walk that was moved in the list.
class WalkMoved final : public WalkCommand {
public:
    WalkMoved(Session &session, std::size_t from, std::size_t to, const QString &text);

private:
    void change(bool isUndo) override;

    std::size_t m_from, m_to;
};

/// Another scenario, or another text of it, took the place of one with walks.
class DocumentReplaced final : public WalkCommand {
public:
    DocumentReplaced(Session &session, Document before, const QString &text);

private:
    void change(bool isUndo) override;

    Document m_other;
};

} // namespace racewalk::desktop
