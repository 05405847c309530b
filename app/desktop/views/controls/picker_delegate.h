// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "desktop/session/appearance.h"

namespace racewalk::desktop {

/// A row of a picker's list: icon, text and detail, below them a line that says more, and a
/// section's title above the section's first row.
class PickerDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    PickerDelegate(const Appearance &appearance, QObject *parent);

    /// What a row needs to be shown without a cut. A list that is narrower cuts its texts.
    int naturalWidth(const QModelIndex &index) const;
    /// As narrow as it may be: the list gives a row its own width.
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
