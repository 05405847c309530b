// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QFontMetricsF>
#include <QPainter>

#include "desktop/views/outcomes/search_bar.h"

#include "desktop/models/outcomes/outcome_rows.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/flat_button.h"
#include "desktop/views/outcomes/progress_line.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

#include <utility>

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

/// What Continue would have.
Limits doubled(Limits limits)
{
    limits.maxStates *= 2;
    limits.maxMemoryMiB *= 2;
    return limits;
}

} // namespace

SearchBar::SearchBar(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session),
      m_progress(new ProgressLine(appearance, this)),
      m_button(new FlatButton(appearance, "stop", tr("Stop search"), {}, FlatButton::Look::Outlined,
                              this))
{
    setObjectName(QStringLiteral("searchBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setObjectName(QStringLiteral("searchBarButton"));
    connect(m_button, &FlatButton::clicked, this, [this] {
        if (m_isSearching)
            m_session.search().stopEarly();
        else
            m_session.search().searchAgain(
                {.variant = m_session.variant(), .memory = m_session.memory()});
    });
    connect(&session, &Session::variantChanged, this, &SearchBar::refresh);
    connect(&session, &Session::resultChanged, this, &SearchBar::refresh);
    refresh();
}

void SearchBar::refresh()
{
    if (!m_session.isOpen()) {
        hide();
        return;
    }
    const SearchResult &result = m_session.result();
    m_isSearching = result.stage == Stage::Searching;
    m_progress->setVisible(m_isSearching);
    m_progress->setShare(searchProgress(result));
    const QString before =
        std::exchange(m_text, m_isSearching ? searchText(result) : stoppedEarlyText(result));
    m_button->setIconName(m_isSearching ? "stop" : "play");
    m_button->setName(m_isSearching ? tr("Stop search") : tr("Continue"));
    if (!m_isSearching && !m_text.isEmpty()) {
        const SearchSubject subject{.variant = m_session.variant(), .memory = m_session.memory()};
        m_button->setToolTip(
            continueText(*result.verdict, doubled(m_session.search().limitsFor(subject))));
        m_button->setAccessibleDescription(m_button->toolTip());
    } else {
        m_button->setAccessibleDescription(
            tr("Ends the search with a verdict on the states that it has seen."));
        m_button->setToolTip(m_button->accessibleDescription());
    }
    setAccessibleName(m_isSearching ? tr("Searching: %1").arg(m_text) : m_text);
    setVisible(!m_text.isEmpty());
    arrange();
    updateGeometry();
    update();
    if (!m_isSearching && !m_text.isEmpty() && before != m_text) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

QSize SearchBar::sizeHint() const
{
    const double wide = drawing::textWidth(theme().font(FontRole::Secondary), m_text);
    const bool isLong = !m_isSearching && wide > textPlace().width();
    return {scaled(300), scaled(isLong ? 52 : 44)};
}

QRectF SearchBar::textPlace() const
{
    const double left = theme().scaled(m_isSearching ? 12 : 36);
    return {left, 0, std::max(0.0, m_button->x() - left - theme().scaled(12)), 1.0 * height()};
}

void SearchBar::resizeEvent(QResizeEvent *)
{
    arrange();
    updateGeometry();
}

void SearchBar::arrange()
{
    const QSize size = m_button->sizeHint();
    m_button->setGeometry(width() - scaled(12) - size.width(), (height() - size.height()) / 2,
                          size.width(), size.height());
    const QRectF room = textPlace();
    m_progress->setGeometry(qRound(room.left()), height() / 2 + scaled(8), qRound(room.width()), 6);
}

void SearchBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    painter.fillRect(rect(), look.color(m_isSearching ? Token::Panel : Token::OpenBg));
    painter.fillRect(QRect(0, height() - 1, width(), 1), look.color(Token::Line));
    const QRectF room = textPlace();
    const QFont font = look.font(FontRole::Secondary);
    if (m_isSearching) {
        const QRectF line(room.left(), height() / 2.0 - look.scaled(14), room.width(),
                          look.scaled(18));
        const double used =
            drawing::paintText(painter, line, tr("Searching"), look.font(FontRole::SecondaryStrong),
                               look.color(Token::Text));
        const QRectF rest = line.adjusted(used + look.scaled(8), 0, 0, 0);
        drawing::paintText(painter, rest, drawing::fittingWords(m_text, font, rest.width()), font,
                           look.color(Token::Text2));
        return;
    }
    const double icon = look.scaled(16);
    drawing::paintIcon(painter, "warning",
                       QRectF(look.scaled(12), (height() - icon) / 2, icon, icon),
                       look.color(Token::OpenText), look);
    painter.setFont(font);
    painter.setPen(look.color(Token::OpenText));
    painter.drawText(room, Qt::AlignVCenter | Qt::TextWordWrap, m_text);
}

} // namespace racewalk::desktop
