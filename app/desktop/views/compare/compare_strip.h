// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/session/comparing.h"
#include "desktop/views/controls/pill_button.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// The row at the bottom of the window while two sides are compared: what the rows mean, the keys,
/// and where the sides part.
class CompareStrip final : public Themed<QWidget> {
    Q_OBJECT

public:
    CompareStrip(Comparing &comparing, const Appearance &appearance, QWidget *parent);
    ~CompareStrip() override;

    static constexpr int stripHeight = 28;

    QWidget *differenceButton() const;
    QSize sizeHint() const override { return {600, scaled(stripHeight)}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    void refresh();
    void arrange();

    Comparing &m_comparing;
    PillButton *m_difference;
};

} // namespace racewalk::desktop
