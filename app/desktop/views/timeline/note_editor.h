// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// Edits a note in place. Enter and the loss of the focus keep the text, Shift+Enter breaks the
/// line, Esc cancels. Deletes itself afterwards.
class NoteEditor final : public Themed<QPlainTextEdit> {
    Q_OBJECT

public:
    NoteEditor(const QString &text, const Appearance &appearance, QWidget *parent);

Q_SIGNALS:
    /// Emitted once if the text is to be kept; it has at most maxNoteLength characters.
    void kept(const QString &text);
    void closed(); ///< after kept(), or when it was cancelled

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void close(bool isKept);
    void shorten();

    bool m_isClosed = false;
};

} // namespace racewalk::desktop
