// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QEvent>
#include <QWidget>

#include "desktop/views/controls/view_keys.h"

#include <utility>

namespace racewalk::desktop {

ViewKeys::ViewKeys(QWidget *view) : QObject(view)
{
    view->installEventFilter(this);
}

void ViewKeys::add(const char *name, const QString &text, const QKeySequence &key,
                   std::function<void()> order)
{
    auto *action = new QAction(text, parent());
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(key);
    action->setEnabled(false);
    connect(action, &QAction::triggered, this, std::move(order));
    m_actions << action;
}

bool ViewKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        for (QAction *action : m_actions)
            action->setEnabled(event->type() == QEvent::Show);
    return QObject::eventFilter(watched, event);
}

} // namespace racewalk::desktop
