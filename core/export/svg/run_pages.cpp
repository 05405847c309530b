// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/run_pages.h"

#include "export/provenance.h"
#include "export/reports/verdict_text.h"
#include "export/svg/run_picture.h"
#include "run/timeline/short_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace racewalk {
namespace {

constexpr double lineHeight = 24; ///< of the header's and the footer's line
/// A timeline that would be smaller than this on upright paper is printed across.
constexpr double leastUprightScale = 0.75;

TextShape textAt(Point at, std::string text, TextShape::Anchor anchor)
{
    return {at, std::move(text), FontRole::Small, Token::Text2, anchor};
}

class Pages {
public:
    Pages(const RunToExport &run, const FormatOptions &options, const TextWidth &measure,
          const PaperSize &paper)
        : m_run(run), m_measure(measure), m_layout(runLayout(run, options, measure)),
          m_caption(timelineCaption(pictureFrame(run, options), m_layout.width(), measure)),
          m_legend(options.legend ? timelineFooter(m_layout.timeline(), m_layout.width(), measure)
                                  : Picture{})
    {
        const double across = paper.width - 2 * paper.margin;
        const double down = paper.height - 2 * paper.margin;
        m_result.isTurned = across / m_layout.width() < leastUprightScale;
        m_result.scale = std::min(1.0, (m_result.isTurned ? down : across) / m_layout.width());
        m_height = (m_result.isTurned ? across : down) / m_result.scale;
    }

    RunPages made()
    {
        divide();
        for (std::size_t page = 0; page < m_result.pages.size(); ++page)
            fill(page);
        addBookmarks();
        return std::move(m_result);
    }

private:
    double headOf(std::size_t page) const
    {
        return lineHeight + (page == 0 ? m_caption.height : 0) + TimelineLayout::headerHeight;
    }
    double room(std::size_t page) const
    {
        return m_height - headOf(page) - m_legend.height - lineHeight;
    }

    /// The lower edge of what belongs to an event: its row and its note.
    double endOf(std::size_t event) const
    {
        const double end = m_layout.row(event, TimelineLayout::noCursor).end;
        const auto note = m_layout.notePlace(event, TimelineLayout::noCursor);
        return note ? std::max(end, note->bottom()) : end;
    }

    void divide()
    {
        const double all = m_layout.bodyHeight(TimelineLayout::noCursor);
        const std::size_t count = m_layout.timeline().events.size();
        m_result.pages.push_back({});
        m_result.pages.back().rows = {0, all};
        double begin = 0; // of the next event's block
        for (std::size_t event = 0; event < count; ++event) {
            const double end = event + 1 < count ? endOf(event) : all;
            Interval &rows = m_result.pages.back().rows;
            if (end - rows.begin > room(m_result.pages.size() - 1) && begin > rows.begin) {
                rows.end = begin;
                m_result.pages.push_back({});
                m_result.pages.back().rows = {begin, all};
            }
            m_pageOf.push_back(m_result.pages.size() - 1);
            begin = end;
        }
    }

    void fill(std::size_t number)
    {
        RunPage &page = m_result.pages[number];
        const double wide = m_layout.width();
        page.above = {wide, headOf(number), {}};
        const std::string count = fmt::format("Page {} of {}", number + 1, m_result.pages.size());
        const double room = wide - m_measure(FontRole::Small, count) - 16;
        const auto fits = [&](std::string_view text) {
            return m_measure(FontRole::Small, text) <= room;
        };
        page.above.shapes = {textAt({0, 8},
                                    ScreenNames().fittingWords(subjectText(program()), fits),
                                    TextShape::Anchor::Left),
                             textAt({wide, 8}, count, TextShape::Anchor::Right)};
        if (number == 0)
            append(page.above, m_caption, {0, lineHeight});
        append(page.above, m_layout.header(),
               {0, page.above.height - TimelineLayout::headerHeight});

        page.body = m_layout.body(TimelineLayout::noCursor, page.rows);
        // A text outside would be found on two pages, though it is seen on one.
        std::erase_if(page.body.shapes, [&](const Shape &shape) {
            const auto *text = std::get_if<TextShape>(&shape);
            return text != nullptr && (text->at.y < page.rows.begin || text->at.y >= page.rows.end);
        });

        page.belowTop = m_height - m_legend.height - lineHeight;
        const double legendTop =
            std::min(page.above.height + page.rows.end - page.rows.begin, page.belowTop);
        page.below = {wide, m_height - legendTop, {}};
        page.belowTop = legendTop;
        append(page.below, m_legend, {0, 0});
        const double y = page.below.height - 8;
        page.below.shapes.emplace_back(textAt({0, y}, stepsText(number), TextShape::Anchor::Left));
        page.below.shapes.emplace_back(textAt({wide, y},
                                              std::string(baseName(program().source->fileName())),
                                              TextShape::Anchor::Right));
    }

    std::string stepsText(std::size_t page) const
    {
        const auto first = std::ranges::find(m_pageOf, page);
        const auto count = std::ranges::count(m_pageOf, page);
        if (count == 0)
            return "No steps";
        const std::size_t before =
            m_layout.timeline().offset + static_cast<std::size_t>(first - m_pageOf.begin());
        return fmt::format("Steps {}\u2013{} of {}", before + 1,
                           before + static_cast<std::size_t>(count), m_run.run.position());
    }

    void addBookmarks()
    {
        const std::size_t lanes = program().threads.size();
        std::vector<std::optional<std::size_t>> markOf(lanes); // in m_result.bookmarks
        std::vector<std::vector<CallId>> shown(lanes);
        for (std::size_t row = 0; row < m_pageOf.size(); ++row) {
            const std::size_t index = m_layout.timeline().offset + row;
            const Event &event = m_run.run.event(index);
            const std::size_t thread = indexOf(event.step.thread);
            const Body &body = program().bodyOf(event.step.thread);
            if (!markOf[thread]) {
                markOf[thread] = m_result.bookmarks.size();
                m_result.bookmarks.push_back(bookmark(program().threads[thread].name, row));
            }
            std::vector<CallId> calls = callStack(body, event.call);
            calls.erase(calls.begin()); // the thread itself
            const auto parted = std::ranges::mismatch(shown[thread], calls).in2;
            std::vector<PageBookmark> *marks = &m_result.bookmarks[*markOf[thread]].calls;
            for (auto call = calls.begin(); call != calls.end(); ++call) {
                if (call >= parted) {
                    const FunctionId function = body.calls[indexOf(*call)].function;
                    marks->push_back(bookmark(
                        fmt::format("{}(), step {}", program().functions[indexOf(function)].name,
                                    index + 1),
                        row));
                }
                marks = &marks->back().calls;
            }
            shown[thread] = std::move(calls);
        }
    }

    PageBookmark bookmark(std::string title, std::size_t event) const
    {
        const RunPage &page = m_result.pages[m_pageOf[event]];
        return {std::move(title), m_pageOf[event],
                page.above.height + m_layout.row(event, TimelineLayout::noCursor).begin -
                    page.rows.begin};
    }

    const Program &program() const { return m_run.run.machine().program(); }

    const RunToExport &m_run;
    const TextWidth &m_measure;
    const TimelineLayout m_layout;
    const Picture m_caption, m_legend;
    double m_height = 0;               ///< of a page, in pixels of the pictures
    std::vector<std::size_t> m_pageOf; ///< by event
    RunPages m_result;
};

} // namespace

RunPages runPages(const RunToExport &run, const FormatOptions &options, const TextWidth &measure,
                  const PaperSize &paper)
{
    return Pages(run, options, measure, paper).made();
}

} // namespace racewalk
