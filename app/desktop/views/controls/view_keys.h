// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>

#include <functional>

class QAction;
class QWidget;

namespace racewalk::desktop {

/// The keys of a view that work wherever the focus is, but only while the view is shown. The window
/// takes their actions.
class ViewKeys final : public QObject {
public:
    explicit ViewKeys(QWidget *view);

    void add(const char *name, const QString &text, const QKeySequence &key,
             std::function<void()> order);
    const QList<QAction *> &actions() const { return m_actions; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QList<QAction *> m_actions;
};

} // namespace racewalk::desktop
