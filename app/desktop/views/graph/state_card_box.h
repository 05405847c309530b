// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/models/graph/state_card.h"
#include "desktop/views/controls/themed.h"
#include "run/timeline/short_names.h"

namespace racewalk::desktop {

/// The card of a state of the graph. The mouse does not notice it.
class StateCardBox final : public Themed<QWidget> {
    Q_OBJECT

public:
    StateCardBox(const Appearance &appearance, QWidget *parent);

    /// `names` are those of the program.
    void setCard(const StateCard &card, const ScreenNames &names);
    const StateCard &card() const { return m_card; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StateCard m_card;
    ScreenNames m_names;
};

} // namespace racewalk::desktop
