// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdown.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

namespace {

using namespace racewalk::test;
namespace fs = std::filesystem;

std::vector<fs::path> pages()
{
    const fs::path root = RACEWALK_SOURCE_DIR;
    std::vector<fs::path> result = {root / "README.md", root / "CONTRIBUTING.md"};
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(root / "docs"))
        if (entry.path().extension() == ".md")
            result.push_back(entry.path());
    std::ranges::sort(result);
    return result;
}

/// What a heading is called in a link, as the usual renderers make it.
std::string anchorOf(std::string_view heading)
{
    std::string result;
    for (const char c : heading) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_')
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (c == ' ')
            result += '-';
    }
    return result;
}

/// A page without its blocks of code.
std::string prose(const fs::path &page)
{
    std::string result;
    std::istringstream lines(textOf(page));
    bool isCode = false;
    for (std::string line; std::getline(lines, line);) {
        const bool isFence = line.starts_with("```");
        if (!isFence && !isCode)
            result += line + "\n";
        isCode = isCode != isFence;
    }
    return result;
}

std::set<std::string> anchors(const fs::path &page)
{
    std::set<std::string> result;
    std::istringstream lines(prose(page));
    for (std::string line; std::getline(lines, line);)
        if (const std::size_t level = line.find_first_not_of('#'); level != 0 && line[0] == '#')
            result.insert(anchorOf(line.substr(level + 1)));
    return result;
}

/// "file.md#heading" of each [text](file.md#heading).
std::vector<std::string> links(const fs::path &page)
{
    std::vector<std::string> result;
    const std::string text = prose(page);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1))
        result.push_back(text.substr(at + 2, text.find(')', at) - at - 2));
    return result;
}

} // namespace

TEST(Links, LeadToFilesAndHeadingsThatAreThere)
{
    std::size_t count = 0;
    for (const fs::path &page : pages()) {
        for (const std::string &link : links(page)) {
            if (link.find("://") != std::string::npos)
                continue;
            ++count;
            const std::size_t mark = std::min(link.find('#'), link.size());
            const fs::path target = mark == 0 ? page : page.parent_path() / link.substr(0, mark);
            EXPECT_TRUE(fs::exists(target)) << page << ": " << link;
            if (mark < link.size()) {
                EXPECT_TRUE(anchors(target).contains(link.substr(mark + 1)))
                    << page << ": " << link;
            }
        }
    }
    EXPECT_GT(count, 20U);
}
