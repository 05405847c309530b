// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QPainterPath>

#include "desktop/views/controls/segment.h"

#include "drawing/icons.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr double segmentSides = 12;
constexpr double segmentPictureSize = 14;
constexpr double segmentGap = 6;
constexpr double dotSize = 5;

} // namespace

Segment::Segment(const Appearance &appearance, bool isFirst, bool isLast, QWidget *parent)
    : Themed(appearance, parent), m_isFirst(isFirst), m_isLast(isLast)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
}

void Segment::setIconName(const QString &icon)
{
    m_icon = icon.toStdString();
    update();
}

void Segment::setMarked(bool isMarked)
{
    m_isMarked = isMarked;
    updateGeometry();
    update();
}

void Segment::setLast(bool isLast)
{
    m_isLast = isLast;
    update();
}

QSize Segment::sizeHint() const
{
    const double text = drawing::textWidth(theme().font(FontRole::BodyStrong), this->text());
    const double icon = m_icon.empty() ? 0 : segmentPictureSize + segmentGap;
    const double dot = m_isMarked ? segmentGap + dotSize : 0;
    return {qCeil(text + theme().scaled(2 * segmentSides + icon + dot)), scaled(32)};
}

void Segment::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    const QRectF box =
        QRectF(rect()).adjusted(m_isFirst ? 0.5 : -8, 0.5, m_isLast ? -0.5 : 8, -0.5);
    const Token fill = isChecked() ? Token::AccBg : underMouse() ? Token::Hover : Token::Panel;
    QPainterPath path;
    path.addRoundedRect(box, 6, 6);
    painter.setClipRect(rect());
    painter.setPen(QPen(look.color(Token::Ctl), 1));
    painter.setBrush(look.color(fill));
    painter.drawPath(path);
    if (!m_isFirst) {
        painter.setPen(QPen(look.color(Token::Line), 1));
        painter.drawLine(QPointF(0.5, 1), QPointF(0.5, height() - 1));
    }
    if (isChecked())
        painter.fillRect(QRectF(0, height() - 2.5, width(), 2), look.color(Token::Acc));
    // Centred: a bar may make it wider or narrower than it asks for.
    double x = (width() - sizeHint().width()) / 2.0 + look.scaled(segmentSides);
    if (!m_icon.empty()) {
        const double icon = look.scaled(segmentPictureSize);
        drawing::paintIcon(painter, m_icon, QRectF(x, (height() - icon) / 2, icon, icon),
                           look.color(Token::Text2), look);
        x += icon + look.scaled(segmentGap);
    }
    x += drawing::paintText(painter, QRectF(x, 0, width() - x, height()), text(),
                            look.font(isChecked() ? FontRole::BodyStrong : FontRole::Body),
                            look.color(isChecked() ? Token::AccText : Token::Text));
    if (m_isMarked) {
        const double dot = look.scaled(dotSize);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.color(isChecked() ? Token::Acc : Token::Ctl));
        painter.drawEllipse(QRectF(x + look.scaled(segmentGap), (height() - dot) / 2, dot, dot));
    }
}

} // namespace racewalk::desktop
