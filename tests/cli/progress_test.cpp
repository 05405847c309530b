// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of work that takes long, where stderr is no terminal.
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace {

using namespace racewalk::test;

class ProgressReports : public CommandLine {
protected:
    ProgressReports()
    {
        write("big.race", R"(scenario "Too big";
atomic_t n;
thread a[6] { int i = 0; while (i < 60) { atomic_inc(&n); i++; } }
)");
    }

    /// Stopped with Ctrl-C when `part` is reported, or after half a minute. The first report comes
    /// after a tenth of a second.
    ProgramResult stoppedAt(const std::string &part, const std::string &arguments) const
    {
        write("errors", "");
        ProgramResult result =
            shell("export RACEWALK_REPORT_AFTER=0.1; (for i in $(seq 600); do grep -q '" + part +
                  "' errors && break; sleep 0.05; done; kill -INT $$) & exec $RACEWALK " +
                  arguments + " 2> errors");
        std::ifstream errors(folder() / "errors");
        result.errors = {std::istreambuf_iterator<char>(errors), {}};
        return result;
    }
};

/// "racewalk: after 0.1 s: " and so on, once or several times, and nothing else.
std::size_t reportsIn(const std::string &errors, std::string_view part)
{
    std::size_t count = 0;
    std::istringstream lines(errors);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("racewalk: after ") || line.find(part) == std::string::npos)
            continue;
        ++count;
        EXPECT_TRUE(line.ends_with("; Ctrl-C stops it")) << line;
    }
    return count;
}

TEST_F(ProgressReports, ASearchIsToldOfWithWhatLimitsIt)
{
    for (const char *command : {"check big.race", "odds big.race", "export big.race text"}) {
        const auto result = stoppedAt(" states seen (", command);
        EXPECT_GE(reportsIn(result.errors, " states seen ("), 1U) << result.errors;
        EXPECT_GE(reportsIn(result.errors, "; limits: 2048 MiB of memory; "), 1U) << result.errors;
        EXPECT_FALSE(std::regex_search(result.errors, std::regex(R"( transitions, \d+ s[,;])")))
            << "a second clock: " << result.errors;
    }
}

TEST_F(ProgressReports, IntervalsGrow)
{
    const auto result =
        stoppedAt("after 0.9 s", "check big.race --max-memory 4000 --max-states 1000000000");
    const std::size_t first = result.errors.find("racewalk: after 0.1 s: ");
    const std::size_t second = result.errors.find("racewalk: after 0.3 s: ");
    EXPECT_LT(first, second);
    EXPECT_LT(second, result.errors.find("racewalk: after 0.9 s: ")) << result.errors;
    EXPECT_LE(reportsIn(result.errors, "; limits: 1000000000 states, 4000 MiB of memory; "), 4U);
}

TEST_F(ProgressReports, LinesTellsWhatItSearches)
{
    const auto result = stoppedAt("after", "lines big.race --timeout 100");
    EXPECT_GE(reportsIn(result.errors, "searching the unchanged program; limits: "), 1U)
        << result.errors;
    EXPECT_GE(reportsIn(result.errors, " MiB of memory, 100 s; "), 1U) << result.errors;
}

TEST_F(ProgressReports, LinesTellsTheLimitsOfEachSearch)
{
    write("some.race", R"(scenario "Some states";
atomic_t n;
thread a[3] { int i = 0; while (i < 30) { atomic_inc(&n); i++; } }
)");
    const auto result = stoppedAt(" changes tried", "lines some.race");
    EXPECT_GE(reportsIn(result.errors,
                        " changes tried; limits: 20 times the states of the unchanged program (at "
                        "least 100000 states), 2048 MiB of memory for each search; "),
              1U)
        << result.errors;
}

TEST_F(ProgressReports, RandomRunsAreToldOf)
{
    const auto result = stoppedAt("after", "odds big.race --max-states 10 --runs 10000000");
    EXPECT_GE(reportsIn(result.errors, "walking 10000000 random runs; no limits; "), 1U)
        << result.errors;
}

TEST_F(ProgressReports, CompareStillComparesTheStepsAfterCtrlC)
{
    const auto result = stoppedAt(" states seen (", "compare big.race --memory sc,tso "
                                                    "--schedule 'a[0]*3'");
    EXPECT_EQ(result.exitStatus, 130);
    EXPECT_NE(result.output.find("what appears is not known: the search of sc is incomplete"),
              std::string::npos)
        << result.output;
    EXPECT_NE(result.output.find("a[0]  atomic_inc(n)"), std::string::npos) << result.output;
}

TEST_F(ProgressReports, QuietMeansNone)
{
    for (const char *command : {"check", "odds", "lines"}) {
        const auto result = shell("export RACEWALK_REPORT_AFTER=0.1; "
                                  "exec timeout --preserve-status -s INT 0.5 $RACEWALK " +
                                  std::string(command) + " big.race --quiet");
        EXPECT_EQ(result.exitStatus, 130);
        EXPECT_EQ(result.errors, "") << command;
    }
}

TEST_F(ProgressReports, ShortWorkIsNotToldOf)
{
    write("lost.race", lostUpdate);
    EXPECT_EQ(racewalk({"check", "lost.race"}).errors, "");
    EXPECT_EQ(racewalk({"lines", "lost.race"}).errors, "");
}

} // namespace
