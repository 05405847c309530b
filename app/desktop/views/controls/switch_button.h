// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// A setting that is on or off, with its name beside it.
class SwitchButton final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    SwitchButton(const Appearance &appearance, const QString &name, QWidget *parent);

    /// Shows or hides the name; the tooltip always has it.
    void setTextShown(bool isShown);
    /// Without room at its sides.
    void setFlush(bool isFlush);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_isTextShown = true;
    bool m_isFlush = false;
};

} // namespace racewalk::desktop
