// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class Session;

/// A message above the right pane, with buttons for what can be done about it. Hidden if there is
/// no message.
class MessageBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    MessageBar(Session &session, const Appearance &appearance, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {scaled(100), sizeHint().height()}; }

Q_SIGNALS:
    void detailsRequested();
    void retryRequested();
    void reloadRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void refresh();
    void arrange();
    QRectF textPlace() const;

    Session &m_session;
    FlatButton *m_details;
    FlatButton *m_action;
    FlatButton *m_close;
};

} // namespace racewalk::desktop
