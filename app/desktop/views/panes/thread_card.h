// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/models/moment/thread_face.h"
#include "desktop/views/controls/drain_button.h"
#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/step_button.h"
#include "desktop/views/controls/themed.h"
#include "desktop/views/panes/code_pane.h"

#include <cstdint>
#include <vector>

namespace racewalk::desktop {

class Session;

/// The card of one thread: its name, condition, code and locks, and the button that steps it.
class ThreadCard final : public Themed<QWidget> {
    Q_OBJECT

public:
    ThreadCard(Session &session, ThreadId thread, const Appearance &appearance, QWidget *parent);

    static constexpr int minimumCardWidth = 226; ///< 28 columns of code
    static constexpr int scrolledWidth = 240;    ///< 30 columns, where not all cards fit

    /// What a card gives up where it is low, so that nine lines of code are left.
    enum class Room {
        Full,
        Short, ///< no calls, and what it holds as icons in the title
        Least, ///< and a lower title and button
    };
    void setRoom(Room room);
    /// The height of a card with nine lines of code.
    int heightIn(Room room) const;
    const ThreadFace &face() const { return m_face; }

    ThreadId thread() const { return m_thread; }
    void setCompact(bool isCompact);
    void scrollToLine(std::uint32_t number) { m_code->scrollToLine(number); }
    /// Shows the session's cursor.
    void refresh();
    /// Steps like a click on the button; offers the choices if there are several.
    void step();
    void run();
    /// Drains a store of its buffer; offers the stores if there are several.
    void drain();
    QList<QWidget *> tabOrder() const { return {m_code, m_drain, m_step, m_run}; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    // At text size 100 %.
    static constexpr double threadTitleHeight = 40;
    static constexpr double callsHeight = 24;
    static constexpr double holdsHeight = 34;

    void arrange();
    double titleHeight() const;
    double stepHeight() const;
    void paintTitle(QPainter &painter) const;
    void paintCalls(QPainter &painter);
    void paintHolds(QPainter &painter) const;
    void choose(const std::vector<Step> &steps, const QStringList &texts, const QWidget &button);
    QString tipForLine(std::uint32_t line) const;

    Session &m_session;
    ThreadId m_thread;
    bool m_isCompact = false;
    Room m_room = Room::Full;
    ThreadFace m_face;
    std::vector<CodeLine> m_listing;
    CodePane *m_code;
    DrainButton *m_drain;
    StepButton *m_step;
    FlatButton *m_run;
    std::vector<QRectF> m_callPlaces; ///< by entry of the call stack: where it was painted
};

} // namespace racewalk::desktop
