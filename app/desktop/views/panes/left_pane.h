// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"
#include "desktop/views/panes/shared_strip.h"
#include "desktop/views/panes/thread_card.h"
#include "program/ids.h"

#include <cstddef>
#include <cstdint>
#include <vector>

class QBoxLayout;
class QScrollArea;

namespace racewalk::desktop {

class CallbackCard;
class Session;
class ThreadBar;

/// The thread cards and shared memory: cards in a row above a strip or, if the pane is narrow, all
/// in one column.
class LeftPane final : public Themed<QWidget> {
    Q_OBJECT

public:
    LeftPane(Session &session, const Appearance &appearance, QWidget *parent);

    static constexpr int compactBelow = 440; ///< width
    static constexpr int cardGap = 8;

    /// Acts like a click on the button of thread `number`, counted from 0. If it cannot, a message
    /// says why.
    void step(std::size_t number);
    void run(std::size_t number);
    void drain(std::size_t number);
    void scrollToCode(ThreadId thread, std::uint32_t line);
    /// Gives the keyboard to the first step button that can be pressed.
    void focusSteps();
    /// Gives the keyboard to the bar of threads, to find one by its name.
    void findThread();
    /// Scrolls cards that do not all fit, by so many.
    void scrollSideways(int cards);
    /// The controls in the order in which Tab reaches them.
    QList<QWidget *> tabOrder() const;

Q_SIGNALS:
    /// Emitted when the controls have been replaced.
    void cardsRebuilt();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    /// How cards and shared state share the place.
    struct Plan {
        bool scrolls = false; ///< the cards do not fit next to each other
        bool hasLanes = true; ///< else they are rows of the shared state
        ThreadCard::Room room = ThreadCard::Room::Full;
        SharedStrip::Form form = SharedStrip::Form::Strip;
        int lines = 3; ///< of the form Rows
        int cardsHeight = 0;
    };

    Plan plan();
    void refreshBar();
    void updatePreview();
    QWidget *cardNumber(std::size_t number) const;
    void showCard(std::size_t number);
    void focusCard(std::size_t number);
    void rebuild();
    void refresh();
    void arrange();
    void showRunningThread();
    bool explainsWhyNot(const QString &why);

    Session &m_session;
    bool m_isCompact = false;
    bool m_scrolls = false;
    bool m_isScrolled = false;    ///< to the card of the last step, since the cards are there
    bool m_isFocusChosen = false; ///< the button with the focus got it by Tab
    bool m_isSearching = false;   ///< for a thread
    bool m_takesFocus = false;    ///< with the next cards: those of another scenario
    std::vector<ThreadCard *> m_cards;
    std::vector<CallbackCard *> m_lanes;
    QScrollArea *m_scroll;
    QWidget *m_column = nullptr; ///< column of cards
    ThreadBar *m_bar;
    SharedStrip *m_shared;
};

} // namespace racewalk::desktop
