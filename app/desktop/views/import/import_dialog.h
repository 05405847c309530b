// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/import_lines.h"
#include "desktop/views/dialogs/panel.h"

#include <memory>

class QLabel;

namespace racewalk::desktop {

class FlatButton;
class ImportLineList;

/// Shows what an import understood of each line, and offers to walk its run or to open its
/// scenario. Modal; deletes itself.
class ImportDialog final : public Panel {
    Q_OBJECT

public:
    /// `name`: of the file, or what the text came from.
    ImportDialog(std::shared_ptr<const Imported> imported, const QString &name,
                 const Appearance &appearance, QWidget *window);

Q_SIGNALS:
    void walkRequested();
    void scenarioRequested();

protected:
    void applyTheme() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void goToNextFlagged();

    std::shared_ptr<const Imported> m_imported;
    ImportLines *m_lines;
    QLabel *m_title, *m_summary, *m_flagged;
    ImportLineList *m_list;
    FlatButton *m_next, *m_cancel, *m_act; ///< m_act: walks or opens
};

} // namespace racewalk::desktop
