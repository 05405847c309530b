// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDialog>
#include <QEvent>
#include <QPainter>

#include "desktop/views/dialogs/scrim.h"

namespace racewalk::desktop {

Scrim::Scrim(const Appearance &appearance, QDialog *dialog, QWidget *window)
    : Themed(appearance, window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(window->rect());
    window->installEventFilter(this);
    connect(dialog, &QDialog::finished, this, &QWidget::deleteLater);
    connect(dialog, &QObject::destroyed, this, &QWidget::deleteLater);
    raise();
    show();
}

bool Scrim::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return Themed::eventFilter(watched, event);
}

void Scrim::paintEvent(QPaintEvent *)
{
    const bool isDark = theme().kind() == ThemeKind::Dark;
    QColor shade = isDark ? QColor(Qt::black) : theme().color(Token::Text);
    shade.setAlphaF(isDark ? 0.55F : 0.45F);
    QPainter(this).fillRect(rect(), shade);
}

} // namespace racewalk::desktop
