// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "desktop/models/memory_list.h"

#include "desktop/models/list_roles.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <vector>

namespace racewalk::desktop {

QString memoryName(MemoryModel model)
{
    return QString::fromLatin1(rowOf(model).name).toUpper();
}

QString memoryMeaning(MemoryModel model)
{
    const MemoryModelRow &row = rowOf(model);
    return QStringLiteral("%1: %2").arg(QString::fromUtf8(row.title),
                                        QString::fromUtf8(row.meaning));
}

MemoryList::MemoryList(Session &session, QObject *parent)
    : QAbstractListModel(parent), m_session(session)
{
    connect(&session, &Session::scenarioChanged, this,
            [this] { Q_EMIT dataChanged(index(0), index(rowCount() - 1)); });
}

int MemoryList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(memoryModels.size());
}

QVariant MemoryList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MemoryModel model = memoryModels[static_cast<std::size_t>(index.row())].model;
    const auto claimed =
        m_session.isOpen() ? m_session.scenario().claimedModels() : std::vector<MemoryModel>();
    const bool isClaimed = std::ranges::find(claimed, model) != claimed.end();
    switch (role) {
    case Qt::DisplayRole:
        return memoryName(model);
    case LineRole:
        return memoryMeaning(model);
    case MarkRole:
        return isClaimed;
    case Qt::ToolTipRole:
        return isClaimed ? tr("%1\nThe scenario has an expected result under it. (M)")
                               .arg(memoryMeaning(model))
                         : tr("%1 (M)").arg(memoryMeaning(model));
    case Qt::AccessibleTextRole:
        return tr("Memory model %1").arg(memoryName(model));
    default:
        return {};
    }
}

} // namespace racewalk::desktop
