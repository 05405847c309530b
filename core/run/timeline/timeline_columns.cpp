// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/utf8.h"
#include "run/timeline/timeline_body.h"
#include "run/timeline/timeline_geometry.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace racewalk {
namespace {

constexpr double columnPadding = 6, stripWidth = 7, iconSize = 20, labelGap = 6;
constexpr double leastColumn = 132, leastSystemColumn = 44; // of a system lane without events
// Unless there is room, no column gets more for one long label, or for one long condition.
constexpr double mostLabel = 240, mostCondition = 136;
constexpr double titleEdges = 12; // before and behind a title

/// Adds what is left of `total` to the widths: first as much as their wishes, then in proportion.
void share(double total, std::vector<double> &widths, const std::vector<double> &wishes)
{
    const auto sum = [](const std::vector<double> &all) {
        return std::accumulate(all.begin(), all.end(), 0.0);
    };
    const double left = total - sum(widths);
    if (left <= 0 || widths.empty())
        return;
    const double wished = sum(wishes) - sum(widths);
    const double part = wished > 0 ? std::min(1.0, left / wished) : 0;
    for (std::size_t i = 0; i < widths.size(); ++i)
        widths[i] += part * (wishes[i] - widths[i]);
    const double filled = sum(widths);
    for (double &width : widths)
        width *= std::max(total, filled) / filled;
}

} // namespace

/// With `withOpened`, folded statements have room for their events too.
double TimelineLayout::widestLabel(std::size_t lane, double most, bool withOpened) const
{
    // Labels are in a fixed-pitch font, and notes are few: so this measures a handful of texts.
    const double pitch = m_measure(FontRole::TimelineLabel, "0");
    std::map<std::string_view, double> notes;
    double widest = 0;
    const auto include = [&](const TimelineEvent &event, const std::string &text,
                             const std::string &result, bool isMarked) {
        double width = pitch * static_cast<double>(characterCount(text));
        if (!result.empty()) {
            const auto [note, isNew] = notes.try_emplace(result);
            if (isNew)
                note->second = m_measure(FontRole::Note, result) + TimelineBody::noteGap;
            width += note->second;
        }
        if (isMarked)
            width += statementMarkRoom;
        const bool isCondition = event.role == Role::Test || event.role == Role::Assert;
        const double limit = isCondition && most <= mostLabel ? mostCondition : most;
        widest = std::max(widest, std::min(width, limit));
    };
    for (const std::size_t index : m_laneEvents[lane]) {
        const TimelineEvent &event = m_timeline->events[index];
        if (!isHidden(index))
            include(event, rowText(index), rowNote(index), hasMark(index));
        if (const TimelineStatement *folded = withOpened ? foldedAt(index) : nullptr)
            include(event, label(event), event.note, m_hasMarks && index == folded->first);
    }
    return widest + TimelineBody::labelMargin;
}

double TimelineLayout::titleWidth(std::size_t lane) const
{
    const TimelineLane &each = m_timeline->lanes[lane];
    return m_measure(FontRole::LaneTitle, each.name) + 8 +
           m_measure(FontRole::Small, each.caption) + titleEdges;
}

void TimelineLayout::placeInColumn(std::size_t lane)
{
    TimelineColumn &column = m_columns[lane];
    column.bars.resize(m_timeline->locks.size());
    bool hasBracket = false;
    std::vector<bool> takes(m_timeline->locks.size(), false);
    for (const TimelineSpan &span : m_timeline->spans) {
        if (span.lane != lane)
            continue;
        if (span.kind == TimelineSpan::Kind::RcuReader)
            hasBracket = true;
        else if (span.kind == TimelineSpan::Kind::LockHeld)
            takes[span.lock] = true;
    }
    const double first = column.left + columnPadding;
    double x = first;
    const auto nextStrip = [&x] { return std::exchange(x, x + stripWidth); };
    if (hasBracket)
        column.bracket = nextStrip();
    // The lock used first stands next to the icons.
    for (std::size_t lock = takes.size(); lock-- > 0;)
        if (takes[lock])
            column.bars[lock] = nextStrip();
    if (x > first)
        x += 4;
    column.icon = x + iconSize / 2;
    column.label = x + iconSize + labelGap;
}

