// SPDX-License-Identifier: GPL-3.0-or-later
#include <QActionGroup>
#include <QApplication>
#include <QMainWindow>
#include <QScreen>
#include <QWheelEvent>

#include "desktop/views/text_size_menu.h"

#include "desktop/session/session.h"
#include "desktop/views/window_size.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr int wheelNotch = 120;
constexpr int usualPercent = 100;

} // namespace

TextSizeMenu::TextSizeMenu(Session &session, Appearance &appearance, QMainWindow *window)
    : QMenu(window), m_session(session), m_appearance(appearance), m_window(window)
{
    setObjectName(QStringLiteral("textSizeMenu"));
    setTitle(tr("Te&xt size"));
    auto *group = new QActionGroup(this);
    for (const int percent : textPercents) {
        QAction *action = addAction(tr("%1 %").arg(percent));
        action->setObjectName(QStringLiteral("textSize%1").arg(percent));
        action->setCheckable(true);
        action->setData(percent);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, percent] { choose(percent); });
    }
    addSeparator();
    // Ctrl+plus is Ctrl+Shift+= on many layouts.
    connect(addKey(QStringLiteral("actionLarger"), tr("&Larger text"),
                   {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}),
            &QAction::triggered, this, [this] { change(1); });
    connect(
        addKey(QStringLiteral("actionSmaller"), tr("&Smaller text"), {Qt::CTRL | Qt::Key_Minus}),
        &QAction::triggered, this, [this] { change(-1); });
    connect(addKey(QStringLiteral("actionUsualText"), tr("&Usual text"), {Qt::CTRL | Qt::Key_0}),
            &QAction::triggered, this, [this] { choose(usualPercent); });
    connect(&appearance, &Appearance::themeChanged, this, &TextSizeMenu::refresh);
    qApp->installEventFilter(this);
    refresh();
}

QAction *TextSizeMenu::addKey(const QString &name, const QString &text,
                              const QList<QKeySequence> &keys)
{
    QAction *action = addAction(text);
    action->setObjectName(name);
    action->setShortcuts(keys);
    m_window->addAction(action);
    return action;
}

int TextSizeMenu::current() const
{
    return qRound(m_appearance.textSize() * 100);
}

void TextSizeMenu::refresh()
{
    for (QAction *action : actions())
        if (action->isCheckable())
            action->setChecked(action->data().toInt() == current());
}

void TextSizeMenu::choose(int percent)
{
    const QSize room = m_room.isValid() ? m_room : m_window->screen()->availableSize();
    if (percent > current() &&
        percent / 100.0 > greatestTextSize(room.expandedTo(m_window->size()))) {
        const QSize least = leastWindowSize(percent / 100.0);
        m_session.setMessage({Message::Kind::Info,
                              tr("Text of %1 % needs a screen of %2 x %3. It stays as it is.")
                                  .arg(percent)
                                  .arg(least.width())
                                  .arg(least.height()),
                              {},
                              Message::Action::None});
        refresh();
        return;
    }
    m_appearance.setTextSize(percent / 100.0);
    settings::setTextSize(percent / 100.0);
}

void TextSizeMenu::change(int steps)
{
    const auto at = std::ranges::find(textPercents, current()) - textPercents.begin() + steps;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(textPercents.size()))
        choose(textPercents[static_cast<std::size_t>(at)]);
}

void TextSizeMenu::fitTo(QSize room)
{
    m_room = room;
    const int wanted = current();
    const double greatest = greatestTextSize(room);
    if (m_appearance.textSize() <= greatest)
        return;
    m_appearance.setTextSize(greatest);
    if (m_session.message().text.isEmpty())
        m_session.setMessage({Message::Kind::Info,
                              tr("The screen is small: text at %1 % instead of %2 % in this "
                                 "session.")
                                  .arg(current())
                                  .arg(wanted),
                              {},
                              Message::Action::None});
}

bool TextSizeMenu::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel)
        return QMenu::eventFilter(watched, event);
    const auto *wheel = static_cast<QWheelEvent *>(event);
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (!(wheel->modifiers() & Qt::ControlModifier) || !widget || widget->window() != m_window)
        return QMenu::eventFilter(watched, event);
    m_wheel += wheel->angleDelta().y();
    while (m_wheel >= wheelNotch) {
        m_wheel -= wheelNotch;
        change(1);
    }
    while (m_wheel <= -wheelNotch) {
        m_wheel += wheelNotch;
        change(-1);
    }
    return true;
}

} // namespace racewalk::desktop
