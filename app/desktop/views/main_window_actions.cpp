// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and menus of the main window.
#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QMenu>
#include <QWidgetAction>

#include "desktop/views/main_window.h"

#include "desktop/views/dialogs/dialogs.h"
#include "desktop/views/export/export_dialog.h"
#include "desktop/views/importing.h"
#include "desktop/views/panes/left_pane.h"
#include "desktop/views/panes/tool_bar.h"
#include "desktop/views/right_pane.h"
#include "desktop/views/right_views.h"
#include "desktop/views/session_files.h"
#include "desktop/views/text_size_menu.h"
#include "desktop/views/timeline/timeline_view.h"
#include "desktop/views/walks/branch_bar.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace racewalk::desktop {
namespace {

/// Which thread a key of the upper row or the number pad stands for, from 1; 0 is the tenth. By its
/// position where that is known: on many layouts Shift+digit, and on some the digit without Shift,
/// is another character.
std::optional<std::size_t> digitOf(const QKeyEvent &event)
{
    constexpr quint32 firstScanCode = 10; // of evdev, as X11 and Wayland report it
    const quint32 scan = event.nativeScanCode();
    if (scan >= firstScanCode && scan < firstScanCode + 10)
        return scan - firstScanCode + 1;
    if (event.key() >= Qt::Key_1 && event.key() <= Qt::Key_9)
        return static_cast<std::size_t>(event.key() - Qt::Key_0);
    if (event.key() == Qt::Key_0)
        return 10;
    if (scan == 0 && (event.modifiers() & Qt::ShiftModifier)) {
        static constexpr std::array shifted{
            Qt::Key_Exclam,    Qt::Key_At,          Qt::Key_NumberSign, Qt::Key_Dollar,
            Qt::Key_Percent,   Qt::Key_AsciiCircum, Qt::Key_Ampersand,  Qt::Key_Asterisk,
            Qt::Key_ParenLeft, Qt::Key_ParenRight};
        for (std::size_t index = 0; index < shifted.size(); ++index)
            if (event.key() == shifted[index])
                return index + 1;
    }
    return std::nullopt;
}

} // namespace

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isRun = modifiers == Qt::ShiftModifier;
    const bool isDrain = modifiers == Qt::AltModifier;
    const auto digit =
        modifiers == Qt::NoModifier || isRun || isDrain ? digitOf(*event) : std::nullopt;
    if (!digit || !m_session.isOpen()) {
        QMainWindow::keyPressEvent(event);
        return;
    }
    if (isRun)
        m_left->run(*digit - 1);
    else if (isDrain)
        m_left->drain(*digit - 1);
    else
        m_left->step(*digit - 1);
}

QAction *MainWindow::add(const QString &name, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    addAction(action);
    return action;
}

void MainWindow::createWalkActions()
{
    const auto whenOpen = [this](auto order) {
        return [this, order] {
            if (m_session.isOpen())
                order();
        };
    };
    connect(add(QStringLiteral("actionBack"), tr("Back"), Qt::Key_Left), &QAction::triggered, this,
            whenOpen([this] { goBack(); }));
    connect(add(QStringLiteral("actionForward"), tr("Forward"), Qt::Key_Right), &QAction::triggered,
            this, whenOpen([this] { goForward(); }));
    connect(add(QStringLiteral("actionFirst"), tr("First step"), Qt::Key_Home), &QAction::triggered,
            this, whenOpen([this] { goTo(0); }));
    connect(add(QStringLiteral("actionLast"), tr("Last known step"), Qt::Key_End),
            &QAction::triggered, this, whenOpen([this] { goTo(Walks::atEnd); }));
    connect(add(QStringLiteral("actionFind"), tr("Find failure"), Qt::Key_F), &QAction::triggered,
            this, whenOpen([this] { m_session.findFailure(); }));
    connect(add(QStringLiteral("actionNextVariant"), tr("Next variant"), Qt::Key_V),
            &QAction::triggered, this, whenOpen([this] { changeVariant(1); }));
    connect(
        add(QStringLiteral("actionPreviousVariant"), tr("Previous variant"), Qt::SHIFT | Qt::Key_V),
        &QAction::triggered, this, whenOpen([this] { changeVariant(-1); }));
    connect(add(QStringLiteral("actionMemory"), tr("Next memory model"), Qt::Key_M),
            &QAction::triggered, this, whenOpen([this] { changeMemory(); }));
    m_linesAction = add(QStringLiteral("actionLines"), {}, Qt::Key_L);
    connect(m_linesAction, &QAction::triggered, this, whenOpen([this] { toggleLines(); }));
    connect(&m_session.lines(), &LineSearch::progressChanged, this, &MainWindow::nameLinesAction);
    connect(&m_session.lines(), &LineSearch::reportChanged, this, &MainWindow::nameLinesAction);
    connect(&m_session, &Session::variantChanged, this, &MainWindow::nameLinesAction);
    nameLinesAction();
    connect(add(QStringLiteral("actionGoTo"), tr("Go to step"), Qt::CTRL | Qt::Key_G),
            &QAction::triggered, this, whenOpen([this] { m_toolBar->editCounter(); }));
    QAction *next = add(QStringLiteral("actionTourNext"), tr("Next stop"), Qt::Key_PageDown);
    connect(next, &QAction::triggered, m_guide, &TourGuide::next);
    QAction *previous =
        add(QStringLiteral("actionTourPrevious"), tr("Previous stop"), Qt::Key_PageUp);
    connect(previous, &QAction::triggered, m_guide, &TourGuide::previous);
    // Without a tour these keys scroll.
    const auto enable = [this, next, previous] {
        next->setEnabled(m_guide->isActive());
        previous->setEnabled(m_guide->isActive());
    };
    connect(m_guide, &TourGuide::tourChanged, next, enable);
    enable();
}

