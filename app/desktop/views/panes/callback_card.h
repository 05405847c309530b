// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/models/moment/thread_face.h"
#include "desktop/views/controls/step_button.h"
#include "desktop/views/controls/themed.h"

#include <vector>

namespace racewalk::desktop {

class Session;

/// The card of a system lane: the callbacks that wait for their grace period, and the button that
/// runs one.
class CallbackCard final : public Themed<QWidget> {
    Q_OBJECT

public:
    CallbackCard(Session &session, ThreadId thread, const Appearance &appearance, QWidget *parent);

    static constexpr int cardWidth = 112;

    ThreadId thread() const { return m_thread; }
    const ThreadFace &face() const { return m_face; }
    void setCompact(bool isCompact);
    void refresh();
    void step();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void arrange();
    void paintBoxes(QPainter &painter, double top) const;

    Session &m_session;
    ThreadId m_thread;
    bool m_isCompact = false;
    ThreadFace m_face;
    std::vector<PendingCallback> m_callbacks;
    StepButton *m_step;
};

} // namespace racewalk::desktop
