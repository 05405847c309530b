// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class Session;
class TourGuide;

/// The narration of a tour's stop, with buttons to the other stops. Hidden if no tour is active.
class TourBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    TourBar(Session &session, TourGuide &guide, const Appearance &appearance, QWidget *parent);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {scaled(300), heightForWidth(width())}; }
    QSize minimumSizeHint() const override { return {scaled(160), heightForWidth(width())}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void refresh();
    void arrange();
    QString text() const;

    Session &m_session;
    TourGuide &m_guide;
    FlatButton *m_previous;
    FlatButton *m_next;
    FlatButton *m_end;
};

} // namespace racewalk::desktop
