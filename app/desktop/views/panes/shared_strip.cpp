// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QScrollBar>

#include "desktop/views/panes/shared_strip.h"

#include "desktop/session/session.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr double stripTitleHeight = 32;
constexpr double stripHeight = 196;
constexpr double rowsTitleHeight = 26;
constexpr double rowsPadding = 8;
constexpr std::size_t allRows = 10'000;

} // namespace

SharedStrip::SharedStrip(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_scroll(new QScrollArea(this)),
      m_tiles(new SharedTiles(appearance, nullptr))
{
    setObjectName(QStringLiteral("sharedState"));
    setAccessibleName(tr("Shared state"));
    m_tiles->setObjectName(QStringLiteral("sharedTiles"));
    m_tiles->setAccessibleName(tr("Shared values"));
    m_scroll->setObjectName(QStringLiteral("sharedScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::TabFocus);
    m_scroll->setAccessibleName(tr("Shared state"));
    m_scroll->setWidget(m_tiles);
    connect(m_tiles, &SharedTiles::rowHovered, this, [this](const SharedRow *row) {
        m_session.setHighlight(row ? Session::Highlight{row->cell, row->thread, {}}
                                   : Session::Highlight{});
    });
    connect(m_tiles, &SharedTiles::rowClicked, this, [this](const SharedRow *row) {
        m_session.select({row->cell, row->thread, {}});
    });
    connect(m_tiles, &SharedTiles::stepRequested, this,
            [this](Step step) { m_session.take(step); });
    connect(&session, &Session::previewChanged, this, &SharedStrip::refresh);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SharedStrip::setForm(Form form)
{
    if (m_form == form)
        return;
    m_form = form;
    m_tiles->setForm(form == Form::Stacked ? SharedTiles::Form::Stacked
                     : form == Form::Rows  ? SharedTiles::Form::Columns
                                           : SharedTiles::Form::Tiles);
    refresh();
    updateGeometry();
    arrange();
    update();
}

void SharedStrip::refresh()
{
    const Run &run = m_session.run();
    std::vector<SharedTile> tiles = sharedState(m_session);
    m_summary = changeSummary(tiles);
    SharedTile lanes;
    lanes.title = tr("Lanes");
    for (const ThreadId lane : m_lanes)
        lanes.rows.push_back(laneRow(m_session, lane));
    if (!lanes.rows.empty())
        tiles.push_back(std::move(lanes));
    m_rowCount = static_cast<int>(rowsOf(tiles, allRows).size());
    m_neededWidth = m_tiles->widthFor(tiles) + 2;
    if (m_form == Form::Rows) {
        SharedTile all;
        all.rows = rowsOf(tiles, static_cast<std::size_t>(2 * m_lines));
        tiles = {std::move(all)};
    }
    m_tiles->setTiles(std::move(tiles));
    if (run.position() == 0) {
        m_change = tr("Nothing has run yet");
        m_operation.clear();
    } else {
        m_change = run.event(run.position() - 1).changes.empty()
                       ? tr("No change by step %1").arg(run.position())
                       : tr("Changed by step %1").arg(run.position());
        m_operation = QString::fromStdString(run.event(run.position() - 1).text);
    }
    setAccessibleDescription(m_summary.isEmpty() ? m_change : m_summary);
    updateGeometry();
    update();
}

void SharedStrip::setLanes(std::vector<ThreadId> lanes)
{
    if (m_lanes == lanes)
        return;
    m_lanes = std::move(lanes);
    refresh();
}

void SharedStrip::setLines(int lines)
{
    if (m_lines == lines)
        return;
    m_lines = lines;
    refresh();
}

int SharedStrip::heightOf(Form form, int lines) const
{
    switch (form) {
    case Form::Strip:
        return scaled(stripHeight);
    case Form::Rows:
        return scaled(rowsTitleHeight + lines * SharedTiles::columnRowHeight + rowsPadding);
    case Form::Stacked:
        break;
    }
    return scaled(stripTitleHeight + 8) + m_tiles->sizeHint().height();
}

QSize SharedStrip::sizeHint() const
{
    return {scaled(m_form == Form::Stacked ? 200 : 400), heightOf(m_form, m_lines)};
}

double SharedStrip::titleHeight() const
{
    return theme().scaled(m_form == Form::Rows ? rowsTitleHeight : stripTitleHeight);
}

void SharedStrip::resizeEvent(QResizeEvent *)
{
    arrange();
}

void SharedStrip::arrange()
{
    const bool isRows = m_form == Form::Rows;
    const int top = qRound(titleHeight()) + 1 + (isRows ? scaled(3) : 0);
    m_scroll->setGeometry(1, top, width() - 2, std::max(0, height() - top - (isRows ? 1 : 6)));
}

void SharedStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      look.color(Token::Panel), look.color(Token::Line));
    const double high = titleHeight();
    const double pad = look.scaled(12);
    painter.setPen(QPen(look.color(Token::Line), 1));
    painter.drawLine(QPointF(1, high + 0.5), QPointF(width() - 1, high + 0.5));
    const QFont title = look.font(FontRole::BodyStrong);
    const QString name = tr("Shared state");
    const double used = drawing::paintText(painter, QRectF(pad, 0, width(), high), name, title,
                                           look.color(Token::Text));
    double right = width() - pad;
    const double left = pad + used + look.scaled(16);
    const QFont code = look.font(FontRole::Code);
    const QFont words = look.font(FontRole::Secondary);
    const double wordsWidth = drawing::textWidth(words, m_change);
    const double gap = look.scaled(6);
    const double room = std::max(0.0, right - left - wordsWidth - gap);
    const QString operation = drawing::fittingName(m_operation, code, room, m_session.names());
    // A stump of two letters says nothing.
    if (!operation.isEmpty() && (operation == m_operation || room > look.scaled(90))) {
        right -= drawing::paintText(painter, QRectF(left, 0, right - left, high), operation, code,
                                    look.color(Token::Text2), Qt::AlignRight) +
                 gap;
    }
    drawing::paintText(painter, QRectF(left, 0, right - left, high),
                       drawing::fittingWords(m_change, words, right - left, m_session.names()),
                       words, look.color(Token::Text3), Qt::AlignRight);
}

} // namespace racewalk::desktop
