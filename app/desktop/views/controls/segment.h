// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/views/controls/themed.h"

#include <string>

namespace racewalk::desktop {

/// One of several choices next to each other, of which one is chosen. The other segments of its
/// parent are the other choices.
class Segment final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    Segment(const Appearance &appearance, bool isFirst, bool isLast, QWidget *parent);

    void setIconName(const QString &icon);
    /// Shows or hides a dot after the text.
    void setMarked(bool isMarked);
    void setLast(bool isLast);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::string m_icon;
    bool m_isMarked = false;
    bool m_isFirst, m_isLast;
};

} // namespace racewalk::desktop
