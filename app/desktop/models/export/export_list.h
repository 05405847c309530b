// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QString>

#include "desktop/models/export/export_entries.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk::desktop {

/// The list of formats: a row for each purpose, which cannot be chosen, and below it its entries.
/// DetailRole is the end of the file's name.
class ExportList final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit ExportList(QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    bool isTitle(int row) const { return !m_rows[static_cast<std::size_t>(row)].entry; }
    /// Of exportEntries(); not of a title.
    std::size_t entryOf(int row) const { return *m_rows[static_cast<std::size_t>(row)].entry; }
    int rowOf(std::size_t entry) const;
    /// Why an entry cannot show the run; empty: it can.
    void setReason(std::size_t entry, const QString &reason);

private:
    struct Row {
        QString title;
        std::optional<std::size_t> entry; ///< none: a title
        QString reason{};
    };

    std::vector<Row> m_rows;
};

} // namespace racewalk::desktop
