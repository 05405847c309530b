// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QDateTime>
#include <QHash>
#include <QString>

#include <vector>

namespace racewalk::desktop {

/// The scenarios that can be chosen: those that come with the program by family, then recent files.
class ScenarioModel final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit ScenarioModel(QObject *parent);

    /// Reads the folder and the settings again.
    void reload();

    /// -1 if it is not in the list.
    int rowOf(const QString &path) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry {
        QString title, name, line, section, path;
    };
    /// The description of a scenario, with the time stamp of its file.
    struct Known {
        QDateTime changed;
        QString title, teaches;
    };
    const Known &known(const QString &path);

    std::vector<Entry> m_entries;
    QHash<QString, Known> m_known; ///< by path: a cache, because reading all files takes a while
};

/// Returns the path of the shipped scenario with that name, or an empty path.
QString shippedScenarioPath(const QString &name);

} // namespace racewalk::desktop
