// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "desktop/views/timeline/timeline_view.h"

#include "desktop/session/session.h"
#include "desktop/views/controls/switch_button.h"
#include "desktop/views/controls/view_keys.h"
#include "desktop/views/timeline/note_editor.h"
#include "drawing/timeline_painter.h"

#include <algorithm>
#include <vector>

namespace racewalk::desktop {
namespace {

constexpr double presentedSqueeze = 0.5; ///< of the room for labels
constexpr double leastRows = 12 * 26;    // that are shown before the legend is
constexpr double editorHeight = 69;      // of its row

} // namespace

/// The header or the footer, as wide as the view.
class TimelineView::Band final : public Themed<QWidget> {
public:
    Band(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent) {}

    void setPicture(Picture picture)
    {
        m_picture = std::move(picture);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(rect(),
                         theme().color(m_picture.shapes.empty() ? Token::Panel : Token::Sunken));
        painter.scale(theme().textSize(), theme().textSize());
        drawing::paintPicture(painter, m_picture, theme());
    }

private:
    Picture m_picture;
};

TimelineView::TimelineView(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session),
      m_foldAll(new SwitchButton(appearance, tr("Fold statements"), this)),
      m_keys(new ViewKeys(this)), m_header(new Band(appearance, this)),
      m_footer(new Band(appearance, this))
{
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    connect(&session, &Session::runChanged, this, &TimelineView::refresh);
    connect(&session, &Session::fatesChanged, this, &TimelineView::refresh);
    connect(&session, &Session::walksChanged, this, &TimelineView::refresh);
    connect(&session, &Session::highlightChanged, this, &TimelineView::followSelection);
    connect(&session, &Session::previewChanged, this, [this] {
        updateScrollBars();
        if (m_session.preview() && m_session.run().position() == m_session.run().length())
            verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        viewport()->update();
    });
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_header->setObjectName(QStringLiteral("timelineHeader"));
    m_header->installEventFilter(this);
    m_footer->setObjectName(QStringLiteral("timelineFooter"));
    m_footer->setAttribute(Qt::WA_TransparentForMouseEvents);
    createStatementControls();
    horizontalScrollBar()->setObjectName(QStringLiteral("timelineHorizontalBar"));
    verticalScrollBar()->setObjectName(QStringLiteral("timelineVerticalBar"));
    refresh();
}

TimelineView::~TimelineView() = default;

void TimelineView::refresh()
{
    if (!m_session.isOpen())
        return;
    if (!m_layout || &m_layout->timeline() != m_session.timeline().get() ||
        m_folded != foldedStatements())
        layOut();
    else if (const auto opened = openedStatement(); opened != m_layout->opened())
        m_layout = m_layout->withOpened(opened);
    if (m_shownPosition != m_session.run().position()) {
        m_shownPosition = m_session.run().position();
        updateScrollBars();
        keepCurrentInMiddle();
        placeEditor();
        describe();
    }
    viewport()->update();
}

void TimelineView::layOut()
{
    if (!m_session.isOpen() || viewport()->width() < 40)
        return;
    const double scale = theme().textSize();
    const std::optional<TopRow> before = topRow();
    const int header = scaled(TimelineLayout::headerHeight);
    const Picture footer =
        timelineFooter(*m_session.timeline(), viewport()->width() / scale, theme().textWidth());
    // Behind the tooltip of the strip where it would leave the rows too little room.
    const int legend = qCeil(footer.height * scale);
    const bool hasNoRoom = height() - header - legend < scaled(leastRows);
    m_footerHeight = m_isPresented || hasNoRoom ? 0 : legend;
    setViewportMargins(0, header, 0, m_footerHeight);
    m_folded = foldedStatements();
    m_layout.emplace(
        m_session.timeline(),
        TimelineOptions{.width = viewport()->width() / scale,
                        .height = viewport()->height() / scale,
                        .squeeze = m_isPresented ? presentedSqueeze : TimelineOptions().squeeze,
                        .folded = m_folded,
                        .opened = openedStatement(),
                        .edited = m_editor ? std::optional(m_edited) : std::nullopt,
                        .editorHeight = editorHeight,
                        .hasMarks = true,
                        .foldsNotes = foldsNotes()},
        theme().textWidth());
    m_footer->setPicture(footer);
    placeBands();
    updateScrollBars();
    if (before)
        showAtTop(*before);
    placeEditor();
    showHeader();
    describe();
    viewport()->update();
}

void TimelineView::updateScrollBars()
{
    if (!m_layout)
        return;
    const double scale = theme().textSize();
    // A step that is pointed at has a row of its own after the last known one.
    const bool isPreviewBelow =
        m_session.preview() && m_session.run().position() == m_session.run().length();
    const double below = isPreviewBelow ? m_layout->rowHeight() : 0;
    verticalScrollBar()->setRange(
        0, std::max(0, qCeil((m_layout->bodyHeight() + below) * scale) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(qRound(m_layout->rowHeight() * scale));
    horizontalScrollBar()->setRange(
        0, std::max(0, qFloor(m_layout->width() * scale) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(scaled(20));
}

void TimelineView::keepCurrentInMiddle()
{
    if (!m_layout)
        return;
    const double y = m_layout->nowLine(m_session.run().position()) * theme().textSize();
    const double page = viewport()->height();
    const double shown = y - verticalScrollBar()->value();
    if (shown < page / 3)
        verticalScrollBar()->setValue(qRound(y - page / 3));
    else if (shown > page * 2 / 3)
        verticalScrollBar()->setValue(qRound(y - page * 2 / 3));
    keepLaneVisible();
}

/// With many lanes, the one that has just stepped is scrolled to, and those that its arrows lead to
/// if they fit.
void TimelineView::keepLaneVisible()
{
    const std::size_t position = m_session.run().position();
    if (horizontalScrollBar()->maximum() == 0)
        return;
    if (position == 0) {
        horizontalScrollBar()->setValue(0);
        return;
    }
    const Interval shown = columnsInView();
    const double room = shown.end - shown.begin;
    const Interval wanted = m_layout->columnsOf(position - 1, room);
    if (wanted.begin < shown.begin)
        showColumnsFrom(wanted.begin);
    else if (wanted.end > shown.end)
        showColumnsFrom(std::min(wanted.end - room, wanted.begin));
}

/// Shows one of the events that are selected: the nearest to the cursor, if none is in sight.
void TimelineView::followSelection()
{
    viewport()->update();
    if (!m_layout || m_session.highlight() != m_session.selection())
        return; // what is only pointed at is marked where it is
    const std::vector<std::size_t> events = m_session.highlightedEvents();
    const auto isInSight = [this](std::size_t event) { return !rowPlace(event).isEmpty(); };
    if (events.empty() || std::ranges::any_of(events, isInSight))
        return;
    const auto nearest = std::ranges::lower_bound(events, m_session.run().position());
    const std::size_t event = nearest == events.end() ? events.back() : *nearest;
    const double y = m_layout->rowCenter(event, m_session.run().position()) * theme().textSize();
    verticalScrollBar()->setValue(qRound(y - viewport()->height() / 2.0));
}

Interval TimelineView::columnsInView() const
{
    const double scale = theme().textSize(), offset = horizontalScrollBar()->value();
    return {m_layout->pinnedWidth() + offset / scale, (offset + viewport()->width()) / scale};
}

void TimelineView::showColumnsFrom(double begin)
{
    horizontalScrollBar()->setValue(qRound((begin - m_layout->pinnedWidth()) * theme().textSize()));
}

void TimelineView::showMoreColumns(bool isLeft)
{
    if (m_layout)
        showColumnsFrom(m_layout->beginFor(isLeft, columnsInView()));
}

void TimelineView::showHeader()
{
    if (m_layout)
        m_header->setPicture(m_layout->header(columnsInView()));
}

/// The full name of the column, or what a click on an end of the header does.
QString TimelineView::headerTip(double x) const
{
    const double at = x / theme().textSize();
    const Interval shown = columnsInView();
    const HiddenColumns hidden = m_layout->hiddenColumns(shown);
    const double wide = viewport()->width() / theme().textSize();
    if (at < m_layout->pinnedWidth())
        return horizontalScrollBar()->value() == 0
                   ? QString()
                   : tr("Scroll to the left, %n columns are out of view", nullptr,
                        static_cast<int>(hidden.left));
    if (shown.end < m_layout->width() - 1 && at > wide - TimelineLayout::headerEndWidth)
        return tr("Scroll to the right, %n columns are out of view", nullptr,
                  static_cast<int>(hidden.right));
    const double column = at - m_layout->pinnedWidth() + shown.begin;
    for (std::size_t lane = 0; lane < m_layout->columns().size(); ++lane)
        if (column < m_layout->columns()[lane].right) {
            const TimelineLane &named = m_layout->timeline().lanes[lane];
            return QString::fromStdString(named.name + ", " + named.caption);
        }
    return {};
}

bool TimelineView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_header || !m_layout)
        return QAbstractScrollArea::eventFilter(watched, event);
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), headerTip(help->pos().x()), m_header);
        return true;
    }
    if (event->type() != QEvent::MouseButtonPress)
        return false;
    const auto *press = static_cast<QMouseEvent *>(event);
    const double x = press->position().x() / theme().textSize();
    if (press->button() != Qt::LeftButton)
        return false;
    if (x < m_layout->pinnedWidth())
        showMoreColumns(true);
    else if (x > viewport()->width() / theme().textSize() - TimelineLayout::headerEndWidth)
        showMoreColumns(false);
    return true;
}

