// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

#include "run/timeline/short_names.h"

namespace racewalk::drawing {

/// A name or code, shortened to a width by ScreenNames::fitting(). `names` are those on the screen.
QString fittingName(const QString &text, const QFont &font, double width,
                    const ScreenNames &names = {});

/// A sentence or a title, shortened to a width by ScreenNames::fittingWords().
QString fittingWords(const QString &text, const QFont &font, double width,
                     const ScreenNames &names = {});

} // namespace racewalk::drawing
