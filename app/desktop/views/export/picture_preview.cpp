// SPDX-License-Identifier: GPL-3.0-or-later
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include "desktop/views/export/picture_preview.h"

namespace racewalk::desktop {

PicturePreview::PicturePreview(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_canvas(new QWidget(this))
{
    setObjectName(QStringLiteral("exportPicture"));
    setFrameShape(QFrame::NoFrame);
    setAlignment(Qt::AlignCenter);
    setFocusPolicy(Qt::TabFocus);
    m_canvas->setCursor(Qt::PointingHandCursor);
    m_canvas->installEventFilter(this);
    setWidget(m_canvas);
}

void PicturePreview::showPicture(const QImage &picture, const QString &description)
{
    m_picture = picture;
    m_canvas->setAccessibleName(description);
    setAccessibleName(tr("Preview"));
    setAccessibleDescription(description);
    arrange();
    m_canvas->update();
}

void PicturePreview::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void PicturePreview::arrange()
{
    const QSizeF whole = m_picture.deviceIndependentSize();
    const QSize room = maximumViewportSize();
    const bool isLarger = whole.width() > room.width() || whole.height() > room.height();
    m_canvas->resize(
        (m_isFitted && isLarger ? whole.scaled(room, Qt::KeepAspectRatio) : whole).toSize());
    m_canvas->setToolTip(!isLarger    ? QString()
                         : m_isFitted ? tr("Click to see it at 100 %")
                                      : tr("Click to see all of it"));
}

bool PicturePreview::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_canvas)
        return QScrollArea::eventFilter(watched, event);
    if (event->type() == QEvent::Paint) {
        paintPicture(*m_canvas);
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease) {
        m_isFitted = !m_isFitted;
        arrange();
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

void PicturePreview::paintPicture(QWidget &canvas) const
{
    QPainter painter(&canvas);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(canvas.rect(), m_picture);
}

} // namespace racewalk::desktop
