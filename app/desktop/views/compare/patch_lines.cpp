// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QScrollBar>

#include "desktop/views/compare/patch_lines.h"

#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double patchMargin = 4, markX = 10, textX = 26;

bool isHeading(const QString &line)
{
    return line.startsWith(QLatin1Char('@'));
}

/// The fill of a line and the colours of its text.
struct LineLook {
    Token fill = Token::Panel, text = Token::Text;
};

LineLook lookOf(const QString &line)
{
    if (line.startsWith(QLatin1Char('+')))
        return {Token::Add, Token::AddText};
    if (line.startsWith(QLatin1Char('-')))
        return {Token::Press, Token::Text};
    return isHeading(line) ? LineLook{Token::Sunken, Token::Text3} : LineLook{};
}

/// Without the mark, with blanks for tabs. Of a heading, the function.
QString contentOf(const QString &line)
{
    QString content = isHeading(line) ? line.mid(3) : line.mid(1);
    return content.replace(QLatin1Char('\t'), QStringLiteral("        "));
}

int indentOf(const QString &content)
{
    int blanks = 0;
    while (blanks < content.size() && content[blanks].isSpace())
        ++blanks;
    return blanks;
}

/// The blanks that the lines begin with in common, apart from braces and empty lines.
int commonIndent(const QStringList &lines)
{
    int common = -1;
    for (const QString &line : lines) {
        const QString content = contentOf(line);
        if (isHeading(line) || content.trimmed().size() <= 1)
            continue;
        common = common < 0 ? indentOf(content) : std::min(common, indentOf(content));
    }
    return std::max(0, common);
}

} // namespace

PatchLines::PatchLines(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("patchLines"));
    setAccessibleName(tr("Patch"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
}

void PatchLines::setLines(const QStringList &lines, const QString &message)
{
    m_lines = lines;
    m_indent = commonIndent(lines);
    m_message = message;
    setAccessibleDescription(lines.isEmpty() ? message : QString());
    verticalScrollBar()->setValue(0);
    updateScrollBars();
    viewport()->update();
}

double PatchLines::lineHeight() const
{
    return theme().scaled(18);
}

QString PatchLines::shown(const QString &line) const
{
    const QString content = contentOf(line);
    return content.mid(isHeading(line) ? 0 : std::min(m_indent, indentOf(content)));
}

double PatchLines::linesWidth() const
{
    const QFont font = theme().font(FontRole::Code);
    double wide = 0;
    for (const QString &line : m_lines)
        wide = std::max(wide, drawing::textWidth(font, shown(line)));
    return wide + theme().scaled(textX + markX);
}

void PatchLines::updateScrollBars()
{
    const double high = m_lines.size() * lineHeight() + 2 * theme().scaled(patchMargin);
    verticalScrollBar()->setRange(0, std::max(0, qCeil(high) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(qRound(lineHeight()));
    horizontalScrollBar()->setRange(0, std::max(0, qCeil(linesWidth()) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(scaled(20));
}

void PatchLines::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void PatchLines::applyTheme()
{
    updateScrollBars();
}

QString PatchLines::accessibleRowText(int row) const
{
    const QString &line = m_lines[row];
    const QString content = contentOf(line).trimmed();
    if (line.startsWith(QLatin1Char('+')))
        return tr("added: %1").arg(content);
    if (line.startsWith(QLatin1Char('-')))
        return tr("removed: %1").arg(content);
    return isHeading(line) ? tr("in %1").arg(content) : content;
}

QRect PatchLines::accessibleRowPlace(int row) const
{
    const double y =
        theme().scaled(patchMargin) + row * lineHeight() - verticalScrollBar()->value();
    const QRect place =
        QRectF(0, y, viewport()->width(), lineHeight()).toAlignedRect() & viewport()->rect();
    return place.isEmpty() ? QRect() : place.translated(viewport()->pos());
}

void PatchLines::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    painter.fillRect(viewport()->rect(), look.color(Token::Panel));
    if (m_lines.isEmpty()) {
        drawing::paintText(painter,
                           QRectF(look.scaled(12), look.scaled(8), width(), look.scaled(20)),
                           m_message, look.font(FontRole::Secondary), look.color(Token::Text2));
        return;
    }
    const double left = -horizontalScrollBar()->value();
    double y = look.scaled(patchMargin) - verticalScrollBar()->value();
    for (const QString &line : std::as_const(m_lines)) {
        const LineLook colors = lookOf(line);
        const QRectF place(0, y, viewport()->width(), lineHeight());
        painter.fillRect(place, look.color(colors.fill));
        const bool isTitle = isHeading(line);
        const QFont font = look.font(isTitle ? FontRole::SmallCode : FontRole::Code);
        const QString mark =
            line.startsWith(QLatin1Char('-')) ? QString(QChar(0x2212)) : line.left(1);
        if (!isTitle)
            drawing::paintText(painter, place.translated(left + look.scaled(markX), 0), mark,
                               look.font(FontRole::CodeStrong), look.color(colors.text));
        drawing::paintText(painter,
                           place.translated(left + look.scaled(isTitle ? markX : textX), 0),
                           shown(line), font, look.color(colors.text));
        y += lineHeight();
    }
}

} // namespace racewalk::desktop
