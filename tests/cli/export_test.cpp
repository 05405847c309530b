// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "export/formats.h"
#include "support/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <sstream>
#include <tuple>

namespace {

using namespace racewalk::test;

using Export = CommandLine;

testing::AssertionResult isCommitText(const std::string &text)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.size() > 75)
            return testing::AssertionFailure() << line.size() << " columns: " << line;
        if (line.ends_with(' '))
            return testing::AssertionFailure() << "trailing blank: " << line;
        for (const char c : line)
            if (c < ' ' || c > '~')
                return testing::AssertionFailure() << "not plain ASCII: " << line;
    }
    return testing::AssertionSuccess();
}

TEST_F(Export, TheHangAsCommitTextEndsWithTheLookupAsleep)
{
    const auto result =
        racewalk({"export", "inode-teardown", "text", "--variant", "rcu_lookup", "--find", "hang"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_TRUE(isCommitText(result.output));
    EXPECT_TRUE(matchesGolden("text/inode_hang.txt", result.output));
}

TEST_F(Export, TheSameScheduleWithTheFixEndsWithTheEarlyReturn)
{
    const auto result = racewalk({"export", "inode-teardown", "text", "--variant", "rcu_recheck",
                                  "--schedule", "lookup*2 evict! lookup!"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_TRUE(isCommitText(result.output));
    EXPECT_TRUE(matchesGolden("text/inode_early_return.txt", result.output));
}

TEST_F(Export, FourThreadsAreAListThatKeepsToTheWidth)
{
    const auto result = racewalk({"export", "inode-teardown", "text", "--variant", "rcu_lookup",
                                  "--param", "lookups=3", "--find", "hang"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_TRUE(isCommitText(result.output));
    EXPECT_NE(result.output.find("CPU2 (lookup[2])"), std::string::npos) << result.output;
}

TEST_F(Export, EveryExpectedFailureOfTheInodeRaceIsCommitText)
{
    for (const char *variant : {"check_before_lock", "wake_before_unhash", "unlock_before_queue",
                                "check_after_rcu", "no_grace_period"}) {
        const auto result = racewalk({"export", "inode-teardown", "text", "--variant", variant});
        EXPECT_EQ(result.exitStatus, 0) << variant << result.errors;
        EXPECT_TRUE(isCommitText(result.output)) << variant;
        EXPECT_GT(result.output.size(), 300u) << variant;
    }
}

TEST_F(Export, SvgIsOneElementAndTheSameEachTime)
{
    const std::vector<std::string> arguments{"export",    "inode-teardown", "svg",
                                             "--variant", "rcu_lookup",     "--find",
                                             "hang",      "--theme",        "dark"};
    const auto result = racewalk(arguments);
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_NE(result.output.find("<svg "), std::string::npos);
    EXPECT_TRUE(result.output.ends_with("</svg>\n")) << result.output.substr(0, 200);
    EXPECT_NE(result.output.find("spin_lock(i_lock)"), std::string::npos);
    EXPECT_EQ(racewalk(arguments).output, result.output);
}

TEST_F(Export, AScheduleReplaysToTheFailureThatItIsOf)
{
    const auto schedule = racewalk({"export", "lost-wakeup", "schedule", "--find", "hang"});
    EXPECT_EQ(schedule.exitStatus, 0) << schedule.errors;
    ASSERT_TRUE(schedule.output.ends_with('\n'));
    const std::string words = schedule.output.substr(0, schedule.output.size() - 1);
    const auto replayed = racewalk({"replay", "lost-wakeup", "--schedule", words});
    EXPECT_NE(replayed.output.find("Hang: "), std::string::npos) << replayed.output;
}

TEST_F(Export, TheLegendNamesTheFailureOfTheRun)
{
    const std::string file = write("freed.race", R"(scenario "Freed";
struct T { int f; };
pool struct T things[1];
struct T *p;
thread t { p = kmalloc(struct T); WRITE_ONCE(p->f, 1); }
thread u { if (READ_ONCE(p)) { kfree(p); } }
)");
    const std::string svg = racewalk({"export", file, "svg"}).output;
    EXPECT_NE(svg.find(">Use after free inevitable<"), std::string::npos) << svg;
    EXPECT_EQ(svg.find("Hang inevitable"), std::string::npos);
}

TEST_F(Export, WhatQtPaintsIsAFileOrARefusalThatSaysWhy)
{
    for (const auto &[format, begin] :
         {std::pair{"png", "\x89PNG\r\n\x1a\n"}, {"pdf", "%PDF-1."}}) {
        const std::string name = std::string("hang.") + format;
        const auto result = racewalk({"export", "inode-teardown", format, "--variant", "rcu_lookup",
                                      "--find", "hang", "-o", name});
#if RACEWALK_HAS_QT
        EXPECT_EQ(result.exitStatus, 0) << result.errors;
        EXPECT_TRUE(contentOf(name).starts_with(begin)) << name;
#else
        EXPECT_EQ(result.exitStatus, 2);
        EXPECT_TRUE(isMessage(result, "built without Qt"));
        EXPECT_TRUE(filesInFolder().empty());
#endif
    }
}

TEST_F(Export, TheStateGraphMarksTheRunThatIsChosen)
{
    const auto exported = [this](const std::string &kind) {
        return racewalk({"export", "lost-wakeup", "dot", "--find", kind});
    };
    for (const std::string kind : {"hang", "ok"}) {
        const auto graph = exported(kind);
        EXPECT_EQ(graph.exitStatus, 0) << graph.errors;
        const auto schedule = racewalk({"export", "lost-wakeup", "schedule", "--find", kind});
        const std::string words = schedule.output.substr(0, schedule.output.size() - 1);
        EXPECT_NE(graph.output.find("--schedule '" + words + "'\ndigraph"), std::string::npos)
            << graph.output.substr(0, 200);
    }
    EXPECT_NE(exported("hang").output, exported("ok").output);
}

TEST_F(Export, ALargeStateGraphIsARunWithTheStatesBesideIt)
{
    const auto result = racewalk({"export", "two-evictions", "graph-svg"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_NE(result.output.find(" of 981 states are left out."), std::string::npos);
}

TEST_F(Export, AStateGraphOfASearchThatStoppedSaysSo)
{
    const auto result = racewalk({"export", "two-evictions", "graph-svg", "--max-states", "200"});
    EXPECT_EQ(result.exitStatus, 3) << result.errors;
    EXPECT_NE(result.output.find("The search stopped early"), std::string::npos);
    EXPECT_TRUE(isMessage(result, "incomplete: "));
}

TEST_F(Export, AnOptionThatTheFormatDoesNotTakeIsRefused)
{
    write("lost.race", lostUpdate);
    for (const racewalk::ExportFormatRow &row : racewalk::exportFormats)
        for (const auto &[option, value, isTaken] :
             {std::tuple{"--theme", "light",
                         row.options.contains(racewalk::ExportOption::Theme) ||
                             row.options.contains(racewalk::ExportOption::PlayerTheme)},
              std::tuple{"--scale", "3", row.options.contains(racewalk::ExportOption::Scale)}}) {
            const std::string name(row.name);
            const auto result = racewalk({"export", "lost.race", name, option, value, "-o", "out"});
            const std::string sentence = std::string(option) + " does not apply to " + name +
                                         ", only to " + racewalk::exportFormatNames(option + 2);
            EXPECT_EQ(result.errors.find(sentence) == std::string::npos, isTaken) << result.errors;
            EXPECT_TRUE(isTaken || result.exitStatus == 2) << name << ' ' << option;
        }
}

TEST_F(Export, SaysThatWhatIsAskedForDoesNotHappen)
{
    const auto result = racewalk({"export", "inode-teardown", "text", "--variant", "hash_lock",
                                  "--find", "hang", "-o", "hang.txt"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_TRUE(isMessage(result, "no hang in Inode lookup vs. evict(), variant hash_lock"));
    EXPECT_TRUE(filesInFolder().empty());
    const auto good =
        racewalk({"export", "inode-teardown", "text", "--variant", "rcu_lookup", "--find", "ok"});
    EXPECT_EQ(good.exitStatus, 0) << good.errors;
    EXPECT_EQ(good.output.find("nobody left"), std::string::npos) << good.output;
}

TEST_F(Export, ARunOfAnIncompleteSearchComesWithTheVerdict)
{
    const std::string file = write("late.race", R"(scenario "Fails late";
int n;
thread a {
        if (READ_ONCE(n) == 0)
                return;
        for (int i = 0; i < 100; i++)
                WRITE_ONCE(n, i);
        BUG_ON(1);
}
thread b { WRITE_ONCE(n, 1); }
)");
    const auto good = racewalk({"export", file, "text", "--max-states", "20"});
    EXPECT_EQ(good.exitStatus, 3);
    EXPECT_TRUE(isMessage(good, "incomplete: 20 states seen, limit of 20 states hit"));
    EXPECT_TRUE(good.output.starts_with("  CPU0 (a)")) << good.output;
    const std::string early = write("early.race", R"(scenario "Fails early";
int n;
thread a { BUG_ON(READ_ONCE(n) == 0); }
thread b { for (int i = 0; i < 100; i++) WRITE_ONCE(n, i); }
)");
    const auto failing = racewalk({"export", early, "text", "--max-states", "20"});
    EXPECT_EQ(failing.exitStatus, 0);
    EXPECT_TRUE(isMessage(failing, "found: bug; incomplete: "));
    const auto given = racewalk({"export", file, "svg", "--schedule", "b a", "--max-states", "20"});
    EXPECT_EQ(given.exitStatus, 0) << "the run does not come from the search";
    EXPECT_TRUE(isMessage(given, "incomplete: 20 states seen"));
    EXPECT_EQ(racewalk({"export", file, "text"}).errors, "");
}

TEST_F(Export, SaysInWhichVariantThereIsWhatIsAskedFor)
{
    const auto result = racewalk({"export", "inode-teardown", "text", "--find", "hang"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_NE(result.errors.find("; there is one with --variant rcu_lookup, "), std::string::npos)
        << result.errors;
}

TEST_F(Export, AnEmptyScheduleIsTheRunWithoutSteps)
{
    const auto result =
        racewalk({"export", "lost-wakeup", "text", "--no-replay", "--schedule", ""});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.output, "  CPU0 (waiter)                       CPU1 (waker)\n"
                             "  -------------                       ------------\n");
}

TEST_F(Export, AScheduleThatCannotGoOnIsNotExported)
{
    const auto result = racewalk({"export", "inode-teardown", "text", "--variant", "rcu_lookup",
                                  "--schedule", "evict lookup*3"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(isMessage(result, "step 4"));
}

TEST_F(Export, PromelaIsTheProgramAndNoRunOfIt)
{
    const auto result = racewalk({"export", "lost-wakeup", "promela", "--variant", "correct",
                                  "--param", "waiters=2", "-o", "model.pml"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.output, "");
    const std::string model = contentOf("model.pml");
    EXPECT_TRUE(model.starts_with("/* Lost wakeup, variant correct")) << model;
    EXPECT_NE(model.find("\nactive [2] proctype waiter() {\n"), std::string::npos) << model;
    const auto find = racewalk({"export", "lost-wakeup", "promela", "--find", "hang"});
    EXPECT_EQ(find.exitStatus, 2);
    EXPECT_TRUE(isMessage(find, "promela is the whole program, not one run"));
}

TEST_F(Export, WhatPromelaCannotExpressIsRefused)
{
    const auto result =
        racewalk({"export", "lost-wakeup", "promela", "--memory", "tso", "-o", "model.pml"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "knows only the memory model sc, not tso"));
    EXPECT_TRUE(filesInFolder().empty());
}

TEST_F(Export, ALivelockIsNamedBelowItsRun)
{
    const std::string file = write("live.race", R"(scenario "Live";
int x;
thread reader { while (!READ_ONCE(x)) ; }
thread writer { if (READ_ONCE(x)) WRITE_ONCE(x, 1); }
)");
    const auto text = racewalk({"export", file, "text", "--no-replay", "--find", "livelock"});
    EXPECT_EQ(text.exitStatus, 0) << text.errors;
    EXPECT_TRUE(text.output.ends_with("\n  [ reader runs forever ]\n")) << text.output;
    for (const char *format : {"svg", "mermaid", "json", "ftrace", "shiviz", "delays"}) {
        const auto other = racewalk({"export", file, format, "--find", "livelock"});
        EXPECT_TRUE(std::regex_search(
            other.output,
            std::regex("Livelock(:|#58;) reader runs forever(,|#44;) from step 2 on")))
            << other.output;
    }
    const auto checked = racewalk({"check", file});
    EXPECT_NE(checked.output.find(text.output), std::string::npos) << checked.output;
}

TEST_F(Export, WhatWasExportedIsReplayed)
{
    for (const char *format : {"text", "svg"}) {
        const auto exported =
            racewalk({"export", "inode-teardown", format, "--variant", "rcu_lookup", "--memory",
                      "tso", "--param", "lookups=2", "--find", "hang", "-o", "run.file"});
        ASSERT_EQ(exported.exitStatus, 0) << exported.errors;
        const auto replayed = racewalk({"replay", "--from", "run.file"});
        EXPECT_EQ(replayed.exitStatus, 0) << replayed.errors;
        EXPECT_NE(replayed.output.find("Hang: "), std::string::npos) << replayed.output;
        EXPECT_NE(replayed.output.find("variant rcu_lookup (lookups = 2) under tso"),
                  std::string::npos)
            << replayed.output;
    }
    write("no.run", "nothing of the kind\n");
    const auto none = racewalk({"replay", "--from", "no.run"});
    EXPECT_EQ(none.exitStatus, 2);
    EXPECT_TRUE(isMessage(none, "no.run does not say how its run is replayed"));
    EXPECT_EQ(racewalk({"replay", "--from", "none"}).exitStatus, 2);
    EXPECT_EQ(racewalk({"replay", "lost-wakeup"}).exitStatus, 2);
}

TEST_F(Export, AGivenRunIsNotSearchedForMinutes)
{
    const std::string file = write("big.race", R"(scenario "Big"; int a, b, c, d;
thread t[4] { for (int i = 0; i < 200; i++) { a = a + 1; b = b + a; c = c + b; } }
)");
    const auto result = racewalk({"export", file, "svg", "--schedule", "t[0]*5"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_TRUE(result.output.starts_with("<?xml"));
    EXPECT_TRUE(isMessage(result, "some fates are not known"));
}

TEST_F(Export, APartHasItsOwnNumbers)
{
    const auto result =
        racewalk({"export", "inode-teardown", "svg", "--variant", "rcu_lookup", "--find", "hang",
                  "--from", "15", "--to", "20", "--caption", "auto", "--no-legend"});
    ASSERT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_NE(result.output.find(">15<"), std::string::npos);
    EXPECT_EQ(result.output.find(">14<"), std::string::npos);
    EXPECT_EQ(result.output.find(">21<"), std::string::npos);
    EXPECT_NE(result.output.find("Inode lookup vs. evict(), variant rcu_lookup"),
              std::string::npos);
    EXPECT_EQ(result.output.find(">Fate<"), std::string::npos);
    const auto wrong = racewalk({"export", "inode-teardown", "svg", "--variant", "rcu_lookup",
                                 "--find", "hang", "--to", "99"});
    EXPECT_EQ(wrong.exitStatus, 2);
    EXPECT_TRUE(isMessage(wrong, "--to 99 is beyond the last step, 25"));
}

TEST_F(Export, AnEndlessScheduleIsRefused)
{
    const std::string file = write("endless.race", R"(scenario "Endless";
int n;
thread d { while (!READ_ONCE(n)) ; }
thread u { n = 1; }
)");
    const auto result = racewalk({"export", file, "text", "--schedule", "d!"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(isMessage(result, "d runs forever"));
}

TEST_F(Export, APartOfARunDoesNotHaveItsEnding)
{
    const std::string whole =
        racewalk({"export", "condition-if", "text", "--outcome", "--no-replay"}).output;
    EXPECT_THAT(whole, testing::HasSubstr("BUG_ON failed, line "));
    const std::string part =
        racewalk({"export", "condition-if", "text", "--outcome", "--no-replay", "--to", "12"})
            .output;
    EXPECT_THAT(part, testing::Not(testing::HasSubstr("BUG_ON failed")));
}

TEST_F(Export, APlayerThatWouldStartBehindTheEndIsRefused)
{
    const auto result = racewalk({"export", "lost-wakeup", "html", "--schedule", "waiter waker",
                                  "--start", "3", "-o", "page.html"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "--start 3 is beyond the last step, 2"));
    EXPECT_FALSE(std::filesystem::exists(folder() / "page.html"));
}

TEST_F(Export, AHangShowsTheDaemonThatWaitsForALock)
{
    const std::string text =
        racewalk({"export", "cancel-work-deadlock", "text", "--variant", "rtnl_lock"}).output;
    EXPECT_THAT(text, testing::HasSubstr("mutex_lock(&rtnl_mutex)\n      [ waits for remove ]\n"));
}

} // namespace
