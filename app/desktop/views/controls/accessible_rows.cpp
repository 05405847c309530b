// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessibleWidget>
#include <QWidget>

#include "desktop/views/controls/accessible_rows.h"

#include <vector>

namespace racewalk::desktop {
namespace {

/// One row. Lives as long as its list, also while the list is shorter; then it is not valid.
class Row final : public QAccessibleInterface {
public:
    Row(QWidget *widget, const AccessibleRows &rows, int number)
        : m_widget(widget), m_rows(rows), m_number(number)
    {}

    bool isValid() const override { return m_number < m_rows.accessibleRowCount(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_widget);
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_rows.accessibleRowText(m_number)
                                                      : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        const QRect place = isValid() ? m_rows.accessibleRowPlace(m_number) : QRect();
        return place.isEmpty() ? QRect()
                               : QRect(m_widget->mapToGlobal(place.topLeft()), place.size());
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.selectable = true;
        state.selected = isValid() && m_rows.isAccessibleRowCurrent(m_number);
        state.offscreen = rect().isEmpty();
        state.invalid = !isValid();
        return state;
    }

private:
    QWidget *m_widget;
    const AccessibleRows &m_rows;
    int m_number;
};

class List final : public QAccessibleWidget {
public:
    List(QWidget *widget, const AccessibleRows &rows)
        : QAccessibleWidget(widget, QAccessible::List), m_rows(rows)
    {}
    ~List() override
    {
        for (const QAccessible::Id id : m_children)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return m_rows.accessibleRowCount(); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (static_cast<int>(m_children.size()) <= index)
            m_children.push_back(QAccessible::registerAccessibleInterface(
                new Row(widget(), m_rows, static_cast<int>(m_children.size()))));
        return QAccessible::accessibleInterface(m_children[static_cast<std::size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (std::size_t index = 0; index < m_children.size(); ++index)
            if (QAccessible::accessibleInterface(m_children[index]) == wanted)
                return static_cast<int>(index);
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int index = 0; index < childCount(); ++index)
            if (QAccessibleInterface *row = child(index); row && row->rect().contains(x, y))
                return row;
        return nullptr;
    }

private:
    const AccessibleRows &m_rows;
    mutable std::vector<QAccessible::Id> m_children; ///< made when they are asked for
};

QAccessibleInterface *makeList(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const auto *rows = dynamic_cast<const AccessibleRows *>(object);
    return widget && rows ? new List(widget, *rows) : nullptr;
}

} // namespace

void installAccessibleRows()
{
    QAccessible::installFactory(makeList);
}

} // namespace racewalk::desktop
