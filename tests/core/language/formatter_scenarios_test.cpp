// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/compiling.h"
#include "language/layout/formatter.h"
#include "language/source/read_source.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::test {

namespace {

namespace fs = std::filesystem;

struct ScenarioFile {
    fs::path path;
    std::string text;
};

/// The scenarios below a folder that can be read, in the order of their paths.
std::vector<ScenarioFile> scenariosIn(const fs::path &folder)
{
    std::vector<ScenarioFile> result;
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".race")
            continue;
        if (const auto source = readSource(entry.path()))
            result.push_back({entry.path(), source->text()});
    }
    std::ranges::sort(result, {}, &ScenarioFile::path);
    return result;
}

std::vector<ScenarioFile> shipped()
{
    return scenariosIn(fs::path(RACEWALK_RESOURCES_DIR) / "scenarios");
}

std::vector<ScenarioFile> everything()
{
    std::vector<ScenarioFile> result = shipped();
    std::ranges::move(scenariosIn(fs::path(RACEWALK_TESTS_DIR) / "corpus"),
                      std::back_inserter(result));
    return result;
}

Formatted format(const std::string &text)
{
    return formatScenario(SourceText("test.race", text));
}

/// A text's programs in every variant, without lines and without blanks, which formatting changes.
std::string programsOf(const std::string &text)
{
    std::string result;
    std::vector<std::string> variants = {""};
    for (std::size_t i = 0; i < variants.size(); ++i) {
        CompileOptions options;
        options.variant = variants[i];
        const Compiled compiled = compiledText(text, options);
        if (!compiled.program) {
            result += variants[i] + ": " + std::to_string(compiled.diagnostics.size());
            continue;
        }
        const Scenario &scenario = compiled.program->scenario;
        if (i == 0)
            for (const Variant &variant : scenario.variants)
                variants.push_back(variant.name);
        for (const Body &body : compiled.program->bodies)
            result += listing(body);
        for (const Tour &tour : scenario.tours)
            for (const TourStop &stop : tour.stops)
                result += stop.steps + stop.narration;
    }
    std::erase_if(result, [](char c) { return c == ' ' || c == '\n'; });
    return result;
}

/// Random numbers that are the same everywhere.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_seed(seed) {}
    std::size_t below(std::size_t count)
    {
        m_seed = m_seed * 1664525 + 1013904223;
        return (m_seed >> 8) % count;
    }

private:
    std::uint32_t m_seed;
};

/// Where the string, comment or preprocessor line that begins at `begin` ends.
std::size_t endOfFixed(std::string_view text, std::size_t begin)
{
    if (text[begin] == '#' || text.substr(begin).starts_with("//"))
        return std::min(text.find('\n', begin), text.size());
    if (text.substr(begin).starts_with("/*"))
        return text.find("*/", begin) + 2;
    if (text[begin] != '"')
        return begin;
    std::size_t end = begin + 1;
    while (text[end] != '"')
        end += text[end] == '\\' ? 2 : 1;
    return end + 1;
}

/// Of the end of a text, from 0.
std::size_t lastColumn(std::string_view text)
{
    std::size_t column = 0;
    for (const char c : text.substr(text.rfind('\n') + 1))
        column = c == '\t' ? column / 8 * 8 + 8 : column + 1;
    return column;
}

/// The text with other blanks: runs of them as long as the dice say, more empty lines where there
/// is one, blanks around punctuators, braces on the next line.
std::string mangled(std::string_view text, Dice &dice)
{
    const auto blanks = [&dice](std::size_t least) {
        std::string result;
        for (std::size_t count = least + dice.below(4); count > 0; --count)
            result += dice.below(4) == 0 ? '\t' : ' ';
        return result;
    };
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t fixed = endOfFixed(text, i);
        const char c = text[i];
        if (fixed != i) {
            result += text.substr(i, fixed - i);
            i = fixed;
            continue;
        }
        ++i;
        if (c == ' ') {
            const bool isBrace = text.substr(i).starts_with("{\n") && dice.below(2) == 0;
            const std::size_t next = std::min(text.find_first_not_of(' ', i), text.size());
            const bool isComment = text.substr(next).starts_with("//");
            result += isBrace ? "\n" + blanks(0) : isComment ? " " : blanks(1);
            // At a tab stop a comment could stay.
            if (isComment && lastColumn(result) % 8 == 0)
                result += ' ';
            i = next;
        } else if (c == '\n') {
            result += blanks(0) + (dice.below(3) == 0 ? "\r\n" : "\n");
            if (i < text.size() && text[i] == '\n')
                result += std::string(dice.below(3), '\n');
            result += i < text.size() && text[i] != '\n' ? blanks(0) : "";
        } else if (std::string_view("(){};,[]").find(c) != std::string_view::npos) {
            result +=
                (c == '}' ? "" : blanks(0)) + c + (text.substr(i, 1) == "\n" ? "" : blanks(0));
        } else {
            result += c;
        }
    }
    return result;
}

