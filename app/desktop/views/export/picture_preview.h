// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QScrollArea>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// A picture, scaled down to fit; a click shows it at 100 %, another one fits it again.
class PicturePreview final : public Themed<QScrollArea> {
    Q_OBJECT

public:
    PicturePreview(const Appearance &appearance, QWidget *parent);

    /// `description` is for assistive technology.
    void showPicture(const QImage &picture, const QString &description);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void paintPicture(QWidget &canvas) const;
    void arrange();

    QImage m_picture;
    QWidget *m_canvas;
    bool m_isFitted = true;
};

} // namespace racewalk::desktop
