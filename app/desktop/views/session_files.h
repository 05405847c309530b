// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace racewalk::desktop {

class Appearance;
class Session;

/// Saves the session in files that the user chooses.
class SessionFiles final : public QObject {
    Q_OBJECT

public:
    /// Dialogs belong to `window`, which owns it.
    SessionFiles(Session &session, const Appearance &appearance, QWidget *window);

    /// Into the file that is known, otherwise as saveAs().
    void save();
    /// Into a file that a dialog asks for.
    void saveAs();

private:
    Session &m_session;
    const Appearance &m_appearance;
    QWidget *m_window;
};

} // namespace racewalk::desktop
