// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScreen>

#include "desktop/views/present/present_window.h"

#include "desktop/session/prediction.h"
#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"
#include "desktop/views/controls/style_sheet.h"
#include "desktop/views/present/narration_box.h"
#include "desktop/views/present/present_thread.h"
#include "desktop/views/timeline/timeline_view.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr int stillFor = 3000;   ///< milliseconds
constexpr double leastText = 11; ///< pixels at text size 100 %, of any text that is shown

} // namespace

PresentWindow::PresentWindow(Session &session, TourGuide &guide, const Appearance &appearance,
                             QWidget *parent)
    : QWidget(parent, Qt::Window), m_session(session), m_guide(guide), m_outer(appearance),
      m_appearance(appearance.choice(), 1)
{
    setObjectName(QStringLiteral("presentWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 - Present").arg(session.title()));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(640, 480);
    m_timeline = new TimelineView(session, m_appearance, this);
    m_timeline->setObjectName(QStringLiteral("presentTimeline"));
    m_timeline->setPresented();
    m_narration = new NarrationBox(m_appearance, this);
    m_prediction = new Prediction(session, this);
    connect(m_prediction, &Prediction::changed, this, &PresentWindow::refresh);
    m_still.setSingleShot(true);
    m_still.setInterval(stillFor);
    connect(&m_still, &QTimer::timeout, this, [this] { showPointer(false); });
    connect(&session, &Session::variantChanged, this, &PresentWindow::rebuild);
    connect(&session, &Session::scenarioChanged, this, &PresentWindow::rebuild);
    connect(&session, &Session::runChanged, this, [this] {
        m_obstacle.clear();
        refresh();
    });
    connect(&session, &Session::fatesChanged, this, &PresentWindow::refresh);
    connect(&session, &Session::walksChanged, this, &PresentWindow::refresh);
    connect(&session, &Session::resultChanged, this, [this] { update(); });
    connect(&appearance, &Appearance::themeChanged, this, [this] {
        m_appearance.setChoice(m_outer.choice());
        arrange();
    });
    rebuild();
    m_still.start();
}

PresentWindow::~PresentWindow() = default;

void PresentWindow::showBeside(const QWidget &main)
{
    QScreen *own = main.screen();
    for (QScreen *screen : QGuiApplication::screens())
        if (screen != own) {
            own = screen;
            break;
        }
    setGeometry(own->geometry());
    showFullScreen();
    activateWindow();
}

/// For another program.
void PresentWindow::rebuild()
{
    qDeleteAll(m_threads);
    m_threads.clear();
    const auto &threads = m_session.program().threads;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        if (threads[i].isSystem)
            continue;
        auto *thread = new PresentThread(m_session, ThreadId{static_cast<std::uint16_t>(i)},
                                         m_appearance, this);
        connect(thread, &PresentThread::stepRequested, this, &PresentWindow::step);
        connect(thread, &PresentThread::answerChosen, m_prediction,
                [this](std::size_t number) { m_prediction->choose(number - 1); });
        thread->setMouseTracking(true);
        m_threads.push_back(thread);
    }
    m_shown.clear();
    arrange();
    refresh();
}

void PresentWindow::refresh()
{
    for (PresentThread *thread : m_threads)
        thread->refresh();
    if (m_isLaidOutForQuestions != m_prediction->isOn())
        arrange();
    chooseThreads();
    showQuestion();
    update();
}

/// Those that have stepped last and that step next have a column, in the order of the program. As
/// few as possible change.
void PresentWindow::chooseThreads()
{
    const std::size_t room = m_layout.threads.size();
    const Run &run = m_session.run();
    std::vector<ThreadId> wanted;
    const auto want = [&](ThreadId thread) {
        const bool isSystem = m_session.program().threads[indexOf(thread)].isSystem;
        if (!isSystem && wanted.size() < room && std::ranges::find(wanted, thread) == wanted.end())
            wanted.push_back(thread);
    };
    if (run.position() > 0)
        want(run.steps()[run.position() - 1].thread);
    if (run.position() < run.length())
        want(run.steps()[run.position()].thread);
    for (PresentThread *thread : m_shown)
        want(thread->thread());
    for (PresentThread *thread : m_threads)
        want(thread->thread());
    m_shown.clear();
    for (PresentThread *thread : m_threads) {
        const bool isShown = std::ranges::find(wanted, thread->thread()) != wanted.end();
        if (isShown) {
            thread->setGeometry(m_layout.threads[m_shown.size()]);
            m_shown.push_back(thread);
        }
        thread->setVisible(isShown && !m_isBlank);
    }
    setAccessibleDescription(leftOutText());
}