/// Above and below the viewport; a scroll bar stands below both.
void TimelineView::placeBands()
{
    const QRect inner = viewport()->geometry();
    m_header->setGeometry(inner.left(), 0, inner.width(), inner.top());
    m_footer->setGeometry(inner.left(), inner.bottom() + 1, inner.width(), m_footerHeight);
    m_footer->setVisible(m_footerHeight > 0);
}

/// Assistive technology hears the row before the cursor.
void TimelineView::describe()
{
    const std::size_t position = m_session.run().position();
    if (position == 0)
        setAccessibleDescription(m_session.run().length() == 0 ? tr("No steps yet")
                                                               : tr("At the start"));
    else
        setAccessibleDescription(QString::fromStdString(
            accessibleRow(*m_session.timeline(), position - 1, position,
                          m_layout ? m_layout->foldedAt(position - 1) : nullptr)));
}

QRectF TimelineView::rowPlace(std::size_t event) const
{
    if (!m_layout || event >= m_layout->timeline().events.size())
        return {};
    const Interval row = m_layout->row(event, m_session.run().position());
    const double scale = theme().textSize();
    const QRectF place(0, row.begin * scale - verticalScrollBar()->value(), viewport()->width(),
                       (row.end - row.begin) * scale);
    return place.intersected(QRectF(viewport()->rect()));
}

