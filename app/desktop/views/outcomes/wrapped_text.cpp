// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QTextLayout>

#include "desktop/views/outcomes/wrapped_text.h"

#include "drawing/text.h"

#include <vector>

namespace racewalk::desktop {
namespace {

/// The first `most` lines and all that follows them, as parts of the text.
std::vector<QString> linesOf(const QString &text, const QFont &font, double width, int most)
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    std::vector<QString> lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const bool isLast = static_cast<int>(lines.size()) + 1 == most;
        lines.push_back(isLast ? text.mid(line.textStart())
                               : text.mid(line.textStart(), line.textLength()).trimmed());
        if (isLast)
            break;
    }
    layout.endLayout();
    return lines;
}

} // namespace

int wrappedLines(const QString &text, const QFont &font, double width, int most)
{
    return static_cast<int>(linesOf(text, font, width, most).size());
}

void paintWrapped(QPainter &painter, const QRectF &place, const QString &text, const QFont &font,
                  const QColor &color, double lineHeight, int most)
{
    double y = place.top();
    for (const QString &line : linesOf(text, font, place.width(), most)) {
        drawing::paintText(painter, QRectF(place.left(), y, place.width(), lineHeight),
                           drawing::elidedRight(line, font, place.width()), font, color);
        y += lineHeight;
    }
}

} // namespace racewalk::desktop
