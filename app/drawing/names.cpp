// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/names.h"

#include "drawing/text.h"

#include <string_view>

namespace racewalk::drawing {
namespace {

ScreenNames::Fits fitsInto(const QFont &font, double width)
{
    return [font, width](std::string_view form) {
        return textWidth(font, QString::fromUtf8(form.data(), qsizetype(form.size()))) <= width;
    };
}

} // namespace

QString fittingName(const QString &text, const QFont &font, double width, const ScreenNames &names)
{
    if (textWidth(font, text) <= width)
        return text;
    return QString::fromStdString(names.fitting(text.toStdString(), fitsInto(font, width)));
}

QString fittingWords(const QString &text, const QFont &font, double width, const ScreenNames &names)
{
    if (textWidth(font, text) <= width)
        return text;
    return QString::fromStdString(names.fittingWords(text.toStdString(), fitsInto(font, width)));
}

} // namespace racewalk::drawing
