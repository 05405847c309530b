// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// The column titles of a table. If its sections are clickable, a click or, with the keyboard,
/// Left, Right and Enter choose what the table is sorted by.
class TableHeader final : public Themed<QHeaderView> {
    Q_OBJECT

public:
    /// `height` at text size 100 %.
    TableHeader(const Appearance &appearance, int height, QWidget *parent);

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void paintArrow(QPainter &painter, const QRectF &place) const;

    const int m_height;
    int m_chosen = 0; ///< by the keyboard
};

} // namespace racewalk::desktop
