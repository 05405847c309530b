// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>
#include <QStringList>

namespace racewalk::drawing {

/// Shortens a name by its leading parts, while no other name of `others` has the same form; never
/// in its middle. "" if not even the ellipsis fits.
QString elidedName(const QString &name, const QFont &font, double width,
                   const QStringList &others = {});

} // namespace racewalk::drawing
