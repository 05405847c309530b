// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_preview.h"

#include "run/timeline/styles.h"

#include <algorithm>
#include <string>

namespace racewalk {
namespace {

constexpr double belowNow = 5; ///< as far as rows are from the now line
constexpr double previewIcon = 10;
constexpr double previewGlyph = 12;
constexpr double wordGap = 6;

} // namespace

Picture previewRow(const TimelineLayout &layout, const Event &event, std::size_t position,
                   bool isKnown)
{
    Picture picture{layout.width(), layout.bodyHeight(position), {}};
    const auto &lanes = layout.timeline().lanes;
    const auto lane = std::ranges::find(lanes, event.step.thread, &TimelineLane::thread);
    if (lane == lanes.end() || layout.columns().empty())
        return picture;
    const Pen dashed{Token::Acc, 1.5, Dash::Dashed};
    const double left = layout.columns().front().left;
    const double right = layout.columns().back().right;
    Rect row{left + 1, layout.nowLine(position) + belowNow, right - left - 2, layout.rowHeight()};
    if (isKnown) {
        const Interval known = layout.row(position, position);
        row.y = known.begin;
        row.height = known.end - known.begin;
        picture.shapes.emplace_back(RectShape{row, 4, {}, dashed});
        return picture;
    }
    picture.shapes.emplace_back(RectShape{row, 4, Fill{Token::Panel, {}}, dashed});
    const TimelineColumn &column = layout.columns()[static_cast<std::size_t>(lane - lanes.begin())];
    const double y = row.y + row.height / 2;
    const Point center{column.icon, y};
    picture.shapes.emplace_back(
        CircleShape{center, previewIcon - 0.75, Fill{Token::Panel, {}}, Pen{Token::Acc, 1.5}});
    const Rect glyph{center.x - previewGlyph / 2, center.y - previewGlyph / 2, previewGlyph,
                     previewGlyph};
    picture.shapes.emplace_back(
        IconShape{std::string(styleOf(event.role).icon), glyph, Token::Text2});
    const TextWidth &measure = layout.measure();
    const double room = row.right() - column.label - wordGap;
    const std::string label = layout.names().fitting(event.label, [&](std::string_view text) {
        return measure(FontRole::TimelineLabel, text) <= room;
    });
    picture.shapes.emplace_back(
        TextShape{{column.label, y}, label, FontRole::TimelineLabel, Token::Text2});
    const double noteX = column.label + measure(FontRole::TimelineLabel, label) + wordGap;
    const double noteRoom = row.right() - wordGap - noteX;
    const std::string note =
        layout.names().fittingWords(event.pictureNote, [&](std::string_view text) {
            return measure(FontRole::Note, text) <= noteRoom;
        });
    if (!note.empty())
        picture.shapes.emplace_back(TextShape{{noteX, y}, note, FontRole::Note, Token::Text3});
    return picture;
}

} // namespace racewalk
