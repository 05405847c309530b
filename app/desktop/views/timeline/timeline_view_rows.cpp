// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the timeline: folded statements, tooltips, and what assistive technology hears.
#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

#include "desktop/views/timeline/timeline_view.h"

#include "desktop/session/session.h"
#include "desktop/views/controls/switch_button.h"
#include "desktop/views/controls/view_keys.h"

#include <algorithm>

namespace racewalk::desktop {

void TimelineView::createStatementControls()
{
    m_foldAll->setObjectName(QStringLiteral("foldStatements"));
    m_foldAll->setToolTip(
        tr("Fold statements: show the operations of a statement as one row (Shift+O)"));
    connect(m_foldAll, &SwitchButton::toggled, this, &TimelineView::setFoldsAll);
    connect(&m_session, &Session::scenarioChanged, this,
            [this] { m_foldAll->setChecked(foldsAll()); });
    connect(&m_session, &Session::variantChanged, this, [this] { m_exceptions.clear(); });
    m_keys->add("actionFoldStatement", tr("Fold or open the statement"), Qt::Key_O, [this] {
        if (const TimelineStatement *statement = currentStatement())
            toggleStatement(*statement);
    });
    m_keys->add("actionFoldStatements", tr("Fold or open all statements"), Qt::SHIFT | Qt::Key_O,
                [this] { m_foldAll->click(); });
}

void TimelineView::setPresented()
{
    m_isPresented = true;
    setFocusPolicy(Qt::NoFocus);
    m_foldAll->hide();
    layOut();
}

void TimelineView::setQuestion(const std::optional<HiddenWords> &question)
{
    m_question = question;
    viewport()->update();
}

QList<QAction *> TimelineView::keyActions()
{
    return m_keys->actions();
}

QList<QWidget *> TimelineView::tools()
{
    return {m_foldAll};
}

void TimelineView::setToolsCompact(bool isCompact)
{
    m_foldAll->setTextShown(!isCompact);
}

bool TimelineView::foldsAll() const
{
    return m_session.isOpen() && m_session.viewSetting("statements") == "folded";
}

void TimelineView::setFoldsAll(bool isFolding)
{
    if (!m_session.isOpen() || isFolding == foldsAll())
        return;
    m_exceptions.clear();
    m_session.setViewSetting("statements", isFolding ? "folded" : "open");
    if (isFolding)
        leaveStatement();
    refresh();
}

/// With the cursor inside a statement its operations are rows; after it they can be one.
void TimelineView::leaveStatement()
{
    const std::size_t position = m_session.run().position();
    const TimelineStatement *statement = currentStatement();
    if (statement && statement->first < position && position <= statement->last)
        m_session.jump(statement->last + 1);
}

TimelineView::StatementKey TimelineView::keyOf(const TimelineStatement &statement,
                                               std::size_t stepsBefore) const
{
    const Event &event = m_session.run().event(statement.first);
    return {event.step.thread, event.statement, stepsBefore};
}

std::vector<std::size_t> TimelineView::foldedStatements() const
{
    std::vector<std::size_t> folded;
    const bool foldsAll = this->foldsAll();
    const Timeline &timeline = *m_session.timeline();
    if (!foldsAll && m_exceptions.empty())
        return folded;
    std::vector<std::size_t> steps(timeline.lanes.size());
    std::size_t event = 0;
    for (const TimelineStatement &statement : timeline.statements) {
        for (; event < statement.first; ++event)
            ++steps[timeline.events[event].lane];
        const bool isException =
            !m_exceptions.empty() &&
            m_exceptions.contains(keyOf(statement, steps[timeline.events[event].lane]));
        if (foldsAll != isException)
            folded.push_back(statement.first);
    }
    return folded;
}

/// The folded statement that the cursor is in: its operations are rows meanwhile.
std::optional<std::size_t> TimelineView::openedStatement() const
{
    const std::size_t position = m_session.run().position();
    const auto &all = m_session.timeline()->statements;
    const auto found = std::ranges::lower_bound(all, position, {}, &TimelineStatement::last);
    if (found == all.end() || found->first >= position ||
        !std::ranges::binary_search(m_folded, found->first))
        return std::nullopt;
    return found->first;
}

void TimelineView::toggleStatement(const TimelineStatement &statement)
{
    const std::size_t first = statement.first, last = statement.last;
    const std::size_t position = m_session.run().position();
    const bool isInside = first < position && position <= last;
    const auto lane = m_layout->laneEvents(m_layout->timeline().events[first].lane);
    const auto before = std::ranges::lower_bound(lane, first) - lane.begin();
    const StatementKey key = keyOf(statement, static_cast<std::size_t>(before));
    const bool wasFolded = foldsAll() != m_exceptions.contains(key);
    // Where the cursor has opened it, folding it needs no other choice than the one made before.
    if (!(isInside && wasFolded) && !m_exceptions.erase(key))
        m_exceptions.insert(key);
    if (isInside)
        m_session.jump(last + 1);
    refresh();
}

void TimelineView::toggleStatementFrom(std::size_t first)
{
    if (const TimelineStatement *statement = m_layout ? m_layout->statementOf(first) : nullptr)
        toggleStatement(*statement);
}

const TimelineStatement *TimelineView::currentStatement() const
{
    const std::size_t position = m_session.run().position();
    return m_layout && position > 0 ? m_layout->statementOf(position - 1) : nullptr;
}

const TimelineStatement *TimelineView::markedStatementAt(const QPointF &point) const
{
    const auto event = eventAt(point);
    return event && statementMarkPlace(*event).contains(point) ? m_layout->statementOf(*event)
                                                               : nullptr;
}

QRectF TimelineView::statementMarkPlace(std::size_t event) const
{
    const auto mark = m_layout ? m_layout->statementMark(event, m_session.run().position())
                               : std::optional<Rect>();
    if (!mark)
        return {};
    const double scale = theme().textSize();
    return {mark->x * scale - horizontalScrollBar()->value(),
            mark->y * scale - verticalScrollBar()->value(), mark->width * scale,
            mark->height * scale};
}

/// So that what the user reads stays where it is.
std::optional<TimelineView::TopRow> TimelineView::topRow() const
{
    if (!m_layout || !m_shownPosition)
        return std::nullopt;
    const double y = verticalScrollBar()->value() / theme().textSize();
    const std::size_t event = m_layout->firstEventBelow(y, *m_shownPosition);
    if (event >= m_layout->timeline().events.size())
        return std::nullopt;
    return TopRow{event, m_layout->row(event, *m_shownPosition).begin - y};
}

void TimelineView::showAtTop(const TopRow &row)
{
    if (row.event >= m_layout->timeline().events.size())
        return;
    const double begin = m_layout->row(row.event, m_session.run().position()).begin;
    verticalScrollBar()->setValue(qRound((begin - row.y) * theme().textSize()));
}

std::size_t TimelineView::eventOfRow(int row) const
{
    const auto &shown = m_layout->shownEvents();
    const auto index = static_cast<std::size_t>(row);
    return shown.empty() ? index : shown[index];
}

int TimelineView::accessibleRowCount() const
{
    if (!m_layout)
        return 0;
    const auto &shown = m_layout->shownEvents();
    return static_cast<int>(shown.empty() ? m_layout->timeline().events.size() : shown.size());
}

QString TimelineView::accessibleRowText(int row) const
{
    const std::size_t event = eventOfRow(row);
    return QString::fromStdString(accessibleRow(
        m_layout->timeline(), event, m_session.run().position(), m_layout->foldedAt(event)));
}

QRect TimelineView::accessibleRowPlace(int row) const
{
    const QRect place = rowPlace(eventOfRow(row)).toAlignedRect();
    return place.isEmpty() ? QRect() : place.translated(viewport()->pos());
}

bool TimelineView::isAccessibleRowCurrent(int row) const
{
    return eventOfRow(row) + 1 == m_session.run().position();
}

/// Of a folded statement also what each operation does.
QString TimelineView::tipOf(std::size_t event) const
{
    const Run &run = m_session.run();
    std::string tip = tooltipOf(m_session.program(), run.event(event));
    if (const TimelineStatement *folded = m_layout->foldedAt(event))
        for (std::size_t each = folded->first; each <= folded->last; ++each)
            tip += "\n" + std::to_string(each + 1) + ": " + run.event(each).spoken;
    return QString::fromStdString(tip);
}

/// The fate after an event, and the legend.
QString TimelineView::stripTip(std::optional<std::size_t> event) const
{
    const Timeline &timeline = m_layout->timeline();
    const QString legend = QString::fromStdString(legendText(timeline));
    if (!event)
        return legend;
    const std::string fate = fateText(timeline.events[*event].fate, timeline.onlyFailure);
    return tr("After step %1: %2").arg(*event + 1).arg(QString::fromStdString(fate)) +
           QStringLiteral("\n\n") + legend;
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto index = eventAt(help->pos());
    const auto noted = noteAt(help->pos());
    if (noted)
        QToolTip::showText(
            help->globalPos(),
            QString::fromStdString(m_layout->timeline().notes.at(*noted)).toHtmlEscaped(),
            viewport());
    else if (m_layout && help->pos().x() < scaled(m_layout->pinnedWidth()))
        QToolTip::showText(help->globalPos(), stripTip(index), viewport());
    else if (index)
        QToolTip::showText(help->globalPos(), tipOf(*index), viewport());
    else
        QToolTip::hideText();
    return true;
}

} // namespace racewalk::desktop
