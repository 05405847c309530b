// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "desktop/base/appearance.h"
#include "desktop/models/present/told_moment.h"
#include "desktop/views/present/present_layout.h"

#include <vector>

namespace racewalk::desktop {

class NarrationBox;
class Prediction;
class PresentThread;
class Session;
class TimelineView;
class TourGuide;

/// The session on a projector: threads, timeline and narration, to be read from the last row. It
/// shows the same walk as the main window, and steps it. Deletes itself when it is left.
class PresentWindow final : public QWidget {
    Q_OBJECT

public:
    /// All of them must outlive the window.
    PresentWindow(Session &session, TourGuide &guide, const Appearance &appearance,
                  QWidget *parent);
    ~PresentWindow() override;

    /// Fills the screen that `main` is not on, if there is another one; else its screen.
    void showBeside(const QWidget &main);
    bool isBlank() const { return m_isBlank; }
    const drawing::Theme &theme() const { return m_appearance.theme(); }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void rebuild();
    void refresh();
    void arrange();
    void chooseThreads();
    void next();
    void previous();
    void nextStop(int direction);
    void step(ThreadId thread);
    void toggleQuestions();
    void showQuestion();
    void openTours();
    void setBlank(bool isBlank);
    void showPointer(bool isShown);
    void paintTop(QPainter &painter) const;
    QString leftOutText() const;
    void paintLeftOut(QPainter &painter) const;

    Session &m_session;
    TourGuide &m_guide;
    const Appearance &m_outer;
    Appearance m_appearance; ///< with text for the last row
    PresentLayout m_layout;
    std::vector<PresentThread *> m_threads; ///< all, shown or not
    std::vector<PresentThread *> m_shown;
    TimelineView *m_timeline;
    NarrationBox *m_narration;
    Prediction *m_prediction;
    QString m_obstacle; ///< why nothing is asked, until the next step
    QTimer m_still;     ///< until pointer and hints hide
    bool m_isBlank = false, m_isLaidOutForQuestions = false;
};

} // namespace racewalk::desktop
