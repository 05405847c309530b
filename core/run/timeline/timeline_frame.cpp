// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/styles.h"
#include "run/timeline/timeline_geometry.h"

#include <algorithm>
#include <utility>

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

constexpr double entryGap = 14, lineHeight = 22;

/// An entry of the legend: the title, a fate, a lock (by number) or RCU.
struct LegendEntry {
    enum class Kind { Title, Fate, Lock, Rcu } kind = Kind::Title;
    std::size_t number = 0; ///< of the fate or the lock
    std::string text;

    bool isRight() const { return kind == Kind::Lock || kind == Kind::Rcu; }
    FontRole font() const
    {
        return kind == Kind::Title ? FontRole::SecondaryStrong : FontRole::Secondary;
    }
    double before() const { return kind == Kind::Title ? 0 : kind == Kind::Fate ? 19 : 12; }
};

std::vector<LegendEntry> legendEntries(const Timeline &timeline)
{
    using Kind = LegendEntry::Kind;
    std::vector<LegendEntry> entries{{Kind::Title, 0, "Fate"}};
    std::vector<Fate> fates{Fate::Safe};
    if (timeline.onlyFailure != FindingKind::None)
        fates.insert(fates.end(), {Fate::Open, Fate::Doomed});
    if (std::ranges::find(timeline.events, Fate::Unknown, &TimelineEvent::fate) !=
        timeline.events.end())
        fates.push_back(Fate::Unknown);
    for (const Fate fate : fates)
        entries.push_back(
            {Kind::Fate, static_cast<std::size_t>(fate), fateText(fate, timeline.onlyFailure)});
    for (std::size_t lock = 0; lock < timeline.locks.size(); ++lock)
        entries.push_back({Kind::Lock, lock, timeline.locks[lock]});
    if (timeline.usesRcu)
        entries.push_back({Kind::Rcu, 0, "RCU"});
    return entries;
}

void addEntry(Picture &picture, const LegendEntry &entry, double x, double y)
{
    switch (entry.kind) {
    case LegendEntry::Kind::Title:
        break;
    case LegendEntry::Kind::Fate:
        picture.shapes.emplace_back(
            IconShape{std::string(styleOf(static_cast<Fate>(entry.number)).icon),
                      {x, y - 7, 14, 14},
                      Token::Text3});
        break;
    case LegendEntry::Kind::Lock:
        picture.shapes.emplace_back(barSample(entry.number, x, y));
        break;
    case LegendEntry::Kind::Rcu:
        picture.shapes.emplace_back(bracketSample(x - 1, y));
        break;
    }
    addText(picture, {x + entry.before(), y}, entry.text, entry.font(), Token::Text2);
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

Picture timelineFooter(const Timeline &timeline, double width, const TextWidth &measure)
{
    std::vector<LegendEntry> entries = legendEntries(timeline);
    const double right = width - edge;
    double all = edge, rightPart = 0;
    for (LegendEntry &entry : entries) {
        entry.text = elidedMiddle(entry.text, entry.font(), right - edge - entry.before(), measure);
        const double wide = entry.before() + measure(entry.font(), entry.text) + entryGap;
        all += wide;
        rightPart += entry.isRight() ? wide : 0;
    }
    const bool isOneLine = all - entryGap <= right;

    Picture picture{width, TimelineLayout::footerHeight, {}};
    picture.shapes.emplace_back(RectShape{{}, 0, Fill{Token::Panel, {}}, {}});
    picture.shapes.emplace_back(LineShape{{0, 0.5}, {width, 0.5}, {Token::Line, 1}});
    double x = edge, y = TimelineLayout::footerHeight / 2 + 0.5;
    for (const LegendEntry &entry : entries) {
        const double wide = entry.before() + measure(entry.font(), entry.text);
        if (isOneLine && entry.isRight() && rightPart > 0) {
            x = right + entryGap - std::exchange(rightPart, 0);
        } else if (x > edge && x + wide > right) {
            x = edge;
            y += lineHeight;
            picture.height += lineHeight;
        }
        addEntry(picture, entry, x, y);
        x += wide + entryGap;
    }
    std::get<RectShape>(picture.shapes.front()).rect = {0, 0, width, picture.height};
    return picture;
}

Picture TimelineLayout::whole() const
{
    const Picture footer = timelineFooter(*m_timeline, m_width, m_measure);
    const double height = headerHeight + bodyHeight(noCursor) + footer.height;
    Picture picture{m_width, height, {}};
    picture.shapes.emplace_back(RectShape{{0, 0, m_width, height}, 0, Fill{Token::Panel, {}}, {}});
    append(picture, body(noCursor), {0, headerHeight});
    append(picture, header(), {0, 0});
    append(picture, footer, {0, height - footer.height});
    return picture;
}

} // namespace racewalk
