// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/views/controls/themed.h"

class QLineEdit;

namespace racewalk::desktop {

class Session;

/// "12 / 24": position and known length. A click lets the user type a step to go to.
class StepCounter final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    StepCounter(Session &session, const Appearance &appearance, QWidget *parent);

    void refresh();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void edit();
    void finish(bool isWanted);

    Session &m_session;
    QLineEdit *m_edit;
};

} // namespace racewalk::desktop