void MainWindow::createWalksActions()
{
    const auto whenOpen = [this](auto order) {
        return [this, order] {
            if (m_session.isOpen())
                order();
        };
    };
    connect(add(QStringLiteral("actionPreviousWalk"), tr("Previous walk"), Qt::Key_BracketLeft),
            &QAction::triggered, this, whenOpen([this] { m_session.selectNeighbour(-1); }));
    connect(add(QStringLiteral("actionNextWalk"), tr("Next walk"), Qt::Key_BracketRight),
            &QAction::triggered, this, whenOpen([this] { m_session.selectNeighbour(1); }));
    connect(add(QStringLiteral("actionRenameWalk"), tr("&Rename the walk"), Qt::Key_F2),
            &QAction::triggered, this, whenOpen([this] {
                showTimeline();
                m_right->branchBar().setFolded(false);
                m_right->branchBar().rename(m_session.walks().current());
            }));
    connect(add(QStringLiteral("actionNote"), tr("&Note on this step"), Qt::Key_N),
            &QAction::triggered, this, whenOpen([this] {
                if (m_session.run().position() == 0)
                    m_session.setMessage({Message::Kind::Info,
                                          tr("A note belongs to a step. Take a step first."),
                                          {},
                                          Message::Action::None});
                else
                    editNote();
            }));
    QAction *fold = add(QStringLiteral("actionFoldNotes"), tr("&Fold notes"), {});
    fold->setCheckable(true);
    connect(fold, &QAction::triggered, this, whenOpen([this, fold] {
                m_session.setViewSetting("notes", fold->isChecked() ? "folded" : "shown");
            }));
    connect(&m_session, &Session::scenarioChanged, fold,
            [this, fold] { fold->setChecked(m_session.viewSetting("notes") == "folded"); });
    connect(
        add(QStringLiteral("actionWalks"), tr("&List of walks"), Qt::CTRL | Qt::ALT | Qt::Key_B),
        &QAction::triggered, this,
        whenOpen([this] { m_right->branchBar().setFolded(!m_right->branchBar().isFolded()); }));
    connect(add(QStringLiteral("actionSave"), tr("&Save session"), QKeySequence::Save),
            &QAction::triggered, this, whenOpen([this] { m_files->save(); }));
    connect(add(QStringLiteral("actionSaveAs"), tr("Save session &as..."),
                Qt::CTRL | Qt::SHIFT | Qt::Key_S),
            &QAction::triggered, this, whenOpen([this] { m_files->saveAs(); }));
}

/// Instead of the comparison or another view.
void MainWindow::showTimeline()
{
    m_comparing->setOn(false);
    const auto timeline =
        std::ranges::find(rightViews(), std::string_view("timeline"), &RightViewRow::name);
    m_right->showView(static_cast<std::size_t>(timeline - rightViews().begin()));
}

void MainWindow::editNote()
{
    showTimeline();
    m_right->findChild<TimelineView *>()->editNote(m_session.run().position() - 1);
}

void MainWindow::openExport()
{
    if (m_session.isOpen())
        (new ExportDialog(m_session, m_appearance, this))->open();
}

