// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "desktop/base/appearance.h"

class QFileDialog;

namespace racewalk::desktop {

/// What a file dialog asks for.
struct FileQuestion {
    QString name; ///< object name of the dialog; its last folder is remembered by it
    QString title;
    QStringList filters; ///< "Scenarios (*.race)"; the first is chosen
    QString suffix{};    ///< that a name without one gets, without dot; for saving
    QString file{};      ///< the name that is suggested; for saving
    QString folder{}; ///< where the first dialog of this name begins; empty: the user's documents
    bool isSaving = false;
};

/// Creates a dialog in the window's colours, which opens in the folder of its last use. Connect
/// fileSelected() and open() it; it deletes itself.
QFileDialog *newFileDialog(const FileQuestion &question, const Appearance &appearance,
                           QWidget *window);

} // namespace racewalk::desktop
