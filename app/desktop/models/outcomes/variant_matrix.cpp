// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/outcomes/variant_matrix.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/models/list_roles.h"
#include "desktop/models/memory_list.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"
#include "explore/results/ending_words.h"

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

/// "Hang, 2 switches"; "Hang, at most 3 switches".
QString failureText(const Verdict &verdict, const Finding &failure)
{
    const QString name =
        QString::fromStdString(failureWords(failure.kind, failure.message, failure.span).brief);
    const QString number = hasFewestSwitches(verdict, failure.contextSwitches)
                               ? grouped(failure.contextSwitches)
                               : tr("at most %1").arg(grouped(failure.contextSwitches));
    return failure.contextSwitches == 1 ? tr("%1, %2 switch").arg(name, number)
                                        : tr("%1, %2 switches").arg(name, number);
}

Fate fateOf(const SearchResult &result)
{
    if (result.stage != Stage::Done)
        return Fate::Unknown;
    if (result.verdict->hasFailure())
        return Fate::Doomed;
    return result.verdict->isComplete() ? Fate::Safe : Fate::Unknown;
}

} // namespace

QString cellVerdict(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
        return tr("Waiting");
    case Stage::Searching:
        return tr("Searching");
    case Stage::Error:
        return tr("Not explored");
    case Stage::Done:
        break;
    }
    if (const Finding *failure = result.verdict->firstFailure())
        return failureText(*result.verdict, *failure);
    return result.verdict->isComplete() ? tr("No failure") : tr("No failure found");
}

QString cellDetail(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
        return {};
    case Stage::Searching:
        return searchText(result);
    case Stage::Error:
        return result.error;
    case Stage::Done:
        break;
    }
    const QString states = countedStates(result.verdict->states);
    return result.verdict->isComplete() ? states : tr("stopped at %1").arg(states);
}

VariantMatrix::VariantMatrix(Session &session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session)
{
    connect(&session, &Session::scenarioChanged, this, [this] {
        beginResetModel();
        endResetModel();
    });
    connect(&session, &Session::variantChanged, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
    connect(&session.search(), &SearchQueue::resultChanged, this, [this](SearchSubject subject) {
        const QModelIndex changed =
            index(static_cast<int>(subject.variant), 1 + static_cast<int>(subject.memory));
        Q_EMIT dataChanged(changed, changed);
    });
}

int VariantMatrix::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_session.isOpen() ? 0 : static_cast<int>(m_session.variantCount());
}

int VariantMatrix::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(memoryModels.size());
}

SearchSubject VariantMatrix::subject(const QModelIndex &index) const
{
    return {.variant = static_cast<std::size_t>(index.row()),
            .memory = index.column() == 0
                          ? m_session.memory()
                          : memoryModels[static_cast<std::size_t>(index.column() - 1)].model};
}

QString VariantMatrix::variantTitle(int row) const
{
    const Variant &variant = m_session.scenario().variants[static_cast<std::size_t>(row)];
    const std::string &title = !variant.title.empty() ? variant.title : variant.name;
    return title.empty() ? m_session.title() : QString::fromStdString(title);
}

QVariant VariantMatrix::nameData(int row, int role) const
{
    const bool isCurrent = static_cast<std::size_t>(row) == m_session.variant();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return variantTitle(row);
    case Qt::AccessibleTextRole:
        return isCurrent ? tr("%1, shown").arg(variantTitle(row)) : variantTitle(row);
    case CurrentRole:
        return isCurrent;
    default:
        return {};
    }
}

QVariant VariantMatrix::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.column() == 0)
        return nameData(index.row(), role);
    const SearchSubject about = subject(index);
    const SearchResult &result = m_session.search().result(about);
    const bool isCurrent =
        about == SearchSubject{.variant = m_session.variant(), .memory = m_session.memory()};
    switch (role) {
    case Qt::DisplayRole:
        return cellVerdict(result);
    case DetailRole:
        return cellDetail(result);
    case IconNameRole:
        return result.stage == Stage::Waiting ? QStringLiteral("wait")
                                              : QString::fromStdString(verdictIcon(result));
    case FateRole:
        return static_cast<int>(fateOf(result));
    case ShareRole:
        return result.stage == Stage::Searching ? QVariant(searchProgress(result)) : QVariant();
    case CurrentRole:
        return isCurrent;
    case Qt::ToolTipRole:
        return verdictSentence(
            tr("%1 under %2").arg(variantTitle(index.row()), memoryName(about.memory)), result);
    case Qt::AccessibleTextRole:
        return isCurrent ? tr("%1 It is shown.").arg(data(index, Qt::ToolTipRole).toString())
                         : data(index, Qt::ToolTipRole);
    default:
        return {};
    }
}

QVariant VariantMatrix::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return {};
    const bool isName = section == 0;
    const auto model = [&] { return memoryModels[static_cast<std::size_t>(section - 1)].model; };
    switch (role) {
    case Qt::DisplayRole:
        return isName ? tr("Variant") : memoryName(model());
    case Qt::AccessibleTextRole:
        return isName ? tr("Variant") : tr("Memory model %1").arg(memoryName(model()));
    case Qt::ToolTipRole:
        return isName ? QVariant() : memoryMeaning(model());
    default:
        return {};
    }
}

} // namespace racewalk::desktop
