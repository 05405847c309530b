// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QScreen>
#include <QScrollBar>
#include <QSplitter>
#include <QToolTip>
#include <QVBoxLayout>

#include "desktop/views/main_window.h"

#include "desktop/document/saved_session.h"
#include "desktop/models/memory_list.h"
#include "desktop/views/compare/compare_rows.h"
#include "desktop/views/compare/compare_view.h"
#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/focus_ring.h"
#include "desktop/views/controls/style_sheet.h"
#include "desktop/views/dialogs/dialogs.h"
#include "desktop/views/dialogs/file_dialog.h"
#include "desktop/views/importing.h"
#include "desktop/views/panes/left_pane.h"
#include "desktop/views/panes/message_bar.h"
#include "desktop/views/panes/status_strip.h"
#include "desktop/views/panes/tool_bar.h"
#include "desktop/views/right_pane.h"
#include "desktop/views/session_files.h"
#include "desktop/views/text_size_menu.h"
#include "desktop/views/timeline/timeline_view.h"
#include "desktop/views/window_size.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double lowBelow = 560; ///< height of the window at text size 100 %
constexpr int expandedLeft = 280;
constexpr int handleWidth = 8;
constexpr QSize usualFrame{8, 36}; ///< that a window manager adds, until it is known

} // namespace

MainWindow::MainWindow(Session &session, Appearance &appearance)
    : m_session(session), m_appearance(appearance), m_guide(new TourGuide(session, this)),
      m_comparing(new Comparing(session, this)), m_fileWatch(new FileWatch(session))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(leastWindowSize(appearance.textSize()));
    setAcceptDrops(true);
    resize(defaultSize);
    installAccessibleRows();
    applyTheme();
    createPanes();
    m_files = new SessionFiles(m_session, m_appearance, this);
    m_import = new Importing(m_session, m_appearance, this);
    connect(m_import, &Importing::openRequested, this, &MainWindow::openFile);
    createWalkActions();
    createWalksActions();
    createFileActions();
    createViewActions();
    createCompareActions();
    createMenu();
    new FocusRing(appearance, this);
    connect(&appearance, &Appearance::themeChanged, this, &MainWindow::applyTheme);
    connect(&session, &Session::scenarioChanged, this, &MainWindow::onScenarioChanged);
    orderTabs();
    if (session.isOpen())
        onScenarioChanged();
}

MainWindow::~MainWindow()
{
    // A field that loses the keyboard takes its value, which the panes must still be there for.
    if (QWidget *focus = focusWidget())
        focus->clearFocus();
}

void MainWindow::createPanes()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_toolBar = new ToolBar(m_session, m_appearance, content);
    m_splitter = new QSplitter(Qt::Horizontal, content);
    m_splitter->setObjectName(QStringLiteral("splitter"));
    m_splitter->setHandleWidth(handleWidth);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setContentsMargins(12, 8, 12, 8);
    m_left = new LeftPane(m_session, m_appearance, m_splitter);
    m_right = new RightPane(m_session, *m_guide, m_appearance, m_splitter);
    m_left->setMinimumWidth(expandedLeft);
    m_right->setMinimumWidth(320);
    m_splitter->addWidget(m_left);
    m_splitter->addWidget(m_right);
    m_status = new StatusStrip(m_session, m_appearance, content);
    column->addWidget(m_toolBar);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_status);
    setCentralWidget(content);
    splitAsDesigned();

    connect(m_left, &LeftPane::cardsRebuilt, this, &MainWindow::orderTabs);
    connect(m_toolBar, &ToolBar::openRequested, this, &MainWindow::openFile);
    connect(m_toolBar, &ToolBar::fieldLeft, m_left, &LeftPane::focusSteps);
    connect(&m_right->messageBar(), &MessageBar::reloadRequested, m_fileWatch, &FileWatch::reload);
    connect(&m_right->messageBar(), &MessageBar::retryRequested, this,
            [this] { openFile(m_wantedFile); });
    connect(&m_right->messageBar(), &MessageBar::detailsRequested, this, [this] {
        openDetails(m_appearance, m_session.message().text, m_session.message().details, this);
    });
    connect(m_right->findChild<TimelineView *>(), &TimelineView::codeRequested, m_left,
            &LeftPane::scrollToCode);
    connect(&m_right->expandButton(), &FlatButton::clicked, this, &MainWindow::expandRight);
    connect(&m_toolBar->exportButton(), &FlatButton::clicked, this, &MainWindow::openExport);
    connect(&m_toolBar->presentButton(), &FlatButton::clicked, this, &MainWindow::present);
    connect(&m_toolBar->toursButton(), &FlatButton::clicked, this,
            [this] { popUpBelow(m_tours, m_toolBar->toursButton()); });
    connect(&m_toolBar->menuButton(), &FlatButton::clicked, this,
            [this] { popUpBelow(m_menu, m_toolBar->menuButton()); });
}

