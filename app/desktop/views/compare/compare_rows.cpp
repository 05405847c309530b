// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "desktop/views/compare/compare_rows.h"

#include "desktop/models/compare/compare_words.h"
#include "drawing/timeline_painter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk::desktop {
namespace {

/// Whether a lane of the kernel has a step on neither side.
bool isIdle(const Compared &compared, std::size_t lane)
{
    return std::ranges::all_of(compared.timelines, [lane](const auto &timeline) {
        return std::ranges::none_of(
            timeline->events, [lane](const TimelineEvent &event) { return event.lane == lane; });
    });
}

/// The timeline of a side with "+" or "-" before the labels of steps in lines of its own, and what
/// stands behind these labels.
std::shared_ptr<const Timeline> marked(const Compared &compared, std::size_t side,
                                       std::vector<std::optional<LabelBox>> &boxes)
{
    auto timeline = std::make_shared<Timeline>(*compared.timelines[side]);
    // The kernel's lanes are the last ones. One that is idle would only take room from the others.
    while (!timeline->lanes.empty() && timeline->lanes.back().isSystem &&
           isIdle(compared, timeline->lanes.size() - 1))
        timeline->lanes.pop_back();
    boxes.assign(timeline->events.size(), std::nullopt);
    for (std::size_t event = 0; event < boxes.size(); ++event) {
        if (!isOnOwnLine(compared.report, side, {event, false}))
            continue;
        timeline->events[event].label.insert(0, side == 0 ? "\u2212 " : "+ ");
        boxes[event] =
            side == 0 ? LabelBox{Token::Press, Token::Text} : LabelBox{Token::Add, Token::AddText};
    }
    return timeline;
}

} // namespace

/// The names of the lanes; they stay while the rows scroll.
class CompareRows::Header final : public Themed<QWidget> {
public:
    Header(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

    void setPicture(Picture picture)
    {
        m_picture = std::move(picture);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme().color(Token::Sunken));
        painter.scale(theme().textSize(), theme().textSize());
        drawing::paintPicture(painter, m_picture, theme());
    }

private:
    Picture m_picture;
};

