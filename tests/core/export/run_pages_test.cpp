// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/run_pages.h"

#include "export/svg/svg.h"

#include "traces.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace {

using namespace racewalk;
using namespace racewalk::test;

constexpr const char *longProgram = R"(scenario "Long";
int x;
void set(int value) { WRITE_ONCE(x, value); }
void many() { for (int i = 0; i < 60; i++) set(i); }
thread writer { many(); }
thread reader { for (int i = 0; i < 60; i++) READ_ONCE(x); }
)";

class RunPagesOfALongRun : public testing::Test {
protected:
    RunPagesOfALongRun() : traced(machineFor(longProgram), "writer! reader!") {}

    RunPages pages(const FormatOptions &options = {}, std::size_t first = 0) const
    {
        return runPages({traced.run, std::make_shared<const Timeline>(traced.timeline), {}, first},
                        options, typicalTextWidth, {});
    }

    /// How often each text stands on all pages.
    static std::map<std::string, std::size_t> textsOf(const RunPages &pages, bool inBody)
    {
        std::map<std::string, std::size_t> counts;
        for (const RunPage &page : pages.pages)
            for (const Picture *picture : {&page.above, &page.body, &page.below})
                for (const Shape &shape : picture->shapes)
                    if (const auto *text = std::get_if<TextShape>(&shape);
                        text != nullptr && (picture == &page.body) == inBody)
                        ++counts[text->text];
        return counts;
    }

    TracedRun traced;
};

TEST_F(RunPagesOfALongRun, ShowEveryRowOnceAndCutNone)
{
    const RunPages all = pages();
    ASSERT_GT(all.pages.size(), 2U);
    const auto texts = textsOf(all, true);
    for (std::size_t step = 1; step <= traced.run.length(); ++step) {
        const auto found = texts.find(std::to_string(step));
        ASSERT_NE(found, texts.end()) << step;
        EXPECT_EQ(found->second, 1U) << step;
    }
    for (std::size_t i = 0; i + 1 < all.pages.size(); ++i)
        EXPECT_EQ(all.pages[i].rows.end, all.pages[i + 1].rows.begin);
    const double height = (PaperSize().height - 2 * PaperSize().margin) / all.scale;
    for (const RunPage &page : all.pages) {
        EXPECT_LE(page.above.height + page.rows.end - page.rows.begin, page.belowTop + 0.01);
        EXPECT_NEAR(page.belowTop + page.below.height, height, 0.01);
    }
}

TEST_F(RunPagesOfALongRun, HaveTitleNumberAndHeadsOnEachPage)
{
    const RunPages all = pages({.caption = "Once"});
    const auto texts = textsOf(all, false);
    const std::size_t count = all.pages.size();
    EXPECT_EQ(texts.at("Once"), 1U);
    EXPECT_EQ(texts.at("Long"), count);
    EXPECT_EQ(texts.at("writer"), count);
    EXPECT_EQ(texts.at("Page 2 of " + std::to_string(count)), 1U);
    EXPECT_EQ(textsOf(pages({.legend = false}), false).count("Fate"), 0U);
}

TEST_F(RunPagesOfALongRun, NumberThePartThatIsShown)
{
    const RunPages part = pages({}, 100);
    EXPECT_EQ(part.pages.size(), 1U);
    const std::string length = std::to_string(traced.run.length());
    EXPECT_EQ(textsOf(part, false).count("Steps 101\u2013" + length + " of " + length), 1U);
}

TEST_F(RunPagesOfALongRun, HaveABookmarkForEachThreadAndForEachCallInIt)
{
    const RunPages all = pages();
    ASSERT_EQ(all.bookmarks.size(), 2U);
    EXPECT_EQ(all.bookmarks[0].title, "writer");
    EXPECT_EQ(all.bookmarks[0].page, 0U);
    ASSERT_EQ(all.bookmarks[0].calls.size(), 1U);
    const PageBookmark &many = all.bookmarks[0].calls[0];
    EXPECT_TRUE(many.title.starts_with("many(), step ")) << many.title;
    EXPECT_FALSE(many.calls.empty());
    EXPECT_EQ(all.bookmarks[1].title, "reader");
    EXPECT_GT(all.bookmarks[1].page, 0U);
    EXPECT_TRUE(all.bookmarks[1].calls.empty());
}

TEST(RunPages, AreTurnedForManyThreads)
{
    std::string text = "scenario \"Wide\"; int x;\n";
    std::string schedule;
    for (int i = 0; i < 6; ++i) {
        text += "thread thread_with_a_long_name_" + std::to_string(i) + " { WRITE_ONCE(x, 1); }\n";
        schedule += "thread_with_a_long_name_" + std::to_string(i) + "! ";
    }
    const TracedRun traced(machineFor(text.c_str()), schedule);
    const RunToExport run{traced.run, std::make_shared<const Timeline>(traced.timeline), {}, 0};
    EXPECT_FALSE(runPages(run, {.width = 700}, typicalTextWidth, {}).isTurned &&
                 runPages(run, {.width = 700}, typicalTextWidth, {}).scale == 1);
    EXPECT_TRUE(runPages(run, {.width = 1200}, typicalTextWidth, {}).isTurned);
}

TEST(RunPages, OfARunWithoutStepsAreOne)
{
    const TracedRun traced(machineFor(longProgram), "");
    const RunPages pages =
        runPages({traced.run, std::make_shared<const Timeline>(traced.timeline), {}, 0}, {},
                 typicalTextWidth, {});
    EXPECT_EQ(pages.pages.size(), 1U);
    EXPECT_TRUE(pages.bookmarks.empty());
}

} // namespace
