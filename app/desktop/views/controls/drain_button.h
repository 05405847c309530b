// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/models/moment/drain_face.h"
#include "desktop/views/controls/themed.h"
#include "run/timeline/short_names.h"

namespace racewalk::desktop {

/// The button that drains a store of a thread's buffer, next to the button that steps the thread.
class DrainButton final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    static constexpr int rowHeight = 28; ///< height of the form with text

    /// Alt and `key` press it; there is no key above 9.
    DrainButton(const Appearance &appearance, const QString &thread, int key, QWidget *parent);

    /// `names` are those of the program.
    void setFace(const DrainFace &face, const ScreenNames &names);
    /// Shows an icon of any height in place of the text.
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
    ScreenNames m_names;
};

} // namespace racewalk::desktop
