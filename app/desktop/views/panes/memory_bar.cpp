// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/panes/memory_bar.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/memory_list.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/segment.h"

namespace racewalk::desktop {

MemoryBar::MemoryBar(Session &session, MemoryList &list, const Appearance &appearance,
                     QWidget *parent)
    : SegmentBar(appearance, new PickerButton(appearance, list, tr("Memory model"), false, nullptr),
                 QStringLiteral("memory"), parent),
      m_session(session), m_list(list)
{
    setObjectName(QStringLiteral("memoryModels"));
    setAccessibleName(tr("Memory models"));
    picker().setObjectName(QStringLiteral("memoryPicker"));
    picker().setWidthLimits(72, 100);
    setRowCount(m_list.rowCount());
    connect(&list, &MemoryList::dataChanged, this, &MemoryBar::refresh);
    connect(&session, &Session::variantChanged, this, &MemoryBar::refresh);
    refresh();
}

void MemoryBar::choose(int row)
{
    m_session.setMemory(memoryModels[static_cast<std::size_t>(row)].model);
    refresh(); // the model may not have changed
}

void MemoryBar::refresh()
{
    if (!m_session.isOpen())
        return;
    const bool hasMarks = m_session.scenario().claimedModels().size() > 1;
    const int currentRow = static_cast<int>(m_session.memory());
    for (int row = 0; row < m_list.rowCount(); ++row) {
        const QModelIndex index = m_list.index(row);
        Segment &segment = *segments()[static_cast<std::size_t>(row)];
        segment.setText(index.data().toString());
        segment.setMarked(hasMarks && index.data(MarkRole).toBool());
        segment.setToolTip(index.data(Qt::ToolTipRole).toString());
        segment.setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
        segment.setAccessibleDescription(index.data(LineRole).toString());
        segment.setChecked(row == currentRow);
    }
    const QModelIndex index = m_list.index(currentRow);
    picker().setCurrent(index.data().toString(), {}, currentRow);
    picker().setToolTip(index.data(Qt::ToolTipRole).toString());
    arrangeAnew();
}

} // namespace racewalk::desktop