void MainWindow::copySchedule()
{
    const QString schedule = m_session.scheduleText();
    if (!schedule.isEmpty())
        QGuiApplication::clipboard()->setText(schedule);
    m_session.setMessage(
        {Message::Kind::Info,
         schedule.isEmpty() ? tr("No step to copy yet.") : tr("Copied: %1").arg(schedule),
         {},
         Message::Action::None});
}

/// Finds them, or stops doing so, or hides them again.
void MainWindow::toggleLines()
{
    LineSearch &lines = m_session.lines();
    if (lines.isSearching() || lines.report())
        lines.clear();
    else
        lines.start();
}

void MainWindow::nameLinesAction()
{
    const LineSearch &lines = m_session.lines();
    m_linesAction->setText(lines.isSearching() ? tr("Stop finding load-bearing &lines")
                           : lines.report()    ? tr("Hide load-bearing &lines")
                                               : tr("Find load-bearing &lines"));
}

void MainWindow::createFileActions()
{
    connect(add(QStringLiteral("actionOpen"), tr("&Open..."), QKeySequence::Open),
            &QAction::triggered, this, &MainWindow::chooseFile);
    connect(add(QStringLiteral("actionImport"), tr("&Import..."), {}), &QAction::triggered,
            m_import, &Importing::chooseFile);
    connect(add(QStringLiteral("actionPick"), tr("Pick &scenario"), Qt::CTRL | Qt::Key_L),
            &QAction::triggered, this, [this] { m_toolBar->openScenarioList(); });
    connect(add(QStringLiteral("actionCopy"), tr("&Copy schedule"), QKeySequence::Copy),
            &QAction::triggered, this, [this] {
                if (m_session.isOpen())
                    copySchedule();
            });
    connect(
        add(QStringLiteral("actionPaste"), tr("&Paste schedule, diagram or report"), QKeySequence::Paste),
        &QAction::triggered, this,
        [this] { m_import->importText(QGuiApplication::clipboard()->text()); });
    QAction *undo = m_session.undoStack().createUndoAction(this, tr("&Undo"));
    undo->setObjectName(QStringLiteral("actionUndo"));
    undo->setShortcut(QKeySequence::Undo);
    addAction(undo);
    QAction *redo = m_session.undoStack().createRedoAction(this, tr("&Redo"));
    redo->setObjectName(QStringLiteral("actionRedo"));
    redo->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
    addAction(redo);
    connect(add(QStringLiteral("actionQuit"), tr("&Quit"), Qt::CTRL | Qt::Key_Q),
            &QAction::triggered, this, &MainWindow::close);
}

void MainWindow::createViewActions()
{
    connect(add(QStringLiteral("actionExport"), tr("E&xport..."), Qt::Key_E), &QAction::triggered,
            this, &MainWindow::openExport);
    connect(add(QStringLiteral("actionPresent"), tr("&Present"), Qt::Key_P), &QAction::triggered,
            this, &MainWindow::present);
    connect(add(QStringLiteral("actionRecord"), tr("Record a tour from this &walk..."), {}),
            &QAction::triggered, this, &MainWindow::recordTour);
    connect(add(QStringLiteral("actionTours"), tr("Tours"), Qt::Key_T), &QAction::triggered, this,
            [this] {
                if (!m_tours->isEmpty())
                    popUpBelow(m_tours, m_toolBar->toursButton());
            });
    connect(add(QStringLiteral("actionMenu"), tr("Menu"), Qt::Key_F10), &QAction::triggered, this,
            [this] { popUpBelow(m_menu, m_toolBar->menuButton()); });
    connect(add(QStringLiteral("actionExpand"), tr("&Expand this pane"), Qt::CTRL | Qt::Key_B),
            &QAction::triggered, this, &MainWindow::expandRight);
    for (std::size_t number = 0; number < rightViews().size(); ++number) {
        const RightViewRow &view = rightViews()[number];
        connect(add(QStringLiteral("actionView_") + QLatin1String(view.name),
                    QCoreApplication::translate("RightPane", view.text), Qt::CTRL | view.key),
                &QAction::triggered, this, [this, number] {
                    m_comparing->setOn(false); // it stands where the views are
                    m_right->showView(number);
                });
    }
    addActions(m_right->keyActions());
    connect(add(QStringLiteral("actionPanes"), tr("Next pane"), Qt::Key_F6), &QAction::triggered,
            this, &MainWindow::cyclePanes);
    connect(add(QStringLiteral("actionFindThread"), tr("Find a thread"), Qt::Key_F7),
            &QAction::triggered, m_left, &LeftPane::findThread);
    connect(add(QStringLiteral("actionScrollLeft"), tr("Scroll left"), Qt::ALT | Qt::Key_Left),
            &QAction::triggered, this, [this] { scrollSideways(-1); });
    connect(add(QStringLiteral("actionScrollRight"), tr("Scroll right"), Qt::ALT | Qt::Key_Right),
            &QAction::triggered, this, [this] { scrollSideways(1); });
    connect(add(QStringLiteral("actionEscape"), tr("Close message"), Qt::Key_Escape),
            &QAction::triggered, this, &MainWindow::closeTopmost);
    connect(add(QStringLiteral("actionKeys"), tr("&Keys"), QKeySequence::HelpContents),
            &QAction::triggered, this, [this] { openKeyList(m_appearance, this); });
    connect(add(QStringLiteral("actionAbout"), tr("&About Racewalk"), {}), &QAction::triggered,
            this, [this] { openAbout(m_appearance, this); });
}

