// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/picker_button.h"
#include "desktop/views/controls/themed.h"

#include <vector>

namespace racewalk::desktop {

class Segment;

/// A choice among the rows of a list: segments next to each other or, if there is not enough space,
/// a picker, after the first segments where the rows are many. Derived classes provide the texts
/// and the effect of a choice.
class SegmentBar : public Themed<QWidget> {
    Q_OBJECT

public:
    void setCollapsed(bool isCollapsed);
    bool isCollapsed() const { return m_isCollapsed; }
    /// How many segments stand before the picker of a collapsed bar.
    void setLeading(int count);
    /// How many of them there may be in so much room if that row is chosen. None where a list is
    /// short.
    int leadingIn(int room, int chosen) const;
    /// The width with all segments.
    int segmentsWidth() const;
    int pickerWidth() const { return m_picker->sizeHint().width(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    /// `picker` becomes a child; `rowName` and a number from 1 name the segments.
    SegmentBar(const Appearance &appearance, PickerButton *picker, const QString &rowName,
               QWidget *parent);

    void resizeEvent(QResizeEvent *event) override;

    /// Recreates the segments, `count` of them.
    void setRowCount(int count);
    const std::vector<Segment *> &segments() const { return m_segments; }
    PickerButton &picker() { return *m_picker; }
    const PickerButton &picker() const { return *m_picker; }
    /// Called after a text or an icon has changed.
    void arrangeAnew();
    /// Called when the user chooses a row.
    virtual void choose(int row) = 0;
    /// Rows before this one have a segment.
    int shownCount() const;
    /// Called when that has changed, so that the picker can name the others.
    virtual void namePicker() {}

private:
    void showParts();
    void arrange();

    bool m_isCollapsed = false;
    int m_leading = 0;
    QString m_rowName;
    std::vector<Segment *> m_segments; ///< by row of the list
    PickerButton *m_picker;
};

} // namespace racewalk::desktop
