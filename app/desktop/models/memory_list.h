// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "program/program.h"

namespace racewalk::desktop {

class Session;

QString memoryName(MemoryModel model);    ///< "SC"
QString memoryMeaning(MemoryModel model); ///< one sentence

/// The memory models, in the order of `memoryModels`. Those that the open scenario makes claims
/// about are marked.
class MemoryList final : public QAbstractListModel {
    Q_OBJECT

public:
    MemoryList(Session &session, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    Session &m_session;
};

} // namespace racewalk::desktop