std::optional<std::size_t> TimelineView::eventAt(const QPointF &point) const
{
    if (!m_layout)
        return std::nullopt;
    return m_layout->eventAt((point.y() + verticalScrollBar()->value()) / theme().textSize(),
                             m_session.run().position());
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    keepCurrentInMiddle();
    placeBands();
}

void TimelineView::scrollContentsBy(int, int)
{
    showHeader();
    placeEditor();
    viewport()->update();
}

void TimelineView::applyTheme()
{
    layOut();
    keepCurrentInMiddle();
    placeBands();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const TimelineStatement *statement = markedStatementAt(event->position()))
        toggleStatement(*statement);
    else if (const auto index = eventAt(event->position()))
        m_session.jump(*index + 1);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const auto noted = noteAt(event->position())) {
        editNote(*noted);
        return;
    }
    // The first click has moved the now line, and so perhaps the rows: the event is the one it went
    // to.
    const std::size_t position = m_session.run().position();
    if (event->button() != Qt::LeftButton || position == 0 || markedStatementAt(event->position()))
        return;
    const Event &wanted = m_session.run().event(position - 1);
    Q_EMIT codeRequested(wanted.step.thread, wanted.span.line);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const bool isSideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (isSideways && event->modifiers() == Qt::AltModifier) {
        showMoreColumns(event->key() == Qt::Key_Left);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        m_session.back();
        return;
    case Qt::Key_Down:
        m_session.forward();
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        verticalScrollBar()->triggerAction(event->key() == Qt::Key_PageUp
                                               ? QAbstractSlider::SliderPageStepSub
                                               : QAbstractSlider::SliderPageStepAdd);
        return;
    default:
        event->ignore(); // digits and letters are the window's
    }
}

} // namespace racewalk::desktop
