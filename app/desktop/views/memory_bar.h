// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/picker_button.h"
#include "desktop/views/themed.h"

#include <vector>

namespace racewalk::desktop {

class MemoryList;
class Segment;
class Session;

/// The memory models: segments side by side, or a picker where there is not the room. A dot marks
/// those that the scenario makes claims about, if they are more than its own.
class MemoryBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    MemoryBar(Session &session, MemoryList &list, const Appearance &appearance, QWidget *parent);

    void setCollapsed(bool isCollapsed);
    bool isCollapsed() const { return m_isCollapsed; }
    /// What it needs with all segments.
    int segmentsWidth() const;
    int pickerWidth() const { return m_picker->sizeHint().width(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void arrange();

    Session &m_session;
    MemoryList &m_list;
    bool m_isCollapsed = false;
    std::vector<Segment *> m_segments; ///< by row of the list
    PickerButton *m_picker;
};

} // namespace racewalk::desktop
