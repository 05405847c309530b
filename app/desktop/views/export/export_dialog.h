// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>
#include <QTimer>

#include "desktop/models/export/export_facts.h"
#include "desktop/session/export_job.h"
#include "desktop/views/dialogs/panel.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>

class QBoxLayout;
class QLabel;
class QLineEdit;

namespace racewalk::desktop {

class ExportPreview;
class FlatButton;
class FormatList;
class OptionForm;
class Session;

/// Exports the current walk: formats, the options of one, a preview, and the command line that does
/// the same. Opens with what was chosen last. The files are made in another thread. Deletes itself.
class ExportDialog final : public Panel {
    Q_OBJECT

public:
    ExportDialog(Session &session, const Appearance &appearance, QWidget *window);
    ~ExportDialog() override;

protected:
    void applyTheme() override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Action : std::uint8_t { None, Copy, Save };

    void createTitle(QBoxLayout *column);
    void createBody(QBoxLayout *column);
    void createCommand(QBoxLayout *column);
    void createButtons(QBoxLayout *column);
    void choose(std::size_t entry);
    void takeOptions();
    /// Takes what is exported out of the session again.
    void takeSource();
    void findRefusals();
    void make();
    void arrive(const ExportResult &made, const ScheduleCheck &check);
    void showCommand();
    void showCheck(const ScheduleCheck &check);
    /// Does it now, or as soon as the file is made.
    void act(Action action);
    void copy();
    void save();
    void write(const QString &path, const QByteArray &content);
    void openInBrowser();
    void say(const QString &error);
    Action primary() const;
    Copied copied() const;
    void showButtons();
    const ExportFormatRow &format() const;
    bool lacksRun() const;

    Session &m_session;
    std::size_t m_entry = 0;
    ExportSource m_source;
    bool m_isMade = false;
    ExportResult m_made;
    Action m_wanted = Action::None; ///< as soon as the file is made
    QThreadPool m_pool;
    std::stop_source m_stop, m_stopRefusals;
    QTimer m_copied; ///< while the button says so
    QLabel *m_title, *m_subject;
    QBoxLayout *m_right = nullptr; ///< options and preview
    FormatList *m_formats;
    OptionForm *m_options;
    ExportPreview *m_preview;
    QLabel *m_commandLabel;
    QLineEdit *m_command;
    FlatButton *m_close, *m_copyCommand, *m_cancel, *m_saveButton, *m_copyButton;
    QLabel *m_error, *m_check, *m_checkIcon;
    QBoxLayout *m_buttons = nullptr;
};

} // namespace racewalk::desktop
