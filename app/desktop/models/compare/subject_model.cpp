// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/compare/subject_model.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/memory_list.h"
#include "desktop/models/verdict_words.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {

SubjectModel::SubjectModel(Session &session, Comparing &comparing, QObject *parent)
    : QAbstractListModel(parent), m_session(session), m_comparing(comparing)
{
    reload();
}

void SubjectModel::reload()
{
    std::vector<ComparedSubject> subjects;
    if (m_session.isOpen()) {
        for (std::size_t variant = 0; variant < m_session.variantCount(); ++variant)
            subjects.push_back({variant, m_session.memory()});
        for (const MemoryModelRow &row : memoryModels)
            if (row.model != m_session.memory())
                subjects.push_back({m_session.variant(), row.model});
        const Walks &walks = m_session.walks();
        for (std::size_t row = 0; row < walks.size(); ++row)
            if (row != walks.current())
                subjects.push_back({m_session.variant(), m_session.memory(), walks[row].id});
    }
    beginResetModel();
    m_subjects = std::move(subjects);
    endResetModel();
}

int SubjectModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_subjects.size());
}

int SubjectModel::rowOf(const ComparedSubject &subject) const
{
    const auto known = std::ranges::find(m_subjects, subject);
    return known == m_subjects.end() ? -1 : static_cast<int>(known - m_subjects.begin());
}

QString SubjectModel::name(const ComparedSubject &subject) const
{
    if (subject.walk) {
        const Walks &walks = m_session.walks();
        const auto row = walks.rowOf(*subject.walk);
        return row ? QString::fromStdString(walks[*row].name) : QString();
    }
    ComparedSubject plain = subject;
    plain.walk.reset();
    return m_comparing.nameOf(plain);
}

std::string SubjectModel::icon(const ComparedSubject &subject) const
{
    if (subject.walk)
        return "timeline";
    return verdictIcon(m_session.search().result({subject.variant, subject.memory}));
}

QVariant SubjectModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ComparedSubject &subject = this->subject(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return name(subject);
    case DetailRole:
        return subject.walk
                   ? tr("walk")
                   : verdictText(m_session.search().result({subject.variant, subject.memory}));
    case IconNameRole:
        return QString::fromStdString(icon(subject));
    case SectionRole:
        return subject.walk                           ? tr("Walks")
               : subject.memory != m_session.memory() ? tr("Memory models")
                                                      : tr("Variants");
    default:
        return {};
    }
}

} // namespace racewalk::desktop
