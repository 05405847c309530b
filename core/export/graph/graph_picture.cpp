// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/graph/graph_picture.h"

#include "explore/results/verdict_words.h"
#include "export/graph/graph_marks.h"
#include "export/graph/graph_places.h"
#include "export/reports/verdict_text.h"
#include "run/timeline/short_names.h"
#include "run/timeline/styles.h"
#include "run/timeline/timeline_geometry.h"
#include "run/timeline/wrapped_lines.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {
namespace {

constexpr double frameMargin = 16;  ///< around everything
constexpr double longestName = 240; ///< of an ending
constexpr double nameHeight = 18;
constexpr double leastRoom = 100;  ///< for the words of a step
constexpr double leastWidth = 480; ///< of the picture, for its texts

constexpr std::array fates = {Fate::Safe, Fate::Open, Fate::Doomed, Fate::Unknown};

bool touch(const Rect &a, const Rect &b)
{
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

Rect unite(const Rect &a, const Rect &b)
{
    const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Rect around(Point center, double radius)
{
    return {center.x - radius, center.y - radius, 2 * radius, 2 * radius};
}

/// Of a curve, at `t` from 0 to 1.
Point pointOf(const PlacedLine &line, double t)
{
    const GraphPoint at = pointOn({{line.from.x, line.from.y},
                                   {line.control1.x, line.control1.y},
                                   {line.control2.x, line.control2.y},
                                   {line.to.x, line.to.y}},
                                  t);
    return {at.x, at.y};
}

class GraphDrawing {
public:
    GraphDrawing(const GraphToExport &graph, const GraphPart &part, const FormatOptions &options,
                 const TextWidth &measure)
        : m_graph(graph), m_part(part), m_options(options), m_measure(measure),
          m_places(graphPlaces(graph, part)), m_names(graph.machine.program())
    {}

    Picture made()
    {
        for (std::size_t node = 0; node < m_part.nodes.size(); ++node)
            take(around(m_places.nodes[node], radiusOf(node) + 1));
        addLines();
        for (std::size_t node = 0; node < m_part.nodes.size(); ++node)
            addNode(node);
        for (const auto kind : {GraphNode::Kind::Failure, GraphNode::Kind::GoodEnd})
            for (std::size_t node = 0; node < m_part.nodes.size(); ++node)
                if (m_part.nodes[node].kind == kind)
                    addName(node);
        addStart();
        for (const bool isOfRun : {true, false})
            for (std::size_t line = 0; line < m_part.lines.size(); ++line)
                if (m_part.lines[line].isOfRun == isOfRun)
                    addWords(line);
        return framed();
    }

private:
    double radiusOf(std::size_t node) const
    {
        return graphMarkRadius(m_part.nodes[node].kind, m_part.nodes[node].fate);
    }

    bool isFree(const Rect &place) const
    {
        return std::ranges::none_of(m_taken,
                                    [&](const Rect &taken) { return touch(taken, place); });
    }
    void take(const Rect &place)
    {
        m_taken.push_back(place);
        cover(place);
    }
    void cover(const Rect &place)
    {
        m_bounds = m_isEmpty ? place : unite(m_bounds, place);
        m_isEmpty = false;
    }

    /// Those that lead back beneath the others, the run's on top.
    void addLines()
    {
        std::vector<std::size_t> order(m_part.lines.size());
        for (std::size_t line = 0; line < order.size(); ++line)
            order[line] = line;
        std::ranges::stable_sort(order, {}, [this](std::size_t line) {
            return m_part.lines[line].isOfRun ? 2 : m_places.lines[line].isBackwards ? 0 : 1;
        });
        for (const std::size_t line : order)
            addLine(line);
    }

    void addLine(std::size_t number)
    {
        using enum PathCommand::Kind;
        const PlacedLine &line = m_places.lines[number];
        const bool isOfRun = m_part.lines[number].isOfRun;
        Pen pen{styleOf(m_part.nodes[m_part.lines[number].to].fate).border, 1};
        if (isOfRun)
            pen = {Token::Acc, 4};
        else if (line.isBackwards)
            pen.dash = Dash::Dotted;
        m_picture.shapes.emplace_back(PathShape{
            {{Move, {}, {}, line.from}, {Cubic, line.control1, line.control2, line.to}}, {}, pen});
        for (const double t : {0.25, 0.5, 0.75})
            cover(around(pointOf(line, t), 2));
    }

    void addNode(std::size_t number)
    {
        const PartNode &node = m_part.nodes[number];
        const Point at = m_places.nodes[number];
        if (node.position && node.kind == GraphNode::Kind::State)
            m_picture.shapes.emplace_back(CircleShape{
                at, radiusOf(number) + 3, Fill{Token::Panel, {}}, Pen{Token::Acc, 1.5}});
        addGraphMark(m_picture, at, node.kind, node.fate);
    }

    void addText(Rect place, std::string text, FontRole font, Token color)
    {
        m_picture.shapes.emplace_back(
            TextShape{{place.x + place.width / 2, place.y + place.height / 2},
                      std::move(text),
                      font,
                      color,
                      TextShape::Anchor::Middle});
    }

    /// Beside its mark, where nothing else is; on the right if there is no such place.
    void addName(std::size_t number)
    {
        const PartNode &node = m_part.nodes[number];
        const std::string name = m_names.fittingWords(node.ending, [this](std::string_view text) {
            return m_measure(FontRole::Pill, text) <= longestName;
        });
        if (name.empty())
            return;
        const Point at = m_places.nodes[number];
        const double wide = m_measure(FontRole::Pill, name) + 14;
        const double away = radiusOf(number) + 5;
        const double left = at.x - wide / 2, above = at.y - away - nameHeight, below = at.y + away;
        const std::array places = {
            Rect{at.x + away, at.y - nameHeight / 2, wide, nameHeight},
            Rect{left, below, wide, nameHeight},
            Rect{left, above, wide, nameHeight},
            Rect{at.x + away - 4, below - 4, wide, nameHeight},
            Rect{at.x + away - 4, above + 4, wide, nameHeight},
            Rect{at.x - away - wide, at.y - nameHeight / 2, wide, nameHeight},
            Rect{left, below + nameHeight, wide, nameHeight},
            Rect{left, above - nameHeight, wide, nameHeight},
        };
        const auto *place =
            std::ranges::find_if(places, [this](const Rect &each) { return isFree(each); });
        const Rect &chosen = place == places.end() ? places.front() : *place;
        m_picture.shapes.emplace_back(
            RectShape{chosen, nameHeight / 2, Fill{Token::Panel, {}}, Pen{Token::Line, 1}});
        addText(chosen, name, FontRole::Pill,
                node.kind == GraphNode::Kind::Failure ? Token::DoomText : Token::SafeText);
        take(chosen);
    }

    void addStart()
    {
        const Point at = m_places.nodes[0];
        const double wide = m_measure(FontRole::Secondary, "start");
        const Rect place{at.x - wide / 2, at.y - 28, wide, 16};
        addText(place, "start", FontRole::Secondary, Token::Text2);
        take(place);
    }

    void addWords(std::size_t number)
    {
        const PlacedLine &line = m_places.lines[number];
        if (line.isBackwards || line.room < leastRoom)
            return;
        const std::string text = m_names.fitting(
            lineText(m_graph, m_part, m_part.lines[number]), [&](std::string_view each) {
                return m_measure(FontRole::SmallCode, each) <= line.room - 6;
            });
        const double wide = m_measure(FontRole::SmallCode, text) + 6;
        double left = line.words.x;
        if (line.anchor != TextShape::Anchor::Left)
            left -= line.anchor == TextShape::Anchor::Middle ? wide / 2 : wide;
        const Rect place{left, line.words.y - wordsHeight / 2, wide, wordsHeight};
        if (text.empty() || text == nameEllipsis || !isFree(place))
            return;
        m_picture.shapes.emplace_back(RectShape{place, 0, Fill{Token::Panel, {}}, {}});
        addText(place, text, FontRole::SmallCode, Token::Text2);
        take(place);
    }

    /// The caption above, the legend and the sentence below, on a panel.
    Picture framed()
    {
        const double wide = std::max(leastWidth, m_bounds.width + 2 * frameMargin);
        PictureFrame frame{.title = {}, .caption = m_options.caption};
        if (m_options.caption == "auto")
            frame = {.title = subjectText(m_graph.machine.program()),
                     .caption = m_graph.run != nullptr ? endingText(*m_graph.run) : ""};
        const Picture caption = timelineCaption(frame, wide, m_measure);
        const Picture below = footer(wide);
        const double top = caption.height + frameMargin;
        Picture picture{wide, top + m_bounds.height + frameMargin + below.height, {}};
        picture.shapes.emplace_back(
            RectShape{{0, 0, picture.width, picture.height}, 0, Fill{Token::Panel, {}}, {}});
        append(picture, m_picture, {frameMargin - m_bounds.x, top - m_bounds.y});
        append(picture, caption, {0, 0});
        append(picture, below, {0, picture.height - below.height});
        return picture;
    }

    Picture footer(double wide) const
    {
        Picture picture{wide, 0, {}};
        double y = 12;
        if (m_options.legend)
            y = addLegend(picture, wide, y) + 22;
        for (std::string &line : wrappedLines(graphPartText(m_graph, m_part), FontRole::Secondary,
                                              wide - 2 * frameMargin, m_measure)) {
            picture.shapes.emplace_back(TextShape{{frameMargin, y},
                                                  std::move(line),
                                                  FontRole::Secondary,
                                                  Token::Text2,
                                                  TextShape::Anchor::Left});
            y += 18;
        }
        picture.height = y + 4;
        return picture;
    }

    struct LegendEntry {
        GraphNode::Kind kind;
        Fate fate;
        std::string text;
    };

    std::vector<LegendEntry> legendEntries() const
    {
        const OnlyFailure only = onlyFailure(m_graph.verdict);
        std::vector<LegendEntry> entries;
        for (const Fate fate : fates)
            if (std::ranges::any_of(m_part.nodes, [fate](const PartNode &node) {
                    return node.kind == GraphNode::Kind::State && node.fate == fate;
                }))
                entries.push_back({GraphNode::Kind::State, fate, fateText(fate, only)});
        const auto has = [this](GraphNode::Kind kind) {
            return std::ranges::find(m_part.nodes, kind, &PartNode::kind) != m_part.nodes.end();
        };
        if (has(GraphNode::Kind::GoodEnd))
            entries.push_back({GraphNode::Kind::GoodEnd, Fate::Safe, "Good end"});
        if (has(GraphNode::Kind::Failure))
            entries.push_back({GraphNode::Kind::Failure, Fate::Doomed, "Failure"});
        return entries;
    }

    /// Returns the middle of its last line.
    double addLegend(Picture &picture, double wide, double y) const
    {
        double x = frameMargin;
        const auto addEntry = [&](double sample, const std::string &text, const auto &addSample) {
            const double entry = sample + 6 + m_measure(FontRole::Secondary, text);
            if (x > frameMargin && x + entry > wide - frameMargin) {
                x = frameMargin;
                y += 32;
            }
            addSample(Point{x + sample / 2, y});
            picture.shapes.emplace_back(TextShape{{x + sample + 6, y},
                                                  text,
                                                  FontRole::Secondary,
                                                  Token::Text2,
                                                  TextShape::Anchor::Left});
            x += entry + 16;
        };
        y += 6;
        for (const LegendEntry &entry : legendEntries())
            addEntry(2 * graphMarkRadius(entry.kind, entry.fate), entry.text,
                     [&](Point at) { addGraphMark(picture, at, entry.kind, entry.fate); });
        if (!m_part.spine.empty())
            addEntry(24, "The run", [&](Point at) {
                picture.shapes.emplace_back(
                    LineShape{{at.x - 12, at.y}, {at.x + 12, at.y}, {Token::Acc, 4}});
            });
        return y + 6;
    }

    const GraphToExport &m_graph;
    const GraphPart &m_part;
    const FormatOptions &m_options;
    const TextWidth &m_measure;
    const GraphPlaces m_places;
    const ScreenNames m_names;
    Picture m_picture; ///< of the graph, in the coordinates of m_places
    Rect m_bounds;     ///< of m_picture
    bool m_isEmpty = true;
    std::vector<Rect> m_taken; ///< by marks and texts
};

} // namespace

Picture graphPicture(const GraphToExport &graph, const GraphPart &part,
                     const FormatOptions &options, const TextWidth &measure)
{
    return GraphDrawing(graph, part, options, measure).made();
}

} // namespace racewalk
