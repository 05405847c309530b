// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "desktop/search/search_queue.h"

namespace racewalk::desktop {

class Session;

/// Every variant under every memory model: a row for each variant, with its name in the first
/// column, and a column for each model.
class VariantMatrix final : public QAbstractTableModel {
    Q_OBJECT

public:
    /// Roles in addition to those of ListRole. DetailRole has the number of states.
    enum Role : int {
        ShareRole = Qt::UserRole + 100, ///< double: the progress; invalid unless it is searched
        FateRole,                       ///< Fate, as an int: Safe, Doomed, or Unknown
        CurrentRole,                    ///< bool: of the variant, or the variant and model, shown
    };

    VariantMatrix(Session &session, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// What a cell is about; of the first column, the current model.
    SearchSubject subject(const QModelIndex &index) const;

private:
    QString variantTitle(int row) const;
    QVariant nameData(int row, int role) const;

    Session &m_session;
};

/// "No failure", "Hang, 2 switches", "Searching", "Waiting".
QString cellVerdict(const SearchResult &result);
/// "1,824 states", "2,310 states, 148 to expand", "stopped at 2,310 states".
QString cellDetail(const SearchResult &result);

} // namespace racewalk::desktop
