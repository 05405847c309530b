// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"

class QDialog;

namespace racewalk::desktop {

/// Dims a window behind a modal dialog, until that closes.
class Scrim final : public Themed<QWidget> {
    Q_OBJECT

public:
    Scrim(const Appearance &appearance, QDialog *dialog, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace racewalk::desktop