void TimelineLayout::layOutColumns(double width)
{
    const double left = pinnedWidth();
    std::vector<double> before(m_columns.size());
    for (std::size_t lane = 0; lane < m_columns.size(); ++lane) {
        placeInColumn(lane); // at x = 0, to learn what stands before the labels
        before[lane] = m_columns[lane].label;
    }
    /// What the columns need with no label above `most`; or wish, with room for their titles too.
    bool hasOnlyIcons = false; // the system lanes
    const auto needs = [&](double most, bool isWish) {
        std::vector<double> all;
        for (std::size_t lane = 0; lane < m_columns.size(); ++lane) {
            const bool isSystem = m_timeline->lanes[lane].isSystem;
            const double least = isSystem ? leastSystemColumn : leastColumn;
            double need = m_laneEvents[lane].empty() || (isSystem && hasOnlyIcons)
                              ? least
                              : std::max(least, before[lane] + widestLabel(lane, most, isWish));
            if (isWish)
                need = std::max(need, std::min(titleWidth(lane), mostLabel));
            all.push_back(need);
        }
        return all;
    };
    const auto total = [&](const std::vector<double> &all) {
        return std::accumulate(all.begin(), all.end(), left);
    };
    std::vector<double> widths = needs(mostLabel, false);
    // For a few pixels the longest labels are shortened alone.
    const auto squeeze = [&](double part) {
        const double over = total(widths) - width;
        double needed = 0; // by what can be shortened
        for (std::size_t lane = 0; lane < widths.size(); ++lane)
            needed += m_timeline->lanes[lane].isSystem ? 0 : widths[lane];
        if (over <= 0 || over > needed * part)
            return;
        for (std::size_t lane = 0; lane < widths.size(); ++lane)
            if (!m_timeline->lanes[lane].isSystem)
                widths[lane] *= 1 - over / needed;
    };
    squeeze(TimelineOptions().squeeze);
    m_hasShortLabels = total(widths) > width + 1;
    if (m_hasShortLabels) {
        widths = needs(mostLabel, false);
        hasOnlyIcons = total(widths) > width + 1;
        if (hasOnlyIcons)
            widths = needs(mostLabel, false);
        squeeze(m_squeeze);
    }
    m_width = std::max(std::ceil(total(widths)), width);
    share(m_width - left, widths, needs(width, true));

    double x = left;
    for (std::size_t lane = 0; lane < m_columns.size(); ++lane) {
        TimelineColumn &column = m_columns[lane];
        column = TimelineColumn();
        column.left = std::round(x);
        column.right = std::round(x + widths[lane]);
        placeInColumn(lane);
        x += widths[lane];
    }
}

HiddenColumns TimelineLayout::hiddenColumns(const Interval &columns) const
{
    constexpr double hardly = 40; // in view: too little for a name
    HiddenColumns hidden;
    for (const TimelineColumn &column : m_columns) {
        hidden.left += column.right <= columns.begin + hardly ? 1 : 0;
        hidden.right += column.left >= columns.end - hardly ? 1 : 0;
    }
    return hidden;
}

double TimelineLayout::beginFor(bool isLeft, const Interval &columns) const
{
    const double room = columns.end - columns.begin;
    if (isLeft) {
        double begin = pinnedWidth();
        for (const TimelineColumn &column : m_columns)
            if (column.left < columns.begin - 1)
                begin = column.left;
        return begin;
    }
    for (const TimelineColumn &column : m_columns)
        if (column.right > columns.end + 1)
            return std::max(column.right - room, pinnedWidth());
    return columns.begin;
}

Interval TimelineLayout::columnsOf(std::size_t event, double room) const
{
    const TimelineColumn &own = m_columns[m_timeline->events[event].lane];
    Interval all{own.left, own.right};
    const auto include = [&](std::size_t lane) {
        all.begin = std::min(all.begin, m_columns[lane].left);
        all.end = std::max(all.end, m_columns[lane].right);
    };
    for (const TimelineArrow &arrow : m_timeline->arrows) {
        if (arrow.from != event && arrow.to != event)
            continue;
        include(m_timeline->events[arrow.from].lane);
        include(m_timeline->events[arrow.to].lane);
        if (arrow.kind == TimelineArrow::Kind::WakesNobody)
            include(arrow.lane);
    }
    return all.end - all.begin <= room ? all : Interval{own.left, own.right};
}

} // namespace racewalk