/// The text with its lines joined and cut at random, where that changes nothing.
std::string relined(std::string_view text, Dice &dice)
{
    std::string result;
    bool isFixedLine = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t fixed = endOfFixed(text, i);
        if (fixed != i) {
            isFixedLine = text[i] != '"' && !text.substr(i).starts_with("/*");
            result += text.substr(i, fixed - i);
            i = fixed;
            continue;
        }
        const char c = text[i++];
        const std::size_t lineEnd = std::min(text.find('\n', i), text.size());
        const std::string_view rest = text.substr(i, lineEnd - i);
        const std::size_t next = text.find_first_not_of(" \n", i);
        const bool isBeforeFixed =
            next == std::string_view::npos || text[next] == '#' || text[next] == '/' ||
            text.substr(next, text.find('\n', next) - next).find("//@") != std::string_view::npos;
        if (c == '\n' && !isFixedLine && !isBeforeFixed && dice.below(3) == 0)
            result += ' ';
        else if (c == ' ' && rest.find("//") == std::string_view::npos && dice.below(6) == 0)
            result += '\n';
        else
            result += c;
        isFixedLine = isFixedLine && c != '\n';
    }
    return result;
}

TEST(FormatterOnScenarios, EveryShippedOneIsFormatted)
{
    const auto files = shipped();
    EXPECT_GE(files.size(), 2U);
    for (const ScenarioFile &file : files) {
        const Formatted formatted = format(file.text);
        ASSERT_TRUE(formatted.text) << file.path;
        EXPECT_TRUE(*formatted.text == file.text) << "run: racewalk format " << file.path.string();
    }
}

TEST(FormatterOnScenarios, ChangesNoProgramAndFormattingTwiceIsFormattingOnce)
{
    for (const ScenarioFile &file : everything()) {
        const Formatted once = format(file.text);
        if (!once.text) {
            EXPECT_FALSE(compiledText(file.text).program) << file.path;
            continue;
        }
        EXPECT_EQ(programsOf(*once.text), programsOf(file.text)) << file.path;
        EXPECT_EQ(format(*once.text).text, once.text) << file.path;
    }
}

TEST(FormatterOnScenarios, BringsBackWhatLostItsBlanks)
{
    Dice dice(7);
    for (const ScenarioFile &file : shipped()) {
        // Comments that go over several lines keep part of their own layout.
        const std::string name = file.path.filename().string();
        if (name != "inode-teardown.race" && name != "lost-wakeup.race")
            continue;
        for (int round = 0; round < 10; ++round) {
            const std::string text = mangled(file.text, dice);
            const Formatted formatted = format(text);
            ASSERT_TRUE(formatted.text) << text;
            EXPECT_EQ(*formatted.text, file.text) << text;
        }
    }
}

TEST(FormatterOnScenarios, KeepsTheProgramWhereverLinesEnd)
{
    Dice dice(11);
    for (const ScenarioFile &file : shipped()) {
        const std::string programs = programsOf(file.text);
        for (int round = 0; round < 2; ++round) {
            const std::string text = relined(file.text, dice);
            const Formatted once = format(text);
            ASSERT_TRUE(once.text) << text;
            EXPECT_EQ(programsOf(*once.text), programs) << text;
            EXPECT_EQ(format(*once.text).text, once.text) << text << "\n======\n" << *once.text;
        }
    }
}

/// The text with comments at random places between its tokens, outside of preprocessor lines.
std::string commented(std::string_view text, Dice &dice)
{
    constexpr std::array comments = {
        std::string_view("/* c */"),          std::string_view("/* c */ /* d */"),
        std::string_view("// c\n"),           std::string_view("/* one\n * two\n */"),
        std::string_view("\n/* c */\n"),      std::string_view(" /* c */\n"),
        std::string_view("\n  // c\n// d\n"), std::string_view("/* one\n\ttwo */\n"),
    };
    const auto isWord = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    };
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t fixed = endOfFixed(text, i);
        if (fixed != i) {
            result += text.substr(i, fixed - i);
            i = fixed;
            continue;
        }
        const char before = i == 0 ? '\n' : text[i - 1];
        const std::string_view line = text.substr(i, text.find('\n', i) - i);
        const bool isInside = isWord(before) && isWord(text[i]);
        const bool isOneOperator =
            std::string_view("(){}[];,").find(text[i]) == std::string_view::npos &&
            std::string_view("(){}[];, \n").find(before) == std::string_view::npos &&
            !isWord(before) && !isWord(text[i]);
        const bool isNamed = line.find("//@") != std::string_view::npos;
        if (!isInside && !isOneOperator && !isNamed && dice.below(30) == 0)
            result += comments[dice.below(comments.size())];
        result += text[i++];
    }
    return result;
}

TEST(FormatterOnScenarios, FormatsOnceWhereverCommentsStand)
{
    Dice dice(13);
    std::size_t formatted = 0;
    for (const ScenarioFile &file : everything())
        for (int round = 0; round < 3; ++round) {
            const std::string text = commented(file.text, dice);
            const Formatted once = format(text);
            if (!once.text)
                continue;
            ++formatted;
            EXPECT_EQ(programsOf(*once.text), programsOf(text)) << text;
            EXPECT_EQ(format(*once.text).text, once.text) << text << "\n======\n" << *once.text;
        }
    EXPECT_GT(formatted, 200U);
}

} // namespace

} // namespace racewalk::test
