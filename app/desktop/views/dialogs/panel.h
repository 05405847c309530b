// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// A modal dialog without a frame, in the middle of its window, which it dims. Deletes itself.
class Panel : public Themed<QDialog> {
    Q_OBJECT

public:
    /// `name` is its object's.
    Panel(const Appearance &appearance, const QString &name, const QString &title, QWidget *window);

protected:
    /// Takes its place: no larger than the window, no smaller than `least` if there is room. The
    /// sizes are those at text size 100 %.
    void place(QSize usual, QSize least);
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace racewalk::desktop
