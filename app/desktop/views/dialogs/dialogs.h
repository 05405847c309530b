// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/base/appearance.h"

class QWidget;

namespace racewalk::desktop {

/// Each function opens a dialog that deletes itself when closed, and returns immediately.
void openKeyList(const Appearance &appearance, QWidget *parent);
void openAbout(const Appearance &appearance, QWidget *parent);
/// `text` keeps its lines and is shown in the code font.
void openDetails(const Appearance &appearance, const QString &title, const QString &text,
                 QWidget *parent);

} // namespace racewalk::desktop
