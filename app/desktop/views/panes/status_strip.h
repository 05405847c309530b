// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/pill_button.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class Session;

/// The row at the bottom: the progress of the search, keys, and the verdict, which loads the
/// finding when clicked.
class StatusStrip final : public Themed<QWidget> {
    Q_OBJECT

public:
    StatusStrip(Session &session, const Appearance &appearance, QWidget *parent);

    static constexpr int stripHeight = 28;
    static constexpr int lowHeight = 22;

    /// Whether the window is low, for the size of its text.
    void setLow(bool isLow);

    QWidget *verdictButton() const;

    QSize sizeHint() const override { return {scaled(600), minimumSizeHint().height()}; }
    QSize minimumSizeHint() const override
    {
        return {100, scaled(m_isLow ? lowHeight : stripHeight)};
    }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void refresh();
    void arrange();
    QString leftText() const;
    double leftProgress() const; ///< 0 to 1
    double paintSearch(QPainter &painter) const;
    void paintHints(QPainter &painter, double left, double right) const;

    Session &m_session;
    bool m_isLow = false;
    PillButton *m_verdict;
};

} // namespace racewalk::desktop