/// Tool bar, cards, shared state, right pane, status bar. New cards would come last of all.
void MainWindow::orderTabs()
{
    QWidget *before = &m_toolBar->exportButton();
    const QList<QWidget *> order =
        m_left->tabOrder() + m_right->tabOrder() + QList{m_status->verdictButton()};
    for (QWidget *next : order) {
        setTabOrder(before, next);
        before = next;
    }
}

/// 55 : 45 of what is there.
void MainWindow::splitAsDesigned()
{
    const int room = width() - 24 - handleWidth;
    m_splitter->setStretchFactor(0, 55);
    m_splitter->setStretchFactor(1, 45);
    m_splitter->setSizes({room * 792 / 1408, room - room * 792 / 1408});
}

void MainWindow::applyTheme()
{
    const drawing::Theme &theme = m_appearance.theme();
    setMinimumSize(leastWindowSize(theme.textSize()).boundedTo(m_roomOnScreen));
    if (m_toolBar)
        tellHeight();
    setPalette(theme.palette());
    setFont(theme.font(FontRole::Body));
    setStyleSheet(styleSheetFor(theme));
    QToolTip::setPalette(theme.palette());
    QToolTip::setFont(theme.font(FontRole::Secondary));
}

void MainWindow::onScenarioChanged()
{
    setWindowTitle(tr("%1 - Racewalk").arg(m_session.title()));
    fillTours(m_tours);
    m_left->focusSteps();
}

void MainWindow::openFile(const QString &path)
{
    m_wantedFile = QFileInfo(path).absoluteFilePath();
    if (m_session.open(m_wantedFile))
        settings::addRecentFile(m_wantedFile);
}

