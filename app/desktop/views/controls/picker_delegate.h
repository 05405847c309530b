// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "desktop/base/appearance.h"

namespace racewalk::desktop {

/// Paints a row of a picker's list: icon, text and detail, a second line with more text below them,
/// and a section title above a section's first row.
class PickerDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    PickerDelegate(const Appearance &appearance, QObject *parent);

    /// The width that a row needs to be shown completely. A narrower list shortens its texts.
    int naturalWidth(const QModelIndex &index) const;
    /// The least width: the list sets a row's actual width.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintSection(QPainter &painter, const QRectF &place, const QString &title) const;
    void paintText(QPainter &painter, const QRectF &place, const QModelIndex &index,
                   bool isSelected) const;

    const Appearance &m_appearance;
};

} // namespace racewalk::desktop
