// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

#include "desktop/models/import_lines.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// The lines of an import: each with its number, and below it what became of it.
class ImportLineList final : public Themed<QListView> {
    Q_OBJECT

public:
    ImportLineList(ImportLines &model, const Appearance &appearance, QWidget *parent);

    void keyboardSearch(const QString &) override {}

protected:
    void applyTheme() override { doItemsLayout(); }

private:
    class Delegate;
};

} // namespace racewalk::desktop
