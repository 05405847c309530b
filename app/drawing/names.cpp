// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/names.h"

#include "drawing/text.h"
#include "run/timeline/short_names.h"

#include <string_view>

namespace racewalk::drawing {

QString elidedName(const QString &name, const QFont &font, double width, const QStringList &others)
{
    if (textWidth(font, name) <= width)
        return name;
    ScreenNames names;
    for (const QString &other : others)
        names.add(other.toStdString());
    names.add(name.toStdString());
    const auto fits = [&](std::string_view form) {
        const QString text = QString::fromUtf8(form.data(), static_cast<qsizetype>(form.size()));
        return textWidth(font, text) <= width;
    };
    return QString::fromStdString(names.fitting(name.toStdString(), fits));
}

} // namespace racewalk::drawing
