// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractScrollArea>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>

#include "desktop/views/controls/focus_ring.h"

#include "drawing/parts.h"

namespace racewalk::desktop {
namespace {

constexpr int reach = 4; ///< of the ring beyond the widget

/// Fields show their focus by their own border.
bool hasOwnMark(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget);
}

} // namespace

FocusRing::FocusRing(const Appearance &appearance, QWidget *window)
    : Themed(appearance, window), m_window(window)
{
    setObjectName(QStringLiteral("focusRing"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, &FocusRing::follow);
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab || key == Qt::Key_F6) {
            m_isByKeyboard = true;
            follow();
        }
    } else if (type == QEvent::MouseButtonPress) {
        m_isByKeyboard = false;
        follow();
    } else if (type == QEvent::Move || type == QEvent::Resize || type == QEvent::Hide) {
        // Also what it stands in may move: a row of cards scrolls.
        if (const auto *widget = qobject_cast<QWidget *>(watched);
            m_target && widget && (widget == m_target || widget->isAncestorOf(m_target)))
            follow();
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::follow()
{
    QWidget *focus = QApplication::focusWidget();
    const bool isOurs = focus && m_isByKeyboard && focus->window() == m_window &&
                        focus != m_window && !hasOwnMark(focus) && focus->isVisible();
    m_target = isOurs ? focus : nullptr;
    setVisible(isOurs);
    if (!isOurs)
        return;
    const QRect place(focus->mapTo(m_window, QPoint(0, 0)), focus->size());
    // Panes reach to the border of their card: their ring stands inside.
    const int out = qobject_cast<QAbstractScrollArea *>(focus) ? 0 : reach;
    setGeometry(place.adjusted(-out, -out, out, out));
    raise();
    update();
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing::paintFocusRing(painter, QRectF(rect()).adjusted(reach, reach, -reach, -reach), 6,
                            theme());
}

} // namespace racewalk::desktop
