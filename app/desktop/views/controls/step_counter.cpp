// SPDX-License-Identifier: GPL-3.0-or-later
#include <QIntValidator>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

#include "desktop/views/controls/step_counter.h"

#include "desktop/session/session.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {

StepCounter::StepCounter(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_edit(new QLineEdit(this))
{
    setObjectName(QStringLiteral("counter"));
    setToolTip(tr("Go to step (Ctrl+G)"));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_edit->setObjectName(QStringLiteral("counterEdit"));
    m_edit->setAccessibleName(tr("Go to step"));
    m_edit->setAlignment(Qt::AlignCenter);
    m_edit->setValidator(new QIntValidator(0, 9'999'999, m_edit));
    m_edit->installEventFilter(this);
    m_edit->hide();
    connect(this, &StepCounter::clicked, this, &StepCounter::edit);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] { finish(true); });
}

void StepCounter::refresh()
{
    const Run &run = m_session.run();
    setText(QStringLiteral("%1 / %2").arg(run.position()).arg(run.length()));
    setAccessibleName(tr("Step %1 of %2").arg(run.position()).arg(run.length()));
    updateGeometry();
    update();
}

QSize StepCounter::sizeHint() const
{
    const double text = drawing::textWidth(theme().font(FontRole::BodyStrong), this->text());
    return {std::max(scaled(64), qCeil(text + theme().scaled(16))), scaled(32)};
}

void StepCounter::edit()
{
    m_edit->setText(QString::number(m_session.run().position()));
    m_edit->selectAll();
    m_edit->show();
    m_edit->setFocus();
}

void StepCounter::finish(bool isWanted)
{
    if (m_edit->isHidden())
        return;
    bool isNumber = false;
    const auto wanted = m_edit->text().toULongLong(&isNumber);
    m_edit->hide();
    if (isWanted && isNumber)
        m_session.jump(wanted);
}

bool StepCounter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        finish(false);
    // Esc would otherwise be the window's: it closes the message bar.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        finish(false);
        return true;
    }
    return QAbstractButton::eventFilter(watched, event);
}

void StepCounter::resizeEvent(QResizeEvent *)
{
    m_edit->setGeometry(rect().adjusted(0, 2, 0, -2));
}

void StepCounter::paintEvent(QPaintEvent *)
{
    if (!m_session.isOpen())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    if (underMouse())
        drawing::paintBox(painter, QRectF(rect()), 6, look.color(Token::Hover),
                          look.color(Token::Hover));
    const Run &run = m_session.run();
    const QString position = QString::number(run.position());
    const QString rest = QStringLiteral(" / %1").arg(run.length());
    const QFont strong = look.font(FontRole::BodyStrong);
    const QFont plain = look.font(FontRole::Body);
    const double wide = drawing::textWidth(strong, position) + drawing::textWidth(plain, rest);
    double x = (width() - wide) / 2;
    x += drawing::paintText(painter, QRectF(x, 0, width(), height()), position, strong,
                            look.color(Token::Text));
    drawing::paintText(painter, QRectF(x, 0, width(), height()), rest, plain,
                       look.color(Token::Text3));
}

} // namespace racewalk::desktop
