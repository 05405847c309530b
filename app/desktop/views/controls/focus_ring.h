// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// Paints a ring around the widget that has the keyboard focus, outside of its border, while the
/// user uses the keyboard.
class FocusRing final : public Themed<QWidget> {
    Q_OBJECT

public:
    FocusRing(const Appearance &appearance, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();

    QWidget *m_window;
    QPointer<QWidget> m_target;
    bool m_isByKeyboard = false;
};

} // namespace racewalk::desktop
