// SPDX-License-Identifier: GPL-3.0-or-later
// The options with which the window opens. A picture takes them all.
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace {

using namespace racewalk::test;

/// Two variants, a parameter and a tour. No failure.
constexpr std::string_view twoSteps = R"(scenario "Two steps";
variant one "One";
variant two "Two";
param last = 2 in 1..3;
atomic_t n;
thread a {
        atomic_inc(&n);
        atomic_inc(&n);
}
expect one: ok;
expect two: ok;
tour "Both" for two {
        a  "The first.";
        a  "The second.";
        end ok;
}
)";

class WindowOptions : public CommandLine {
protected:
    WindowOptions()
    {
        write("two.race", twoSteps);
        write("no-tour.race", lostUpdate);
    }

    ProgramResult window(const std::string &arguments) const
    {
        return shell("QT_QPA_PLATFORM=offscreen exec $RACEWALK " + arguments);
    }

    bool isPictureThere() const { return std::filesystem::exists(folder() / "s.png"); }
};

struct WrongValue {
    const char *arguments, *message;
};

class WrongWindowOption : public WindowOptions, public testing::WithParamInterface<WrongValue> {};

TEST_P(WrongWindowOption, EndsWith2AndAMessageAndNoPicture)
{
    for (const char *start : {"--screenshot s.png ", ""}) {
        const auto result = window(start + std::string(GetParam().arguments));
        EXPECT_EQ(result.exitStatus, 2);
        EXPECT_EQ(result.output, "");
        EXPECT_TRUE(isMessage(result, std::string("racewalk: ") + GetParam().message));
        EXPECT_FALSE(isPictureThere());
    }
}

INSTANTIATE_TEST_SUITE_P(
    Values, WrongWindowOption,
    testing::Values(
        WrongValue{"--size big two.race", "--size is 'big', but must be WIDTHxHEIGHT"},
        WrongValue{"--size 1440 two.race", "--size is '1440'"},
        WrongValue{"--size axb two.race", "--size is 'axb'"},
        WrongValue{"--size '1440 x900' two.race", "--size is '1440 x900'"},
        WrongValue{"--size 1440x+900 two.race", "--size is '1440x+900'"},
        WrongValue{"--size 1440x900x2 two.race", "--size is '1440x900x2'"},
        WrongValue{"--size 10x10 two.race",
                   "--size is '10x10', but must be WIDTHxHEIGHT from 1024x680 to 8192x8192"},
        WrongValue{"--size 99999x99999 two.race", "--size is '99999x99999'"},
        WrongValue{"--theme blue two.race", "--theme is 'blue', but must be light, dark or"},
        WrongValue{"--text-size 99 two.race", "--text-size is '99', but must be 90, 100, 115"},
        WrongValue{"--text-size 200 --size 1440x900 two.race",
                   "--size is 1440x900, but at least 1707x960 is needed for --text-size 200"},
        WrongValue{"--variant three two.race", "no variant 'three': the scenario has one, two"},
        WrongValue{"--variant one no-tour.race", "no variant 'one': the scenario has no variants"},
        WrongValue{"--variant '' two.race", "--variant is ''"},
        WrongValue{"--memory arm two.race", "--memory is 'arm', but must be sc, tso or pso"},
        WrongValue{"--param last two.race", "--param is 'last', but must be NAME=VALUE"},
        WrongValue{"--param last=x two.race", "--param is 'last=x'"},
        WrongValue{"--param first=1 two.race", "no param 'first': the scenario has last"},
        WrongValue{"--param last=1 no-tour.race", "no param 'last': the scenario has no params"},
        WrongValue{"--param last=9 --param last=1 two.race",
                   "param 'last' is 9, but must be in 1..3"},
        WrongValue{"--schedule 'a**' two.race", "--schedule: This is not a schedule"},
        WrongValue{"--schedule 'nobody!' two.race", "--schedule: "},
        WrongValue{"--schedule 'a*3' two.race", "--schedule: "},
        WrongValue{"--position x two.race", "--position is 'x', but must be a whole number"},
        WrongValue{"--position ' 1' two.race", "--position is ' 1'"},
        WrongValue{"--position -1 two.race", "--position is '-1'"},
        WrongValue{"--position 1 two.race", "--position is 1, but must be in 0..0"},
        WrongValue{"--schedule a! --position 3 two.race", "--position is 3, but must be in 0..2"},
        WrongValue{"--tour x two.race", "--tour is 'x', but must be a whole number from 1"},
        WrongValue{"--tour 0 two.race", "--tour is '0'"},
        WrongValue{"--tour 2 two.race", "--tour is 2, but must be in 1..1"},
        WrongValue{"--tour 1 no-tour.race", "--tour: the scenario has no tours"},
        WrongValue{"--tour 1 --variant one two.race", "--tour excludes --variant"},
        WrongValue{"--find hung two.race", "--find is 'hung', but must be the kind of a finding"},
        WrongValue{"--find hang --schedule a two.race", "--find excludes --schedule"},
        WrongValue{"--tour 1 --find ok two.race", "--tour excludes --find"},
        WrongValue{"two.race no-tour.race", "'no-tour.race' is one file too many"},
        WrongValue{"two.race --nonsense", "Unknown option 'nonsense'"}),
    [](const auto &instance) { return "Number" + std::to_string(instance.index + 1); });

