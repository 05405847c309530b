// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "desktop/views/panes/code_pane.h"

#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double gutter = 22;
constexpr double codeTitleHeight = 22;
constexpr double codePadding = 6;

/// Without smoothing, so that what stands below each other has no gaps where pixels are fractions.
void fill(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(rect, color);
    painter.setRenderHint(QPainter::Antialiasing);
}

} // namespace

CodePane::CodePane(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    verticalScrollBar()->setObjectName(QStringLiteral("codeScrollBar"));
}

int CodePane::compactHeight() const
{
    return scaled(3 * rowHeight + 8);
}

void CodePane::setListing(std::vector<CodeLine> listing, const ScreenNames &names)
{
    m_names = names;
    m_listing = std::move(listing);
    m_marks.assign(m_listing.size(), {});
    verticalScrollBar()->setValue(0);
    layOut();
}

void CodePane::setMarks(std::vector<CodeMark> marks, const std::string &currentIcon)
{
    m_marks = std::move(marks);
    m_currentIcon = currentIcon;
    if (m_isCompact)
        layOut();
    else
        keepCurrentInMiddle();
    QString current;
    for (std::size_t index = 0; index < m_marks.size(); ++index)
        if (m_marks[index].frame == CodeMark::Frame::Current)
            current = QString::fromStdString(m_listing[index].text).trimmed();
    setAccessibleDescription(current.isEmpty() ? tr("No current line")
                                               : tr("Current line: %1").arg(current));
    viewport()->update();
}

void CodePane::setCompact(bool isCompact)
{
    if (m_isCompact == isCompact)
        return;
    m_isCompact = isCompact;
    setVerticalScrollBarPolicy(isCompact ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    layOut();
}

void CodePane::layOut()
{
    m_rows.clear();
    const double scale = theme().textSize();
    const double character =
        std::max(1.0, drawing::textWidth(theme().font(FontRole::Code), QStringLiteral("m")));
    const double room = viewport()->width() - (gutter + codePadding) * scale;
    const auto columns = static_cast<std::size_t>(std::max(8.0, room / character));
    if (m_isCompact) {
        layOutCompact(columns);
        return;
    }
    double y = codePadding * scale;
    for (std::size_t index = 0; index < m_listing.size(); ++index) {
        const CodeLine &line = m_listing[index];
        if (line.isTitle) {
            y += index == 0 ? 0 : 4 * scale;
            m_rows.push_back({index, {0, line.text.size(), 0}, true, y, codeTitleHeight * scale});
            y += (codeTitleHeight + 1) * scale;
            continue;
        }
        bool isFirst = true;
        for (const drawing::CodeRow &part : drawing::wrapCodeLine(line.text, line.spans, columns)) {
            m_rows.push_back({index, part, isFirst, y, rowHeight * scale});
            y += rowHeight * scale;
            isFirst = false;
        }
    }
    m_height = y + codePadding * scale;
    const int page = viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, qCeil(m_height) - page));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(scaled(rowHeight));
    keepCurrentInMiddle();
    viewport()->update();
}

/// The line before, the current one, the line after; the first three while there is no current one.
void CodePane::layOutCompact(std::size_t)
{
    verticalScrollBar()->setRange(0, 0);
    std::vector<std::size_t> code;
    std::size_t current = 0;
    for (std::size_t index = 0; index < m_listing.size(); ++index) {
        if (m_listing[index].isTitle)
            continue;
        if (m_marks[index].frame == CodeMark::Frame::Current)
            current = code.size();
        code.push_back(index);
    }
    std::size_t first = current > 0 ? current - 1 : 0;
    if (code.size() >= 3)
        first = std::min(first, code.size() - 3);
    code.erase(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(first));
    code.resize(std::min<std::size_t>(code.size(), 3));
    std::size_t shared = code.empty() ? 0 : m_listing[code.front()].added;
    for (const std::size_t index : code)
        shared = std::min(shared, m_listing[index].added);
    double y = theme().scaled(4);
    for (const std::size_t index : code) {
        const CodeLine &line = m_listing[index];
        m_rows.push_back({index,
                          {line.added, line.text.size(), line.added - shared},
                          true,
                          y,
                          theme().scaled(rowHeight)});
        y += theme().scaled(rowHeight);
    }
    viewport()->update();
}

