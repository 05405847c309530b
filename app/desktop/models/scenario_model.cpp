// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>

#include "desktop/models/scenario_model.h"

#include "desktop/models/counted.h"
#include "desktop/models/list_roles.h"
#include "desktop/session/scenario_file.h"
#include "desktop/session/settings.h"
#include "language/library.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

QString pathOf(const ShippedScenario &scenario)
{
    return QFile::decodeName(scenario.path.c_str());
}

/// What the scenario calls itself; its name while it cannot be read.
QString titleOf(const QString &path, const QString &name)
{
    const auto source = readScenario(path);
    if (!source)
        return name;
    const auto machine = machineFor(*source, {}, {});
    if (!machine || (*machine)->program().scenario.title.empty())
        return name;
    return QString::fromStdString((*machine)->program().scenario.title);
}

} // namespace

ScenarioModel::ScenarioModel(QObject *parent) : QAbstractListModel(parent) {}

void ScenarioModel::reload()
{
    beginResetModel();
    m_entries.clear();
    QStringList shippedPaths;
    for (const ShippedScenario &scenario : shippedScenarios(dataFolder())) {
        const QString path = pathOf(scenario);
        const QString name = QString::fromStdString(scenario.name);
        shippedPaths << QFileInfo(path).canonicalFilePath();
        m_entries.push_back({titleOf(path, name), name,
                             capitalized(QString::fromStdString(scenario.family)), path});
    }
    for (const QString &path : settings::recentFiles())
        if (const QFileInfo file(path);
            file.isFile() && !shippedPaths.contains(file.canonicalFilePath()))
            m_entries.push_back({file.fileName(), file.path(), tr("Recent files"), path});
    endResetModel();
}

int ScenarioModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant ScenarioModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case DetailRole:
        return entry.detail;
    case SectionRole:
        return entry.section;
    case PathRole:
    case Qt::ToolTipRole:
        return entry.path;
    default:
        return {};
    }
}

QString shippedScenarioPath(const QString &name)
{
    const auto scenario = findShipped(shippedScenarios(dataFolder()), name.toStdString());
    return scenario ? pathOf(*scenario) : QString();
}

} // namespace racewalk::desktop
