// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMouseEvent>
#include <QPainter>

#include "desktop/views/controls/view_tabs.h"

#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr double tabSides = 12;
constexpr double iconRoom = 16;
constexpr double tabGap = 8;

} // namespace

ViewTabs::ViewTabs(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("viewTabs"));
    setAccessibleName(tr("Views"));
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QTabBar::currentChanged, this, &ViewTabs::relayout);
}

void ViewTabs::add(const std::string &icon, const QString &text, const QString &key)
{
    m_icons.push_back(icon);
    const int index = addTab(text);
    setTabToolTip(index, tr("%1 (%2)").arg(text, key));
}

int ViewTabs::tabWidth(int index, bool hasText) const
{
    const double text =
        hasText ? drawing::textWidth(theme().font(FontRole::BodyStrong), tabText(index)) +
                      theme().scaled(tabGap)
                : 0;
    return qCeil(text + theme().scaled(2 * tabSides + iconRoom));
}

int ViewTabs::widthWith(Texts texts) const
{
    int width = 0;
    for (int index = 0; index < count(); ++index)
        width += tabWidth(index, hasText(index, texts));
    return width;
}

void ViewTabs::setTexts(Texts texts)
{
    if (m_texts == texts)
        return;
    m_texts = texts;
    relayout();
}

QSize ViewTabs::tabSizeHint(int index) const
{
    return {tabWidth(index, hasText(index, m_texts)), scaled(height)};
}

/// Makes the tab bar ask for the sizes of its tabs again.
void ViewTabs::relayout()
{
    if (count() > 0)
        setTabText(0, tabText(0));
    updateGeometry();
}

void ViewTabs::applyTheme()
{
    setFixedHeight(scaled(height));
    relayout();
}

void ViewTabs::mouseMoveEvent(QMouseEvent *event)
{
    const int hovered = tabAt(event->position().toPoint());
    if (hovered != m_hovered) {
        m_hovered = hovered;
        update();
    }
    QTabBar::mouseMoveEvent(event);
}

void ViewTabs::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    update();
    QTabBar::leaveEvent(event);
}

void ViewTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    for (int index = 0; index < count(); ++index) {
        const QRectF place = tabRect(index);
        const bool isCurrent = index == currentIndex();
        if (index == m_hovered && !isCurrent)
            painter.fillRect(place.adjusted(0, 4, 0, -4), look.color(Token::Hover));
        const double icon = look.scaled(iconRoom);
        double x = place.left() + look.scaled(tabSides);
        const Token ink = isCurrent ? Token::Text : Token::Text2;
        drawing::paintIcon(painter, m_icons[static_cast<std::size_t>(index)],
                           QRectF(x, place.top() + (place.height() - icon) / 2, icon, icon),
                           look.color(ink), look);
        if (hasText(index, m_texts)) {
            x += icon + look.scaled(tabGap);
            drawing::paintText(
                painter, QRectF(x, place.top(), place.right() - x, place.height()), tabText(index),
                look.font(isCurrent ? FontRole::BodyStrong : FontRole::Body), look.color(ink));
        }
        if (isCurrent)
            drawing::paintBox(painter,
                              QRectF(place.left() + look.scaled(6), place.bottom() - 2,
                                     place.width() - look.scaled(12), 3),
                              1.5, look.color(Token::Acc), look.color(Token::Acc), 0);
    }
}

} // namespace racewalk::desktop
