// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/outcomes/progress_line.h"

#include "drawing/parts.h"

#include <algorithm>

namespace racewalk::desktop {

ProgressLine::ProgressLine(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressLine::setShare(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
    setAccessibleName(tr("%1 % done").arg(static_cast<int>(100 * m_share)));
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF groove(0, (height() - 5) / 2.0, width(), 5);
    const QColor press = theme().color(Token::Press);
    drawing::paintBox(painter, groove, 2.5, press, press, 0);
    QRectF bar = groove;
    bar.setWidth(groove.width() * m_share);
    const QColor acc = theme().color(Token::Acc);
    if (bar.width() >= 1)
        drawing::paintBox(painter, bar, 2.5, acc, acc, 0);
}

} // namespace racewalk::desktop
