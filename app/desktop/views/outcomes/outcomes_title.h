// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class Session;

/// "4 endings of 399,245 schedules", and the variant and model that they are of.
class OutcomesTitle final : public Themed<QWidget> {
    Q_OBJECT

public:
    OutcomesTitle(Session &session, const Appearance &appearance, QWidget *parent);

    void refresh();
    QSize sizeHint() const override { return {scaled(300), scaled(48)}; }
    QSize minimumSizeHint() const override { return {scaled(100), scaled(48)}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString subjectText() const;

    Session &m_session;
};

} // namespace racewalk::desktop
