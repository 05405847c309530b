// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
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

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry {
        QString title, detail, section, path;
    };
    std::vector<Entry> m_entries;
};

/// The path of a shipped scenario of that name, or empty.
QString shippedScenarioPath(const QString &name);

} // namespace racewalk::desktop
