// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

namespace racewalk::desktop {

/// The accessibility interface of a painted widget: a list of rows. For classes derived from
/// QWidget; installAccessibleRows() registers it with Qt.
class AccessibleRows {
public:
    virtual ~AccessibleRows() = default;

    virtual int accessibleRowCount() const = 0;
    virtual QString accessibleRowText(int row) const = 0;
    /// In the widget's coordinates; empty if the row is scrolled away.
    virtual QRect accessibleRowPlace(int row) const = 0;
    virtual bool isAccessibleRowCurrent(int row) const = 0;
};

/// Call it once, before the first widget is created.
void installAccessibleRows();

} // namespace racewalk::desktop
