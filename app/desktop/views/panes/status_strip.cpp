// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QPainter>

#include "desktop/views/panes/status_strip.h"

#include "desktop/models/outcomes/line_words.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/key_hints.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {

StatusStrip::StatusStrip(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session),
      m_verdict(new PillButton(stripHeight, appearance, this))
{
    setObjectName(QStringLiteral("statusStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    connect(m_verdict, &PillButton::clicked, this, [this] { m_session.findFailure(); });
    connect(&session, &Session::variantChanged, this, &StatusStrip::refresh);
    connect(&session, &Session::resultChanged, this, &StatusStrip::refresh);
    connect(&session.lines(), &LineSearch::progressChanged, this, &StatusStrip::refresh);
    if (session.isOpen())
        refresh();
}

QWidget *StatusStrip::verdictButton() const
{
    return m_verdict;
}

void StatusStrip::refresh()
{
    const SearchResult &result = m_session.result();
    const drawing::Pill pill = verdictPill(result);
    const bool isNews = m_verdict->text() != pill.text && result.stage == SearchResult::Stage::Done;
    m_verdict->setPill(pill, tr("Verdict: %1").arg(pill.text));
    m_verdict->setToolTip(m_session.failures().empty()
                              ? searchText(result)
                              : tr("%1. Click to load this run.").arg(pill.text));
    setAccessibleName(leftText());
    arrange();
    update();
    if (isNews) {
        QAccessibleEvent event(m_verdict, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void StatusStrip::resizeEvent(QResizeEvent *)
{
    arrange();
}

void StatusStrip::setLow(bool isLow)
{
    if (m_isLow == isLow)
        return;
    m_isLow = isLow;
    updateGeometry();
}

void StatusStrip::arrange()
{
    const QSize size = m_verdict->sizeHint();
    const int wide = std::min(size.width(), width() / 2);
    const int high = std::min(size.height(), height() - 2);
    m_verdict->setGeometry(width() - scaled(12) - wide, (height() - high + 1) / 2, wide, high);
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    if (!m_session.isOpen())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme().color(Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), theme().color(Token::Line));
    const double left = paintSearch(painter);
    paintHints(painter, left + theme().scaled(24), m_verdict->x() - theme().scaled(24));
}

/// What is searched for now; else what was seen.
QString StatusStrip::leftText() const
{
    return m_session.lines().isSearching() ? lineProgressText(m_session.lines())
                                           : searchText(m_session.result());
}

double StatusStrip::leftProgress() const
{
    const LineSearch &lines = m_session.lines();
    if (!lines.isSearching())
        return searchProgress(m_session.result());
    return lines.total() == 0
               ? 0
               : static_cast<double>(lines.done()) / static_cast<double>(lines.total());
}

double StatusStrip::paintSearch(QPainter &painter) const
{
    const auto &look = theme();
    const SearchResult &result = m_session.result();
    const QFont font = look.font(FontRole::Secondary);
    double x = look.scaled(12);
    const bool isDone = result.stage == SearchResult::Stage::Done;
    if (result.stage == SearchResult::Stage::Searching || m_session.lines().isSearching()) {
        const QRectF bar(x, height() / 2.0 - 2, look.scaled(120), 4);
        drawing::paintBox(painter, bar, 2, look.color(Token::Press), look.color(Token::Press), 0);
        QRectF done = bar;
        done.setWidth(bar.width() * leftProgress());
        drawing::paintBox(painter, done, 2, look.color(Token::Acc), look.color(Token::Acc), 0);
        x = bar.right() + look.scaled(8);
    } else {
        const double icon = look.scaled(14);
        const bool isComplete = isDone && result.verdict->isComplete();
        drawing::paintIcon(painter,
                           isComplete                                   ? "check"
                           : result.stage == SearchResult::Stage::Error ? "error"
                           : isDone                                     ? "warning"
                                                                        : "unknown",
                           QRectF(x, (height() - icon) / 2, icon, icon),
                           look.color(isComplete ? Token::Safe : Token::Text2), look);
        x += icon + look.scaled(6);
    }
    const double room = m_verdict->x() - x - look.scaled(12);
    return x + drawing::paintText(painter, QRectF(x, 0, room, height()),
                                  drawing::fittingWords(leftText(), font, room), font,
                                  look.color(Token::Text2));
}

void StatusStrip::paintHints(QPainter &painter, double left, double right) const
{
    QStringList numbers;
    const std::size_t threads = m_session.program().threads.size();
    if (threads <= 4)
        for (std::size_t number = 1; number <= threads; ++number)
            numbers << QString::number(number);
    else
        numbers << QStringLiteral("1\u2013%1").arg(std::min<std::size_t>(threads, 9));
    std::vector<drawing::KeyHint> hints{
        {numbers, tr("step thread")},
        {{tr("Shift"), QStringLiteral("n")}, tr("run")},
        {{QString(QChar(0x2190)), QString(QChar(0x2192))}, tr("back, forward")}};
    if (!m_session.failures().empty())
        hints.push_back({{QStringLiteral("F")}, findText(m_session).toLower()});
    drawing::paintKeyHints(painter, rect(), left, right, hints, theme());
}

} // namespace racewalk::desktop
