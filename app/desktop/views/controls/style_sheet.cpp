// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/controls/style_sheet.h"

namespace racewalk::desktop {
namespace {

// %NAME% stands for a token, $N$ for a size in pixels that grows with the text.
const char *const sheet = R"(
QMainWindow, QDialog { background: %app%; }
QDialog { background: %panel%; }
QLabel { color: %text2%; background: transparent; }
QLabel[isTitle="true"] { color: %text%; }
QToolTip { color: %text%; background: %panel%; border: 1px solid %ctl%; padding: 4px; }
QMenu { color: %text%; background: %panel%; border: 1px solid %ctl%; padding: 4px 0; }
QMenu::item { padding: $6$px $28$px $6$px $28$px; border: none; }
QMenu::item:selected { color: %accText%; background: %accBg%; }
QMenu::item:disabled { color: %dis%; }
QMenu::separator { height: 1px; background: %line%; margin: 4px 0; }
QMenu::indicator { width: $14$px; height: $14$px; left: $8$px; }
QMenu, QLineEdit, QSpinBox, QPushButton, QComboBox, QToolTip, QFileDialog QListView,
QTreeView, QHeaderView, QFileDialog QLabel { font-family: Inter, "DejaVu Sans";
    font-size: $13$px; font-weight: 500; }
QLineEdit, QSpinBox, QPlainTextEdit { color: %text%; background: %panel%;
    border: 1px solid %ctl%; border-radius: 6px; padding: 3px 6px;
    selection-color: %onAcc%; selection-background-color: %acc%; }
QLineEdit:focus, QSpinBox:focus, QPlainTextEdit:focus { border: 2px solid %acc%; padding: 2px 5px; }
QLineEdit#counterEdit { padding: 0; }
QSpinBox { padding-right: $18$px; min-width: $26$px; }
QSpinBox::up-button, QSpinBox::down-button { width: $16$px; border: none; background: transparent; }
QSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; }
QSpinBox::up-arrow { width: 0; height: 0; border-left: $4$px solid %panel%;
    border-right: $4$px solid %panel%; border-bottom: $5$px solid %text2%; }
QSpinBox::down-arrow { width: 0; height: 0; border-left: $4$px solid %panel%;
    border-right: $4$px solid %panel%; border-top: $5$px solid %text2%; }
QSpinBox::up-arrow:off { border-bottom-color: %line%; }
QSpinBox::down-arrow:off { border-top-color: %line%; }
QListView, QTreeView { color: %text%; background: %panel%; border: none; outline: none;
    selection-color: %accText%; selection-background-color: %accBg%; }
QFileDialog QListView, QFileDialog QTreeView { border: 1px solid %line%; }
QListView::item:selected, QTreeView::item:selected { color: %accText%; background: %accBg%; }
QHeaderView, QHeaderView::section { color: %text2%; background: %sunken%; border: none; }
QHeaderView::section { padding: 3px 6px; border-right: 1px solid %line%; }
QComboBox { color: %text%; background: %panel%; border: 1px solid %ctl%; border-radius: 6px;
    padding: 4px 8px; }
QComboBox:focus { border: 2px solid %acc%; padding: 3px 7px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { width: 0; height: 0; border-left: 4px solid %panel%;
    border-right: 4px solid %panel%; border-top: 5px solid %text2%; }
QFileDialog QToolButton { background: transparent; border: none; border-radius: 4px; padding: 4px; }
QFileDialog QToolButton:hover, QFileDialog QToolButton:checked { background: %hover%; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::handle { background: %press%; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 28px; margin: 2px 2px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 2px 2px; }
QScrollBar::handle:hover { background: %ctl%; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: %app%; }
QSplitter::handle:hover { background: %acc%; margin: 0 3px; }
QPushButton { color: %text%; background: %panel%; border: 1px solid %ctl%; border-radius: 6px;
    padding: 5px 14px; min-width: $60$px; }
QPushButton:hover { background: %hover%; }
QPushButton:pressed { background: %press%; }
QPushButton:focus { border: 2px solid %acc%; padding: 4px 13px; }
)";

} // namespace

QString styleSheetFor(const drawing::Theme &theme)
{
    const QString form = QString::fromLatin1(sheet);
    QString text;
    qsizetype at = 0;
    while (at < form.size()) {
        const QChar c = form[at];
        const bool isToken = c == QLatin1Char('%');
        const qsizetype end =
            isToken || c == QLatin1Char('$') ? form.indexOf(c, at + 1) : qsizetype{-1};
        if (end < 0) {
            text += c;
            ++at;
            continue;
        }
        const QString name = form.mid(at + 1, end - at - 1);
        if (isToken) {
            const auto token = tokenFrom(name.toStdString());
            text += theme.color(token.value_or(Token::Text)).name();
        } else {
            text += QString::number(qRound(theme.scaled(name.toDouble())));
        }
        at = end + 1;
    }
    return text;
}

} // namespace racewalk::desktop
