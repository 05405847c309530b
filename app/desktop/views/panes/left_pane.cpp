// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>

#include "desktop/views/panes/left_pane.h"

#include "desktop/session/session.h"
#include "desktop/views/panes/callback_card.h"
#include "desktop/views/panes/thread_bar.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr int scrollBarHeight = 10;
constexpr double leastCardWidth = 200; ///< where that saves them from scrolling
constexpr int leastCodeLines = 3;      ///< of the shared state
constexpr int mostLines = 7;

} // namespace

LeftPane::LeftPane(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_scroll(new QScrollArea(this)),
      m_bar(new ThreadBar(appearance, this)), m_shared(new SharedStrip(session, appearance, this))
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
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::valueChanged, this,
            &LeftPane::refreshBar);
    connect(m_bar, &ThreadBar::threadRequested, this, &LeftPane::showCard);
    connect(m_bar, &ThreadBar::searchEnded, this,
            [this](std::optional<std::size_t> found) { found ? focusCard(*found) : focusSteps(); });
    connect(m_bar, &ThreadBar::left, this, [this] {
        if (std::exchange(m_isSearching, false))
            QTimer::singleShot(0, this, &LeftPane::arrange);
    });
    m_bar->hide();
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
    for (auto *widget : m_column->findChildren<QWidget *>())
        widget->installEventFilter(this);
    m_scroll->setWidget(m_column); // deletes the one before
    m_isScrolled = false;
    arrange();
    refresh();
    if (takesFocus)
        focusSteps();
    Q_EMIT cardsRebuilt();
}

/// What gives way, in this order and only if it must: calls and locks of the cards, the tiles of
/// the shared state, the height of titles and buttons. Lanes become rows of the shared state where
/// that lets all cards be whole; else the cards scroll.
LeftPane::Plan LeftPane::plan()
{
    const auto count = [](const auto &list) { return static_cast<int>(list.size()); };
    const auto widthOf = [&](double card) {
        return count(m_cards) * (scaled(card) + cardGap) - cardGap;
    };
    int cards = widthOf(ThreadCard::minimumCardWidth);
    if (cards > width())
        cards = widthOf(leastCardWidth);
    const int lanes = count(m_lanes) * (scaled(CallbackCard::cardWidth) + cardGap);
    Plan plan;
    plan.scrolls = cards > width();
    plan.hasLanes = plan.scrolls || cards + lanes <= width();
    std::vector<ThreadId> hidden;
    for (const CallbackCard *lane : m_lanes)
        if (!plan.hasLanes)
            hidden.push_back(lane->thread());
    m_shared->setLanes(std::move(hidden));
    const int bar = plan.scrolls ? m_bar->sizeHint().height() + cardGap + scrollBarHeight : 0;
    using Room = ThreadCard::Room;
    using Form = SharedStrip::Form;
    const auto fits = [&](Room room, Form form, int lines) {
        plan.room = room;
        plan.form = form;
        plan.lines = lines;
        plan.cardsHeight = height() - bar - m_shared->heightOf(form, lines) - cardGap;
        return m_cards.empty() || plan.cardsHeight >= m_cards.front()->heightIn(room);
    };
    const bool fitsTiles = m_shared->neededWidth() <= width();
    const int lines = std::clamp(m_shared->neededLines(), 1, mostLines);
    for (const Room room : {Room::Full, Room::Short, Room::Least}) {
        if (fitsTiles && room != Room::Least && fits(room, Form::Strip, lines))
            return plan;
        // Where tiles are too wide or too high: their rows, as many as there is room for.
        if (fitsTiles && room == Room::Full)
            continue;
        const int least = room == Room::Least ? leastCodeLines - 1 : leastCodeLines;
        for (int some = lines; some >= std::min(least, lines); --some)
            if (fits(room, Form::Rows, some))
                return plan;
    }
    return plan;
}

