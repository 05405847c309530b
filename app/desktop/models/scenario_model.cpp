// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>

#include "desktop/models/scenario_model.h"

#include "desktop/base/counted.h"
#include "desktop/base/settings.h"
#include "desktop/document/scenario_file.h"
#include "desktop/models/list_roles.h"
#include "language/library.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

QString pathOf(const ShippedScenario &scenario)
{
    return QFile::decodeName(scenario.path.c_str());
}

} // namespace

ScenarioModel::ScenarioModel(QObject *parent) : QAbstractListModel(parent) {}

/// Empty words for one that cannot be read.
const ScenarioModel::Known &ScenarioModel::known(const QString &path)
{
    Known &known = m_known[path];
    const QDateTime changed = QFileInfo(path).lastModified();
    if (known.changed == changed)
        return known;
    known = {changed, {}, {}};
    if (const auto source = readScenario(path)) {
        if (const auto machine = machineFor(*source)) {
            const Scenario &scenario = (*machine)->program().scenario;
            const std::string_view teaching = teaches(scenario);
            known.title = QString::fromStdString(scenario.title);
            known.teaches = QString::fromUtf8(teaching.data(), qsizetype(teaching.size()));
        }
    }
    return known;
}

void ScenarioModel::reload()
{
    beginResetModel();
    m_entries.clear();
    QStringList shippedPaths;
    for (const ShippedScenario &scenario : shippedScenarios(dataFolder())) {
        const QString path = pathOf(scenario);
        const QString name = QString::fromStdString(scenario.name);
        const Known &words = known(path);
        shippedPaths << QFileInfo(path).canonicalFilePath();
        m_entries.push_back({words.title.isEmpty() ? name : words.title, name, words.teaches,
                             capitalized(QString::fromStdString(scenario.family)), path});
    }
    for (const QString &path : settings::recentFiles())
        if (const QFileInfo file(path);
            file.isFile() && !shippedPaths.contains(file.canonicalFilePath()))
            m_entries.push_back({file.fileName(), {}, file.path(), tr("Recent files"), path});
    endResetModel();
}

int ScenarioModel::rowOf(const QString &path) const
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    for (std::size_t row = 0; row < m_entries.size(); ++row)
        if (QFileInfo(m_entries[row].path).canonicalFilePath() == canonical)
            return static_cast<int>(row);
    return -1;
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
        return entry.name;
    case LineRole:
        return entry.line;
    case SectionRole:
        return entry.section;
    case Qt::ToolTipRole: // the line may have been cut
        return entry.line + QLatin1Char('\n') + entry.path;
    case Qt::AccessibleTextRole:
        return tr("%1. %2").arg(entry.title, entry.line);
    case PathRole:
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
