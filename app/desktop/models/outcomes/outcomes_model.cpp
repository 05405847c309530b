// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/outcomes/outcomes_model.h"

#include "desktop/base/counted.h"
#include "desktop/models/list_roles.h"
#include "desktop/session/session.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

bool isLess(const OutcomeRow &a, const OutcomeRow &b, int column)
{
    if (column == OutcomesModel::Schedules)
        return a.scheduleCount < b.scheduleCount;
    if (column == OutcomesModel::Switches)
        return a.contextSwitches < b.contextSwitches;
    if (column == OutcomesModel::Probability)
        return a.share.value_or(0) < b.share.value_or(0);
    return a.outcome < b.outcome;
}

} // namespace

OutcomesModel::OutcomesModel(Session &session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session)
{
    connect(&session, &Session::scenarioChanged, this, &OutcomesModel::refresh);
    connect(&session, &Session::variantChanged, this, &OutcomesModel::refresh);
    connect(&session, &Session::resultChanged, this, [this](std::size_t variant) {
        if (variant == m_session.variant())
            refresh();
    });
    refresh();
}

void OutcomesModel::refresh()
{
    std::shared_ptr<const Verdict> verdict;
    if (m_session.isOpen()) {
        const SearchResult &result = m_session.result();
        verdict = result.verdict ? result.verdict : result.soFar;
    }
    if (verdict == m_verdict)
        return;
    beginResetModel();
    m_verdict = std::move(verdict);
    arrange();
    endResetModel();
}

void OutcomesModel::arrange()
{
    m_rows = m_verdict ? outcomeRows(*m_verdict) : std::vector<OutcomeRow>();
    m_primary.reset();
    if (!m_rows.empty() && m_rows.front().isFailure())
        m_primary = m_rows.front().outcome;
    if (m_sortColumn < 0)
        return;
    std::ranges::stable_sort(m_rows, [this](const OutcomeRow &a, const OutcomeRow &b) {
        return m_order == Qt::AscendingOrder ? isLess(a, b, m_sortColumn)
                                             : isLess(b, a, m_sortColumn);
    });
}

void OutcomesModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_order = order;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<std::size_t> outcomes;
    for (const QModelIndex &index : before)
        outcomes.push_back(row(index.row()).outcome);
    arrange();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(rowOf(outcomes[static_cast<std::size_t>(i)]), before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

int OutcomesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OutcomesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

int OutcomesModel::rowOf(std::size_t outcome) const
{
    const auto found = std::ranges::find(m_rows, outcome, &OutcomeRow::outcome);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const Outcome &OutcomesModel::outcome(int number) const
{
    return m_verdict->outcomes[row(number).outcome];
}

QString OutcomesModel::cellText(const OutcomeRow &row, int column) const
{
    switch (static_cast<Column>(column)) {
    case Ending:
        return row.name;
    case Schedules:
        return row.schedules;
    case Switches:
        return row.switches;
    case Probability:
        return row.probability;
    case Replay:
        return tr("Replay");
    }
    return {};
}

/// A screen reader that comes to a row hears all of it in the first cell.
QString OutcomesModel::accessibleText(const OutcomeRow &row, int column) const
{
    const QString probability = row.share ? row.probability : tr("not known");
    switch (static_cast<Column>(column)) {
    case Ending:
        return tr("%1 (%2). Schedules: %3. Fewest switches: %4. Probability: %5.")
            .arg(row.name, row.detail, row.schedules, row.switches, probability);
    case Schedules:
        return tr("Schedules: %1").arg(row.schedules);
    case Switches:
        return tr("Fewest switches: %1").arg(row.switches);
    case Probability:
        return tr("Probability: %1").arg(probability);
    case Replay:
        return tr("Replay %1").arg(row.name);
    }
    return {};
}

QVariant OutcomesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OutcomeRow &shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(shown, index.column());
    case DetailRole:
        return shown.detail;
    case IconNameRole:
        return shown.isFailure() ? QStringLiteral("doomed") : QStringLiteral("safe");
    case Qt::AccessibleTextRole:
        return accessibleText(shown, index.column());
    case Qt::ToolTipRole:
        return index.column() == Replay
                   ? tr("Load the schedule of %1: %2, %3 (Enter)")
                         .arg(shown.name, countedSteps(outcome(index.row()).steps.size()),
                              countedSwitches(shown.contextSwitches))
                   : accessibleText(shown, Ending);
    case ShareRole:
        return shown.share ? QVariant(*shown.share) : QVariant();
    case FailureRole:
        return shown.isFailure();
    case PrimaryRole:
        return m_primary == shown.outcome;
    default:
        return {};
    }
}

QVariant OutcomesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isNumber = section == Schedules || section == Switches;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return static_cast<int>(isNumber ? Qt::AlignRight : Qt::AlignLeft);
    if (orientation == Qt::Vertical || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    switch (static_cast<Column>(section)) {
    case Ending:
        return tr("Ending");
    case Schedules:
        return tr("Schedules");
    case Switches:
        return tr("Fewest switches");
    case Probability:
        return tr("Probability");
    case Replay:
        return role == Qt::DisplayRole ? QString() : tr("Replay");
    }
    return {};
}

} // namespace racewalk::desktop
