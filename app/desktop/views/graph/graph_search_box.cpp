// SPDX-License-Identifier: GPL-3.0-or-later
#include <QKeyEvent>
#include <QPainter>

#include "desktop/views/graph/graph_search_box.h"

#include "drawing/icons.h"
#include "drawing/text.h"

namespace racewalk::desktop {

GraphSearchBox::GraphSearchBox(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("graphSearch"));
    setAccessibleName(tr("Find a state"));
    setToolTip(tr("Find a state (Ctrl+F): \"lookup: schedule\", \"i_state=I_FREEING\", "
                  "\"fate:doomed\", or words of the next statement. Enter and Shift+Enter go "
                  "through what is found."));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    arrange();
}

void GraphSearchBox::arrange()
{
    const double found =
        m_found.isEmpty()
            ? 0
            : drawing::textWidth(theme().font(FontRole::Secondary), m_found) + theme().scaled(8);
    setTextMargins(scaled(20), 0, qCeil(found), 0);
    const double room = width() - scaled(20 + 20) - found;
    QString hint;
    for (const QString &each : {tr("Find a state: i_state, lookup..."), tr("Find a state")})
        if (hint.isEmpty() && drawing::textWidth(font(), each) <= room)
            hint = each;
    setPlaceholderText(hint);
}

void GraphSearchBox::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    arrange();
}

void GraphSearchBox::setFound(const QString &text, bool isMissing)
{
    m_found = text;
    setAccessibleDescription(text);
    arrange();
    if (isMissing != m_isMissing) {
        m_isMissing = isMissing;
        setStyleSheet(
            isMissing ? QStringLiteral("border-color: %1;").arg(theme().color(Token::Err).name())
                      : QString());
    }
    update();
}

void GraphSearchBox::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const double icon = theme().scaled(14);
    drawing::paintIcon(painter, "lookup",
                       QRectF(theme().scaled(8), (height() - icon) / 2, icon, icon),
                       theme().color(Token::Text3), theme());
    if (!m_found.isEmpty())
        drawing::paintText(painter, QRectF(0, 0, width() - theme().scaled(8), height()), m_found,
                           theme().font(FontRole::Secondary),
                           theme().color(m_isMissing ? Token::Err : Token::Text3), Qt::AlignRight);
}

bool GraphSearchBox::event(QEvent *event)
{
    // Esc is the field's own before it is the window's.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void GraphSearchBox::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() & Qt::ShiftModifier)
            Q_EMIT previousRequested();
        else
            Q_EMIT nextRequested();
        return;
    case Qt::Key_Escape:
        clear();
        Q_EMIT left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace racewalk::desktop
