// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include "desktop/views/walks/branch_bar.h"

#include "desktop/session/session.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr std::size_t mostRows = 4; ///< more scroll

} // namespace

BranchBar::BranchBar(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session)
{
    setObjectName(QStringLiteral("branchBar"));
    setAccessibleName(tr("Walks"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setMouseTracking(true);
    connect(&session, &Session::walksChanged, this, &BranchBar::refresh);
    connect(&session, &Session::runChanged, this, &BranchBar::followRun);
    connect(&session, &Session::fatesChanged, this, &BranchBar::refresh);
    connect(&session, &Session::scenarioChanged, this, [this] {
        m_isFolded = m_session.viewSetting("walks") == "folded";
        Q_EMIT foldedChanged();
    });
    refresh();
}

void BranchBar::setFolded(bool isFolded)
{
    if (m_isFolded == isFolded)
        return;
    m_isFolded = isFolded;
    m_session.setViewSetting("walks", isFolded ? "folded" : "shown");
    arrange();
    Q_EMIT foldedChanged();
}

void BranchBar::setAllowed(bool isAllowed)
{
    m_isAllowed = isAllowed;
    arrange();
}

void BranchBar::refresh()
{
    if (!m_session.isOpen())
        return;
    const bool isOtherWalk =
        m_rows.size() != m_session.walks().size() || !m_rows[m_session.walks().current()].isCurrent;
    if (m_editor && isOtherWalk)
        endRenaming(false);
    m_rows = walkRows(m_session);
    arrange();
    if (isOtherWalk)
        keepCurrentVisible();
    viewport()->update();
}

/// Only the cursor, unless another walk is current.
void BranchBar::followRun()
{
    const std::size_t current = m_session.isOpen() ? m_session.walks().current() : 0;
    if (current >= m_rows.size() || !m_rows[current].isCurrent ||
        m_rows[current].length != m_session.run().length()) {
        refresh();
        return;
    }
    moveCursor(m_rows, m_session);
    viewport()->update();
}

void BranchBar::arrange()
{
    const bool hasList = m_rows.size() > 1 || m_editor ||
                         (!m_rows.empty() && m_session.walks().currentWalk().hasOwnName);
    setVisible(m_isAllowed && !m_isFolded && hasList);
    placeRows();
    setFixedHeight(sizeHint().height());
    const double whole = scaled(rulerHeight) + rowHeight * theme().textSize() * lineCount();
    verticalScrollBar()->setRange(0, std::max(0, qCeil(whole + scaled(6)) - height()));
    verticalScrollBar()->setSingleStep(scaled(rowHeight));
    verticalScrollBar()->setPageStep(height());
    double right = 0;
    for (const WalkRow &row : m_rows)
        right = std::max(right, xOf(row.length) + horizontalScrollBar()->value());
    horizontalScrollBar()->setRange(
        0, std::max(0, qCeil(right + scaled(150) - 0.01) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(scaled(20));
    updateGeometry();
}

QSize BranchBar::sizeHint() const
{
    const std::size_t shown = std::clamp<std::size_t>(lineCount(), 1, mostRows);
    return {scaled(300), scaled(26 + rowHeight * static_cast<double>(shown))};
}

void BranchBar::keepCurrentVisible()
{
    const double top = yOf(m_session.walks().current()) - scaled(rowHeight) / 2.0;
    if (top < scaled(rulerHeight))
        verticalScrollBar()->setValue(verticalScrollBar()->value() +
                                      qFloor(top - scaled(rulerHeight)));
    else if (top + scaled(rowHeight) > height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() +
                                      qCeil(top + scaled(rowHeight) - height()));
}

/// So that the longest walk ends 150 before the right edge.
double BranchBar::unit() const
{
    std::size_t longest = 1;
    for (const WalkRow &row : m_rows)
        longest = std::max(longest, row.length);
    const double room = viewport()->width() - theme().scaled(24 + 150);
    return std::clamp(room / static_cast<double>(longest), theme().scaled(4), theme().scaled(40));
}

double BranchBar::xOf(std::size_t step) const
{
    return theme().scaled(24) + unit() * static_cast<double>(step) - horizontalScrollBar()->value();
}

double BranchBar::yOf(std::size_t row) const
{
    return theme().scaled(rulerHeight + rowHeight * (static_cast<double>(m_lines[row]) + 0.5)) -
           verticalScrollBar()->value();
}

std::optional<std::size_t> BranchBar::rowAt(const QPoint &point) const
{
    if (point.y() < scaled(rulerHeight))
        return std::nullopt;
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (rowPlace(row).contains(point))
            return row;
    return std::nullopt;
}

std::size_t BranchBar::stepAt(double x, const WalkRow &row) const
{
    const double step = (x + horizontalScrollBar()->value() - theme().scaled(24)) / unit();
    return static_cast<std::size_t>(std::clamp(qRound(step), 0, static_cast<int>(row.length)));
}

QPoint BranchBar::stepPlace(std::size_t row, std::size_t step) const
{
    return {qRound(xOf(step)), qRound(yOf(row))};
}

/// On the line of a walk: to that step. Elsewhere in its row: to the walk at the same step.
void BranchBar::clickRow(std::size_t number, const QPoint &point)
{
    const WalkRow &row = m_rows[number];
    const double first = xOf(row.fork ? row.fork->at : 0);
    const double reach = theme().scaled(6);
    const bool isOnLine = point.x() >= first - reach && point.x() <= xOf(row.length) + reach;
    m_session.selectWalk(number, isOnLine ? stepAt(point.x(), row) : m_session.run().position());
}

void BranchBar::mousePressEvent(QMouseEvent *event)
{
    const QRectF cursor = cursorPlace();
    if (event->button() == Qt::LeftButton && cursor.contains(event->pos())) {
        m_isDragging = true;
        return;
    }
    const auto row = rowAt(event->pos());
    if (event->button() != Qt::LeftButton || !row)
        return;
    clickRow(*row, event->pos());
    m_isDragging = m_rows[*row].isCurrent && event->pos().x() <= xOf(m_rows[*row].length) + 6;
}

void BranchBar::mouseMoveEvent(QMouseEvent *event)
{
    const std::size_t current = m_session.walks().current();
    if (m_isDragging && current < m_rows.size())
        m_session.jump(stepAt(event->pos().x(), m_rows[current]));
}

void BranchBar::mouseReleaseEvent(QMouseEvent *)
{
    m_isDragging = false;
}

void BranchBar::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_isDragging = false;
    if (const auto row = rowAt(event->pos()))
        rename(*row);
}

void BranchBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        m_session.selectNeighbour(-1);
        break;
    case Qt::Key_Down:
        m_session.selectNeighbour(1);
        break;
    case Qt::Key_Delete:
        m_session.deleteWalk(m_session.walks().current());
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

QMenu *BranchBar::menuFor(std::size_t row)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("walkMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char *name, const QString &text, bool isEnabled, auto order) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        action->setEnabled(isEnabled);
        connect(action, &QAction::triggered, this, order);
    };
    add("walkRename", tr("Rename\tF2"), true, [this, row] { rename(row); });
    add("walkPromote", tr("Move to the top"), row > 0, [this, row] { m_session.promoteWalk(row); });
    add("walkCompare", tr("Compare with the current walk"), row != m_session.walks().current(),
        [this, row] { Q_EMIT compareRequested(m_session.walks()[row].id); });
    add("walkCopy", tr("Copy schedule"), m_rows[row].length > 0, [this, row] {
        const Run &run = m_session.walks().replayed(row).run;
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(toText(scheduleOf(run.machine(), run.steps()))));
    });
    menu->addSeparator();
    add("walkDelete", tr("Delete"), m_rows.size() > 1, [this, row] { m_session.deleteWalk(row); });
    return menu;
}

void BranchBar::contextMenuEvent(QContextMenuEvent *event)
{
    const auto row = event->reason() == QContextMenuEvent::Keyboard
                         ? std::optional(m_session.walks().current())
                         : rowAt(event->pos());
    if (row)
        menuFor(*row)->popup(event->globalPos());
}

bool BranchBar::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto row = rowAt(help->pos());
    QString text;
    if (row) {
        text = m_rows[*row].name + QLatin1Char('\n') + walkTooltip(m_session, *row);
        for (const auto &[step, note] : m_rows[*row].notes)
            if (std::abs(help->pos().x() - xOf(step)) < theme().scaled(6))
                text = note;
    }
    QToolTip::showText(help->globalPos(), text.trimmed(), viewport());
    return true;
}

