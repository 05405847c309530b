// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdown.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

namespace racewalk::test {

std::vector<CodeBlock> codeBlocks(std::string_view page)
{
    constexpr std::string_view fence = "```";
    std::vector<CodeBlock> blocks;
    std::optional<CodeBlock> open;
    std::istringstream lines{std::string(page)};
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (!line.starts_with(fence)) {
            if (open)
                open->text += line + "\n";
        } else if (open) {
            blocks.push_back(std::move(*open));
            open.reset();
        } else {
            std::istringstream words(line.substr(fence.size()));
            open.emplace();
            words >> open->language >> open->note;
            open->line = number + 1;
        }
    }
    return blocks;
}

std::string textOf(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string trimmed(std::string_view text)
{
    std::string result;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);)
        result += line.substr(0, line.find_last_not_of(" \t\r") + 1) + "\n";
    return result.substr(0, result.find_last_not_of('\n') + 1);
}

} // namespace racewalk::test
