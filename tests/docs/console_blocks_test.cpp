// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"
#include "markdown.h"

#include "support/run_program.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace {

using namespace racewalk::test;

constexpr const char *firstScenario = "docs/first-scenario.md";

std::vector<CodeBlock> blocksOf(const char *page)
{
    return codeBlocks(textOf(std::filesystem::path(RACEWALK_SOURCE_DIR) / page));
}

/// An empty folder with the page's files.
std::filesystem::path folderWithFiles(const char *page)
{
    const auto folder = std::filesystem::path(RACEWALK_TESTS_BUILD_DIR) / "console_blocks" /
                        std::filesystem::path(page).stem();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const CodeBlock &block : blocksOf(page))
        if (block.language == "c" && !block.note.empty())
            std::ofstream(folder / block.note, std::ios::binary) << block.text;
    return folder;
}

/// A command after "$ ", and what the page shows below it.
struct ShownCommand {
    std::string command;
    std::string output;
    int line = 0;
};

std::vector<ShownCommand> commandsOf(const CodeBlock &block)
{
    std::vector<ShownCommand> result;
    std::istringstream lines(block.text);
    std::string line;
    for (int number = block.line; std::getline(lines, line); ++number) {
        if (line.starts_with("$ "))
            result.push_back({line.substr(2), {}, number});
        else if (!result.empty())
            result.back().output += line + "\n";
    }
    return result;
}

/// A shown output ends with "..." where the page leaves out the rest.
bool isAsShown(std::string actual, std::string shown)
{
    constexpr std::string_view leftOut = "\n...";
    actual = trimmed(actual);
    shown = trimmed(shown);
    if (!shown.ends_with(leftOut))
        return actual == shown;
    shown.resize(shown.size() - leftOut.size() + 1); // the newline stays
    return actual.starts_with(shown) && actual.size() > shown.size();
}

class ConsoleBlocks : public testing::TestWithParam<const char *> {};

} // namespace

TEST_P(ConsoleBlocks, ShowWhatTheCommandsPrint)
{
    ProgramSetting setting;
    setting.directory = folderWithFiles(GetParam()).string();
    const std::string bin = std::filesystem::path(RACEWALK_PROGRAM).parent_path().string();
    setting.environment = {"PATH=" + bin + ":/usr/bin:/bin"};
    std::size_t count = 0;
    for (const CodeBlock &block : blocksOf(GetParam())) {
        if (block.language != "console")
            continue;
        for (const ShownCommand &shown : commandsOf(block)) {
            ++count;
            const ProgramResult result = runProgram("/bin/sh", {"-c", shown.command}, setting);
            if (!isAsShown(result.output, shown.output))
                ADD_FAILURE_AT(GetParam(), shown.line) << result.output << result.errors;
        }
    }
    EXPECT_GE(count, 1U);
}

INSTANTIATE_TEST_SUITE_P(Of, ConsoleBlocks,
                         testing::Values("README.md", firstScenario, "docs/command-line.md"),
                         [](const auto &instance) {
                             std::string name = std::filesystem::path(instance.param).stem();
                             std::erase_if(name, [](unsigned char c) { return c == '-'; });
                             return name;
                         });

/// Others would be shown without being run.
TEST(ConsoleBlocksOfOtherPages, AreNotThere)
{
    const std::filesystem::path root = RACEWALK_SOURCE_DIR;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(root / "docs")) {
        const std::string page = entry.path().lexically_relative(root).string();
        if (entry.path().extension() != ".md" || page == firstScenario ||
            page == "docs/command-line.md")
            continue;
        for (const CodeBlock &block : blocksOf(page.c_str()))
            EXPECT_NE(block.language, "console") << page << ":" << block.line;
    }
}

TEST(FirstScenario, ItsScenariosDoWhatTheySay)
{
    std::size_t count = 0;
    for (const CodeBlock &block : blocksOf(firstScenario)) {
        if (block.language != "c" || block.text.find("expect") == std::string::npos)
            continue;
        ++count;
        for (const std::string &broken : brokenClaims(block.text))
            ADD_FAILURE_AT(firstScenario, block.line) << broken;
    }
    EXPECT_EQ(count, 2U);
}
