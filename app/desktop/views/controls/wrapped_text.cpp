// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QRegularExpression>
#include <QTextLayout>

#include "desktop/views/controls/wrapped_text.h"

#include "drawing/text.h"
#include "run/timeline/short_names.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace racewalk::desktop {
namespace {

constexpr QChar breakHere(0x200b);

/// The first `most` lines, the last one with all that follows it.
std::vector<QString> linesOf(const QString &whole, const QFont &font, double width, int most)
{
    const QString text = breakableText(whole, font, width);
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WordWrap);
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
    for (QString &line : lines)
        line.remove(breakHere);
    return lines;
}

/// The lines of the text, or of as much of it as fits.
std::vector<QString> fittingLines(const QString &text, const QFont &font, double width, int most)
{
    const auto broken = [&](std::string_view form) {
        return linesOf(QString::fromUtf8(form.data(), qsizetype(form.size())), font, width, most);
    };
    ScreenNames names;
    names.add(text.toStdString());
    return broken(names.fittingWords(text.toStdString(), [&](std::string_view form) {
        return std::ranges::all_of(broken(form), [&](const QString &line) {
            return drawing::textWidth(font, line) <= width;
        });
    }));
}

} // namespace

QString breakableText(const QString &text, const QFont &font, double width)
{
    static const QRegularExpression partEnd(QStringLiteral("(_|\\.|->|\\()(?=\\w)"));
    QStringList words = text.split(QLatin1Char(' '));
    for (QString &word : words)
        if (drawing::textWidth(font, word) > width)
            word.replace(partEnd, QStringLiteral("\\1") + breakHere);
    return words.join(QLatin1Char(' '));
}

int wrappedLines(const QString &text, const QFont &font, double width, int most)
{
    return static_cast<int>(fittingLines(text, font, width, most).size());
}

void paintWrapped(QPainter &painter, const QRectF &place, const QString &text, const QFont &font,
                  const QColor &color, double lineHeight, int most)
{
    double y = place.top();
    for (const QString &line : fittingLines(text, font, place.width(), most)) {
        drawing::paintText(painter, QRectF(place.left(), y, place.width(), lineHeight), line, font,
                           color);
        y += lineHeight;
    }
}

} // namespace racewalk::desktop
