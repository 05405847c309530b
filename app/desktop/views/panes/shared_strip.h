// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QWidget>

#include "desktop/models/shared_state.h"
#include "desktop/views/controls/themed.h"
#include "desktop/views/panes/shared_tiles.h"

namespace racewalk::desktop {

class Session;

/// Shared memory at the cursor, with what the last step changed.
class SharedStrip final : public Themed<QWidget> {
    Q_OBJECT

public:
    enum class Form {
        Strip,   ///< tiles next to each other, scrolling horizontally
        Folded,  ///< only the title row, which names the change
        Stacked, ///< tiles below each other, as high as they need
    };

    SharedStrip(Session &session, const Appearance &appearance, QWidget *parent);

    void setForm(Form form);
    Form form() const { return m_form; }
    void refresh();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {scaled(160), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void arrange();

    Session &m_session;
    Form m_form = Form::Strip;
    QString m_change; ///< "Changed by step 12", or that nothing has run
    QString m_operation;
    QString m_summary;
    QScrollArea *m_scroll;
    SharedTiles *m_tiles;
};

} // namespace racewalk::desktop
