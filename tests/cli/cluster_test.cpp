// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "support/tiny_programs.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

namespace {

using namespace racewalk::test;

/// `racewalk` started by mpirun, several times over on this machine.
class Cluster : public CommandLine {
protected:
    ProgramResult mpirun(int ranks, const std::vector<std::string> &arguments) const
    {
        // When rank 0's status is not 0, mpirun gives the others, long gone, a second to end.
        std::vector<std::string> all = {
            "--oversubscribe",     "--mca",         "odls_base_sigkill_timeout", "0", "-n",
            std::to_string(ranks), RACEWALK_PROGRAM};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return runProgram(RACEWALK_MPIRUN, all, setting());
    }

    ProgramResult shellAsRoot(const std::string &command) const
    {
        return runProgram("/bin/sh", {"-c", command}, setting());
    }

    /// The same exit status, and but for the number of ranks and the time the same bytes. Ranks do
    /// not reduce.
    void expectSame(int ranks, std::vector<std::string> arguments) const
    {
        arguments.push_back("--no-reduction");
        const ProgramResult one = racewalk(arguments);
        const ProgramResult all = mpirun(ranks, arguments);
        EXPECT_EQ(all.exitStatus, one.exitStatus) << all.errors;
        EXPECT_EQ(withoutRanks(all.output), withoutRanks(one.output));
        EXPECT_FALSE(one.output.empty());
    }

    static std::string withoutRanks(const std::string &json)
    {
        return std::regex_replace(json, std::regex(R"re( *"(ranks|seconds)": .*\n)re"), "");
    }

    /// A shell's script that checks large.race by three ranks, and meanwhile does `command`, to
    /// which `rank N` gives the process of that rank: they are started in this order. What each has
    /// spent, two seconds of a processor, says that they search, however busy the machine is.
    static std::string whileItRuns(const std::string &command)
    {
        return "$MPIRUN --oversubscribe -n 3 $RACEWALK check large.race --json & mpirun=$!\n"
               "ranks() { ps -o pid= --ppid $mpirun | sort -n; }\n"
               "rank() { ranks | sed -n $(($1 + 1))p; }\n"
               "busy() { ps -o cputimes= --ppid $mpirun | awk '$1 >= 2' | wc -l; }\n"
               "while [ $(busy) -lt 3 ] && kill -0 $mpirun; do sleep 0.05; done\n" +
               command + "\nwait $mpirun";
    }

    /// More states than a test can wait for.
    static constexpr std::string_view large = R"(scenario "Large"; int x[8];
thread t[8] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } }
)";

    /// mpirun adds words of its own.
    static bool says(const ProgramResult &result, std::string_view words)
    {
        return result.errors.find(words) != std::string::npos;
    }

private:
    ProgramSetting setting() const
    {
        return {.environment = {"OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1",
                                "RACEWALK=" RACEWALK_PROGRAM, "MPIRUN=" RACEWALK_MPIRUN},
                .input = {},
                .directory = folder().string()};
    }
};

} // namespace

TEST_F(Cluster, GivesTheBytesThatOneProcessGives)
{
    expectSame(2, {"check", "inode-teardown", "--all-variants", "--json"});
    expectSame(3, {"check", "store-buffering", "--all-variants", "--json"});
    expectSame(4, {"check", "inode-teardown", "--variant", "rcu_recheck", "--param", "lookups=3",
                   "--json"});
    const auto result = mpirun(3, {"check", "inode-teardown", "--json"});
    EXPECT_NE(result.output.find("\"ranks\": 3,"), std::string::npos) << result.output;
}

TEST_F(Cluster, GivesTheReportOfOneProcessWithTheTimelineOfItsRun)
{
    expectSame(2, {"check", "inode-teardown", "--variant", "rcu_lookup"});
}

TEST_F(Cluster, FindsInMadeUpProgramsWhatOneProcessFinds)
{
    int number = 0;
    for (const std::string &text : tinyPrograms(3, 2000, 40))
        expectSame(2 + number % 3,
                   {"check", write("p" + std::to_string(++number) + ".race", text), "--json"});
}

