// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "desktop/base/appearance.h"
#include "desktop/session/comparing.h"
#include "desktop/session/file_watch.h"
#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"

#include <cstddef>

class QAction;
class QMenu;
class QSplitter;

namespace racewalk::desktop {

class CompareView;
class Importing;
class LeftPane;
class RightPane;
class SessionFiles;
class StatusStrip;
class TextSizeMenu;
class ToolBar;

/// The window: arranges the views, and turns keys and menus into calls of the session.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(Session &session, Appearance &appearance);
    ~MainWindow() override;

    static constexpr QSize defaultSize{1440, 900};

    /// Restores the layout of the last session, no larger than the screen.
    void restoreLayout();
    /// Makes the window small enough for the screen, with its frame, and moves it there.
    void fitToScreen();
    TourGuide &tourGuide() { return *m_guide; }
    Comparing &comparing() { return *m_comparing; }

public Q_SLOTS:
    void openFile(const QString &path);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void createPanes();
    void createWalkActions();
    void createWalksActions();
    void createFileActions();
    void createViewActions();
    void createCompareActions();
    void showCompare();
    void cycleComparedPanes();
    void goBack();
    void goForward();
    void goTo(std::size_t position); ///< clamped
    QAction *add(const QString &name, const QString &text, const QKeySequence &key);
    void createMenu();
    void createThemeMenu(QMenu *menu);
    void fillTours(QMenu *menu);
    void popUpBelow(QMenu *menu, const QWidget &button);
    void applyTheme();
    void tellHeight();
    void onScenarioChanged();
    void chooseFile();
    void changeVariant(int step);
    void changeMemory();
    void toggleLines();
    void showTimeline();
    void editNote();
    void openExport();
    void present();
    void recordTour();
    void copySchedule();
    void nameLinesAction();
    void cyclePanes();
    void scrollSideways(int steps);
    void expandRight();
    void closeTopmost();
    void splitAsDesigned();
    void orderTabs();

    Session &m_session;
    Appearance &m_appearance;
    TourGuide *m_guide;
    Comparing *m_comparing;
    FileWatch *m_fileWatch;
    ToolBar *m_toolBar = nullptr;
    QSplitter *m_splitter = nullptr;
    LeftPane *m_left = nullptr;
    RightPane *m_right = nullptr;
    StatusStrip *m_status = nullptr;
    CompareView *m_compare = nullptr; ///< made when it is first shown
    QAction *m_linesAction = nullptr;
    QMenu *m_menu = nullptr;
    QMenu *m_tours = nullptr;
    TextSizeMenu *m_textSizes = nullptr;
    SessionFiles *m_files = nullptr;
    Importing *m_import = nullptr;
    QSize m_roomOnScreen{QWIDGETSIZE_MAX, QWIDGETSIZE_MAX}; ///< for the window without its frame
    bool m_isFitted = true; ///< to the screen; if not, when the frame is known
    QString m_wantedFile;   ///< the last file that the user asked to open
    QList<int> m_sizesBeforeExpand;
};

} // namespace racewalk::desktop
