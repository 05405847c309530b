// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/controls/segment_bar.h"

#include "desktop/views/controls/segment.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr int manyRows = 5; ///< fewer are all segments, or all in the picker
constexpr int moreGap = 6;
constexpr double shortPicker = 106;
constexpr double mostPicker = 200;

} // namespace

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
        m_segments.push_back(segment);
    }
    showParts();
}

void SegmentBar::setCollapsed(bool isCollapsed)
{
    if (m_isCollapsed == isCollapsed)
        return;
    m_isCollapsed = isCollapsed;
    showParts();
    arrangeAnew();
}

void SegmentBar::setLeading(int count)
{
    if (m_leading == count)
        return;
    m_leading = count;
    showParts();
    arrangeAnew();
}

int SegmentBar::leadingIn(int room, int chosen) const
{
    const int count = static_cast<int>(m_segments.size());
    if (count < manyRows)
        return 0;
    const auto leadingWith = [&](double picker) {
        int wide = moreGap + scaled(picker), leading = 0;
        while (leading < count &&
               wide + m_segments[static_cast<std::size_t>(leading)]->sizeHint().width() <= room)
            wide += m_segments[static_cast<std::size_t>(leading++)]->sizeHint().width();
        return leading < 2 ? 0 : leading;
    };
    // The picker says "8 more", or which one is chosen.
    const int leading = leadingWith(shortPicker);
    return chosen < leading ? leading : leadingWith(mostPicker);
}

int SegmentBar::shownCount() const
{
    const int count = static_cast<int>(m_segments.size());
    return m_isCollapsed ? std::min(m_leading, count) : count;
}

void SegmentBar::showParts()
{
    m_picker->setVisible(m_isCollapsed);
    for (int row = 0; row < static_cast<int>(m_segments.size()); ++row) {
        m_segments[static_cast<std::size_t>(row)]->setVisible(row < shownCount());
        m_segments[static_cast<std::size_t>(row)]->setLast(row + 1 == shownCount());
    }
    namePicker();
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
    int wide = m_isCollapsed ? pickerWidth() : segmentsWidth();
    for (int row = 0; m_isCollapsed && row < shownCount(); ++row)
        wide += m_segments[static_cast<std::size_t>(row)]->sizeHint().width();
    return {wide + (m_isCollapsed && shownCount() > 0 ? moreGap : 0), scaled(32)};
}

QSize SegmentBar::minimumSizeHint() const
{
    return m_isCollapsed && shownCount() == 0 ? m_picker->minimumSizeHint() : sizeHint();
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
    int x = 0;
    for (Segment *segment : m_segments) {
        if (segment->isHidden())
            break;
        const int wide = segment->sizeHint().width();
        segment->setGeometry(x, 0, wide, height());
        x += wide;
    }
    if (m_isCollapsed && x > 0)
        x += moreGap;
    if (m_isCollapsed)
        m_picker->setGeometry(x, 0, std::min(width() - x, pickerWidth()), height());
}

} // namespace racewalk::desktop
