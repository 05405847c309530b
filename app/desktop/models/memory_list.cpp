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
    return QString::fromLatin1(toText(model)).toUpper();
}

QString memoryMeaning(MemoryModel model)
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("racewalk::desktop::MemoryList", text);
    };
    switch (model) {
    case MemoryModel::Sc:
        return tr("Sequential consistency: every store is seen by all threads at once.");
    case MemoryModel::Tso:
        return tr("Total store order, as on x86: a store waits in its thread's buffer before the "
                  "others see it.");
    case MemoryModel::Pso:
        return tr("Partial store order: as TSO, but stores to different places leave the buffer in "
                  "any order.");
    }
    return {};
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
    const MemoryModel model = memoryModels[static_cast<std::size_t>(index.row())];
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
        return isClaimed ? tr("%1\nThe scenario says what is expected under it. (M)")
                               .arg(memoryMeaning(model))
                         : tr("%1 (M)").arg(memoryMeaning(model));
    case Qt::AccessibleTextRole:
        return tr("Memory model %1").arg(memoryName(model));
    default:
        return {};
    }
}

} // namespace racewalk::desktop
