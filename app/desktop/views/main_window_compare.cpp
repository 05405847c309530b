// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison in the main window: what shows it, and the keys that it changes.
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QSplitter>

#include "desktop/views/main_window.h"

#include "desktop/views/compare/compare_rows.h"
#include "desktop/views/compare/compare_view.h"
#include "desktop/views/panes/left_pane.h"
#include "desktop/views/panes/status_strip.h"
#include "desktop/views/panes/tool_bar.h"
#include "desktop/views/right_pane.h"
#include "desktop/views/walks/branch_bar.h"

namespace racewalk::desktop {

void MainWindow::createCompareActions()
{
    const auto toggle = [this] {
        m_comparing->setOn(!m_comparing->isOn());
        m_toolBar->compareButton().setChecked(m_comparing->isOn());
    };
    connect(add(QStringLiteral("actionCompare"), tr("&Compare"), Qt::Key_C), &QAction::triggered,
            this, toggle);
    connect(add(QStringLiteral("actionDifference"), tr("First difference"), Qt::Key_D),
            &QAction::triggered, m_comparing, [this] {
                if (m_comparing->isOn())
                    m_comparing->goToFirstDifference();
            });
    connect(&m_toolBar->compareButton(), &FlatButton::clicked, this, toggle);
    connect(m_comparing, &Comparing::onChanged, this, &MainWindow::showCompare);
    connect(&m_right->branchBar(), &BranchBar::compareRequested, m_comparing,
            &Comparing::compareWith);
}

void MainWindow::showCompare()
{
    const bool isOn = m_comparing->isOn();
    m_toolBar->compareButton().setChecked(isOn); // also where something else turned it on
    if (isOn && m_compare == nullptr) {
        m_compare = new CompareView(m_session, *m_comparing, m_appearance, centralWidget());
        static_cast<QBoxLayout *>(centralWidget()->layout())->insertWidget(1, m_compare, 1);
        QWidget *before = &m_toolBar->exportButton();
        for (QWidget *next : m_compare->tabOrder()) {
            setTabOrder(before, next);
            before = next;
        }
    }
    m_splitter->setVisible(!isOn);
    m_status->setVisible(!isOn);
    if (m_compare != nullptr)
        m_compare->setVisible(isOn);
    if (isOn)
        m_compare->rows().setFocus(Qt::ShortcutFocusReason);
    else
        m_left->focusSteps();
}

/// The pane after the one with the focus is the tool bar or the comparison.
void MainWindow::cycleComparedPanes()
{
    QWidget *focus = QApplication::focusWidget();
    if (focus != nullptr && m_compare->isAncestorOf(focus))
        m_toolBar->menuButton().setFocus(Qt::ShortcutFocusReason);
    else
        m_compare->rows().setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::goBack()
{
    m_comparing->isOn() ? m_comparing->back() : m_session.back();
}

void MainWindow::goForward()
{
    m_comparing->isOn() ? m_comparing->forward() : m_session.forward();
}

void MainWindow::goTo(std::size_t position)
{
    m_comparing->isOn() ? m_comparing->jump(position) : m_session.jump(position);
}

} // namespace racewalk::desktop