void PresentWindow::arrange()
{
    m_isLaidOutForQuestions = m_prediction->isOn();
    m_layout =
        presentLayout(size(), std::max<std::size_t>(m_threads.size(), 1), m_isLaidOutForQuestions);
    m_appearance.setTextSize(m_layout.base / leastText);
    const drawing::Theme &theme = m_appearance.theme();
    setPalette(theme.palette());
    setStyleSheet(styleSheetFor(m_appearance.theme()));
    m_timeline->setGeometry(m_layout.timeline.adjusted(1, 1, -1, -1));
    m_narration->setGeometry(m_layout.narration);
    chooseThreads();
    update();
}

void PresentWindow::resizeEvent(QResizeEvent *)
{
    arrange();
}

void PresentWindow::next()
{
    if (m_prediction->isOn())
        m_prediction->next();
    else if (m_session.run().position() < m_session.run().length())
        m_session.forward();
    else if (const auto step = stepTowardFailure(m_session))
        m_session.take(*step);
}

void PresentWindow::previous()
{
    m_session.back();
}

/// As the buttons of a presenter's remote do: during a tour, whole stops.
void PresentWindow::nextStop(int direction)
{
    if (!m_guide.isActive() || m_prediction->isOn())
        direction > 0 ? next() : previous();
    else
        direction > 0 ? m_guide.next() : m_guide.previous();
}

void PresentWindow::step(ThreadId thread)
{
    if (const std::vector<Step> steps = m_session.stepsOf(thread); !steps.empty())
        m_session.take(steps.front());
}

void PresentWindow::openTours()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("presentTours"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setFont(m_appearance.theme().font(FontRole::Body));
    const auto &tours = m_session.scenario().tours;
    for (std::size_t i = 0; i < tours.size(); ++i)
        menu->addAction(QString::fromStdString(tours[i].title), this,
                        [this, i] { m_guide.start(i); });
    if (tours.empty())
        menu->addAction(tr("This scenario has no tour"))->setEnabled(false);
    if (m_guide.isActive())
        menu->addAction(tr("End the tour"), this, [this] { m_guide.end(); });
    menu->popup(mapToGlobal(m_layout.top.topRight() - QPoint(menu->sizeHint().width(), 0)));
    if (!menu->actions().isEmpty())
        menu->setActiveAction(menu->actions().constFirst());
}

void PresentWindow::setBlank(bool isBlank)
{
    m_isBlank = isBlank;
    m_timeline->setVisible(!isBlank);
    m_narration->setVisible(!isBlank);
    chooseThreads();
    update();
}

void PresentWindow::showPointer(bool isShown)
{
    setCursor(isShown ? Qt::ArrowCursor : Qt::BlankCursor);
    m_narration->setHintsShown(isShown);
    if (isShown)
        m_still.start();
}

void PresentWindow::mouseMoveEvent(QMouseEvent *)
{
    showPointer(true);
}

void PresentWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_isBlank && event->key() != Qt::Key_Escape) {
        setBlank(false);
        return;
    }
    if (const int digit = event->key() - Qt::Key_1; digit >= 0 && digit < 9) {
        if (m_prediction->isOn())
            m_prediction->choose(static_cast<std::size_t>(digit));
        else if (static_cast<std::size_t>(digit) < m_threads.size())
            step(m_threads[static_cast<std::size_t>(digit)]->thread());
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Right:
    case Qt::Key_Down:
        next();
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_Backspace:
        previous();
        break;
    case Qt::Key_PageDown:
        nextStop(1);
        break;
    case Qt::Key_PageUp:
        nextStop(-1);
        break;
    case Qt::Key_Home:
        m_session.jump(0);
        break;
    case Qt::Key_End:
        if (!m_prediction->isOn())
            m_session.jump(Walks::atEnd);
        break;
    case Qt::Key_Q:
        toggleQuestions();
        break;
    case Qt::Key_Period:
    case Qt::Key_B:
        setBlank(true);
        break;
    case Qt::Key_T: {
        const bool isDark = m_appearance.theme().kind() == ThemeKind::Dark;
        m_appearance.setChoice(isDark ? ThemeChoice::Light : ThemeChoice::Dark);
        arrange();
        break;
    }
    case Qt::Key_L:
        openTours();
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace racewalk::desktop
