// SPDX-License-Identifier: GPL-3.0-or-later
// The half of LeftPane that keys and pointers reach.
#include <QAbstractButton>
#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QWheelEvent>

#include "desktop/views/panes/left_pane.h"

#include "desktop/models/moment/why_not.h"
#include "desktop/session/session.h"
#include "desktop/views/panes/callback_card.h"
#include "desktop/views/panes/thread_bar.h"

#include <optional>

namespace racewalk::desktop {

QList<QWidget *> LeftPane::tabOrder() const
{
    QList<QWidget *> order{m_bar};
    for (const ThreadCard *card : m_cards)
        order << card->tabOrder();
    for (const CallbackCard *lane : m_lanes)
        order << lane->findChild<StepButton *>();
    order << m_shared->findChild<QScrollArea *>();
    return order;
}

/// With many cards, the one that has just stepped is scrolled to.
void LeftPane::showRunningThread()
{
    const Run &run = m_session.run();
    if (run.position() == 0)
        return;
    if (m_column->layout())
        m_column->layout()->activate();
    const ThreadId thread = run.steps()[run.position() - 1].thread;
    showCard(indexOf(thread));
}

/// Of the button under the pointer, or else of the one that the user went to with the keyboard;
/// none where a menu would ask which step.
void LeftPane::updatePreview()
{
    std::optional<Step> step;
    for (const StepButton *button : m_column->findChildren<StepButton *>()) {
        if (!button->isEnabled() || button->face().steps.size() != 1)
            continue;
        if (button->underMouse()) {
            step = button->face().steps.front();
            break;
        }
        if (button->hasFocus() && m_isFocusChosen)
            step = button->face().steps.front();
    }
    m_session.setPreview(step);
}

QWidget *LeftPane::cardNumber(std::size_t number) const
{
    if (number < m_cards.size())
        return m_cards[number];
    return number - m_cards.size() < m_lanes.size() ? m_lanes[number - m_cards.size()] : nullptr;
}

/// Scrolls by the least distance.
void LeftPane::showCard(std::size_t number)
{
    if (QWidget *card = cardNumber(number); card && card->isVisible())
        m_scroll->ensureWidgetVisible(card, 0, 0);
}

void LeftPane::focusCard(std::size_t number)
{
    QWidget *card = cardNumber(number);
    if (!card)
        return;
    auto *step = card->findChild<StepButton *>();
    auto *code = card->findChild<CodePane *>();
    if (step->isEnabled() || !code)
        step->setFocus(Qt::ShortcutFocusReason);
    else
        code->setFocus(Qt::ShortcutFocusReason);
}

void LeftPane::findThread()
{
    m_isSearching = true;
    arrange();
    m_bar->beginSearch();
}

void LeftPane::scrollSideways(int cards)
{
    QScrollBar *bar = m_scroll->horizontalScrollBar();
    bar->setValue(bar->value() + cards * (scaled(ThreadCard::scrolledWidth) + cardGap));
}

/// Up and Down on a card's button scroll its code. Qt would move on to the next button, and from
/// the last one to the fields of the tool bar. Shift and the wheel scroll the cards.
bool LeftPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && m_scrolls) {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (wheel->modifiers() == Qt::ShiftModifier) {
            const QPoint turned = wheel->angleDelta();
            QScrollBar *bar = m_scroll->horizontalScrollBar();
            bar->setValue(bar->value() - (turned.x() != 0 ? turned.x() : turned.y()));
            return true;
        }
    }
    if (qobject_cast<StepButton *>(watched))
        switch (static_cast<int>(event->type())) {
        case QEvent::FocusIn: {
            const auto reason = static_cast<QFocusEvent *>(event)->reason();
            m_isFocusChosen = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
            updatePreview();
            break;
        }
        case QEvent::Enter:
        case QEvent::Leave:
        case QEvent::FocusOut:
            updatePreview();
            break;
        default:
            break;
        }
    if (event->type() != QEvent::KeyPress || !qobject_cast<QAbstractButton *>(watched))
        return Themed::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return Themed::eventFilter(watched, event);
    if (auto *code = watched->parent()->findChild<CodePane *>())
        QApplication::sendEvent(code, event);
    return true;
}

void LeftPane::step(std::size_t number)
{
    showCard(number);
    if (explainsWhyNot(whyNoStep(m_session, number)))
        return;
    if (number < m_cards.size())
        m_cards[number]->step();
    else if (number - m_cards.size() < m_lanes.size())
        m_lanes[number - m_cards.size()]->step();
}

void LeftPane::run(std::size_t number)
{
    if (explainsWhyNot(whyNoRun(m_session, number)))
        return;
    if (number < m_cards.size())
        m_cards[number]->run();
    else if (number - m_cards.size() < m_lanes.size())
        m_session.runThread(m_lanes[number - m_cards.size()]->thread());
}

void LeftPane::drain(std::size_t number)
{
    if (explainsWhyNot(whyNoDrain(m_session, number)))
        return;
    if (number < m_cards.size())
        m_cards[number]->drain();
}

/// A key that does nothing says why.
bool LeftPane::explainsWhyNot(const QString &why)
{
    if (!why.isEmpty())
        m_session.setMessage({Message::Kind::Info, why, {}, Message::Action::None});
    return !why.isEmpty();
}

void LeftPane::scrollToCode(ThreadId thread, std::uint32_t line)
{
    for (ThreadCard *card : m_cards)
        if (card->thread() == thread) {
            m_scroll->ensureWidgetVisible(card);
            card->scrollToLine(line);
        }
}

void LeftPane::focusSteps()
{
    for (ThreadCard *card : m_cards)
        for (StepButton *button : card->findChildren<StepButton *>())
            if (button->isEnabled()) {
                button->setFocus();
                return;
            }
    if (!m_cards.empty())
        m_cards.front()->findChild<CodePane *>()->setFocus();
}

} // namespace racewalk::desktop
