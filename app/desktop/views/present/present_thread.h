// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/models/moment/thread_face.h"
#include "desktop/views/controls/themed.h"
#include "desktop/views/panes/code_pane.h"

#include <cstddef>
#include <vector>

namespace racewalk::desktop {

/// A thread on a projector: its name and state, its code without comments, and what it does next.
class PresentThread final : public Themed<QWidget> {
    Q_OBJECT

public:
    /// `code` is the appearance of the code; `appearance` that of everything else.
    PresentThread(Session &session, ThreadId thread, const Appearance &appearance, QWidget *parent);

    ThreadId thread() const { return m_thread; }
    const ThreadFace &face() const { return m_face; }
    /// Shows the session's cursor.
    void refresh();

    /// An answer that can be chosen, in place of what the thread does next.
    struct Answer {
        std::size_t number = 0; ///< from 1
        QString says, statement;
        bool isWrong = false;
    };
    void setAnswers(std::vector<Answer> answers);

Q_SIGNALS:
    void stepRequested(ThreadId thread);
    void answerChosen(std::size_t number);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void applyTheme() override;

private:
    void paintTitle(QPainter &painter) const;
    void paintState(QPainter &painter) const;
    void paintAnswer(QPainter &painter, const Answer &answer, const QRectF &place) const;
    QRectF statePlace() const;
    QRectF answerPlace(std::size_t index) const;

    Session &m_session;
    ThreadId m_thread;
    std::vector<CodeLine> m_listing;
    CodePane *m_code;
    ThreadFace m_face;
    std::vector<Answer> m_answers;
};

} // namespace racewalk::desktop
