// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/views/dialogs/panel.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace racewalk::desktop {

class FlatButton;
class Session;

/// Writes the current walk, with its notes as narration, as a tour: into the scenario's file, or to
/// the clipboard. Modal; deletes itself.
class RecordDialog final : public Panel {
    Q_OBJECT

public:
    RecordDialog(Session &session, const Appearance &appearance, QWidget *window);

Q_SIGNALS:
    /// The file has the tour now.
    void added();

protected:
    void applyTheme() override;

private:
    void make();
    void copy();
    void add();

    Session &m_session;
    QLabel *m_heading, *m_label, *m_check;
    QLineEdit *m_title;
    QPlainTextEdit *m_text;
    FlatButton *m_cancel, *m_copy, *m_add;
};

} // namespace racewalk::desktop
