// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"
#include "program/ids.h"

#include <cstddef>
#include <cstdint>
#include <vector>

class QBoxLayout;
class QScrollArea;

namespace racewalk::desktop {

class CallbackCard;
class Session;
class SharedStrip;
class ThreadCard;

/// The thread cards and shared memory: cards in a row above a strip or, if the pane is narrow, all
/// in one column.
class LeftPane final : public Themed<QWidget> {
    Q_OBJECT

public:
    LeftPane(Session &session, const Appearance &appearance, QWidget *parent);

    static constexpr int compactBelow = 640; ///< width

    /// Whether the window only has space for the title of the shared state.
    void setFolded(bool isFolded);
    /// Acts like a click on the button of thread `number`, counted from 0. If it cannot, a message
    /// says why.
    void step(std::size_t number);
    void run(std::size_t number);
    void drain(std::size_t number);
    void scrollToCode(ThreadId thread, std::uint32_t line);
    /// Gives the keyboard to the first step button that can be pressed.
    void focusSteps();
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
    void rebuild();
    void refresh();
    void arrange();
    void showRunningThread();
    bool explainsWhyNot(const QString &why);

    Session &m_session;
    bool m_isCompact = false;
    bool m_isFolded = false;
    bool m_takesFocus = false; ///< with the next cards: those of another scenario
    std::vector<ThreadCard *> m_cards;
    std::vector<CallbackCard *> m_lanes;
    QScrollArea *m_scroll;
    QWidget *m_column = nullptr; ///< column of cards
    SharedStrip *m_shared;
};

} // namespace racewalk::desktop
