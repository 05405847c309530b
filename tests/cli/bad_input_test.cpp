// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace {

using namespace racewalk::test;

class BadInput : public CommandLine {
protected:
    /// Exit status 2, nothing on stdout, and a message with `part` in it.
    testing::AssertionResult isRefused(const std::vector<std::string> &arguments,
                                       std::string_view part) const
    {
        const auto result = racewalk(arguments);
        if (result.exitStatus != 2)
            return testing::AssertionFailure()
                   << "exit status " << result.exitStatus << "; " << result.errors;
        if (!result.output.empty())
            return testing::AssertionFailure() << "on stdout: " << result.output;
        return isMessage(result, part);
    }

    std::string scenarioWith(const std::string &statement) const
    {
        return write("bad.race", "scenario \"Bad\";\nspinlock_t lock;\nthread a {\n        " +
                                     statement + "\n}\n");
    }
};

TEST_F(BadInput, AnUnknownPrimitiveIsToldWithItsPlaceAndTheNearestName)
{
    const std::string file = scenarioWith("spin_lok(&lock);");
    EXPECT_TRUE(isRefused({"check", file}, "bad.race:4:9: error: "));
    EXPECT_TRUE(isRefused({"check", file}, "spin_lock"));
    EXPECT_TRUE(isRefused({"check", file}, "        ^"));
}

TEST_F(BadInput, AMissingSemicolonIsToldWithItsPlace)
{
    const std::string file = scenarioWith("spin_lock(&lock)\n        spin_unlock(&lock);");
    EXPECT_TRUE(isRefused({"check", file}, "bad.race:4:"));
    EXPECT_TRUE(isRefused({"check", file}, "';'"));
}

TEST_F(BadInput, ARecursiveFunctionIsToldWithItsCycle)
{
    const std::string file =
        write("cycle.race", "scenario \"Cycle\";\nstatic void b(void);\n"
                            "static void a(void) { b(); }\nstatic void b(void) { a(); }\n"
                            "thread t { a(); }\n");
    EXPECT_TRUE(isRefused({"check", file}, "cycle.race:"));
    EXPECT_TRUE(isRefused({"check", file}, "a()"));
}