TEST_F(Cluster, LeavesOutNothingButOddsOfALargeGraph)
{
    const std::vector<std::string> arguments = {"check",       "inode-teardown", "--variant",
                                                "rcu_recheck", "--param",        "lookups=4",
                                                "--json",      "--no-reduction"};
    const ProgramResult all = mpirun(3, arguments);
    EXPECT_EQ(all.exitStatus, 0);
    EXPECT_TRUE(says(all, "ranks leave out how likely outcomes are"));
    EXPECT_NE(all.output.find("\"probability\": null"), std::string::npos) << all.output;
    const std::regex odds(R"re("(probability|schedules)": [^,\n]*)re");
    EXPECT_EQ(std::regex_replace(withoutRanks(all.output), odds, ""),
              std::regex_replace(withoutRanks(racewalk(arguments).output), odds, ""));
}

TEST_F(Cluster, StopsAtALimitOnStatesWithTheStatusOfOneProcess)
{
    const std::vector<std::string> arguments = {
        "check", "inode-teardown", "--variant", "rcu_recheck", "--max-states", "100", "--json"};
    EXPECT_EQ(racewalk(arguments).exitStatus, 3);
    expectSame(3, arguments);
}

TEST_F(Cluster, HasTheExitStatusOfAnUnexpectedFailure)
{
    EXPECT_EQ(mpirun(2, {"check", write("lost.race", lostUpdate), "--quiet"}).exitStatus, 1);
}

TEST_F(Cluster, RefusesWhatItCannotDivide)
{
    const auto result = mpirun(2, {"odds", "inode-teardown"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(says(result, "only `racewalk check` can make use of them"));
    const std::size_t first = result.errors.find("racewalk: ");
    EXPECT_EQ(result.errors.find("racewalk: ", first + 1), std::string::npos)
        << "said once: " << result.errors;
}

TEST_F(Cluster, RefusesRanksThatAreAskedForDifferentThings)
{
    const auto arguments =
        shellAsRoot("$MPIRUN --oversubscribe -n 1 $RACEWALK check inode-teardown : "
                    "-n 1 $RACEWALK check store-buffering");
    EXPECT_EQ(arguments.exitStatus, 2);
    EXPECT_EQ(arguments.output, "");
    EXPECT_TRUE(says(arguments, "the ranks were started with different arguments"));

    // The same name, but each rank finds another file there, and one finds none.
    write("a.race", lostUpdate);
    std::filesystem::create_directories(folder() / "elsewhere");
    const auto files = shellAsRoot("$MPIRUN --oversubscribe -n 1 $RACEWALK check a.race : "
                                   "-n 1 -wdir elsewhere $RACEWALK check a.race");
    EXPECT_EQ(files.exitStatus, 2);
    EXPECT_EQ(files.output, "");
    EXPECT_TRUE(says(files, "the ranks read different files as 'a.race'"));
}

TEST_F(Cluster, SaysHowFarItGotWhenARankIsInterrupted)
{
    write("large.race", large);
    const auto result = shellAsRoot(whileItRuns("kill -INT $(rank 2)"));
    EXPECT_EQ(result.exitStatus, 130) << result.errors;
    EXPECT_NE(result.output.find("\"kind\": \"cancelled\""), std::string::npos) << result.output;
    EXPECT_NE(result.output.find("\"complete\": false"), std::string::npos) << result.output;
}

TEST_F(Cluster, EndsWithoutAVerdictWhenARankIsKilled)
{
    write("large.race", large);
    for (const int rank : {0, 2}) {
        const auto result =
            shellAsRoot(whileItRuns("kill -9 $(rank " + std::to_string(rank) + ")"));
        EXPECT_EQ(result.exitStatus, 128 + 9) << result.errors;
        EXPECT_EQ(result.output, "");
        EXPECT_TRUE(says(result, "exited on signal 9"));
        if (rank != 0) {
            EXPECT_TRUE(says(result, "another rank was lost"));
        }
    }
}
