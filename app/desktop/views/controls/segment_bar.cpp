// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/controls/segment_bar.h"

#include "desktop/views/controls/segment.h"

#include <algorithm>

namespace racewalk::desktop {

SegmentBar::SegmentBar(const Appearance &appearance, PickerButton *picker, const QString &rowName,
                       QWidget *parent)
    : Themed(appearance, parent), m_rowName(rowName), m_picker(picker)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_picker->setParent(this);
    m_picker->hide();
    connect(m_picker, &PickerButton::picked, this, [this](int row) { choose(row); });
}

void SegmentBar::setRowCount(int count)
{
    for (Segment *segment : m_segments)
        segment->deleteLater();
    m_segments.clear();
    for (int row = 0; row < count; ++row) {
        auto *segment = new Segment(appearance(), row == 0, row + 1 == count, this);
        segment->setObjectName(m_rowName + QString::number(row + 1));
        connect(segment, &Segment::clicked, this, [this, row] { choose(row); });
        segment->setVisible(!m_isCollapsed);
        m_segments.push_back(segment);
    }
}

void SegmentBar::setCollapsed(bool isCollapsed)
{
    if (m_isCollapsed == isCollapsed)
        return;
    m_isCollapsed = isCollapsed;
    m_picker->setVisible(isCollapsed);
    for (Segment *segment : m_segments)
        segment->setVisible(!isCollapsed);
    arrangeAnew();
}

int SegmentBar::segmentsWidth() const
{
    int wide = 0;
    for (const Segment *segment : m_segments)
        wide += segment->sizeHint().width();
    return wide;
}

QSize SegmentBar::sizeHint() const
{
    return {m_isCollapsed ? pickerWidth() : segmentsWidth(), scaled(32)};
}

QSize SegmentBar::minimumSizeHint() const
{
    return m_isCollapsed ? m_picker->minimumSizeHint() : sizeHint();
}

void SegmentBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void SegmentBar::arrangeAnew()
{
    updateGeometry();
    arrange();
}

void SegmentBar::arrange()
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
