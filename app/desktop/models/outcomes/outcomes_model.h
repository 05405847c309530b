// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "desktop/models/outcomes/outcome_rows.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace racewalk::desktop {

class Session;

/// The endings of the current variant, as far as they are known: a row for each.
class OutcomesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { Ending, Schedules, Switches, Probability, Replay };
    static constexpr int columns = Replay + 1;

    /// Roles in addition to those of ListRole.
    enum Role : int {
        ShareRole = Qt::UserRole + 100, ///< double, 0 to 1; invalid if unknown
        FailureRole,                    ///< bool
        PrimaryRole,                    ///< bool: the first failure
    };

    OutcomesModel(Session &session, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// By the order of outcomeRows() if the column is -1.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    const OutcomeRow &row(int number) const { return m_rows[static_cast<std::size_t>(number)]; }
    /// The row of an outcome; -1 if there is none.
    int rowOf(std::size_t outcome) const;
    /// The outcome of a row, in the session's result.
    const Outcome &outcome(int number) const;

private:
    void refresh();
    void arrange();
    QString cellText(const OutcomeRow &row, int column) const;
    QString accessibleText(const OutcomeRow &row, int column) const;

    Session &m_session;
    std::shared_ptr<const Verdict> m_verdict; ///< that the rows are of
    std::vector<OutcomeRow> m_rows;
    std::optional<std::size_t> m_primary; ///< outcome
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace racewalk::desktop