void CodePane::keepCurrentInMiddle()
{
    if (m_isCompact)
        return;
    const auto row = std::ranges::find_if(m_rows, [this](const Row &each) {
        return m_marks[each.line].frame == CodeMark::Frame::Current;
    });
    if (row == m_rows.end())
        return;
    const double page = viewport()->height();
    const double y = row->top - verticalScrollBar()->value();
    if (y < page / 3)
        verticalScrollBar()->setValue(qRound(row->top - page / 3));
    else if (y + row->height > page * 2 / 3)
        verticalScrollBar()->setValue(qRound(row->top + row->height - page * 2 / 3));
}

void CodePane::scrollToLine(std::uint32_t number)
{
    const auto row = std::ranges::find_if(m_rows, [this, number](const Row &each) {
        return m_listing[each.line].number == number && !m_listing[each.line].isTitle;
    });
    if (row != m_rows.end() && !m_isCompact)
        verticalScrollBar()->setValue(qRound(row->top - viewport()->height() / 2.0));
}

void CodePane::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void CodePane::applyTheme()
{
    layOut();
    viewport()->update();
}

const CodePane::Row *CodePane::anyRowAt(double y) const
{
    const double inText = y + verticalScrollBar()->value();
    const auto row = std::ranges::find_if(m_rows, [inText](const Row &each) {
        return inText >= each.top && inText < each.top + each.height;
    });
    return row == m_rows.end() ? nullptr : &*row;
}

const CodePane::Row *CodePane::rowAt(double y) const
{
    const Row *row = anyRowAt(y);
    return row && m_listing[row->line].isTitle ? nullptr : row;
}

void CodePane::mousePressEvent(QMouseEvent *event)
{
    const Row *row = event->button() == Qt::LeftButton ? rowAt(event->position().y()) : nullptr;
    m_pressed = row ? m_listing[row->line].number : 0;
}

void CodePane::mouseReleaseEvent(QMouseEvent *event)
{
    const Row *row = rowAt(event->position().y());
    if (row && m_pressed != 0 && m_listing[row->line].number == m_pressed)
        Q_EMIT lineClicked(m_pressed);
    m_pressed = 0;
}

bool CodePane::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Row *row = anyRowAt(help->pos().y());
    if (row && m_listing[row->line].isTitle)
        QToolTip::showText(help->globalPos(), QString::fromStdString(m_listing[row->line].text),
                           viewport());
    else if (row && m_tip)
        QToolTip::showText(help->globalPos(), m_tip(m_listing[row->line].number), viewport());
    else
        QToolTip::hideText();
    return true;
}

int CodePane::accessibleRowCount() const
{
    return static_cast<int>(m_listing.size());
}

QString CodePane::accessibleRowText(int row) const
{
    const CodeLine &line = m_listing[static_cast<std::size_t>(row)];
    const CodeMark &mark = m_marks[static_cast<std::size_t>(row)];
    QStringList words{QString::fromStdString(line.text).trimmed()};
    if (mark.frame == CodeMark::Frame::Current)
        words << tr("current");
    else if (mark.isExecuted)
        words << tr("executed");
    if (line.isAdded)
        words << tr("added");
    if (mark.isGuarding)
        words << tr("load-bearing against a failure");
    else if (mark.isLoadBearing)
        words << tr("load-bearing");
    return words.join(QLatin1String(", "));
}

QRect CodePane::accessibleRowPlace(int row) const
{
    QRectF place;
    for (const Row &each : m_rows)
        if (each.line == static_cast<std::size_t>(row))
            place |= QRectF(0, each.top - verticalScrollBar()->value(), viewport()->width(),
                            each.height);
    const QRect shown = place.toAlignedRect() & viewport()->rect();
    return shown.isEmpty() ? QRect() : shown.translated(viewport()->pos());
}

bool CodePane::isAccessibleRowCurrent(int row) const
{
    return m_marks[static_cast<std::size_t>(row)].frame == CodeMark::Frame::Current;
}

void CodePane::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    // Smoothed, its edge would let through what was there before, where pixels are fractions.
    painter.fillRect(event->rect().adjusted(-1, -1, 1, 1), theme().color(Token::Panel));
    painter.setRenderHint(QPainter::Antialiasing);
    const double offset = verticalScrollBar()->value();
    for (const Row &row : m_rows) {
        const double y = row.top - offset;
        if (y + row.height >= event->rect().top() && y <= event->rect().bottom())
            paintRow(painter, row, y);
    }
}

