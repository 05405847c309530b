// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QDateTime>
#include <QHash>
#include <QString>

#include <vector>

namespace racewalk::desktop {

/// The scenarios that can be picked: those that come with the program by family, then recent files.
class ScenarioModel final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit ScenarioModel(QObject *parent);

    /// Looks at the folder and the settings again.
    void reload();

    /// -1 if it is not in the list.
    int rowOf(const QString &path) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry {
        QString title, name, line, section, path;
    };
    /// What a scenario says of itself, as of a time of its file.
    struct Known {
        QDateTime changed;
        QString title, teaches;
    };
    const Known &known(const QString &path);

    std::vector<Entry> m_entries;
    QHash<QString, Known> m_known; ///< by path: reading them all takes a moment
};

/// The path of a shipped scenario of that name, or empty.
QString shippedScenarioPath(const QString &name);

} // namespace racewalk::desktop
