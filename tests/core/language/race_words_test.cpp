// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "core/language/tree_text.h"

#include <string>

namespace racewalk::test {

namespace {

TEST(RaceWords, ReadTitleAboutAndMemoryModel)
{
    const auto tree =
        treeOf("scenario \"Lost \" \"wakeup\"; about \"a\"\n\"b\"; memory tso; thread a { }");
    EXPECT_EQ(tree.title.value().value, "Lost wakeup");
    EXPECT_EQ(tree.about.value().value, "ab");
    EXPECT_EQ(tree.memoryModel.value().name, "tso");
}

TEST(RaceWords, ReadParams)
{
    const auto tree = treeOf("param n = 1 in 0..MAX-1; thread a { }");
    ASSERT_EQ(tree.params.size(), 1U);
    EXPECT_EQ(tree.params[0].name.name, "n");
    EXPECT_EQ(toText(*tree.params[0].value), "1");
    EXPECT_EQ(toText(*tree.params[0].low), "0");
    EXPECT_EQ(toText(*tree.params[0].high), "(MAX - 1)");
}

TEST(RaceWords, ReadThreads)
{
    const auto tree = treeOf("thread a { x(); } thread b[n + 1] { } daemon thread c { }");
    ASSERT_EQ(tree.threads.size(), 3U);
    EXPECT_EQ(toText(tree.threads[0].body), "{ x(); }");
    EXPECT_EQ(tree.threads[0].count, nullptr);
    EXPECT_FALSE(tree.threads[0].isDaemon);
    EXPECT_EQ(toText(*tree.threads[1].count), "(n + 1)");
    EXPECT_TRUE(tree.threads[2].isDaemon);
}

TEST(RaceWords, ReadProperties)
{
    const auto tree = treeOf("invariant a < b; final !x; thread t { }");
    ASSERT_EQ(tree.invariants.size(), 1U);
    ASSERT_EQ(tree.finals.size(), 1U);
    EXPECT_EQ(toText(*tree.invariants[0].condition), "(a < b)");
    EXPECT_EQ(toText(*tree.finals[0].condition), "(!x)");
}

TEST(RaceWords, ReadExpectations)
{
    const auto tree = treeOf("variant v; expect v: hang, use_after_free; expect ok; thread t { }");
    ASSERT_EQ(tree.expectations.size(), 2U);
    EXPECT_EQ(tree.expectations[0].variant.value().name, "v");
    ASSERT_EQ(tree.expectations[0].kinds.size(), 2U);
    EXPECT_EQ(tree.expectations[0].kinds[1].name, "use_after_free");
    EXPECT_FALSE(tree.expectations[1].variant);
    EXPECT_TRUE(tree.expectations[1].kinds.empty());
}

TEST(RaceWords, KeepTheStepsOfATourAsTheyStand)
{
    const std::string text = "thread t { }\n"
                             "tour \"The \" \"hang\" for v {\n"
                             "  \"Before.\";\n"
                             "  lookup[2]*14 /* so */ evict! rcu\n"
                             "    t(3) t~x t@label \"They \" \"walk.\";\n"
                             "  end hang;\n"
                             "}\n";
    const SourceText source = sourceOf(text);
    const auto result = parse(source);
    ASSERT_TRUE(result.tree);
    ASSERT_EQ(result.tree->tours.size(), 1U);
    const auto &tour = result.tree->tours[0];
    EXPECT_EQ(tour.title.value, "The hang");
    EXPECT_EQ(tour.variant.value().name, "v");
    EXPECT_EQ(tour.ending.value().name, "hang");
    ASSERT_EQ(tour.steps.size(), 2U);
    EXPECT_EQ(tour.steps[0].schedule, "");
    EXPECT_EQ(tour.steps[0].narration.value, "Before.");
    const auto &step = tour.steps[1];
    EXPECT_EQ(step.narration.value, "They walk.");
    EXPECT_EQ(step.schedule, "lookup[2]*14          evict! rcu     t(3) t~x t@label");
    const std::size_t at = step.schedule.find("evict");
    EXPECT_EQ(text.substr(step.scheduleSpan.begin + at, 5), "evict");
    EXPECT_EQ(step.scheduleSpan.end - step.scheduleSpan.begin, step.schedule.size());
}

TEST(RaceWords, LetAThreadBeCalledEnd)
{
    const auto tree = treeOf("thread end { } tour \"t\" { end end! \"x\"; end ok; }");
    ASSERT_EQ(tree.tours.at(0).steps.size(), 1U);
    EXPECT_EQ(tree.tours[0].steps[0].schedule, "end end!");
    EXPECT_EQ(tree.tours[0].ending.value().name, "ok");
}

TEST(RaceWords, KeepTheNotesAtTheEndsOfLines)
{
    const auto tree = treeOf("thread t {\n"
                             "  x(); //@  sleep until woken \n"
                             "  y(); // @ no note\n"
                             "  printk(\"//@ no note\");\n"
                             "}");
    EXPECT_EQ(tree.notes, (std::map<std::uint32_t, std::string>{{2, "sleep until woken"}}));
}

TEST(RaceWords, AreNamesWhereNoDeclarationCanStand)
{
    EXPECT_EQ(toText(treeOf("thread t { int memory = param; tour(final); }").threads[0].body),
              "{ s32 memory = param; tour(final); }");
}

} // namespace

} // namespace racewalk::test
