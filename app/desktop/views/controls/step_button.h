// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/models/moment/thread_face.h"
#include "desktop/views/controls/themed.h"
#include "run/timeline/short_names.h"

namespace racewalk::desktop {

/// The button that takes a thread's next step. It shows the operation and the fate of the next
/// state, or why there is no step.
class StepButton final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    enum class Size {
        Normal,  ///< two lines, with "Step:"
        Compact, ///< two lines, without it
        Lane,    ///< of a system lane: icon, "Step", key
    };

    /// `key` is the number of its thread, from 1; see threadKey().
    StepButton(const Appearance &appearance, int key, QWidget *parent);

    /// `names` are those of the program.
    void setFace(const ThreadFace &face, const ScreenNames &names);
    const ThreadFace &face() const { return m_face; }
    void setSize(Size size);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {scaled(64), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Colors;
    Colors colors() const;
    void paintLines(QPainter &painter, const Colors &colors) const;
    void paintLane(QPainter &painter, const Colors &colors) const;

    int m_key;
    Size m_size = Size::Normal;
    ThreadFace m_face;
    ScreenNames m_names;
};

} // namespace racewalk::desktop