TEST_F(WindowOptions, APictureThatCannotBeMadeIsTold)
{
    EXPECT_TRUE(isMessage(window("--screenshot '' two.race"), "--screenshot is ''"));
    EXPECT_TRUE(isMessage(window("--screenshot no/s.png two.race"), "cannot write no/s.png"));
    EXPECT_TRUE(isMessage(window("--screenshot s.png --find hang two.race"),
                          "--find: no run ends in hang"));
    EXPECT_EQ(window("--screenshot s.png --find hang two.race").exitStatus, 2);
    EXPECT_FALSE(isPictureThere());
}

TEST_F(WindowOptions, RightValuesGiveAPictureOfThatSize)
{
    for (const char *values :
         {"--variant two --memory tso --param last=3 --schedule 'a!' --position 1 two.race",
          "--tour 1 --position 1 --theme dark --text-size 115 two.race",
          "--find final --position 4 no-tour.race", "--find ok --position 4 no-tour.race"}) {
        const auto result = window(std::string("--screenshot s.png --size 1100x700 ") + values);
        EXPECT_EQ(result.exitStatus, 0) << values << ": " << result.errors;
        std::ifstream file(folder() / "s.png", std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        ASSERT_GT(bytes.size(), 24U) << values;
        // Width and height, big-endian, are the first of the header.
        EXPECT_EQ(bytes.substr(16, 8), std::string("\0\0\x04\x4c\0\0\x02\xbc", 8)) << values;
        std::filesystem::remove(folder() / "s.png");
    }
}

std::string resource(const std::string &name)
{
    std::ifstream file(std::string(RACEWALK_RESOURCES_DIR) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> longOptionsIn(std::string text)
{
    text = std::regex_replace(text, std::regex(R"(\\-)"), "-");
    static const std::regex form("--[a-z][a-z-]*");
    return {std::sregex_token_iterator(text.begin(), text.end(), form), {}};
}

std::string part(const std::string &text, const std::string &begin, const std::string &end)
{
    const std::size_t from = std::min(text.find(begin), text.size());
    return text.substr(from, text.find(end, from + begin.size()) - from);
}

TEST_F(WindowOptions, HelpManPageAndCompletionsListThemAll)
{
    const auto inHelp =
        longOptionsIn(part(racewalk({"--help"}).output, "\nWithout a command", "Run"));
    EXPECT_TRUE(inHelp.contains("--screenshot"));
    const std::string man = resource("man/racewalk.1");
    EXPECT_EQ(longOptionsIn(part(man, ".SS Options of the window", ".SS Options of check")),
              inHelp);
    EXPECT_EQ(longOptionsIn(part(resource("completion/racewalk.bash"), "window=\"", "\"\n")),
              inHelp);
    EXPECT_EQ(longOptionsIn(part(resource("completion/_racewalk"), "window=(", "\n    )")), inHelp);
}

TEST_F(WindowOptions, ThoseThatAreAlsoOptionsOfExportTakeTheSameValues)
{
    const std::string window = part(racewalk({"--help"}).output, "\nWithout a command", "Run");
    const std::string command = racewalk({"export", "--help"}).output;
    for (const char *option : {"--variant NAME", "--param NAME=VALUE", "--memory MODEL",
                               "--find KIND", "--theme THEME"}) {
        EXPECT_NE(window.find(option), std::string::npos) << option;
        EXPECT_NE(command.find(option), std::string::npos) << option;
    }
}

} // namespace
