// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// A thin bar that shows how far something has come.
class ProgressLine final : public Themed<QWidget> {
    Q_OBJECT

public:
    ProgressLine(const Appearance &appearance, QWidget *parent);

    void setShare(double share); ///< 0 to 1
    double share() const { return m_share; }

    QSize sizeHint() const override { return {scaled(120), 6}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = 0;
};

} // namespace racewalk::desktop
