// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

namespace racewalk::desktop {

class Session;

/// The variants of the open scenario, with the verdict of each.
class VariantModel final : public QAbstractListModel {
    Q_OBJECT

public:
    VariantModel(Session &session, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    Session &m_session;
};

} // namespace racewalk::desktop
