// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "desktop/session/comparing.h"

#include <cstddef>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// What a side of the comparison can show: every variant under the window's memory model, this
/// variant under the other models, and the other walks of the session.
class SubjectModel final : public QAbstractListModel {
    Q_OBJECT

public:
    SubjectModel(Session &session, Comparing &comparing, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Lists what there is now.
    void reload();
    const ComparedSubject &subject(int row) const
    {
        return m_subjects[static_cast<std::size_t>(row)];
    }
    int rowOf(const ComparedSubject &subject) const; ///< -1 if it is not listed
    QString name(const ComparedSubject &subject) const;
    std::string icon(const ComparedSubject &subject) const;

private:
    Session &m_session;
    Comparing &m_comparing;
    std::vector<ComparedSubject> m_subjects;
};

} // namespace racewalk::desktop