void CodePane::paintRow(QPainter &painter, const Row &row, double y) const
{
    const CodeLine &line = m_listing[row.line];
    const CodeMark &mark = m_marks[row.line];
    const QRectF band(0, y, viewport()->width(), row.height);
    if (line.isTitle) {
        fill(painter, band, theme().color(Token::Sunken));
        const QFont font = theme().font(FontRole::Code);
        const QRectF place =
            band.adjusted(theme().scaled(gutter), 0, -theme().scaled(codePadding), 0);
        drawing::paintText(
            painter, place,
            drawing::fittingName(QString::fromStdString(line.text), font, place.width(), m_names),
            font, theme().color(Token::Text2));
        return;
    }
    if (mark.frame == CodeMark::Frame::Current)
        fill(painter, band, theme().color(Token::AccBg));
    else if (line.isAdded)
        fill(painter, band, theme().color(Token::Add));
    paintGutter(painter, row, y);
    paintCode(painter, row, y);
}

void CodePane::paintGutter(QPainter &painter, const Row &row, double y) const
{
    const CodeMark &mark = m_marks[row.line];
    const double scale = theme().textSize();
    if (mark.isExecuted)
        fill(painter, QRectF((gutter - 5) * scale, y, 3 * scale, row.height),
             theme().color(Token::KLookE));
    if (mark.isLoadBearing)
        fill(painter, QRectF(0, y, (mark.isGuarding ? 4 : 2) * scale, row.height),
             theme().color(mark.isGuarding ? Token::Doom : Token::OpenEdge));
    if (!row.isFirst)
        return;
    const double size = 12 * scale;
    const QRectF place(3 * scale, y + (row.height - size) / 2, size, size);
    if (mark.frame == CodeMark::Frame::Current)
        drawing::paintIcon(painter, m_currentIcon, place, theme().color(Token::Acc), theme());
    else if (mark.frame == CodeMark::Frame::Caller)
        drawing::paintIcon(painter, "caller", place, theme().color(Token::Text2), theme());
    else if (m_listing[row.line].isAdded)
        drawing::paintText(painter, place, QStringLiteral("+"), theme().font(FontRole::CodeStrong),
                           theme().color(Token::AddText), Qt::AlignHCenter);
}

static Token inkOf(CodeSpan::Kind kind)
{
    switch (kind) {
    case CodeSpan::Kind::Keyword:
    case CodeSpan::Kind::Label:
        return Token::SynKw;
    case CodeSpan::Kind::Comment:
        return Token::SynCm;
    case CodeSpan::Kind::String:
        break;
    }
    return Token::AddText;
}

void CodePane::paintCode(QPainter &painter, const Row &row, double y) const
{
    const CodeLine &line = m_listing[row.line];
    const CodeMark &mark = m_marks[row.line];
    const QFont plain = theme().font(FontRole::Code);
    const QFont strong = theme().font(FontRole::CodeStrong);
    const double character = drawing::textWidth(plain, QStringLiteral("m"));
    double x = theme().scaled(gutter) + static_cast<double>(row.part.indent) * character;
    const double right = viewport()->width() - theme().scaled(4);

    std::size_t at = row.part.begin;
    while (at < row.part.end && x < right) {
        std::size_t end = row.part.end;
        Token ink = line.isAdded ? Token::AddText : Token::Text;
        for (const CodeSpan &span : line.spans) {
            if (at >= span.begin && at < span.end) {
                end = std::min(end, span.end);
                ink = inkOf(span.kind);
            } else if (span.begin > at) {
                end = std::min(end, span.begin);
            }
        }
        const bool isStrong =
            mark.frame == CodeMark::Frame::Current && at >= mark.strongBegin && at < mark.strongEnd;
        if (isStrong)
            end = std::min(end, mark.strongEnd);
        else if (mark.frame == CodeMark::Frame::Current && at < mark.strongBegin)
            end = std::min(end, mark.strongBegin);
        QString text = QString::fromUtf8(line.text.data() + at, static_cast<qsizetype>(end - at));
        text.replace(QLatin1Char('\t'), QLatin1Char(' '));
        const QFont &font = isStrong ? strong : plain;
        if (m_isCompact && x + drawing::textWidth(font, text) > right) {
            text = drawing::fittingName(text, font, right - x, m_names);
            at = row.part.end; // nothing fits after it
            end = at;
        }
        drawing::paintText(painter, QRectF(x, y, right - x + character, row.height), text, font,
                           theme().color(ink));
        x += static_cast<double>(text.size()) * character;
        at = end;
    }
}

} // namespace racewalk::desktop