/// Whether no byte in the text could steer a terminal or change the order of letters.
testing::AssertionResult isHarmless(const std::string &text)
{
    for (const unsigned char c : text)
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return testing::AssertionFailure() << "control character in " << text;
    for (const char *sequence : {"\xC2\x9B", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xFF"})
        if (text.find(sequence) != std::string::npos)
            return testing::AssertionFailure() << "special character in " << text;
    return testing::AssertionSuccess();
}

TEST_F(BadInput, NoTextFromOutsideSteersTheTerminal)
{
    const std::string steering = "\x1B[31m\xC2\x9B\x07\xE2\x80\xAE\xE2\x81\xA6";
    const std::string scenario =
        "scenario \"T" + steering + "\";\nabout \"A" + steering + "\";\nvariant v \"V" + steering +
        "\";\nint x;\nthread t {\n        x = 1; //@ L" + steering + "\n        printk(\"P" +
        steering + "\");\n        x = 2;\n}\ntour \"R" + steering + "\" for v {\n        t! \"N" +
        steering + "\";\n        end ok;\n}\n";
    const std::string name = "f" + steering + ".race";
    const std::string file = write(name, scenario);
    const std::string wrong =
        write("w" + steering + ".race", scenario + "int y = " + steering + ";\n");
    const std::vector<std::vector<std::string>> commands = {
        {"check", file},
        {"check", file, "--json"},
        {"check", file, "--param", steering + "=1"},
        {"odds", file},
        {"odds", file, "--json"},
        {"lines", file},
        {"lines", file, "--json"},
        {"replay", file, "--schedule", "t*2"},
        {"replay", file, "--schedule", "t*2", "--json"},
        {"replay", file, "--schedule", steering},
        {"compare", file, "--memory", "sc,tso"},
        {"compare", file, "--memory", "sc,tso", "--json"},
        {"compare", file, "--variants", "v," + steering},
        {"compare", file, "--memory", "sc,tso", "--schedule", steering},
        {"list", file},
        {"list", file, "--json"},
        {"litmus", file},
        {"export", file, "text", "--schedule", "t*2"},
        {"export", file, "json", "--schedule", "t*2"},
        {"export", file, "itf", "--schedule", "t*2"},
        {"export", file, "promela"},
        {"check", wrong},
        {"format", "--check", wrong},
        {"check", steering},
        {"check", "\xFF.race"},
        {steering},
    };
    for (const auto &arguments : commands) {
        const auto result = racewalk(arguments);
        EXPECT_TRUE(isHarmless(result.output + result.errors)) << arguments[0];
        EXPECT_NE(result.output + result.errors, "") << arguments[0];
    }
    EXPECT_NE(racewalk({"check", file}).output.find("T\\x1b[31m\\u009b\\x07\\u202e\\u2066"),
              std::string::npos);
    EXPECT_NE(racewalk({"check", file, "--json"}).output.find("T\\u001b[31m\\u009b\\u0007\\u202e"),
              std::string::npos);
}

TEST_F(BadInput, FilesThatAreNoScenariosAreRefused)
{
    EXPECT_TRUE(isRefused({"check", write("empty.race", "")}, "empty.race"));
    EXPECT_TRUE(isRefused({"check", write("binary.race", std::string("\x7f"
                                                                     "ELF\0\1\2",
                                                                     7))},
                          "binary.race"));
    std::filesystem::create_directories(folder() / "folder.race");
    EXPECT_TRUE(isRefused({"check", "folder.race"}, "folder.race"));
    EXPECT_TRUE(isRefused({"check", "."}, "."));
    EXPECT_TRUE(isRefused({"check", "missing.race"}, "missing.race"));
    write("huge.race", "");
    std::filesystem::resize_file(folder() / "huge.race", 50'000'000);
    EXPECT_TRUE(isRefused({"check", "huge.race"}, "huge.race"));
}

TEST_F(BadInput, AnUnknownScenarioIsToldWithTheNearestName)
{
    EXPECT_TRUE(isRefused({"check", "inode-tear"}, "inode-tear"));
    EXPECT_TRUE(isRefused({"check", "inode-taerdown"}, "inode-teardown"));
}

TEST_F(BadInput, EveryCommandRefusesABadScenarioAlike)
{
    const std::string file = scenarioWith("spin_lok(&lock);");
    EXPECT_TRUE(isRefused({"replay", file, "--schedule", "a"}, "bad.race:4:9: error: "));
    EXPECT_TRUE(isRefused({"export", file, "text"}, "bad.race:4:9: error: "));
    EXPECT_TRUE(isRefused({"check", file, "--json"}, "bad.race:4:9: error: "));
}

TEST_F(BadInput, UnknownVariantsAndParametersAreToldWithTheKnownOnes)
{
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--variant", "rcu_lokup"}, "rcu_lookup"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--param", "lookup=2"}, "lookups"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--param", "lookups=two"},
                          "'two' is not a whole number"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--param", "lookups=99999999999"},
                          "is not a whole number of 32 bits"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--param", "lookups"}, "NAME=VALUE"));
}

TEST_F(BadInput, AMemoryModelThatIsNoneIsRefused)
{
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--memory", "arm"}, "--memory"));
}

TEST_F(BadInput, WrongUsageIsRefusedWithAHint)
{
    EXPECT_TRUE(isRefused({"check"}, "--help"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--nonsense"}, "--nonsense"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--max-states", "many"}, "--max-states"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--max-states", "-5"}, "--max-states"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--timeout", "-1"}, "--timeout"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--variant", "rcu_lookup", "--all-variants"},
                          "--variant"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--memory", "arm"},
                          "unknown memory model 'arm'; the models are sc, tso and pso"));
    EXPECT_TRUE(isRefused({"check", "inode-teardown", "--data-races", "no"},
                          "--data-races: 'no' is not warning or error"));
    EXPECT_TRUE(isRefused({"replay", "inode-teardown"}, "--schedule"));
    EXPECT_TRUE(isRefused({"export", "inode-teardown", "gif"},
                          "unknown format 'gif'; the formats are text, svg"));
    EXPECT_TRUE(isRefused({"export", "inode-teardown", "text", "--find", "hung"}, "hung"));
}

