// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>
#include <QPainter>

#include "desktop/views/panes/callback_card.h"

#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr double callbackTitleHeight = 40;
constexpr double captionHeight = 24;
constexpr double callbackStepHeight = 56;
constexpr double callbackMargin = 8;
constexpr double boxHeight = 74;
constexpr double compactBoxHeight = 48;

} // namespace

CallbackCard::CallbackCard(Session &session, ThreadId thread, const Appearance &appearance,
                           QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_thread(thread)
{
    const int key = static_cast<int>(indexOf(thread)) + 1;
    setObjectName(QStringLiteral("threadCard%1").arg(key));
    m_step = new StepButton(appearance, key, this);
    m_step->setObjectName(QStringLiteral("step%1").arg(key));
    m_step->setSize(StepButton::Size::Lane);
    connect(m_step, &StepButton::clicked, this, &CallbackCard::step);
    refresh();
}

void CallbackCard::step()
{
    if (m_face.steps.size() == 1) {
        m_session.take(m_face.steps.front());
        return;
    }
    if (m_face.steps.empty())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("choices"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t index = 0; index < m_face.steps.size(); ++index)
        menu->addAction(QStringLiteral("&%1  %2").arg(index + 1).arg(
                            m_face.choices.value(static_cast<qsizetype>(index))),
                        this, [this, step = m_face.steps[index]] { m_session.take(step); });
    menu->popup(m_step->mapToGlobal(QPoint(0, m_step->height())));
    menu->setActiveAction(menu->actions().constFirst());
}

void CallbackCard::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    m_step->setSize(isCompact ? StepButton::Size::Compact : StepButton::Size::Lane);
    refresh();
    arrange();
}

void CallbackCard::refresh()
{
    m_face = threadFace(m_session, m_thread);
    m_callbacks = pendingCallbacks(m_session);
    m_step->setFace(m_face, m_session.names());
    m_step->setVisible(!m_isCompact || m_face.kind == ThreadFace::Kind::CanStep);
    QStringList words{m_face.accessibleName()};
    for (const PendingCallback &callback : m_callbacks)
        words << tr("%1, %2, %3").arg(callback.title, callback.queued, callback.waitsFor);
    if (m_callbacks.empty())
        words << tr("No callback pending");
    setAccessibleName(words.join(QLatin1String(". ")));
    updateGeometry();
    update();
}

QSize CallbackCard::sizeHint() const
{
    if (!m_isCompact)
        return {scaled(cardWidth), scaled(200)};
    const double boxes =
        m_callbacks.empty() ? 30 : static_cast<double>(m_callbacks.size()) * (compactBoxHeight + 6);
    const double step = m_step->isVisibleTo(this) ? callbackStepHeight + callbackMargin : 0;
    return {scaled(200), scaled(callbackTitleHeight + boxes + callbackMargin + step)};
}

void CallbackCard::resizeEvent(QResizeEvent *)
{
    arrange();
}

void CallbackCard::arrange()
{
    const int edge = scaled(callbackMargin);
    const int high = scaled(callbackStepHeight);
    m_step->setGeometry(edge, height() - edge - high, width() - 2 * edge, high);
}

void CallbackCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      look.color(Token::Panel), look.color(Token::Line));
    const double pad = look.scaled(12);
    const double used =
        drawing::paintText(painter, QRectF(pad, 0, width() - pad, look.scaled(callbackTitleHeight)),
                           m_face.name, look.font(FontRole::CardTitle), look.color(Token::Text));
    double top = look.scaled(callbackTitleHeight);
    if (m_isCompact) {
        drawing::Chip chip;
        chip.text = m_face.caption;
        chip.isMono = false;
        drawing::paintChip(painter, QRectF(pad + used + look.scaled(8), 0, width() - pad, top),
                           chip, look);
    } else {
        drawing::paintText(painter, QRectF(pad, top, width() - pad, look.scaled(captionHeight - 4)),
                           m_face.caption, look.font(FontRole::Small), look.color(Token::Text3));
        top += look.scaled(captionHeight);
    }
    painter.setPen(QPen(look.color(Token::Line), 1));
    painter.drawLine(QPointF(1, top + 0.5), QPointF(width() - 1, top + 0.5));
    paintBoxes(painter, top + look.scaled(callbackMargin));
}

void CallbackCard::paintBoxes(QPainter &painter, double top) const
{
    const auto &look = theme();
    const QFont small = look.font(FontRole::Small);
    const QFont strong = look.font(FontRole::SecondaryStrong);
    const double edge = look.scaled(callbackMargin);
    const double line = look.scaled(18);
    const double pad = look.scaled(6);
    if (m_callbacks.empty()) {
        painter.setFont(look.font(FontRole::Secondary));
        painter.setPen(look.color(Token::Text3));
        painter.drawText(QRectF(look.scaled(12), top, width() - look.scaled(20), look.scaled(60)),
                         Qt::TextWordWrap, tr("No callback pending."));
        return;
    }
    const double limit = m_step->isVisibleTo(this) ? m_step->y() : height();
    for (std::size_t index = 0; index < m_callbacks.size(); ++index) {
        const PendingCallback &callback = m_callbacks[index];
        const QRectF box(edge, top, width() - 2 * edge,
                         look.scaled(m_isCompact ? compactBoxHeight : boxHeight));
        if (box.bottom() > limit) {
            drawing::paintText(painter, QRectF(edge, top, box.width(), line),
                               tr("and %1 more").arg(m_callbacks.size() - index), small,
                               look.color(Token::Text3));
            return;
        }
        drawing::paintBox(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), 6, look.color(Token::Sunken),
                          look.color(Token::Line));
        const double icon = look.scaled(14);
        const double x = box.left() + pad;
        drawing::paintIcon(painter, "deferred",
                           QRectF(x, top + pad + (line - icon) / 2, icon, icon),
                           look.color(Token::Text2), look);
        const double textLeft = x + icon + look.scaled(4);
        const double wide = box.right() - look.scaled(4) - textLeft;
        const QString title =
            drawing::textWidth(strong, callback.title) <= wide ? callback.title : callback.object;
        drawing::paintText(painter, QRectF(textLeft, top + pad, wide, line),
                           drawing::fittingWords(title, strong, wide, m_session.names()), strong,
                           look.color(Token::Text));
        const QString rest = callback.queued + QLatin1String(", ") + callback.waitsFor;
        const double all = box.width() - 2 * pad;
        if (m_isCompact) {
            drawing::paintText(painter, QRectF(x, top + pad + line - 2, all, line),
                               drawing::fittingWords(rest, small, all, m_session.names()), small,
                               look.color(Token::Text3));
        } else {
            drawing::paintText(painter, QRectF(x, top + pad + line, all, line), callback.queued,
                               small, look.color(Token::Text3));
            drawing::paintText(
                painter, QRectF(x, top + pad + 2 * line, all, line),
                drawing::fittingWords(callback.waitsFor, small, all, m_session.names()), small,
                look.color(Token::Text3));
        }
        top = box.bottom() + look.scaled(6);
    }
}

} // namespace racewalk::desktop
