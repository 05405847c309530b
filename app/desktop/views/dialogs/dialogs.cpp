// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include "desktop/views/dialogs/dialogs.h"

#include <array>
#include <utility>

namespace racewalk::desktop {
namespace {

QDialog *newDialog(const Appearance &appearance, const QString &name, const QString &title,
                   QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAccessibleName(title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setPalette(appearance.theme().palette());
    return dialog;
}

void addClose(QDialog *dialog, QLayout *layout)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->setObjectName(QStringLiteral("dialogButtons"));
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    layout->addWidget(buttons);
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({}); // the system's is dark in any theme
    close->setFocus();
}

constexpr std::array keys = {
    std::pair{"1 ... 9", QT_TRANSLATE_NOOP("Keys", "Step that thread")},
    std::pair{"Shift+1 ... Shift+9",
              QT_TRANSLATE_NOOP("Keys", "Run it until it blocks or reaches a scheduling point")},
    std::pair{"Alt+1 ... Alt+9",
              QT_TRANSLATE_NOOP("Keys", "Drain a store of that thread's buffer")},
    std::pair{"0, Shift+0, Alt+0", QT_TRANSLATE_NOOP("Keys", "The same for the tenth thread")},
    std::pair{"Left, Right", QT_TRANSLATE_NOOP("Keys", "Back, forward")},
    std::pair{"Home, End", QT_TRANSLATE_NOOP("Keys", "First step, last known step")},
    std::pair{"Ctrl+G", QT_TRANSLATE_NOOP("Keys", "Go to a step by its number")},
    std::pair{"F", QT_TRANSLATE_NOOP("Keys", "Find failure; again: the next one")},
    std::pair{"V, Shift+V", QT_TRANSLATE_NOOP("Keys", "Next variant, previous variant")},
    std::pair{"M", QT_TRANSLATE_NOOP("Keys", "Next memory model")},
    std::pair{"L", QT_TRANSLATE_NOOP("Keys", "Find load-bearing lines; again: hide them")},
    std::pair{"C", QT_TRANSLATE_NOOP("Keys", "Compare two variants; again: close")},
    std::pair{"D", QT_TRANSLATE_NOOP("Keys", "First difference of a comparison")},
    std::pair{"T", QT_TRANSLATE_NOOP("Keys", "Tours")},
    std::pair{"PgDown, PgUp", QT_TRANSLATE_NOOP("Keys", "Next, previous stop of a tour")},
    std::pair{"[, ]", QT_TRANSLATE_NOOP("Keys", "Previous, next walk")},
    std::pair{"F2", QT_TRANSLATE_NOOP("Keys", "Rename the walk")},
    std::pair{"N", QT_TRANSLATE_NOOP("Keys", "Write a note on the last step taken")},
    std::pair{"O, Shift+O",
              QT_TRANSLATE_NOOP("Keys", "Fold or open the last step's statement; all statements")},
    std::pair{"E", QT_TRANSLATE_NOOP("Keys", "Export")},
    std::pair{"P", QT_TRANSLATE_NOOP("Keys", "Present on the whole screen")},
    std::pair{"Ctrl+C, Ctrl+V",
              QT_TRANSLATE_NOOP("Keys", "Copy the schedule; paste one, or a report or diagram")},
    std::pair{"Ctrl+Z, Ctrl+Shift+Z", QT_TRANSLATE_NOOP("Keys", "Undo, redo")},
    std::pair{"Ctrl+O", QT_TRANSLATE_NOOP("Keys", "Open a scenario or a session")},
    std::pair{"Ctrl+S, Ctrl+Shift+S",
              QT_TRANSLATE_NOOP("Keys", "Save the session; as another file")},
    std::pair{"Ctrl+L", QT_TRANSLATE_NOOP("Keys", "Pick a scenario")},
    std::pair{"Ctrl+1", QT_TRANSLATE_NOOP("Keys", "Timeline")},
    std::pair{"Ctrl+2", QT_TRANSLATE_NOOP("Keys", "State graph")},
    std::pair{"+, -, Ctrl+F",
              QT_TRANSLATE_NOOP("Keys", "In the state graph: larger, smaller, find a state")},
    std::pair{"Ctrl+3", QT_TRANSLATE_NOOP("Keys", "Outcomes")},
    std::pair{"Ctrl+B", QT_TRANSLATE_NOOP("Keys", "Expand the right pane, and back")},
    std::pair{"Ctrl+Alt+B", QT_TRANSLATE_NOOP("Keys", "List of walks")},
    std::pair{"Ctrl++, Ctrl+-, Ctrl+0",
              QT_TRANSLATE_NOOP("Keys", "Larger, smaller, usual text (also Ctrl and the wheel)")},
    std::pair{"F6", QT_TRANSLATE_NOOP("Keys", "Next pane")},
    std::pair{"F7", QT_TRANSLATE_NOOP("Keys", "Find a thread by its name")},
    std::pair{"Alt+Left, Alt+Right",
              QT_TRANSLATE_NOOP("Keys", "Scroll cards or columns (also Shift and the wheel)")},
    std::pair{"F10", QT_TRANSLATE_NOOP("Keys", "Menu")},
    std::pair{"Esc", QT_TRANSLATE_NOOP("Keys", "Close the message, end the tour")},
    std::pair{"F1", QT_TRANSLATE_NOOP("Keys", "This list")},
    std::pair{"Ctrl+Q", QT_TRANSLATE_NOOP("Keys", "Quit")},
};

} // namespace

void openKeyList(const Appearance &appearance, QWidget *parent)
{
    QDialog *dialog = newDialog(appearance, QStringLiteral("keyList"), QObject::tr("Keys"), parent);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(20, 16, 20, 16);
    auto *list = new QWidget(dialog);
    auto *grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    int row = 0;
    for (const auto &[key, action] : keys) {
        auto *left = new QLabel(QString::fromLatin1(key), dialog);
        left->setObjectName(QStringLiteral("key"));
        left->setFont(appearance.theme().font(FontRole::Code));
        auto *right = new QLabel(QCoreApplication::translate("Keys", action), dialog);
        right->setFont(appearance.theme().font(FontRole::Body));
        grid->addWidget(left, row, 0);
        grid->addWidget(right, row, 1);
        ++row;
    }
    auto *scroll = new QScrollArea(dialog);
    scroll->setObjectName(QStringLiteral("keyScroll"));
    scroll->setAccessibleName(dialog->accessibleName());
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(list);
    column->addWidget(scroll);
    column->addSpacing(8);
    addClose(dialog, column);
    // No higher than its window: the rest scrolls.
    const QSize whole =
        list->sizeHint() + QSize(scroll->verticalScrollBar()->sizeHint().width(), 2);
    const QSize edges = column->sizeHint() - scroll->sizeHint();
    dialog->resize((whole + edges).boundedTo(parent->window()->size() - QSize(40, 60)));
    scroll->setFocus();
    dialog->open();
}

void openAbout(const Appearance &appearance, QWidget *parent)
{
    QDialog *dialog =
        newDialog(appearance, QStringLiteral("about"), QObject::tr("About Racewalk"), parent);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 20, 24, 16);
    auto *title = new QLabel(
        QStringLiteral("Racewalk %1").arg(QCoreApplication::applicationVersion()), dialog);
    title->setFont(appearance.theme().font(FontRole::CardTitle));
    auto *text = new QLabel(QObject::tr("Walk a kernel race step by step, and check every "
                                        "interleaving of it.\n\nFree software under the GNU "
                                        "General Public License, version 3 or later.\nIt comes "
                                        "with no warranty."),
                            dialog);
    text->setFont(appearance.theme().font(FontRole::Body));
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(8);
    addClose(dialog, column);
    dialog->open();
}

void openDetails(const Appearance &appearance, const QString &title, const QString &text,
                 QWidget *parent)
{
    QDialog *dialog = newDialog(appearance, QStringLiteral("details"), title, parent);
    auto *column = new QVBoxLayout(dialog);
    auto *view = new QPlainTextEdit(text, dialog);
    view->setObjectName(QStringLiteral("detailsText"));
    view->setAccessibleName(title);
    view->setReadOnly(true);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setFont(appearance.theme().font(FontRole::Code));
    column->addWidget(view);
    addClose(dialog, column);
    dialog->resize(720, 360);
    dialog->open();
}

} // namespace racewalk::desktop
