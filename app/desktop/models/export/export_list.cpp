// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/export/export_list.h"

#include "desktop/base/counted.h"
#include "desktop/models/list_roles.h"

#include <algorithm>

namespace racewalk::desktop {

ExportList::ExportList(QObject *parent) : QAbstractListModel(parent)
{
    const auto &entries = exportEntries();
    std::optional<ExportPurpose> group;
    for (std::size_t number = 0; number < entries.size(); ++number) {
        const ExportPurpose purpose = racewalk::rowOf(entries[number].format).group;
        if (group != purpose)
            m_rows.push_back({titleOf(purpose), std::nullopt});
        group = purpose;
        m_rows.push_back({titleOf(entries[number]), number});
    }
}

int ExportList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ExportList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return row.title;
    if (!row.entry)
        return {};
    const ExportEntry &entry = exportEntries()[*row.entry];
    if (role == DetailRole)
        return endingOf(entry);
    if (role == Qt::ToolTipRole)
        return row.reason.isEmpty()
                   ? capitalized(QString::fromUtf8(racewalk::rowOf(entry.format).purpose))
                   : row.reason;
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1, %2").arg(row.title, endingOf(entry));
    return {};
}

Qt::ItemFlags ExportList::flags(const QModelIndex &index) const
{
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (!row.entry)
        return Qt::ItemNeverHasChildren;
    const Qt::ItemFlags known = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return row.reason.isEmpty() ? known | Qt::ItemIsEnabled : known;
}

int ExportList::rowOf(std::size_t entry) const
{
    const auto found = std::ranges::find(m_rows, std::optional(entry), &Row::entry);
    return static_cast<int>(found - m_rows.begin());
}

void ExportList::setReason(std::size_t entry, const QString &reason)
{
    const int row = rowOf(entry);
    QString &known = m_rows[static_cast<std::size_t>(row)].reason;
    if (known == reason)
        return;
    known = reason;
    Q_EMIT dataChanged(index(row), index(row));
}

} // namespace racewalk::desktop
