// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>

#include "desktop/views/panes/left_pane.h"

#include "desktop/models/why_not.h"
#include "desktop/session/session.h"
#include "desktop/views/panes/callback_card.h"
#include "desktop/views/panes/shared_strip.h"
#include "desktop/views/panes/thread_card.h"

#include <utility>

namespace racewalk::desktop {
namespace {

constexpr int cardGap = 8;

} // namespace

LeftPane::LeftPane(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_scroll(new QScrollArea(this)),
      m_shared(new SharedStrip(session, appearance, this))
{
    setObjectName(QStringLiteral("leftPane"));
    setAccessibleName(tr("Threads"));
    m_scroll->setObjectName(QStringLiteral("cardScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    connect(&session, &Session::scenarioChanged, this, [this] { m_takesFocus = true; });
    connect(&session, &Session::variantChanged, this, &LeftPane::rebuild);
    connect(&session, &Session::runChanged, this, [this] {
        refresh();
        showRunningThread();
    });
    connect(&session, &Session::fatesChanged, this, &LeftPane::refresh);
    connect(&session.lines(), &LineSearch::reportChanged, this, &LeftPane::refresh);
    if (session.isOpen())
        rebuild();
}

void LeftPane::rebuild()
{
    if (m_shared->parentWidget() != this)
        m_shared->setParent(this);
    // Of the window, which need not be shown yet.
    const QWidget *focus = window()->focusWidget();
    const bool takesFocus =
        std::exchange(m_takesFocus, false) || (m_column && focus && m_column->isAncestorOf(focus));
    m_cards.clear();
    m_lanes.clear();
    m_column = new QWidget(m_scroll);
    const Program &program = m_session.program();
    for (std::size_t number = 0; number < program.threads.size(); ++number) {
        const ThreadId thread{static_cast<std::uint16_t>(number)};
        if (program.threads[number].isSystem)
            m_lanes.push_back(new CallbackCard(m_session, thread, appearance(), m_column));
        else
            m_cards.push_back(new ThreadCard(m_session, thread, appearance(), m_column));
    }
    for (auto *button : m_column->findChildren<QAbstractButton *>())
        button->installEventFilter(this);
    m_scroll->setWidget(m_column); // deletes the one before
    arrange();
    refresh();
    if (takesFocus)
        focusSteps();
    Q_EMIT cardsRebuilt();
}

/// Lays the same widgets out anew: in a row, or in a column with the shared state at its end.
void LeftPane::arrange()
{
    if (!m_column)
        return;
    m_isCompact = width() < scaled(compactBelow);
    delete m_column->layout();
    auto *cards =
        new QBoxLayout(m_isCompact ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, m_column);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(cardGap);
    for (ThreadCard *card : m_cards) {
        card->setCompact(m_isCompact);
        cards->addWidget(card, m_isCompact ? 0 : 1);
    }
    for (CallbackCard *lane : m_lanes) {
        lane->setCompact(m_isCompact);
        lane->setSizePolicy(m_isCompact ? QSizePolicy::Expanding : QSizePolicy::Fixed,
                            m_isCompact ? QSizePolicy::Fixed : QSizePolicy::Expanding);
        cards->addWidget(lane);
    }
    m_shared->setForm(m_isCompact  ? SharedStrip::Form::Stacked
                      : m_isFolded ? SharedStrip::Form::Folded
                                   : SharedStrip::Form::Strip);
    if (m_isCompact) {
        cards->addWidget(m_shared);
        cards->addStretch(1);
    } else if (m_shared->parentWidget() != this) {
        m_shared->setParent(this);
    }
    m_scroll->setHorizontalScrollBarPolicy(m_isCompact ? Qt::ScrollBarAlwaysOff
                                                       : Qt::ScrollBarAsNeeded);
    m_scroll->setVerticalScrollBarPolicy(m_isCompact ? Qt::ScrollBarAsNeeded
                                                     : Qt::ScrollBarAlwaysOff);
    const int shared = m_isCompact ? 0 : m_shared->sizeHint().height();
    const int cardsHeight = m_isCompact ? height() : height() - shared - cardGap;
    m_scroll->setGeometry(0, 0, width(), std::max(0, cardsHeight));
    if (!m_isCompact)
        m_shared->setGeometry(0, height() - shared, width(), shared);
    m_shared->show();
}

void LeftPane::refresh()
{
    if (!m_column || !m_session.isOpen())
        return;
    const QWidget *focus = window()->focusWidget();
    QWidget *focused = nullptr;
    for (ThreadCard *card : m_cards)
        if (focus && card->isAncestorOf(focus))
            focused = card;
    for (CallbackCard *lane : m_lanes)
        if (focus && lane->isAncestorOf(focus))
            focused = lane;
    for (ThreadCard *card : m_cards)
        card->refresh();
    for (CallbackCard *lane : m_lanes)
        lane->refresh();
    m_shared->refresh();
    // A button that cannot be pressed any more loses the keyboard, which Qt would give to some
    // other control of the window. The same key must not press that.
    if (focused && window()->focusWidget() != focus) {
        if (auto *code = focused->findChild<CodePane *>())
            code->setFocus(Qt::OtherFocusReason);
        else
            focusSteps();
    }
}

QList<QWidget *> LeftPane::tabOrder() const
{
    QList<QWidget *> order;
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
    const ThreadId thread = run.steps()[run.position() - 1].thread;
    for (ThreadCard *card : m_cards)
        if (card->thread() == thread)
            m_scroll->ensureWidgetVisible(card, 0, 0);
}

void LeftPane::setFolded(bool isFolded)
{
    if (m_isFolded == isFolded)
        return;
    m_isFolded = isFolded;
    arrange();
}

/// Up and Down on a card's button scroll its code. Qt would move on to the next button, and from
/// the last one to the fields of the tool bar.
bool LeftPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Themed::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return Themed::eventFilter(watched, event);
    if (auto *code = watched->parent()->findChild<CodePane *>())
        QApplication::sendEvent(code, event);
    return true;
}

void LeftPane::resizeEvent(QResizeEvent *)
{
    arrange();
}

void LeftPane::applyTheme()
{
    arrange();
}

void LeftPane::step(std::size_t number)
{
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
