// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "desktop/views/controls/themed.h"

class QAbstractItemModel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace racewalk::desktop {

/// A list that opens below a button, with a search field if it is long. Deletes itself when closed.
class PickerPopup final : public Themed<QFrame> {
    Q_OBJECT

public:
    PickerPopup(const Appearance &appearance, QAbstractItemModel &model, bool hasSearch,
                QWidget *parent);

    void openBelow(const QWidget &button, int currentRow);

Q_SIGNALS:
    void picked(int row); ///< row of the model

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void pick(const QModelIndex &proxyIndex);
    int heightOfRows() const;
    void colorClearIcon();

    QSortFilterProxyModel *m_proxy;
    QLineEdit *m_search = nullptr;
    QListView *m_list;
    int m_mostHeight = QWIDGETSIZE_MAX;
};

} // namespace racewalk::desktop
