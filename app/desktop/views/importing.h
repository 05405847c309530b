// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThreadPool>

#include "import/import.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

class QWidget;

namespace racewalk::desktop {

class Appearance;
class Session;

/// Imports files, pasted and dropped texts: reads them in another thread, shows what was understood
/// in a dialog, and makes a walk or a scenario of them.
class Importing final : public QObject {
    Q_OBJECT

public:
    /// Dialogs belong to `window`, which owns it.
    Importing(Session &session, const Appearance &appearance, QWidget *window);
    ~Importing() override;

    /// A file that a dialog asks for.
    void chooseFile();
    void importFile(const QString &path);
    /// A text that was dropped or pasted: a schedule is replayed, a report or a diagram is shown.
    void importText(const QString &text);

Q_SIGNALS:
    void openRequested(const QString &path);

private:
    /// `file` is its name; empty: the text was pasted or dropped.
    void start(std::shared_ptr<const std::string> text, const QString &file,
               std::optional<ImportKind> kind = {});
    /// What a text is to be read as that has several kinds of reports.
    void askForKind(const std::vector<ImportKind> &kinds,
                    const std::shared_ptr<const std::string> &text, const QString &file);
    void show(const std::shared_ptr<const Imported> &imported, const QString &file,
              const ImportAgainst &against);
    void walk(const Imported &imported, const QString &name, const ImportAgainst &against);
    void saveScenario(const std::string &scenario, QWidget *dialog);
    void say(const QString &sentence);

    Session &m_session;
    const Appearance &m_appearance;
    QWidget *m_window;
    QThreadPool m_pool;
    std::stop_source m_stop; ///< of the import that is running
};

} // namespace racewalk::desktop
