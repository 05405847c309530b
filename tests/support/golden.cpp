// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/golden.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

namespace racewalk::test {
namespace {

std::optional<std::string> readFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

bool writeFile(const std::filesystem::path &path, std::string_view text)
{
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    std::ofstream file(path, std::ios::binary);
    file << text;
    return static_cast<bool>(file.flush());
}

/// A text that does not end with a newline gets a last line that says so, as diff does.
std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) {
            lines.emplace_back(text);
            lines.emplace_back("\\ No newline at end");
            break;
        }
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// Every line with its mark, by the longest common subsequence.
std::vector<std::string> markedLines(const std::vector<std::string> &a,
                                     const std::vector<std::string> &b)
{
    std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                                 std::vector<std::size_t>(b.size() + 1, 0));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1
                                        : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    std::vector<std::string> marked;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            marked.push_back(" " + a[i]);
            ++i;
            ++j;
        } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
            marked.push_back("-" + a[i++]);
        } else {
            marked.push_back("+" + b[j++]);
        }
    }
    return marked;
}

} // namespace

GoldenFolders GoldenFolders::standard()
{
    const char *renew = std::getenv("RACEWALK_UPDATE_GOLDEN");
    return {std::filesystem::path(RACEWALK_TESTS_DIR) / "golden",
            std::filesystem::path(RACEWALK_TESTS_BUILD_DIR) / "golden",
            renew != nullptr && std::string_view(renew) == "1"};
}

std::string lineDiff(std::string_view approved, std::string_view actual)
{
    constexpr std::size_t context = 2;
    const auto marked = markedLines(linesOf(approved), linesOf(actual));
    std::vector<bool> shown(marked.size(), false);
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (marked[i].front() == ' ')
            continue;
        const std::size_t end = std::min(marked.size(), i + context + 1);
        std::fill(shown.begin() + static_cast<std::ptrdiff_t>(i - std::min(i, context)),
                  shown.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
    std::string text;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (shown[i])
            text += marked[i] + '\n';
        else if (i > 0 && shown[i - 1])
            text += "...\n";
    }
    return text;
}

testing::AssertionResult matchesGolden(std::string_view name, std::string_view actual,
                                       const GoldenFolders &place)
{
    const auto path = place.approved / name;
    if (place.renew) {
        if (!writeFile(path, actual))
            return testing::AssertionFailure() << "cannot write " << path;
        return testing::AssertionSuccess();
    }
    const auto approved = readFile(path);
    if (approved && *approved == actual)
        return testing::AssertionSuccess();
    const auto refused = place.refused / (std::string(name) + ".actual");
    const bool written = writeFile(refused, actual);
    return testing::AssertionFailure()
           << name << (approved ? " differs from" : " is missing in") << " the golden files; "
           << (written ? "the text is in " : "could not write ") << refused << '\n'
           << lineDiff(approved.value_or(""), actual);
}

} // namespace racewalk::test
