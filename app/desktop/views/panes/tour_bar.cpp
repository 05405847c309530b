// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QPainter>

#include "desktop/views/panes/tour_bar.h"

#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"
#include "export/svg/theme_tokens.h"

namespace racewalk::desktop {
namespace {

constexpr double tourTitleHeight = 40;
constexpr double tourPadding = 12;

} // namespace

TourBar::TourBar(Session &session, TourGuide &guide, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_guide(guide)
{
    setObjectName(QStringLiteral("tourBar"));
    using Look = FlatButton::Look;
    m_previous = new FlatButton(appearance, {}, tr("Previous"), tr("PgUp"), Look::Outlined, this);
    m_previous->setObjectName(QStringLiteral("tourPrevious"));
    m_next = new FlatButton(appearance, {}, tr("Next"), tr("PgDown"), Look::Primary, this);
    m_next->setObjectName(QStringLiteral("tourNext"));
    m_end = new FlatButton(appearance, "cross", tr("End tour"), tr("Esc"), Look::Flat, this);
    m_end->setObjectName(QStringLiteral("tourEnd"));
    m_end->setTextShown(false);
    connect(m_previous, &FlatButton::clicked, &guide, &TourGuide::previous);
    connect(m_next, &FlatButton::clicked, &guide, &TourGuide::next);
    connect(m_end, &FlatButton::clicked, &guide, &TourGuide::end);
    connect(&guide, &TourGuide::tourChanged, this, &TourBar::refresh);
    connect(&session, &Session::runChanged, this, &TourBar::refresh);
    connect(&session, &Session::fatesChanged, this, qOverload<>(&TourBar::update));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    refresh();
}

void TourBar::refresh()
{
    setVisible(m_guide.isActive());
    if (!m_guide.isActive())
        return;
    m_previous->setEnabled(m_guide.stop() > 0);
    m_next->setName(m_guide.isOnTheWay() ? tr("Next") : tr("Back to the tour"));
    m_next->setEnabled(m_guide.stop() < m_guide.lastStop() || !m_guide.isOnTheWay());
    const bool isNew = accessibleDescription() != m_guide.narration();
    setAccessibleName(tr("Tour %1, stop %2 of %3")
                          .arg(m_guide.title())
                          .arg(m_guide.stop())
                          .arg(m_guide.lastStop()));
    setAccessibleDescription(m_guide.narration());
    updateGeometry();
    arrange();
    update();
    if (isNew) {
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

QString TourBar::text() const
{
    return m_guide.isActive() ? m_guide.narration() : QString();
}

int TourBar::heightForWidth(int width) const
{
    const auto &look = theme();
    const QFontMetricsF metrics(look.font(FontRole::CardTitle));
    const double room = std::max(100.0, width - 2 * look.scaled(tourPadding));
    const QRectF lines = metrics.boundingRect(QRectF(0, 0, room, 2000), Qt::TextWordWrap, text());
    return qCeil(look.scaled(tourTitleHeight) + lines.height() + look.scaled(tourPadding));
}

void TourBar::resizeEvent(QResizeEvent *)
{
    updateGeometry();
    arrange();
}

void TourBar::arrange()
{
    int right = width() - 4;
    for (FlatButton *button : {m_end, m_next, m_previous}) {
        const QSize size(button->sizeHint().width(), scaled(28));
        button->setGeometry(right - size.width(), scaled(6), size.width(), size.height());
        right -= size.width() + 6;
    }
}

void TourBar::paintEvent(QPaintEvent *)
{
    if (!m_guide.isActive())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    const Fate fate = m_session.fateOf(m_session.run().state());
    // Only an ending that is certain tints the narration.
    const bool isEnding = fate == Fate::Doomed;
    painter.fillRect(rect(), look.color(isEnding ? Token::DoomBg : Token::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), look.color(Token::Line));
    if (isEnding)
        painter.fillRect(QRect(0, 0, 3, height()), look.color(Token::Doom));
    const double pad = look.scaled(tourPadding);
    const double room = m_previous->x() - 2 * pad;
    const QFont small = look.font(FontRole::Secondary);
    const QString title = tr("Tour: %1").arg(m_guide.title());
    const QString count = tr("%1 of %2").arg(m_guide.stop()).arg(m_guide.lastStop());
    const double countWidth = drawing::textWidth(small, count);
    const double used =
        drawing::paintText(painter, QRectF(pad, 0, room, look.scaled(tourTitleHeight)),
                           drawing::fittingWords(title, small, room - countWidth - pad), small,
                           look.color(isEnding ? Token::DoomText : Token::Text3));
    drawing::paintText(painter, QRectF(pad + used + pad, 0, room, look.scaled(tourTitleHeight)),
                       count, small, look.color(isEnding ? Token::DoomText : Token::Text3));
    painter.setFont(look.font(FontRole::CardTitle));
    painter.setPen(look.color(Token::Text));
    painter.drawText(QRectF(pad, look.scaled(tourTitleHeight), width() - 2 * pad,
                            height() - look.scaled(tourTitleHeight)),
                     Qt::TextWordWrap, text());
}

} // namespace racewalk::desktop
