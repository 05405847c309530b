// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/session/comparing.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class CompareHead;
class CompareRows;
class CompareStrip;
class DifferenceTable;
class PatchLines;
class TitledCard;

/// Takes the place of everything below the tool bar while two sides are compared: both timelines,
/// the patch, and what differs.
class CompareView final : public Themed<QWidget> {
    Q_OBJECT

public:
    CompareView(Session &session, Comparing &comparing, const Appearance &appearance,
                QWidget *parent);

    /// The controls in the order in which Tab reaches them.
    QList<QWidget *> tabOrder() const;
    CompareRows &rows() { return *m_rows; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    void refresh();
    void arrange();
    QString message(const Compared &compared) const;

    Session &m_session;
    Comparing &m_comparing;
    QWidget *m_timelines;
    CompareHead *m_head;
    CompareRows *m_rows;
    PatchLines *m_patch;
    DifferenceTable *m_difference;
    TitledCard *m_patchCard;
    TitledCard *m_differenceCard;
    CompareStrip *m_strip;
};

} // namespace racewalk::desktop
