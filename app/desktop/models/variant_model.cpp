// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/variant_model.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"

namespace racewalk::desktop {

VariantModel::VariantModel(Session &session, QObject *parent)
    : QAbstractListModel(parent), m_session(session)
{
    connect(&session, &Session::scenarioChanged, this, [this] {
        beginResetModel();
        endResetModel();
    });
    // Under another memory model every verdict is another one.
    connect(&session, &Session::variantChanged, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    });
    connect(&session, &Session::resultChanged, this, [this](std::size_t variant) {
        const QModelIndex changed = index(static_cast<int>(variant));
        Q_EMIT dataChanged(changed, changed);
    });
}

int VariantModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_session.isOpen() ? 0 : static_cast<int>(m_session.variantCount());
}

QVariant VariantModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto number = static_cast<std::size_t>(index.row());
    const Variant &variant = m_session.scenario().variants[number];
    const SearchResult &result = m_session.result(number);
    const QString title = QString::fromStdString(!variant.title.empty() ? variant.title
                                                 : variant.name.empty() ? m_session.scenario().title
                                                                        : variant.name);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case DetailRole:
        return verdictText(result);
    case IconNameRole:
        return QString::fromStdString(verdictIcon(result));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return verdictSentence(title, result);
    default:
        return {};
    }
}

} // namespace racewalk::desktop