void BranchBar::rename(std::size_t row)
{
    endRenaming(false);
    if (row >= m_rows.size())
        return;
    m_edited = row;
    m_editor = new QLineEdit(m_rows[row].name, viewport());
    m_editor->setObjectName(QStringLiteral("walkName"));
    m_editor->setAccessibleName(tr("Name of the walk"));
    m_editor->setMaxLength(80);
    m_editor->setFont(theme().font(FontRole::SecondaryStrong));
    const QRect place = namePlace(row);
    m_editor->setGeometry(place.left() - 4, place.top(), scaled(150), place.height());
    m_editor->selectAll();
    m_editor->installEventFilter(this);
    connect(m_editor, &QLineEdit::editingFinished, this, [this] { endRenaming(true); });
    arrange(); // a single walk has a list while it is renamed
    m_editor->show();
    m_editor->setFocus(Qt::OtherFocusReason);
    viewport()->update();
}

void BranchBar::endRenaming(bool isKept)
{
    if (!m_editor)
        return;
    QLineEdit *editor = std::exchange(m_editor, nullptr);
    const bool hadFocus = editor->hasFocus();
    editor->hide();
    editor->deleteLater();
    if (isKept)
        m_session.renameWalk(m_edited, editor->text());
    arrange();
    if (hadFocus)
        setFocus(Qt::OtherFocusReason);
    viewport()->update();
}

bool BranchBar::eventFilter(QObject *watched, QEvent *event)
{
    // Esc is a key of the window, too.
    if (watched == m_editor && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched == m_editor && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        endRenaming(false);
        return true;
    }
    return QAbstractScrollArea::eventFilter(watched, event);
}

QString BranchBar::accessibleRowText(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].accessible;
}

QRect BranchBar::accessibleRowPlace(int row) const
{
    const QRect place = rowPlace(static_cast<std::size_t>(row)).toRect();
    return isVisible() ? place.intersected(viewport()->rect()) : QRect();
}

bool BranchBar::isAccessibleRowCurrent(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].isCurrent;
}

void BranchBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void BranchBar::applyTheme()
{
    arrange();
    viewport()->update();
}

} // namespace racewalk::desktop
