// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include "desktop/models/outcomes/outcomes_model.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class TableHeader;

/// The table of endings. Up and Down select an ending, Enter replays it; digits and letters are
/// left to the window.
class EndingsTable final : public Themed<QTableView> {
    Q_OBJECT

public:
    EndingsTable(OutcomesModel &model, const Appearance &appearance, QWidget *parent);

    static constexpr int headerHeight = 40;
    static constexpr int rowHeight = 68;

    TableHeader &header() { return *m_header; }
    /// With all rows.
    int naturalHeight() const;
    /// With the header and `rows` rows.
    int heightOf(int rows) const;

    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    void replayRequested(int row);
    void rowSelected(int row); ///< by the user

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void applyTheme() override { arrange(); }

private:
    class Delegate;

    void arrange();
    void sortBy(int column);

    OutcomesModel &m_outcomes;
    TableHeader *m_header;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace racewalk::desktop
