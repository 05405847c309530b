// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/controls/switch_button.h"

#include "drawing/parts.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr double trackWidth = 28, trackHeight = 16, usualSides = 6, gap = 8, knob = 12;

} // namespace

SwitchButton::SwitchButton(const Appearance &appearance, const QString &name, QWidget *parent)
    : Themed(appearance, parent)
{
    setText(name);
    setAccessibleName(name);
    setToolTip(name);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SwitchButton::setTextShown(bool isShown)
{
    if (isShown == m_isTextShown)
        return;
    m_isTextShown = isShown;
    updateGeometry();
    update();
}

void SwitchButton::setFlush(bool isFlush)
{
    m_isFlush = isFlush;
    updateGeometry();
    update();
}

QSize SwitchButton::sizeHint() const
{
    const double sides = m_isFlush ? 0 : usualSides;
    double wide = trackWidth + 2 * sides;
    if (m_isTextShown)
        wide += gap;
    wide = theme().scaled(wide);
    if (m_isTextShown)
        wide += drawing::textWidth(theme().font(FontRole::Body), text());
    return {qCeil(wide), scaled(m_isFlush ? 24 : 32)};
}

void SwitchButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    const double left = m_isFlush ? 0 : look.scaled(usualSides);
    const QRectF track(left, (height() - look.scaled(trackHeight)) / 2, look.scaled(trackWidth),
                       look.scaled(trackHeight));
    const bool isOn = isChecked();
    const QColor off = look.color(underMouse() ? Token::Hover : Token::Panel);
    drawing::paintBox(painter, track, track.height() / 2, isOn ? look.color(Token::Acc) : off,
                      look.color(isOn ? Token::Acc : Token::Ctl), 1.5);
    const double size = look.scaled(knob);
    const double inset = (track.height() - size) / 2;
    const double x = isOn ? track.right() - inset - size : track.left() + inset;
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.color(isOn ? Token::OnAcc : Token::Ctl));
    const double shrink = isOn ? 0 : look.scaled(1.5);
    painter.drawEllipse(
        QRectF(x, track.top() + inset, size, size).adjusted(shrink, shrink, -shrink, -shrink));
    if (!m_isTextShown)
        return;
    const double textLeft = track.right() + look.scaled(gap);
    drawing::paintText(painter, QRectF(textLeft, 0, width() - textLeft, height()), text(),
                       look.font(FontRole::Body), look.color(Token::Text));
}

} // namespace racewalk::desktop
