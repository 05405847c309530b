// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/models/drain_face.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// Brings a store of a thread's buffer to memory, beside the button that steps the thread.
class DrainButton final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    static constexpr int rowHeight = 28; ///< of the form with words

    /// Alt and `key` press it; above 9 there is none.
    DrainButton(const Appearance &appearance, const QString &thread, int key, QWidget *parent);

    void setFace(const DrainFace &face);
    /// A picture of it, as high as it may be, in place of the words.
    void setCompact(bool isCompact);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintWords(QPainter &painter) const;
    void paintPicture(QPainter &painter) const;

    QString m_thread;
    int m_key;
    bool m_isCompact = false;
    DrainFace m_face;
};

} // namespace racewalk::desktop
