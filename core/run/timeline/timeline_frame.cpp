// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/styles.h"
#include "run/timeline/timeline_geometry.h"
#include "run/timeline/wrapped_lines.h"

#include <algorithm>
#include <array>
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

Picture timelineCaption(const PictureFrame &frame, double width, const TextWidth &measure)
{
    constexpr double titleLine = 20, captionLine = 17, around = 10;
    Picture picture{width, 0, {}};
    double y = around;
    const auto addLines = [&](const std::string &text, FontRole font, Token color, double line) {
        if (text.empty())
            return;
        for (std::string &each : wrappedLines(text, font, width - 2 * edge, measure)) {
            addText(picture, {edge, y + line / 2}, std::move(each), font, color);
            y += line;
        }
        picture.height = y + around;
    };
    addLines(frame.title, FontRole::CardTitle, Token::Text, titleLine);
    addLines(frame.caption, FontRole::Body, Token::Text2, captionLine);
    return picture;
}

Picture TimelineLayout::header(std::optional<Interval> columns) const
{
    const double pinned = pinnedWidth();
    const Interval across = columns.value_or(Interval{pinned, m_width});
    const double offset = across.begin - pinned; // by which the columns are scrolled
    const double wide = pinned + across.end - across.begin;
    const HiddenColumns hidden = hiddenColumns(across);
    const bool goesOn = !m_columns.empty() && m_columns.back().right > across.end + 1;
    const double y = headerHeight / 2, endWidth = goesOn ? headerEndWidth : 0;

    Picture picture{wide, headerHeight, {}};
    picture.shapes.emplace_back(
        RectShape{{0, 0, wide, headerHeight}, 0, Fill{Token::Sunken, {}}, {}});
    for (std::size_t lane = 0; lane < m_columns.size(); ++lane) {
        const double left = std::max(m_columns[lane].left, across.begin) - offset + 8;
        const double right =
            std::min(m_columns[lane].right - offset - 4, wide - endWidth - (goesOn ? 2 : 0));
        const auto fits = [&](std::string_view name) {
            return m_measure(FontRole::LaneTitle, name) <= right - left;
        };
        std::string name = m_names.fitting(m_timeline->lanes[lane].name, fits);
        if (name == nameEllipsis)
            name.clear();
        const double end = left + m_measure(FontRole::LaneTitle, name) + 8;
        addText(picture, {left, y}, name, FontRole::LaneTitle, Token::Text);
        const std::string &caption = m_timeline->lanes[lane].caption;
        if (!name.empty() && end + m_measure(FontRole::Small, caption) <= right)
            addText(picture, {end, y}, caption, FontRole::Small, Token::Text3);
    }
    if (columns && (offset > 0 || goesOn)) {
        picture.shapes.emplace_back(
            LineShape{{pinned - 0.5, 0}, {pinned - 0.5, headerHeight}, {Token::Ctl, 1}});
    }
    if (offset > 0) {
        picture.shapes.emplace_back(IconShape{"back", {6, y - 7, 14, 14}, Token::Text2});
        if (hidden.left > 0)
            addText(picture, {24, y}, std::to_string(hidden.left), FontRole::SmallStrong,
                    Token::Text2);
    }
    if (goesOn) {
        const double x = wide - endWidth;
        picture.shapes.emplace_back(
            LineShape{{x + 0.5, 0}, {x + 0.5, headerHeight}, {Token::Line, 1}});
        if (hidden.right > 0)
            addText(picture, {x + 8, y}, std::to_string(hidden.right), FontRole::SmallStrong,
                    Token::Text2);
        picture.shapes.emplace_back(IconShape{"forward", {wide - 20, y - 7, 14, 14}, Token::Text2});
    }
    picture.shapes.emplace_back(
        LineShape{{0, headerHeight - 0.5}, {wide, headerHeight - 0.5}, {Token::Line, 1}});
    return picture;
}

std::string legendText(const Timeline &timeline)
{
    std::string text;
    for (const LegendEntry &entry : legendEntries(timeline)) {
        if (entry.kind == LegendEntry::Kind::Title) {
            text += entry.text + ": ";
            continue;
        }
        if (!text.ends_with(": "))
            text += entry.isRight() && text.find('\n') == std::string::npos ? "\nBars: " : ", ";
        text += entry.text;
        if (entry.kind == LegendEntry::Kind::Lock)
            text += std::array{" (filled)", " (striped)", " (outlined)"}[entry.number % 3];
        else if (entry.kind == LegendEntry::Kind::Rcu)
            text += " (bracket)";
    }
    return text;
}

Picture timelineFooter(const Timeline &timeline, double width, const TextWidth &measure)
{
    std::vector<LegendEntry> entries = legendEntries(timeline);
    const double right = width - edge;
    double all = edge, rightPart = 0;
    ScreenNames names;
    for (const std::string &lock : timeline.locks)
        names.add(lock);
    for (LegendEntry &entry : entries) {
        entry.text = names.fittingWords(entry.text, [&](std::string_view text) {
            return measure(entry.font(), text) <= right - edge - entry.before();
        });
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

Picture TimelineLayout::whole(const PictureFrame &frame) const
{
    const Picture above = timelineCaption(frame, m_width, m_measure);
    const Picture legend =
        frame.hasLegend ? timelineFooter(*m_timeline, m_width, m_measure) : Picture{m_width, 0, {}};
    const double body = above.height + headerHeight, bodyHigh = bodyHeight(noCursor);
    Picture picture{m_width, body + bodyHigh + legend.height, {}};
    picture.shapes.emplace_back(
        RectShape{{0, 0, m_width, picture.height}, 0, Fill{Token::Panel, {}}, {}});
    append(picture, this->body(noCursor), {0, body});
    append(picture, header(), {0, above.height});
    append(picture, above, {0, 0});
    append(picture, legend, {0, body + bodyHigh});
    return picture;
}

} // namespace racewalk
