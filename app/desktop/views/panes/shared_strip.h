// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QWidget>

#include "desktop/models/moment/shared_state.h"
#include "desktop/views/controls/themed.h"
#include "desktop/views/panes/shared_tiles.h"

#include <vector>

namespace racewalk::desktop {

class Session;

/// Shared memory at the cursor, with what the last step changed.
class SharedStrip final : public Themed<QWidget> {
    Q_OBJECT

public:
    enum class Form {
        Strip,   ///< tiles next to each other, scrolling horizontally
        Rows,    ///< the rows alone, in two columns; those that do not fit are named
        Stacked, ///< tiles below each other, as high as they need
    };

    SharedStrip(Session &session, const Appearance &appearance, QWidget *parent);

    void setForm(Form form);
    /// The lanes that have no card of their own: they are rows here.
    void setLanes(std::vector<ThreadId> lanes);
    /// The height in a form, with so many lines of rows, at the current text size.
    int heightOf(Form form, int lines) const;
    /// How many lines the form Rows has, and how many it needs to show all rows.
    void setLines(int lines);
    int neededLines() const { return (m_rowCount + 1) / 2; }
    /// The width that the form Strip needs: below, tiles would be cut.
    int neededWidth() const { return m_neededWidth; }
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
    double titleHeight() const;

    Session &m_session;
    Form m_form = Form::Strip;
    QString m_change; ///< "Changed by step 12", or that nothing has run
    QString m_operation;
    QString m_summary;
    std::vector<ThreadId> m_lanes;
    int m_lines = 3;
    int m_rowCount = 0;
    int m_neededWidth = 0;
    QScrollArea *m_scroll;
    SharedTiles *m_tiles;
};

} // namespace racewalk::desktop
