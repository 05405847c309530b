// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace racewalk::desktop {

/// Translates a text outside of QObject classes.
inline QString tr(const char *text)
{
    return QCoreApplication::translate("racewalk::desktop", text);
}

} // namespace racewalk::desktop