TEST_F(BadInput, AScheduleThatIsNoneIsShownWithACaret)
{
    const auto result =
        racewalk({"replay", "inode-teardown", "--schedule", "lookup*2 evict** lookup"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(isMessage(result, "  lookup*2 evict** lookup\n  "));
    EXPECT_TRUE(isMessage(result, "^"));
}

/// Without a display; with one they would open a window, or say the same.
TEST_F(BadInput, WhatIsNeitherACommandNorAFileIsToldBeforeADisplayIsLookedFor)
{
    EXPECT_TRUE(isRefused({"chek", "x"}, "there is no command or file 'chek'; did you mean "
                                         "'check'?\n"));
    EXPECT_TRUE(isRefused({"nosuch.race"}, "there is no command or file 'nosuch.race'; racewalk "
                                           "--help names the commands\n"));
    EXPECT_TRUE(isRefused({"lost-wakup"}, "did you mean 'lost-wakeup'?"));
    EXPECT_TRUE(isRefused({"--nonsense"}, "nknown option '"));
    EXPECT_TRUE(isRefused({"--nonsense"}, "\nusage: racewalk [FILE]\n"));
    EXPECT_TRUE(isRefused({"-q"}, "\nusage: racewalk [FILE]\n"));
}

TEST_F(BadInput, WithoutADisplayAFileIsReadAllTheSame)
{
    const auto opened = [this](const std::string &arguments) {
        return shell("unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM; exec $RACEWALK " + arguments);
    };
    auto result = opened(write("empty.race", ""));
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_EQ(result.errors, "racewalk: 'empty.race' is empty\n");
    result = opened(scenarioWith("spin_lok(&lock);"));
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "bad.race:4:9: error: "));
    EXPECT_EQ(result.errors.find("window"), std::string::npos) << result.errors;
    result = opened("lost-wakeup");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "`racewalk check lost-wakeup` works in a terminal\n"));
    result = opened("");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "racewalk --help names what works in a terminal\n"));
    result = opened("--nonsense");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "nknown option '"));
    result = shell("unset WAYLAND_DISPLAY QT_QPA_PLATFORM; DISPLAY= exec $RACEWALK lost-wakeup");
    EXPECT_TRUE(isMessage(result, "`racewalk check lost-wakeup` works in a terminal\n"));
    result = opened("--theme blue lost-wakeup");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "--theme is 'blue', but must be light, dark or system\n"));
}

TEST_F(BadInput, ADisplayOutOfReachIsToldAndAPictureNeedsNone)
{
    const auto opened = [this](const std::string &arguments) {
        return shell("unset WAYLAND_DISPLAY QT_QPA_PLATFORM; DISPLAY=:12345 exec $RACEWALK " +
                     arguments);
    };
    auto result = opened("lost-wakeup");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "racewalk: cannot open the display for the window (DISPLAY is "
                                  "':12345'); `racewalk check lost-wakeup` works in a terminal\n"));
    EXPECT_EQ(result.errors.find("plugin"), std::string::npos) << result.errors;
    result = opened("--size 10x10 lost-wakeup");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "--size is '10x10'"));
    result = opened("--screenshot s.png lost-wakeup");
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_TRUE(std::filesystem::exists(folder() / "s.png"));
    result = shell("QT_QPA_PLATFORM=nonsense exec $RACEWALK lost-wakeup");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "QT_QPA_PLATFORM is 'nonsense'"));
}

} // namespace
