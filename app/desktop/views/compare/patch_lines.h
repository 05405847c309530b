// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// The lines of a patch, each with its mark: "@@ f()", " text", "-text", "+text".
class PatchLines final : public Themed<QAbstractScrollArea>, public AccessibleRows {
    Q_OBJECT

public:
    PatchLines(const Appearance &appearance, QWidget *parent);

    /// `message` is shown if there are no lines.
    void setLines(const QStringList &lines, const QString &message);

    int accessibleRowCount() const override { return static_cast<int>(m_lines.size()); }
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int) const override { return false; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    void updateScrollBars();
    double lineHeight() const;
    double linesWidth() const;
    QString shown(const QString &line) const;

    QStringList m_lines;
    int m_indent = 0; ///< blanks that all lines begin with
    QString m_message;
};

} // namespace racewalk::desktop
