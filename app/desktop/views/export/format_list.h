// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

#include "desktop/models/export/export_list.h"
#include "desktop/views/controls/themed.h"

#include <cstddef>

namespace racewalk::desktop {

/// The formats of the export dialog by purpose. Up and Down choose, letters jump.
class FormatList final : public Themed<QListView> {
    Q_OBJECT

public:
    FormatList(const Appearance &appearance, QWidget *parent);

    /// Shows an entry as chosen, without a signal.
    void choose(std::size_t entry);
    void setReason(std::size_t entry, const QString &reason);

Q_SIGNALS:
    void chosen(std::size_t entry);

protected:
    void applyTheme() override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    ExportList *m_list;
    bool m_isChosenByUser = true;
};

} // namespace racewalk::desktop
