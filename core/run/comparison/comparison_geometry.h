// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/comparison/comparison.h"
#include "run/timeline/timeline_geometry.h"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// What a ComparisonLayout is made from.
struct ComparisonPicture {
    const Comparison &comparison;
    std::array<std::shared_ptr<const Timeline>, 2> timelines; ///< of the sides' runs
    /// By side and event: the fill behind the label of a step that is in a line of its own.
    std::array<std::vector<std::optional<LabelBox>>, 2> boxes;
    double width = 0;  ///< available
    double height = 0; ///< that the rows should fit in, without header; 0: as high as needed
};

/// The geometry of two timelines next to each other, whose rows are those of a Comparison, with a
/// gutter between them. In device-independent pixels at text size 100 %. Immutable.
class ComparisonLayout {
public:
    static constexpr double wideGutter = 110, narrowGutter = 72; ///< narrow below narrowBelow
    static constexpr double narrowBelow = 1200;
    static constexpr double headerHeight = TimelineLayout::headerHeight;

    /// `picture.comparison` is only read by the constructor.
    ComparisonLayout(const ComparisonPicture &picture, TextWidth measure);

    const TimelineLayout &side(std::size_t number) const { return m_sides[number]; }
    double width() const { return m_rightEdge + m_sides[1].width(); }
    double height() const { return m_height; } ///< of the body
    double rowHeight() const { return m_rowHeight; }
    double gutterLeft() const { return m_sides[0].width(); }
    double gutterWidth() const { return m_gutter; }
    static double gutterFor(double width)
    {
        return width < narrowBelow ? narrowGutter : wideGutter;
    }
    double rightEdge() const { return m_rightEdge; } ///< left edge of the right side
    std::size_t rowCount() const { return m_rows.size(); }
    Interval row(std::size_t number) const
    {
        return {m_tops[number], m_tops[number] + m_rowHeight};
    }
    /// The row at `y`; none between rows.
    std::optional<std::size_t> rowAt(double y) const;

    /// How a comparison is seen: where the gutter begins, how wide all of it is, and by how much
    /// the columns of each side are scrolled under what is pinned at its left.
    struct View {
        double gutterLeft = 0, width = 0;
        std::array<double, 2> scrolled{};
    };
    /// The view of a width that is scrolled by up to `scrolled`. The sides have the same room where
    /// they do not both fit.
    View view(double width, double scrolled) const;
    /// By how much the columns can be scrolled in a width.
    double scrollRange(double width) const;

    Picture header(const View &view) const;
    /// The body if the first `taken` rows are taken. Draws only what intersects `visible`.
    Picture body(std::size_t taken, Interval visible) const;

private:
    void placeRows(const ComparisonPicture &picture);
    TimelineLayout layOut(const ComparisonPicture &picture, std::size_t number,
                          const TextWidth &measure) const;
    std::size_t position(std::size_t side, std::size_t taken) const;
    void drawGutter(std::size_t taken, Interval visible, Picture &picture) const;
    void drawMark(ComparedRow::Kind kind, double y, Picture &picture) const;
    void drawFirstDifference(Picture &picture) const;
    void drawNow(std::size_t taken, Picture &picture) const;
    void drawBlocked(std::size_t side, std::size_t taken, Picture &picture) const;

    /// A step that a side could not take, in its lane.
    struct Blocked {
        std::size_t row = 0, lane = 0;
        std::string label, reason;
        bool isAsleep = false;
    };

    std::vector<ComparedRow> m_rows;
    std::optional<std::size_t> m_firstDifference;
    std::array<std::optional<Blocked>, 2> m_blocked;
    double m_rowHeight = 26;
    std::vector<double> m_tops; ///< by row
    double m_height = 0;
    std::vector<TimelineLayout> m_sides; ///< two
    double m_gutter = wideGutter;
    double m_rightEdge = 0;
};

} // namespace racewalk
