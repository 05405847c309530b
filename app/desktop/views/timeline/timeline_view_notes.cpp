// SPDX-License-Identifier: GPL-3.0-or-later
// The notes of the timeline: their editor and the menu of a row.
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>

#include "desktop/views/timeline/timeline_view.h"

#include "desktop/session/session.h"
#include "desktop/views/controls/switch_button.h"
#include "desktop/views/timeline/note_editor.h"

#include <algorithm>

namespace racewalk::desktop {

bool TimelineView::foldsNotes() const
{
    return m_session.viewSetting("notes") == "folded";
}

std::optional<std::size_t> TimelineView::noteAt(const QPointF &point) const
{
    if (!m_layout)
        return std::nullopt;
    return m_layout->noteAt((point.y() + verticalScrollBar()->value()) / theme().textSize(),
                            m_session.run().position());
}

void TimelineView::editNote(std::size_t event)
{
    if (!m_layout || event >= m_session.run().length())
        return;
    const WalkNote *known = m_session.walks().note(m_session.walks().current(), event + 1);
    auto *editor = new NoteEditor(known ? QString::fromStdString(known->text) : QString(),
                                  appearance(), viewport());
    m_editor = editor;
    m_edited = event;
    layOut();
    const QRect place = editor->geometry();
    QScrollBar *bar = verticalScrollBar();
    if (place.bottom() > viewport()->height())
        bar->setValue(bar->value() + place.bottom() - viewport()->height() + scaled(4));
    else if (place.top() < 0)
        bar->setValue(bar->value() + place.top() - scaled(4));
    connect(editor, &NoteEditor::kept, this,
            [this, event, walk = m_session.walks().currentWalk().id,
             machine = m_session.walks().machine()](const QString &text) {
                const auto row = m_session.walks().rowOf(walk);
                if (row && m_session.walks().machine() == machine)
                    m_session.setNote(*row, event + 1, text);
            });
    // Where a key or a search has changed the walk, the text goes to the one it was written for.
    connect(&m_session, &Session::runChanged, editor,
            [this, editor, walk = m_session.walks().currentWalk().id] {
                if (m_session.walks().currentWalk().id != walk)
                    editor->clearFocus();
            });
    connect(editor, &NoteEditor::closed, this, [this, editor] {
        if (m_editor == editor) {
            m_editor.clear();
            layOut();
        }
        setFocus(Qt::OtherFocusReason);
    });
    editor->show();
    editor->setFocus(Qt::OtherFocusReason);
}

/// In a row of its own below the event, wherever that is scrolled to.
void TimelineView::placeEditor()
{
    if (!m_editor || !m_layout || m_edited >= m_layout->timeline().events.size())
        return;
    const double scale = theme().textSize();
    const TimelineColumn &column = m_layout->columns()[m_layout->timeline().events[m_edited].lane];
    const double top = (m_layout->row(m_edited, m_session.run().position()).end + 2) * scale -
                       verticalScrollBar()->value();
    const int width = std::min(scaled(300), viewport()->width() - scaled(16));
    const int left = qRound(column.label * scale) - horizontalScrollBar()->value();
    m_editor->setGeometry(
        std::clamp(left, scaled(8), std::max(scaled(8), viewport()->width() - width - scaled(8))),
        qRound(top), width, scaled(64));
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const std::size_t position = m_session.run().position();
    std::optional<std::size_t> row = noteAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard)
        row = position > 0 ? std::optional(position - 1) : std::nullopt;
    else if (!row)
        row = eventAt(event->pos());
    if (!row)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("stepMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool hasNote = m_session.walks().note(m_session.walks().current(), *row + 1) != nullptr;
    const auto add = [&](const char *name, const QString &text, auto order) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, order);
    };
    add("stepGo", tr("Go to this step"), [this, row] { m_session.jump(*row + 1); });
    add("stepNote", hasNote ? tr("Edit the note\tN") : tr("Note\tN"),
        [this, row] { editNote(*row); });
    if (hasNote)
        add("stepNoteDelete", tr("Delete the note"),
            [this, row] { m_session.setNote(*row + 1, {}); });
    menu->addSeparator();
    if (const TimelineStatement *statement = m_layout->statementOf(*row))
        add("stepStatement",
            m_layout->foldedAt(*row) ? tr("Open the statement\tO") : tr("Fold the statement\tO"),
            [this, first = statement->first] { toggleStatementFrom(first); });
    add("stepStatements",
        foldsAll() ? tr("Open all statements\tShift+O") : tr("Fold all statements\tShift+O"),
        [this] { m_foldAll->click(); });
    menu->popup(event->globalPos());
}

} // namespace racewalk::desktop
