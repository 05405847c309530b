// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/controls/pill_button.h"

namespace racewalk::desktop {

PillButton::PillButton(double height, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_height(height)
{
    setFocusPolicy(Qt::TabFocus);
}

void PillButton::setPill(const drawing::Pill &pill, const QString &accessibleName)
{
    m_pill = pill;
    setText(pill.text);
    setAccessibleName(accessibleName);
    update();
}

QSize PillButton::sizeHint() const
{
    return {qCeil(drawing::pillSize(m_pill, theme()).width()), scaled(m_height) - 2};
}

void PillButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing::paintPill(painter, QRectF(rect()), m_pill, theme());
}

} // namespace racewalk::desktop
