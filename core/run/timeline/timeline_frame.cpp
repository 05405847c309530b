// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/styles.h"
#include "run/timeline/timeline_geometry.h"

#include <algorithm>

namespace racewalk {
namespace {

constexpr double edge = 12; // between the legend and the edges of the timeline

void addText(Picture &picture, Point at, std::string text, FontRole font, Token color)
{
    if (!text.empty())
        picture.shapes.emplace_back(
            TextShape{at, std::move(text), font, color, TextShape::Anchor::Left});
}

/// A short piece of a lock's bar, at left edge `x`.
RectShape barSample(std::size_t lock, double x, double y)
{
    RectShape bar{{x + 0.5, y - 6, 5, 12}, 2.5, Fill{Token::Panel, {}}, Pen{Token::KLock, 1}};
    if (lock % 3 == 0)
        bar.fill->color = Token::KLock;
    else if (lock % 3 == 1)
        bar.fill->stripes = Stripes{Token::KLock, Stripes::Direction::Across, 2, 4};
    return bar;
}

PathShape bracketSample(double x, double y)
{
    using enum PathCommand::Kind;
    return {{{Move, {}, {}, {x + 6, y - 6}},
             {Line, {}, {}, {x + 1, y - 6}},
             {Line, {}, {}, {x + 1, y + 6}},
             {Line, {}, {}, {x + 6, y + 6}}},
            {},
            Pen{Token::Acc, 2}};
}

/// One entry of the right part: a lock (by number), or RCU.
struct LegendEntry {
    std::optional<std::size_t> lock;
    std::string name;
};

std::vector<LegendEntry> legendEntries(const Timeline &timeline)
{
    std::vector<LegendEntry> entries;
    for (std::size_t lock = 0; lock < timeline.locks.size(); ++lock)
        entries.push_back({lock, timeline.locks[lock]});
    if (timeline.usesRcu)
        entries.push_back({std::nullopt, "RCU"});
    return entries;
}

/// Adds icons and words of the fates; returns where they end.
double addFates(Picture &picture, const Timeline &timeline, double y, const TextWidth &measure)
{
    addText(picture, {edge, y}, "Fate", FontRole::SecondaryStrong, Token::Text2);
    double x = edge + measure(FontRole::SecondaryStrong, "Fate") + 14;
    std::vector<Fate> fates{Fate::Safe};
    if (timeline.onlyFailure != FindingKind::None)
        fates.insert(fates.end(), {Fate::Open, Fate::Doomed});
    if (std::ranges::find(timeline.events, Fate::Unknown, &TimelineEvent::fate) !=
        timeline.events.end())
        fates.push_back(Fate::Unknown);
    for (const Fate fate : fates) {
        const std::string text = fateText(fate, timeline.onlyFailure);
        picture.shapes.emplace_back(
            IconShape{std::string(styleOf(fate).icon), {x, y - 7, 14, 14}, Token::Text3});
        addText(picture, {x + 19, y}, text, FontRole::Secondary, Token::Text2);
        x += 19 + measure(FontRole::Secondary, text) + 14;
    }
    return x;
}

} // namespace

Picture TimelineLayout::header() const
{
    Picture picture{m_width, headerHeight, {}};
    picture.shapes.emplace_back(
        RectShape{{0, 0, m_width, headerHeight}, 0, Fill{Token::Sunken, {}}, {}});
    picture.shapes.emplace_back(
        LineShape{{0, headerHeight - 0.5}, {m_width, headerHeight - 0.5}, {Token::Line, 1}});
    const double y = headerHeight / 2;
    for (std::size_t lane = 0; lane < m_columns.size(); ++lane) {
        const double left = m_columns[lane].left + 8, right = m_columns[lane].right - 4;
        const std::string name = elidedMiddle(m_timeline->lanes[lane].name, FontRole::LaneTitle,
                                              right - left, m_measure);
        const double end = left + m_measure(FontRole::LaneTitle, name) + 8;
        addText(picture, {left, y}, name, FontRole::LaneTitle, Token::Text);
        const std::string &caption = m_timeline->lanes[lane].caption;
        if (end + m_measure(FontRole::Small, caption) <= right)
            addText(picture, {end, y}, caption, FontRole::Small, Token::Text3);
    }
    return picture;
}

Picture TimelineLayout::footer() const
{
    Picture picture{m_width, footerHeight, {}};
    picture.shapes.emplace_back(
        RectShape{{0, 0, m_width, footerHeight}, 0, Fill{Token::Panel, {}}, {}});
    picture.shapes.emplace_back(LineShape{{0, 0.5}, {m_width, 0.5}, {Token::Line, 1}});
    const double y = footerHeight / 2 + 0.5;
    const double fatesEnd = addFates(picture, *m_timeline, y, m_measure);

    std::vector<LegendEntry> entries = legendEntries(*m_timeline);
    constexpr double sample = 12, gap = 14;
    const double room = m_width - edge - fatesEnd;
    const double most = (room - static_cast<double>(entries.size()) * (sample + gap)) /
                        static_cast<double>(std::max<std::size_t>(entries.size(), 1));
    double used = 0;
    for (const LegendEntry &entry : entries)
        used += sample + gap + m_measure(FontRole::Secondary, entry.name);
    if (used > room)
        for (LegendEntry &entry : entries)
            entry.name = elidedMiddle(entry.name, FontRole::Secondary, most, m_measure);

    double right = m_width - edge;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        const double x = right - m_measure(FontRole::Secondary, entry->name);
        const double left = x - sample;
        if (left < fatesEnd)
            break;
        addText(picture, {x, y}, entry->name, FontRole::Secondary, Token::Text2);
        if (entry->lock)
            picture.shapes.emplace_back(barSample(*entry->lock, left, y));
        else
            picture.shapes.emplace_back(bracketSample(left - 1, y));
        right = left - gap;
    }
    return picture;
}

Picture TimelineLayout::whole(std::size_t position) const
{
    const double height = headerHeight + bodyHeight() + footerHeight;
    Picture picture{m_width, height, {}};
    picture.shapes.emplace_back(RectShape{{0, 0, m_width, height}, 0, Fill{Token::Panel, {}}, {}});
    append(picture, body(position), {0, headerHeight});
    append(picture, header(), {0, 0});
    append(picture, footer(), {0, height - footerHeight});
    return picture;
}

} // namespace racewalk
