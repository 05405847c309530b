// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>

#include "desktop/views/dialogs/panel.h"

#include "desktop/views/dialogs/scrim.h"
#include "drawing/parts.h"

namespace racewalk::desktop {
namespace {

constexpr double radius = 8;

} // namespace

Panel::Panel(const Appearance &appearance, const QString &name, const QString &title,
             QWidget *window)
    : Themed(appearance, window)
{
    setObjectName(name);
    setAccessibleName(title);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlags(Qt::Dialog | Qt::FramelessWindowHint);
}

void Panel::place(QSize usual, QSize least)
{
    QWidget *window = parentWidget();
    const QSize room = window->size() - QSize(24, 24);
    least = (least * theme().textSize()).boundedTo(room);
    setMinimumSize(least);
    resize((usual * theme().textSize()).boundedTo(room).expandedTo(least));
    move(window->mapToGlobal(window->rect().center()) - rect().center());
    new Scrim(appearance(), this, window);
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius,
                      theme().color(Token::Panel), theme().color(Token::Ctl));
}

void Panel::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (QGuiApplication::platformName() == QLatin1String("xcb")) { // others have no masks
        QPainterPath shape;
        shape.addRoundedRect(rect(), radius, radius);
        setMask(shape.toFillPolygon().toPolygon());
    }
}

} // namespace racewalk::desktop