/// Lays the same widgets out anew: in a row, or in a column with the shared state at its end.
void LeftPane::arrange()
{
    if (!m_column)
        return;
    // Only narrow by the user's hand: on a small screen cards give up other things.
    m_isCompact = width() < compactBelow && 2 * width() < window()->width();
    const Plan plan = m_isCompact ? Plan{} : this->plan();
    m_scrolls = plan.scrolls;
    m_bar->setVisible(m_scrolls || m_isSearching);
    const int bar = m_bar->isHidden() ? 0 : m_bar->sizeHint().height() + cardGap;
    m_bar->setGeometry(0, 0, width(), bar - cardGap);
    delete m_column->layout();
    auto *cards =
        new QBoxLayout(m_isCompact ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, m_column);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(cardGap);
    for (ThreadCard *card : m_cards) {
        card->setCompact(m_isCompact);
        card->setRoom(plan.room);
        card->setMinimumWidth(m_scrolls ? scaled(ThreadCard::scrolledWidth) : 0);
        card->setMaximumWidth(m_scrolls ? scaled(ThreadCard::scrolledWidth) : QWIDGETSIZE_MAX);
        cards->addWidget(card, m_isCompact ? 0 : 1);
    }
    for (CallbackCard *lane : m_lanes) {
        lane->setCompact(m_isCompact);
        lane->setSizePolicy(m_isCompact ? QSizePolicy::Expanding : QSizePolicy::Fixed,
                            m_isCompact ? QSizePolicy::Fixed : QSizePolicy::Expanding);
        lane->setVisible(plan.hasLanes);
        cards->addWidget(lane);
    }
    if (m_isCompact)
        m_shared->setLanes({});
    m_shared->setLines(plan.lines);
    m_shared->setForm(m_isCompact ? SharedStrip::Form::Stacked : plan.form);
    if (m_isCompact) {
        cards->addWidget(m_shared);
        cards->addStretch(1);
    } else if (m_shared->parentWidget() != this) {
        m_shared->setParent(this);
    }
    const bool isTooLow = !m_isCompact && !m_cards.empty() &&
                          plan.cardsHeight < m_cards.front()->heightIn(ThreadCard::Room::Least);
    m_scroll->setHorizontalScrollBarPolicy(m_scrolls ? Qt::ScrollBarAlwaysOn
                                                     : Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(m_isCompact || isTooLow ? Qt::ScrollBarAsNeeded
                                                                 : Qt::ScrollBarAlwaysOff);
    const int shared = m_isCompact ? 0 : m_shared->heightOf(plan.form, plan.lines);
    const int end = m_isCompact ? height() : height() - shared - cardGap;
    m_scroll->setGeometry(0, bar, width(), std::max(0, end - bar));
    if (!m_isCompact)
        m_shared->setGeometry(0, height() - shared, width(), shared);
    m_shared->show();
    refreshBar();
    if (m_scrolls && !std::exchange(m_isScrolled, true)) // once the cards have their places
        QTimer::singleShot(0, this, &LeftPane::showRunningThread);
}

void LeftPane::refreshBar()
{
    // While the cards are rebuilt, the column scrolls before it has its layout.
    if (!m_column || !m_column->layout() || m_bar->isHidden() || !m_session.isOpen())
        return;
    m_column->layout()->activate();
    const Run &run = m_session.run();
    const auto entryFor = [&](const QWidget &card, const ThreadFace &face, ThreadId thread) {
        const int left = card.mapTo(m_scroll->viewport(), QPoint(0, 0)).x();
        ThreadBar::Entry entry;
        entry.name = face.name;
        entry.icon = face.icon;
        entry.state = face.kind == ThreadFace::Kind::CanStep ? face.detail : face.headline;
        entry.isInView = left >= 0 && left + card.width() <= m_scroll->viewport()->width();
        entry.isLast = run.position() > 0 && run.steps()[run.position() - 1].thread == thread;
        return entry;
    };
    std::vector<ThreadBar::Entry> entries;
    for (const ThreadCard *card : m_cards)
        entries.push_back(entryFor(*card, card->face(), card->thread()));
    for (const CallbackCard *lane : m_lanes)
        entries.push_back(entryFor(*lane, lane->face(), lane->thread()));
    m_bar->setEntries(std::move(entries), m_session.names());
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
    refreshBar();
    updatePreview();
    // A button that cannot be pressed any more loses the keyboard, which Qt would give to some
    // other control of the window. The same key must not press that.
    if (focused && window()->focusWidget() != focus) {
        if (auto *code = focused->findChild<CodePane *>())
            code->setFocus(Qt::OtherFocusReason);
        else
            focusSteps();
    }
}

void LeftPane::resizeEvent(QResizeEvent *)
{
    arrange();
}

void LeftPane::applyTheme()
{
    arrange();
}

} // namespace racewalk::desktop
