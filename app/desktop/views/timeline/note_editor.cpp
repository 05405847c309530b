// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QKeyEvent>

#include "desktop/views/timeline/note_editor.h"

#include "run/walks/walks.h"

namespace racewalk::desktop {

NoteEditor::NoteEditor(const QString &text, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("noteEditor"));
    setAccessibleName(tr("Note"));
    setAccessibleDescription(tr("Enter keeps the note, Shift+Enter breaks the line, Esc cancels."));
    setPlaceholderText(tr("Enter keeps the note, Esc cancels"));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFont(theme().font(FontRole::Secondary));
    setPlainText(text);
    selectAll();
    qApp->installEventFilter(this);
    connect(this, &QPlainTextEdit::textChanged, this, &NoteEditor::shorten);
}

void NoteEditor::shorten()
{
    const auto characters = toPlainText().toUcs4();
    if (characters.size() <= static_cast<qsizetype>(maxNoteLength))
        return;
    const QSignalBlocker blocker(this);
    setPlainText(QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()),
                                   static_cast<qsizetype>(maxNoteLength)));
    moveCursor(QTextCursor::End);
}

bool NoteEditor::event(QEvent *event)
{
    // Keys with a meaning for the window are text here.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Return ||
            key->key() == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

/// A click elsewhere may change the walk or the program: the note belongs to the one before.
bool NoteEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        auto *widget = static_cast<QWidget *>(watched);
        if (widget != this && !isAncestorOf(widget) && !widget->window()->inherits("QMenu"))
            close(true);
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void NoteEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !(event->modifiers() & Qt::ShiftModifier))
        close(true);
    else if (event->key() == Qt::Key_Escape)
        close(false);
    else
        QPlainTextEdit::keyPressEvent(event);
}

void NoteEditor::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        close(true);
}

void NoteEditor::close(bool isKept)
{
    if (m_isClosed)
        return;
    m_isClosed = true;
    if (isKept)
        Q_EMIT kept(toPlainText());
    hide();
    deleteLater();
    Q_EMIT closed();
}

} // namespace racewalk::desktop
