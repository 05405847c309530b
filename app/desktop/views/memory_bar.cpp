// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/memory_bar.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/memory_list.h"
#include "desktop/session/session.h"
#include "desktop/views/segment.h"

#include <algorithm>

namespace racewalk::desktop {

MemoryBar::MemoryBar(Session &session, MemoryList &list, const Appearance &appearance,
                     QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_list(list),
      m_picker(new PickerButton(appearance, list, tr("Memory model"), false, this))
{
    setObjectName(QStringLiteral("memoryModels"));
    setAccessibleName(tr("Memory models"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_picker->setObjectName(QStringLiteral("memoryPicker"));
    m_picker->setWidthLimits(72, 100);
    m_picker->hide();
    const auto choose = [this](int row) {
        m_session.setMemory(memoryModels[static_cast<std::size_t>(row)]);
    };
    connect(m_picker, &PickerButton::picked, this, choose);
    const int count = m_list.rowCount();
    for (int row = 0; row < count; ++row) {
        auto *segment = new Segment(appearance, row == 0, row + 1 == count, this);
        segment->setObjectName(QStringLiteral("memory%1").arg(row + 1));
        connect(segment, &Segment::clicked, this, [this, choose, row] {
            choose(row);
            refresh(); // the model may not have changed
        });
        m_segments.push_back(segment);
    }
    connect(&list, &MemoryList::dataChanged, this, &MemoryBar::refresh);
    connect(&session, &Session::variantChanged, this, &MemoryBar::refresh);
    refresh();
}

void MemoryBar::refresh()
{
    if (!m_session.isOpen())
        return;
    const bool hasMarks = m_session.scenario().claimedModels().size() > 1;
    const auto current = std::ranges::find(memoryModels, m_session.memory());
    const int currentRow = static_cast<int>(current - memoryModels.begin());
    for (int row = 0; row < m_list.rowCount(); ++row) {
        const QModelIndex index = m_list.index(row);
        Segment &segment = *m_segments[static_cast<std::size_t>(row)];
        segment.setText(index.data().toString());
        segment.setMarked(hasMarks && index.data(MarkRole).toBool());
        segment.setToolTip(index.data(Qt::ToolTipRole).toString());
        segment.setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
        segment.setAccessibleDescription(index.data(LineRole).toString());
        segment.setChecked(row == currentRow);
    }
    const QModelIndex index = m_list.index(currentRow);
    m_picker->setCurrent(index.data().toString(), {}, currentRow);
    m_picker->setToolTip(index.data(Qt::ToolTipRole).toString());
    updateGeometry();
    arrange();
}

void MemoryBar::setCollapsed(bool isCollapsed)
{
    if (m_isCollapsed == isCollapsed)
        return;
    m_isCollapsed = isCollapsed;
    m_picker->setVisible(isCollapsed);
    for (Segment *segment : m_segments)
        segment->setVisible(!isCollapsed);
    updateGeometry();
    arrange();
}

int MemoryBar::segmentsWidth() const
{
    int wide = 0;
    for (const Segment *segment : m_segments)
        wide += segment->sizeHint().width();
    return wide;
}

QSize MemoryBar::sizeHint() const
{
    return {m_isCollapsed ? pickerWidth() : segmentsWidth(), scaled(32)};
}

void MemoryBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void MemoryBar::arrange()
{
    m_picker->setGeometry(0, 0, std::min(width(), pickerWidth()), height());
    int x = 0;
    for (Segment *segment : m_segments) {
        const int wide = segment->sizeHint().width();
        segment->setGeometry(x, 0, wide, height());
        x += wide;
    }
}

} // namespace racewalk::desktop
