// SPDX-License-Identifier: GPL-3.0-or-later
// The half of PresentWindow that paints.
#include <QPainter>

#include "desktop/views/present/present_window.h"

#include "desktop/models/verdict_words.h"
#include "desktop/session/prediction.h"
#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"
#include "desktop/views/present/present_thread.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double titleSize = 15.5, counterSize = 14.5; // at text size 100 %

} // namespace

void PresentWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_isBlank) {
        painter.fillRect(rect(), Qt::black);
        return;
    }
    painter.fillRect(rect(), m_appearance.theme().color(Token::App));
    drawing::paintBox(painter, QRectF(m_layout.timeline).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      m_appearance.theme().color(Token::Panel),
                      m_appearance.theme().color(Token::Line));
    paintTop(painter);
    paintLeftOut(painter);
}

void PresentWindow::paintTop(QPainter &painter) const
{
    const drawing::Theme &look = m_appearance.theme();
    const QRectF top = m_layout.top;
    const Run &run = m_session.run();
    const QFont strong = drawing::sized(look.font(FontRole::CardTitle), look.scaled(counterSize));
    const QFont plain = drawing::sized(look.font(FontRole::Body), look.scaled(counterSize));
    const QString of = tr(" / %1").arg(run.length());
    const double ofWidth = drawing::textWidth(plain, of);
    drawing::paintText(painter, top, of, plain, look.color(Token::Text3), Qt::AlignRight);
    drawing::paintText(painter, top.adjusted(0, 0, -ofWidth, 0), QString::number(run.position()),
                       strong, look.color(Token::Text), Qt::AlignRight);
    const double room = top.width() - ofWidth - look.scaled(60);
    const QFont title = drawing::sized(look.font(FontRole::CardTitle), look.scaled(titleSize));
    double x = top.left() +
               drawing::paintText(painter, top,
                                  drawing::fittingWords(m_session.title(), title, room * 0.6),
                                  title, look.color(Token::Text)) +
               look.scaled(10);
    const auto pill = [&](const drawing::Pill &shown) {
        const double wide = std::min(drawing::pillSize(shown, look).width(), top.left() + room - x);
        if (wide < look.scaled(40))
            return;
        drawing::paintPill(painter, QRectF(x, top.top(), wide, top.height()), shown, look);
        x += wide + look.scaled(8);
    };
    const auto &variants = m_session.scenario().variants;
    if (!variants.empty()) {
        drawing::Pill variant = drawing::plainPill(QString::fromStdString(
            variants[m_session.variant()].title.empty() ? variants[m_session.variant()].name
                                                        : variants[m_session.variant()].title));
        variant.icon = verdictIcon(m_session.result());
        pill(variant);
    }
    if (m_session.memory() != MemoryModel::Sc)
        pill(drawing::plainPill(
            QString::fromStdString(std::string(toText(m_session.memory()))).toUpper()));
    if (m_prediction->isOn())
        pill(drawing::runningPill(tr("What happens next?")));
    else if (m_guide.isActive())
        pill(drawing::runningPill(tr("Tour: %1, %2 of %3")
                                      .arg(m_guide.title())
                                      .arg(m_guide.stop())
                                      .arg(m_guide.lastStop())));
}

/// Which threads have no column, and how they are.
QString PresentWindow::leftOutText() const
{
    QStringList words;
    for (const PresentThread *thread : m_threads)
        if (std::ranges::find(m_shown, thread) == m_shown.end())
            words << tr("%1 (%2)").arg(thread->face().name, thread->face().stateWord);
    return words.isEmpty() ? QString() : tr("Not shown: %1").arg(words.join(QStringLiteral(", ")));
}

void PresentWindow::paintLeftOut(QPainter &painter) const
{
    const drawing::Theme &look = m_appearance.theme();
    const QFont font = look.font(FontRole::Body);
    drawing::paintText(painter, m_layout.leftOut,
                       drawing::fittingWords(leftOutText(), font, m_layout.leftOut.width()), font,
                       look.color(Token::Text2));
}

} // namespace racewalk::desktop
