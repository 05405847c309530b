// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"
#include "program/utf8.h"

#include "golden_runs.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// As much of a terminal as a recording uses: it clears the screen, moves on, and has colours. What
/// it does not know, and what leaves the screen, is a failure. Marked text is between "<" and ">".
class Terminal {
public:
    void show(std::string_view output)
    {
        for (std::size_t at = 0; at < output.size();) {
            if (output[at] == '\x1b') {
                at = sequence(output, at);
            } else if (output[at] == '\r') {
                m_column = 0;
                ++at;
            } else if (output[at] == '\n') {
                ++m_row;
                m_rows.resize(std::max(m_rows.size(), m_row + 1));
                ++at;
            } else {
                const DecodedCharacter character = decodeUtf8(output, at);
                EXPECT_TRUE(character.isValid && !isControlCharacter(character.codePoint));
                m_rows[m_row] += output.substr(at, character.length);
                m_column += displayWidth(character.codePoint);
                m_widest = std::max(m_widest, m_column);
                at += character.length;
            }
        }
        EXPECT_LE(m_rows.size(), 24U);
        EXPECT_LE(m_widest, 80U);
    }

    std::string text() const
    {
        std::string all;
        for (const std::string &row : m_rows)
            all += row + '\n';
        return all;
    }

private:
    std::size_t sequence(std::string_view output, std::size_t at)
    {
        const std::size_t end = output.find_first_of("JHmlh", at);
        const std::string_view sequence = output.substr(at + 1, end - at);
        if (sequence == "[H") {
            m_row = m_column = 0;
        } else if (sequence == "[2J") {
            m_rows.assign(1, {});
        } else if (sequence == "[7m") {
            m_rows[m_row] += '<';
            m_isMarked = true;
        } else if (sequence == "[0m") {
            m_rows[m_row] += std::exchange(m_isMarked, false) ? ">" : "";
        } else {
            const std::vector<std::string_view> known{"[1m",  "[2m",   "[31m", "[32m",
                                                      "[33m", "[?25l", "[?25h"};
            EXPECT_THAT(known, testing::Contains(sequence));
        }
        return end + 1;
    }

    std::vector<std::string> m_rows{1};
    std::size_t m_row = 0, m_column = 0, m_widest = 0;
    bool m_isMarked = false;
};

/// The screens of a recording, one for each output. The times ascend.
std::vector<std::string> screensOf(const std::string &text)
{
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    const json header = json::parse(line);
    EXPECT_EQ(header["version"], 2);
    EXPECT_EQ(header["width"], 80);
    EXPECT_EQ(header["height"], 24);
    EXPECT_FALSE(header.contains("timestamp") || header.contains("env"));
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    std::vector<std::string> screens;
    Terminal terminal;
    double last = -1;
    while (std::getline(lines, line)) {
        const json event = json::parse(line);
        EXPECT_GT(event[0].get<double>(), last);
        last = event[0].get<double>();
        EXPECT_EQ(event[1], "o");
        terminal.show(event[2].get<std::string>());
        screens.push_back(terminal.text());
    }
    EXPECT_NEAR(last, 1.2 * (static_cast<double>(screens.size()) - 1), 1e-9);
    return screens;
}

TEST(Asciicast, ShowsAStepOnEachScreenAndTheEndingOnTheLast)
{
    TracedRun traced(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                     "lookup*2 evict! lookup!");
    traced.timeline.notes[1] = "look: here";
    const std::string text = traced.written(&writeAsciicast);
    const auto screens = screensOf(text);
    ASSERT_EQ(screens.size(), traced.run.length() + 2);
    EXPECT_THAT(screens[0], StartsWith("Inode lookup vs. evict(), variant rcu_lookup"));
    EXPECT_THAT(screens[2], HasSubstr("   2 <inode = bucket [found]>\n"));
    EXPECT_THAT(screens[2], HasSubstr("\nlook: here\n"));
    EXPECT_THAT(screens[3], HasSubstr("\ninodes[0].i_lock: free -> evict"));
    EXPECT_THAT(screens.back(), HasSubstr("\nHang: lookup is asleep"));
    EXPECT_THAT(screens.back(), Not(HasSubstr("<")));
    EXPECT_THAT(traced.written(&writeAsciicast, {.notes = false}), Not(HasSubstr("look: here")));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Asciicast, StaysInItsTerminalWithHostileTexts)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.timeline.notes[0] = "\x1b[2J\r\n\xff\u202e" + std::string(200, 'x');
    const std::string text = traced.written(&writeAsciicast);
    const auto screens = screensOf(text);
    EXPECT_THAT(screens[1], HasSubstr("?[2J ?"));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Asciicast, ListsManyThreadsBelowEachOther)
{
    TracedRun traced(
        machineOf("scenarios/classroom/dining-philosophers.race", {}, {{"philosophers", 4}}), "");
    traced.run.replace(std::vector<Step>{traced.run.machine().enabledSteps(traced.run.state())[0]});
    traced.run.jump(1);
    traced.timeline = timelineOf(traced.run, [](StateView) { return Fate::Unknown; });
    const auto screens = screensOf(traced.written(&writeAsciicast));
    const std::string name = traced.timeline.lanes[0].name;
    EXPECT_THAT(screens[1], HasSubstr("   1 <" + name + ": "));
}

TEST(Asciicast, ShowsTheChosenSteps)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.run.jump(4);
    const auto screens = screensOf(traced.written(&writeAsciicast, {}, 2));
    ASSERT_EQ(screens.size(), 4U);
    EXPECT_THAT(screens[1], HasSubstr("   3 <mutex_unlock(lock)"));
    traced.run.jump(0);
    EXPECT_EQ(screensOf(traced.written(&writeAsciicast)).size(), 2U);
}

/// The screens in the middle and at the end.
std::string someScreens(const std::string &text)
{
    const auto screens = screensOf(text);
    const std::string line(80, '-');
    return screens[screens.size() / 2] + line + '\n' + screens.back();
}

TEST(Asciicast, ShowsTheApprovedScreens)
{
    expectGoldenRuns("asciicast", &writeAsciicast, &someScreens);
}

} // namespace
