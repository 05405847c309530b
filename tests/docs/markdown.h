// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::test {

/// What stands between ``` and ``` in a page: "c", "refused" for the line "```c refused".
struct CodeBlock {
    std::string language;
    std::string note;
    std::string text;
    int line = 0; ///< of the page, of the first line of `text`
};

/// In the order of the page.
std::vector<CodeBlock> codeBlocks(std::string_view page);

/// A file as text; empty if it cannot be read.
std::string textOf(const std::filesystem::path &file);

/// Without blanks at the ends of lines and empty lines at the end.
std::string trimmed(std::string_view text);

} // namespace racewalk::test