CompareRows::CompareRows(Comparing &comparing, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_comparing(comparing), m_header(new Header(appearance, this))
{
    setObjectName(QStringLiteral("compareRows"));
    setAccessibleName(tr("Both timelines"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    horizontalScrollBar()->setObjectName(QStringLiteral("compareHorizontalBar"));
    verticalScrollBar()->setObjectName(QStringLiteral("compareVerticalBar"));
    connect(&comparing, &Comparing::resultChanged, this, &CompareRows::refresh);
    connect(&comparing, &Comparing::takenChanged, this, &CompareRows::showTaken);
    refresh();
}

CompareRows::~CompareRows() = default;

void CompareRows::refresh()
{
    if (m_compared != m_comparing.result()) {
        m_compared = m_comparing.result();
        layOut();
    }
    viewport()->update();
}

void CompareRows::layOut()
{
    setViewportMargins(0, scaled(ComparisonLayout::headerHeight), 0, 0);
    m_header->setGeometry(0, 0, width(), scaled(ComparisonLayout::headerHeight));
    if (!m_compared || viewport()->width() < 40) {
        m_layout.reset();
        m_header->setPicture({});
    } else {
        const double scale = theme().textSize();
        ComparisonPicture picture{.comparison = m_compared->report.comparison,
                                  .timelines = {},
                                  .boxes = {},
                                  .width = viewport()->width() / scale,
                                  .height = viewport()->height() / scale};
        for (std::size_t side = 0; side < 2; ++side)
            picture.timelines[side] = marked(*m_compared, side, picture.boxes[side]);
        m_layout.emplace(picture, theme().textWidth());
    }
    updateScrollBars();
    updateHeader();
    keepInMiddle(m_comparing.taken());
    keepColumnInView(m_comparing.taken());
    describe();
    viewport()->update();
    Q_EMIT laidOut();
}

void CompareRows::updateHeader()
{
    if (m_layout)
        m_header->setPicture(m_layout->header(view()));
}

ComparisonLayout::View CompareRows::view() const
{
    const double scale = theme().textSize();
    return m_layout->view(viewport()->width() / scale, horizontalScrollBar()->value() / scale);
}

void CompareRows::updateScrollBars()
{
    const double scale = theme().textSize();
    const double high = m_layout ? m_layout->height() * scale : 0;
    const double across = m_layout ? m_layout->scrollRange(viewport()->width() / scale) * scale : 0;
    verticalScrollBar()->setRange(0, std::max(0, qCeil(high) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_layout ? qRound(m_layout->rowHeight() * scale) : 20);
    horizontalScrollBar()->setRange(0, qFloor(across));
    horizontalScrollBar()->setPageStep(viewport()->width() / 2);
    horizontalScrollBar()->setSingleStep(scaled(20));
}

void CompareRows::showTaken()
{
    keepInMiddle(m_comparing.taken());
    keepColumnInView(m_comparing.taken());
    describe();
    viewport()->update();
}

/// Scrolls sideways by the least distance that shows the columns of the last row taken.
void CompareRows::keepColumnInView(std::size_t taken)
{
    if (!m_layout || taken == 0 || taken > m_layout->rowCount())
        return;
    const double scale = theme().textSize();
    const ComparisonLayout::View view = this->view();
    const std::array<double, 2> room{view.gutterLeft,
                                     view.width - view.gutterLeft - m_layout->gutterWidth()};
    for (std::size_t side = 0; side < 2; ++side) {
        const auto &step = m_compared->report.comparison.rows[taken - 1].steps[side];
        if (!step || step->isBlocked)
            continue;
        const TimelineLayout &timeline = m_layout->side(side);
        const TimelineColumn &column =
            timeline.columns()[m_compared->timelines[side]->events[step->event].lane];
        const double at = horizontalScrollBar()->value() / scale;
        const double most = column.left - timeline.pinnedWidth(), least = column.right - room[side];
        horizontalScrollBar()->setValue(qRound(std::min(std::max(at, least), most) * scale));
        return;
    }
}

/// Keeps the last row taken in the middle third.
void CompareRows::keepInMiddle(std::size_t taken)
{
    if (!m_layout || m_layout->rowCount() == 0)
        return;
    const double y =
        (taken == 0 ? 0 : m_layout->row(std::min(taken, m_layout->rowCount()) - 1).end) *
        theme().textSize();
    const double page = viewport()->height(), shown = y - verticalScrollBar()->value();
    if (shown < page / 3)
        verticalScrollBar()->setValue(qRound(y - page / 3));
    else if (shown > page * 2 / 3)
        verticalScrollBar()->setValue(qRound(y - page * 2 / 3));
}

void CompareRows::describe()
{
    const std::size_t taken = m_comparing.taken();
    const bool isShown = m_layout && taken > 0 && taken <= m_layout->rowCount();
    setAccessibleDescription(isShown ? accessibleComparedRow(*m_compared, taken - 1, taken)
                                     : tr("At the start"));
}

int CompareRows::gutterLeft() const
{
    return qRound(m_layout ? view().gutterLeft * theme().textSize()
                           : (width() - gutterWidth()) / 2.0);
}

int CompareRows::gutterWidth() const
{
    return scaled(m_layout ? m_layout->gutterWidth()
                           : ComparisonLayout::gutterFor(width() / theme().textSize()));
}

QRectF CompareRows::rowPlace(std::size_t row) const
{
    if (!m_layout || row >= m_layout->rowCount())
        return {};
    const Interval place = m_layout->row(row);
    const double scale = theme().textSize();
    return QRectF(0, place.begin * scale - verticalScrollBar()->value(), viewport()->width(),
                  (place.end - place.begin) * scale)
        .intersected(QRectF(viewport()->rect()));
}

int CompareRows::accessibleRowCount() const
{
    return m_layout ? static_cast<int>(m_layout->rowCount()) : 0;
}

QString CompareRows::accessibleRowText(int row) const
{
    return accessibleComparedRow(*m_compared, static_cast<std::size_t>(row), m_comparing.taken());
}

QRect CompareRows::accessibleRowPlace(int row) const
{
    const QRect place = rowPlace(static_cast<std::size_t>(row)).toAlignedRect();
    return place.isEmpty() ? QRect() : place.translated(viewport()->pos());
}

bool CompareRows::isAccessibleRowCurrent(int row) const
{
    return static_cast<std::size_t>(row) + 1 == m_comparing.taken();
}

std::optional<std::size_t> CompareRows::rowAt(const QPointF &point) const
{
    if (!m_layout)
        return std::nullopt;
    return m_layout->rowAt((point.y() + verticalScrollBar()->value()) / theme().textSize());
}

QString CompareRows::tooltipAt(const QPointF &point) const
{
    const auto row = rowAt(point);
    if (!row)
        return {};
    const std::size_t side = point.x() < gutterLeft() + gutterWidth() / 2.0 ? 0 : 1;
    const auto &step = m_compared->report.comparison.rows[*row].steps[side];
    if (!step)
        return {};
    if (step->isBlocked)
        return QString::fromStdString(m_compared->report.comparison.sides[side].message);
    const Run &run = m_compared->report.comparison.sides[side].run;
    return QString::fromStdString(tooltipOf(run.machine().program(), run.event(step->event)));
}

void CompareRows::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void CompareRows::scrollContentsBy(int, int)
{
    updateHeader();
    viewport()->update();
    Q_EMIT laidOut();
}

void CompareRows::applyTheme()
{
    layOut();
}

void CompareRows::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto row = rowAt(event->position()))
        m_comparing.jump(*row + 1);
}

void CompareRows::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        m_comparing.back();
        return;
    case Qt::Key_Down:
        m_comparing.forward();
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        verticalScrollBar()->triggerAction(event->key() == Qt::Key_PageUp
                                               ? QAbstractSlider::SliderPageStepSub
                                               : QAbstractSlider::SliderPageStepAdd);
        return;
    default:
        event->ignore(); // letters, and the keys that also work elsewhere, are the window's
    }
}

bool CompareRows::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), tooltipAt(help->pos()), viewport());
    return true;
}

} // namespace racewalk::desktop