void MainWindow::createMenu()
{
    const auto action = [this](const char *name) {
        return findChild<QAction *>(QString::fromLatin1(name));
    };
    m_tours = new QMenu(tr("&Tours"), this);
    m_tours->setObjectName(QStringLiteral("toursMenu"));
    m_menu = new QMenu(this);
    m_menu->setObjectName(QStringLiteral("mainMenu"));
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->addActions({action("actionOpen"), action("actionImport"), action("actionPick"),
                        action("actionSave"), action("actionSaveAs")});
    m_menu->addMenu(m_tours);
    m_menu->addAction(action("actionRecord"));
    m_menu->addActions({action("actionExport"), action("actionPresent")});
    auto *parameters = new QWidgetAction(m_menu);
    auto *fields =
        new ParameterBar(m_session, QStringLiteral("menuParameter_"), m_appearance, m_menu);
    fields->layout()->setContentsMargins(28, 4, 12, 4);
    parameters->setDefaultWidget(fields);
    connect(fields, &ParameterBar::left, m_menu, &QMenu::close);
    m_menu->addAction(parameters);
    connect(m_menu, &QMenu::aboutToShow, parameters,
            [this, parameters] { parameters->setVisible(m_toolBar->lacksParameters()); });
    m_menu->addActions({action("actionCompare"), action("actionLines")});
    m_menu->addSeparator();
    m_menu->addActions(
        {action("actionUndo"), action("actionRedo"), action("actionCopy"), action("actionPaste")});
    m_menu->addSeparator();
    createThemeMenu(m_menu->addMenu(tr("T&heme")));
    m_textSizes = new TextSizeMenu(m_session, m_appearance, this);
    m_menu->addMenu(m_textSizes);
    m_menu->addActions({action("actionExpand"), action("actionWalks"), action("actionRenameWalk"),
                        action("actionNote"), action("actionFoldNotes")});
    m_menu->addSeparator();
    m_menu->addActions({action("actionKeys"), action("actionAbout"), action("actionQuit")});
}

void MainWindow::createThemeMenu(QMenu *menu)
{
    menu->setObjectName(QStringLiteral("themeMenu"));
    auto *group = new QActionGroup(menu);
    const auto addChoice = [&](const QString &text, const char *name, ThemeChoice choice) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        action->setCheckable(true);
        action->setChecked(m_appearance.choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] {
            m_appearance.setChoice(choice);
            settings::setThemeChoice(choice);
        });
    };
    addChoice(tr("&System"), "themeSystem", ThemeChoice::System);
    addChoice(tr("&Light"), "themeLight", ThemeChoice::Light);
    addChoice(tr("&Dark"), "themeDark", ThemeChoice::Dark);
}

void MainWindow::fillTours(QMenu *menu)
{
    menu->clear();
    const auto &tours = m_session.scenario().tours;
    menu->setEnabled(!tours.empty());
    for (std::size_t number = 0; number < tours.size(); ++number) {
        QString title = QString::fromStdString(tours[number].title);
        title.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction *action = menu->addAction(QStringLiteral("&%1  %2").arg(number + 1).arg(title));
        action->setObjectName(QStringLiteral("tour%1").arg(number + 1));
        connect(action, &QAction::triggered, this, [this, number] { m_guide->start(number); });
    }
}

void MainWindow::popUpBelow(QMenu *menu, const QWidget &button)
{
    // A button without room in the tool bar has its menu in the main menu.
    const QWidget &shown = button.isVisible() ? button : m_toolBar->menuButton();
    menu->popup(shown.mapToGlobal(QPoint(0, shown.height() + 2)));
    if (!menu->actions().isEmpty())
        menu->setActiveAction(menu->actions().constFirst());
}

} // namespace racewalk::desktop
