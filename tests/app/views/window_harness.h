// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QString>
#include <QTest>

#include "desktop/base/appearance.h"
#include "desktop/session/session.h"
#include "desktop/views/main_window.h"

#include <memory>

namespace racewalk::desktop {

/// Owns a window on a scenario and offers what a person does with it and sees of it.
class WindowHarness {
public:
    explicit WindowHarness(const QString &path);

    Session &session() { return m_session; }
    Appearance &appearance() { return m_appearance; }
    MainWindow &window() { return *m_window; }

    /// Shows the window and waits until every variant has its verdict.
    bool show(QSize size = MainWindow::defaultSize);
    bool search();
    void pickVariant(const char *name);

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// The keys "1".."9" with or without Shift.
    void pressDigit(std::size_t digit, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void click(const char *name);
    void clickTimelineRow(std::size_t event);
    void trigger(const char *action);

    template <class Widget>
    Widget *find(const char *name)
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    QAbstractButton *button(const char *name) { return find<QAbstractButton>(name); }
    QString text(const char *buttonName);
    QString accessibleName(const char *name);
    QString accessibleDescription(const char *name);
    /// "Step: spin_lock(&inode->i_lock) / Safe: no hang reachable any more": both lines.
    QString stepButton(std::size_t number);
    QString card(std::size_t number); ///< with its pills
    QString chosenVariant();          ///< as the tool bar names it
    /// Leaves a picture of the window, or of a part, in the folder `pictures` of the tests' build
    /// folder, for a person to look at.
    bool save(const QString &name);
    static bool save(QWidget &widget, const QString &name);
    QString message(); ///< empty if the bar is hidden

private:
    Session m_session;
    Appearance m_appearance;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace racewalk::desktop
