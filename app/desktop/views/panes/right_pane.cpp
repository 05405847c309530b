// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QVBoxLayout>

#include "desktop/views/panes/right_pane.h"

#include "desktop/session/session.h"
#include "desktop/views/panes/message_bar.h"
#include "desktop/views/panes/timeline_view.h"
#include "desktop/views/panes/tour_bar.h"
#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

namespace racewalk::desktop {

RightPane::RightPane(Session &session, TourGuide &guide, const Appearance &appearance,
                     QWidget *parent)
    : Themed(appearance, parent), m_timeline(new TimelineView(session, appearance, this)),
      m_message(new MessageBar(session, appearance, this)),
      m_tour(new TourBar(session, guide, appearance, this)),
      m_expand(new FlatButton(appearance, "expand", tr("Expand timeline"), tr("Ctrl+B"),
                              FlatButton::Look::Flat, this))
{
    setObjectName(QStringLiteral("rightPane"));
    setAccessibleName(tr("Timeline pane"));
    m_expand->setObjectName(QStringLiteral("expand"));
    m_expand->setTextShown(false);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_message);
    column->addWidget(m_tour);
    column->addWidget(m_timeline, 1);
    connect(&session, &Session::runChanged, m_timeline, &TimelineView::refresh);
    connect(&session, &Session::fatesChanged, m_timeline, &TimelineView::refresh);
    m_timeline->refresh();
    arrange();
}

QList<QWidget *> RightPane::tabOrder() const
{
    QList<QWidget *> order{m_expand};
    for (const QWidget *bar : std::initializer_list<const QWidget *>{m_message, m_tour})
        for (FlatButton *button : bar->findChildren<FlatButton *>())
            order << button;
    order << m_timeline;
    return order;
}

void RightPane::arrange()
{
    layout()->setContentsMargins(1, scaled(tabHeight), 1, 2);
    const int size = scaled(32);
    m_expand->setGeometry(width() - scaled(8) - size, (scaled(tabHeight) - size) / 2, size, size);
}

void RightPane::resizeEvent(QResizeEvent *)
{
    arrange();
}

void RightPane::applyTheme()
{
    arrange();
}

void RightPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      look.color(Token::Panel), look.color(Token::Line));
    const double high = look.scaled(tabHeight);
    painter.fillRect(QRectF(1, high - 1, width() - 2, 1), look.color(Token::Line));
    const double icon = look.scaled(16);
    const double left = look.scaled(22);
    drawing::paintIcon(painter, "timeline", QRectF(left, (high - icon) / 2, icon, icon),
                       look.color(Token::Text), look);
    const double text = left + icon + look.scaled(8);
    const double used =
        drawing::paintText(painter, QRectF(text, 0, width(), high), tr("Timeline"),
                           look.font(FontRole::BodyStrong), look.color(Token::Text));
    drawing::paintBox(
        painter, QRectF(left - look.scaled(6), high - 3, text + used - left + look.scaled(12), 3),
        1.5, look.color(Token::Acc), look.color(Token::Acc), 0);
}

} // namespace racewalk::desktop
