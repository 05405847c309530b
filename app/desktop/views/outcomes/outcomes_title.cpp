// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/outcomes/outcomes_title.h"

#include "desktop/models/memory_list.h"
#include "desktop/models/outcomes/outcome_rows.h"
#include "desktop/session/session.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {

OutcomesTitle::OutcomesTitle(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session)
{
    setObjectName(QStringLiteral("outcomesTitle"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void OutcomesTitle::refresh()
{
    if (!m_session.isOpen())
        return;
    const SearchResult &result = m_session.result();
    QString name = endingsText(result);
    if (const QString schedules = schedulesText(result); !schedules.isEmpty())
        name += QLatin1Char(' ') + schedules;
    setAccessibleName(tr("%1, %2").arg(name, subjectText()));
    update();
}

QString OutcomesTitle::subjectText() const
{
    const Variant &variant = m_session.scenario().variants[m_session.variant()];
    const std::string &title = !variant.title.empty() ? variant.title : variant.name;
    const QString memory = memoryName(m_session.memory());
    return title.empty() ? memory : tr("%1, %2").arg(QString::fromStdString(title), memory);
}

void OutcomesTitle::paintEvent(QPaintEvent *)
{
    if (!m_session.isOpen())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    const SearchResult &result = m_session.result();
    const QFont font = look.font(FontRole::CardTitle);
    const double side = look.scaled(12);
    const QRectF room = QRectF(rect()).adjusted(side, 0, -side, 0);
    const QString text = drawing::fittingWords(endingsText(result), font, room.width());
    const double used = drawing::paintText(painter, room, text, font, look.color(Token::Text));
    QRectF rest = room.adjusted(used + look.scaled(8), 0, 0, 0);
    const QFont weak = look.font(FontRole::Body);
    const QString schedules = schedulesText(result);
    const double wide = drawing::textWidth(weak, schedules);
    drawing::Pill pill = drawing::plainPill(subjectText());
    pill.fill = Token::Sunken;
    const double pillWanted = drawing::pillSize(pill, look).width();
    // The number of schedules gives way to the name of what they are of.
    if (!schedules.isEmpty() && wide + look.scaled(12) + pillWanted <= rest.width()) {
        drawing::paintText(painter, rest, schedules, weak, look.color(Token::Text2));
        rest.setLeft(rest.left() + wide + look.scaled(12));
    }
    const double least = look.scaled(30);
    const double pillWidth = std::min(pillWanted, rest.width());
    if (pillWidth >= least)
        drawing::paintPill(painter,
                           QRectF(rest.right() - pillWidth, rest.top(), pillWidth, rest.height()),
                           pill, look);
}

} // namespace racewalk::desktop
