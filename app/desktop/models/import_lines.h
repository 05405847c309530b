// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "import/imported.h"

#include <memory>
#include <optional>
#include <vector>

namespace racewalk::desktop {

/// The lines of a text that is imported, as Imported::folded() has them, each with what it was
/// understood as. DisplayRole has the line, DetailRole what became of it, IconNameRole an icon for
/// that, MarkRole whether the user should look at it.
class ImportLines final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role : int {
        ReadingRole = Qt::UserRole + 100, ///< Reading, as an int
        NumberRole,                       ///< of the line, from 1
    };

    ImportLines(std::shared_ptr<const Imported> imported, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// The next row below `row` that is flagged; from the top again behind the last.
    std::optional<int> nextFlagged(int row) const;

private:
    const ImportedLine &lineAt(int row) const;

    std::shared_ptr<const Imported> m_imported;
    std::vector<LineRange> m_rows;
};

/// "All 14 lines are in the result or say nothing.", "2 of 14 lines are not in the result."
QString flaggedSentence(const Imported &imported);

} // namespace racewalk::desktop
