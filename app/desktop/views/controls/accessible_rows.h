// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

namespace racewalk::desktop {

/// What a painted widget tells assistive technology: a list of rows. For classes derived from
/// QWidget; installAccessibleRows() makes Qt ask them.
class AccessibleRows {
public:
    virtual ~AccessibleRows() = default;

    virtual int accessibleRowCount() const = 0;
    virtual QString accessibleRowText(int row) const = 0;
    /// In the widget's coordinates; empty if the row is scrolled away.
    virtual QRect accessibleRowPlace(int row) const = 0;
    virtual bool isAccessibleRowCurrent(int row) const = 0;
};

/// Once, before the first widget is made.
void installAccessibleRows();

} // namespace racewalk::desktop