void MainWindow::chooseFile()
{
    QFileDialog *dialog = newFileDialog(
        {.name = QStringLiteral("openDialog"),
         .title = tr("Open"),
         .filters = {tr("Scenarios and sessions (*.race *.%1)").arg(sessionSuffix),
                     tr("All files (*)")},
         .folder = m_session.isOpen() ? QFileInfo(m_session.path()).absolutePath() : QString()},
        m_appearance, this);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::changeVariant(int step)
{
    const auto count = static_cast<int>(m_session.variantCount());
    const int next = (static_cast<int>(m_session.variant()) + step + count) % count;
    m_session.setVariant(static_cast<std::size_t>(next));
}

void MainWindow::changeMemory()
{
    const std::size_t next = static_cast<std::size_t>(m_session.memory()) + 1;
    m_session.setMemory(memoryModels[next % memoryModels.size()].model);
}

void MainWindow::expandRight()
{
    const QList<int> sizes = m_splitter->sizes();
    if (sizes.value(0) > expandedLeft) {
        m_sizesBeforeExpand = sizes;
        m_splitter->setSizes({expandedLeft, sizes.value(0) + sizes.value(1) - expandedLeft});
    } else if (!m_sizesBeforeExpand.isEmpty()) {
        m_splitter->setSizes(m_sizesBeforeExpand);
    } else {
        splitAsDesigned();
    }
}

void MainWindow::cyclePanes()
{
    if (m_comparing->isOn()) {
        cycleComparedPanes();
        return;
    }
    const QList<QWidget *> panes{m_toolBar, m_left, m_right, m_status};
    QWidget *focus = QApplication::focusWidget();
    qsizetype current = -1;
    for (qsizetype index = 0; index < panes.size(); ++index)
        if (focus && panes[index]->isAncestorOf(focus))
            current = index;
    QWidget *next = panes[(current + 1) % panes.size()];
    if (next == m_left)
        m_left->focusSteps();
    else if (next == m_right)
        m_right->shownWidget().setFocus(Qt::ShortcutFocusReason);
    else
        for (auto *button : next->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->isEnabled() &&
                button->focusPolicy() != Qt::NoFocus) {
                button->setFocus(Qt::ShortcutFocusReason);
                return;
            }
}

/// The pane with the keyboard: cards, or columns.
void MainWindow::scrollSideways(int steps)
{
    const bool isComparing = m_comparing->isOn() && m_compare != nullptr;
    auto *view = isComparing ? &m_compare->rows()
                             : qobject_cast<QAbstractScrollArea *>(&m_right->shownWidget());
    if (!view || (!isComparing && !m_right->isAncestorOf(QApplication::focusWidget()))) {
        m_left->scrollSideways(steps);
        return;
    }
    QScrollBar *bar = view->horizontalScrollBar();
    bar->setValue(bar->value() + steps * bar->pageStep() / 3);
}

void MainWindow::closeTopmost()
{
    if (m_comparing->isOn())
        m_comparing->setOn(false);
    else if (!m_session.message().text.isEmpty())
        m_session.clearMessage();
    else if (m_session.isOpen() && m_session.selection() != Session::Highlight{})
        m_session.select({});
    else
        m_guide->end();
}

void MainWindow::restoreLayout()
{
    if (const QByteArray geometry = settings::windowGeometry(); !geometry.isEmpty())
        restoreGeometry(geometry);
    const QByteArray state = settings::splitterState();
    if (state.isEmpty() || !m_splitter->restoreState(state))
        splitAsDesigned();
    fitToScreen();
    m_isFitted = false; // the frame is not known before the window is shown
}

void MainWindow::fitToScreen()
{
    m_isFitted = true;
    const QRect room = screen()->availableGeometry();
    QSize frame = frameGeometry().size() - size();
    if (frame.isEmpty())
        frame = frame.expandedTo(usualFrame);
    const QSize most = room.size() - frame;
    m_roomOnScreen = most;
    m_textSizes->fitTo(room.size()); // a frame takes little of what the sizes allow for
    setMinimumSize(leastWindowSize(m_appearance.textSize()).boundedTo(most));
    if (isMaximized() || isFullScreen())
        return;
    resize(size().boundedTo(most));
    const QRect all(pos(), size() + frame);
    if (isVisible() && !room.contains(all))
        move(std::clamp(pos().x(), room.left(), room.left() + room.width() - all.width()),
             std::clamp(pos().y(), room.top(), room.top() + room.height() - all.height()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    settings::setWindowGeometry(saveGeometry());
    settings::setSplitterState(m_splitter->saveState());
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        m_appearance.followSystem();
    if (event->type() == QEvent::ActivationChange && isActiveWindow() && !m_isFitted)
        fitToScreen();
    QMainWindow::changeEvent(event);
}

/// What is at the top and at the bottom gives way to what is between them.
void MainWindow::tellHeight()
{
    const bool isLow = height() < m_appearance.theme().scaled(lowBelow);
    m_toolBar->setLow(isLow);
    m_status->setLow(isLow);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    tellHeight();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData &dragged = *event->mimeData();
    const bool isFile = dragged.hasUrls() && dragged.urls().constFirst().isLocalFile();
    if (isFile || (!dragged.hasUrls() && dragged.hasText()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QMimeData &dropped = *event->mimeData();
    if (!dropped.hasUrls()) {
        m_import->importText(dropped.text());
        return;
    }
    const QString path = dropped.urls().constFirst().toLocalFile();
    const QString suffix = QFileInfo(path).suffix();
    if (suffix == QLatin1String("race") || suffix == sessionSuffix)
        openFile(path);
    else
        m_import->importFile(path);
}

} // namespace racewalk::desktop
