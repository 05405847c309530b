// SPDX-License-Identifier: GPL-3.0-or-later
// The text diagram with its options.
#include "export/formats.h"
#include "export/provenance.h"

#include "support/program_from_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace racewalk {
namespace {

using testing::HasSubstr;

constexpr std::string_view abba = R"(scenario "ABBA";
struct account { spinlock_t lock; int money; };
struct account accounts[2];
static void transfer(int first, int second)
{
        spin_lock(&accounts[first].lock);
        spin_lock(&accounts[second].lock);
        accounts[first].money--;
        spin_unlock(&accounts[second].lock);
        spin_unlock(&accounts[first].lock);
}
thread pay { transfer(0, 1); }
thread refund { transfer(1, 0); }
)";

struct Exported {
    racewalk::Run run;
    RunToExport toExport;

    explicit Exported(std::string_view schedule, std::string_view scenario = abba)
        : run(test::machineFor(scenario)), toExport{.run = run, .timeline = {}, .ending = {}}
    {
        const Walk walk = racewalk::walk(run.machine(), *parseSchedule(schedule));
        EXPECT_EQ(walk.message, "");
        run.replace(walk.steps);
        run.jump(run.length());
        toExport.timeline = std::make_shared<const Timeline>(
            timelineOf(run, [](StateView) { return Fate::Unknown; }));
    }
    std::string text(const FormatOptions &options)
    {
        const Written written = writeText(toExport, options);
        EXPECT_TRUE(written) << (written ? "" : written.error());
        return written.value_or("");
    }
};

} // namespace

TEST(TextExport, OfADeadlockIsASplatAsLockdepPrintsIt)
{
    EXPECT_EQ(Exported("pay refund").text({.replay = false, .preset = TextPreset::Lockdep}),
              " Possible unsafe locking scenario:\n"
              "\n"
              "       CPU0                    CPU1\n"
              "       ----                    ----\n"
              "  lock(accounts[0].lock);\n"
              "                               lock(accounts[1].lock);\n"
              "  lock(accounts[1].lock);\n"
              "                               lock(accounts[0].lock);\n"
              "\n"
              " *** DEADLOCK ***\n");
}

TEST(TextExport, OfAnythingElseIsNoSplat)
{
    Exported exported("pay");
    const Written written = writeText(exported.toExport, {.preset = TextPreset::Lockdep});
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error(), HasSubstr("two threads that wait for each other's locks"));
}

TEST(TextExport, OfTwoThreadsThatWaitForAThirdIsNoSplat)
{
    const Exported exported("keeper!", R"(scenario "Keeper";
struct mutex lock;
wait_queue_head_t queue;
int done;
thread keeper { mutex_lock(&lock); wait_event(queue, done); mutex_unlock(&lock); }
thread first { mutex_lock(&lock); mutex_unlock(&lock); }
thread second { mutex_lock(&lock); mutex_unlock(&lock); }
)");
    const Written written = writeText(exported.toExport, {.preset = TextPreset::Lockdep});
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error(), HasSubstr("two threads that wait for each other's locks"));
}

TEST(TextExport, NamesThePlacesThatIndexesMean)
{
    const std::string text = Exported("pay refund").text({});
    EXPECT_THAT(text, HasSubstr("spin_lock(&accounts[0].lock)\n"));
    EXPECT_THAT(text, HasSubstr("  spin_lock(&accounts[1].lock)\n"));
    EXPECT_THAT(text, Not(HasSubstr("[first]")));
}

TEST(TextExport, IsReadBackWithEveryPresetAndWidth)
{
    Exported exported("pay refund");
    for (const OptionChoice &choice : rowOf(ExportOption::Preset).choices)
        for (const std::size_t width : {44U, 60U, 75U, 100U, 200U}) {
            FormatOptions options;
            options.columns = width;
            ASSERT_EQ(setValue(rowOf(ExportOption::Preset), choice.name, options), "");
            const std::string text = exported.text(options);
            EXPECT_EQ(provenanceIn(text), provenanceOf(exported.run)) << text;
            std::istringstream lines(text);
            for (std::string line; std::getline(lines, line);)
                EXPECT_TRUE((line.size() <= width || choice.name == "lockdep") &&
                            !line.ends_with(' '))
                    << choice.name << line;
        }
}

TEST(TextExport, HasTheStylesThatAreChosen)
{
    Exported exported("pay refund");
    const auto with = [&](std::string_view option, std::string_view value) {
        FormatOptions options;
        options.replay = false;
        for (const ExportOptionRow &row : exportOptions())
            if (row.name == option && textOptions.contains(row.option)) {
                EXPECT_EQ(setValue(row, value, options), "");
            }
        return exported.text(options);
    };
    EXPECT_THAT(with("headers", "cpu-dash"), HasSubstr("  CPU0 - pay "));
    EXPECT_THAT(with("headers", "cpu-space"), HasSubstr("  CPU 0 "));
    EXPECT_THAT(with("headers", "cpu-colon"), HasSubstr("  cpu0: "));
    EXPECT_THAT(with("headers", "thread"), HasSubstr("  Thread A "));
    EXPECT_THAT(with("headers", "task"), HasSubstr("  Task1 "));
    EXPECT_THAT(with("headers", "name"), HasSubstr("  pay "));
    EXPECT_THAT(with("rule", "four"), HasSubstr("  ----    "));
    EXPECT_THAT(with("rule", "none"), Not(HasSubstr("--")));
    EXPECT_THAT(with("remarks", "slashes"), HasSubstr("// waits for refund\n"));
    EXPECT_THAT(with("remarks", "hash"), HasSubstr("# waits for refund\n"));
    EXPECT_THAT(with("remarks", "parentheses"), HasSubstr("(waits for refund)\n"));
    EXPECT_THAT(with("depth", "one"), HasSubstr("\n   spin_lock("));
    EXPECT_THAT(with("depth", "arrow"), HasSubstr("\n  ->spin_lock("));
    EXPECT_THAT(with("depth", "double-arrow"), HasSubstr("\n  => spin_lock("));
    EXPECT_THAT(with("preset", "tabs"), HasSubstr("\n\t\t\t\ttransfer()\n"));
    EXPECT_THAT(with("preset", "comment"), testing::StartsWith("/*\n *   CPU0 (pay)"));
    EXPECT_THAT(with("preset", "list"), HasSubstr("     1    spin_lock("));
}

TEST(TextExport, OfAPartSaysWhatIsLeftOut)
{
    Exported exported("pay*5");
    FormatOptions options;
    options.from = 3;
    options.to = 4;
    ASSERT_EQ(choosePart(exported.run, exported.toExport, options), "");
    const std::string text = exported.text(options);
    EXPECT_THAT(text, HasSubstr("[ 2 steps left out ]"));
    EXPECT_THAT(text, Not(HasSubstr("spin_lock")));
    EXPECT_THAT(text, HasSubstr("money--"));
    options.from = 9;
    EXPECT_NE(choosePart(exported.run, exported.toExport, options), "");
    options = {.to = 99};
    EXPECT_NE(choosePart(exported.run, exported.toExport, options), "");
}

} // namespace racewalk
