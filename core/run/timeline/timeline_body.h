// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/picture.h"
#include "run/timeline/timeline_geometry.h"

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// Draws the body of one TimelineLayout for one cursor position, once. Part of timeline_geometry.
class TimelineBody {
public:
    static constexpr double iconRadius = 10;
    static constexpr double noteGap = 7;     ///< between a label and its note
    static constexpr double labelMargin = 2; ///< between a label and the end of its column

    TimelineBody(const TimelineLayout &layout, TimelinePart part, std::size_t position,
                 const TimelineWindow &window);

    Picture picture();

private:
    /// The extent of a span, and where the now line divides it.
    struct Extent {
        double begin = 0, end = 0;
        double cut = 0; ///< begin: all of it is future; end: nothing is
    };

    /// A mark in a lane's column in the row of another lane's event.
    struct Marker {
        std::size_t lane = 0, event = 0;
        auto operator<=>(const Marker &) const = default;
    };

    void findMarkers();
    std::span<const Marker> markersBetween(std::size_t lane, std::size_t from,
                                           std::size_t to) const;

    void drawColumns();
    void drawRows();
    void drawStrip();
    void drawStripPart(Fate fate, bool isFuture, double top, double bottom);
    std::span<const TimelineSwitch> visibleSwitches() const;
    double lineOf(const TimelineSwitch &each) const;
    void drawSwitches();
    void drawSwitchNames();
    void drawSpines();
    void drawSpine(const TimelineColumn &column, std::size_t lane, std::size_t from,
                   std::size_t to);
    void drawSpans();
    void drawDamage(const TimelineDamage &damage);
    void drawSleep(const TimelineSpan &span);
    void drawWords();
    void drawBar(const TimelineSpan &span);
    void drawBracket(const TimelineSpan &span);
    void drawEvents();
    void drawNumbers();
    std::optional<LabelBox> boxOf(std::size_t event) const;
    void drawBox(std::size_t event, const RowLabel &label, const LabelBox &box);
    void drawTurningLine();
    void drawFateWords();
    void drawTail();
    void drawEndOf(std::size_t lane, const std::string &words, std::string_view shortly);
    void drawNow();
    void drawNotes(); ///< timeline_notes.cpp

    // timeline_body_arrows.cpp
    void drawArrows();
    void drawArrow(const TimelineArrow &arrow);
    void drawStub(const TimelineArrow &arrow);
    bool entersFromAbove(const TimelineArrow &arrow) const;
    Pen penOf(const TimelineArrow &arrow) const;
    void drawCurve(Point from, Point control1, Point control2, Point to, const Pen &pen);

    template <class S>
    void add(S shape)
    {
        m_picture.shapes.emplace_back(std::move(shape));
    }
    void addText(Point at, std::string text, FontRole font, Token color,
                 TextShape::Anchor anchor = TextShape::Anchor::Left);
    /// Adds a text that is drawn after the arrows, which end at its edges.
    void addWords(Point at, std::string text, FontRole font, Token color);
    Token rowFill(std::size_t event) const;
    bool isCrossed(const Rect &area) const;

    bool hasCursor() const { return m_position != TimelineLayout::noCursor; }
    bool isFuture(std::size_t event) const { return event >= m_position; }
    double center(std::size_t event) const { return m_layout.rowCenter(event, m_position); }
    bool isVisible(double top, double bottom) const { return m_visible.touches({top, bottom}); }
    std::string switchName(const TimelineSwitch &each, double room) const;
    Extent extentOf(const TimelineSpan &span, double overhang) const;
    std::optional<std::size_t> nextOfLane(std::size_t lane, std::size_t after) const;
    bool hasMarker(std::size_t lane, std::size_t event) const;
    std::optional<std::size_t> columnForFateWords(std::size_t event) const;

    const TimelineLayout &m_layout;
    const Timeline &m_timeline;
    std::size_t m_position;
    TimelinePart m_part;
    Interval m_visible;
    Interval m_across; ///< x of the columns in view
    std::span<const std::size_t> m_marked;
    std::size_t m_first, m_last; ///< visible events: first, and one past the last
    std::optional<std::size_t> m_doomLane, m_safeLane; ///< lanes that show the fate's name
    std::vector<Marker> m_markers;                     ///< sorted
    std::vector<std::array<Point, 4>> m_curves;        ///< of arrows, as cubics
    std::vector<TextShape> m_words;                    ///< to draw after them
    Picture m_picture;
};

} // namespace racewalk
