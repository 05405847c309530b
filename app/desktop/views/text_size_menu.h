// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "desktop/base/appearance.h"

class QMainWindow;

namespace racewalk::desktop {

class Session;

/// The choice of the text size: a menu, keys of the window, and Ctrl+wheel over it. A size for
/// which the screen is too small is not taken, with a message.
class TextSizeMenu final : public QMenu {
    Q_OBJECT

public:
    /// All must outlive it; `window` owns it.
    TextSizeMenu(Session &session, Appearance &appearance, QMainWindow *window);

    /// Lowers the text size, for this session, until the window can be used on a screen with so
    /// much room, and says so.
    void fitTo(QSize room);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *addKey(const QString &name, const QString &text, const QList<QKeySequence> &keys);
    void choose(int percent);
    /// Takes the next larger or smaller size.
    void change(int steps);
    int current() const;
    void refresh();

    Session &m_session;
    Appearance &m_appearance;
    QMainWindow *m_window;
    QSize m_room;
    int m_wheel = 0; ///< turned so far, in the wheel's units
};

} // namespace racewalk::desktop
