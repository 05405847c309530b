// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/views/controls/themed.h"
#include "drawing/parts.h"

namespace racewalk::desktop {

/// A button that looks like a pill, as high as a status bar.
class PillButton final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    /// `height` at text size 100 %.
    PillButton(double height, const Appearance &appearance, QWidget *parent);

    void setPill(const drawing::Pill &pill, const QString &accessibleName);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_height;
    drawing::Pill m_pill;
};

} // namespace racewalk::desktop
