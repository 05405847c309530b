// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// A text from a mail, a commit or a kernel log as lines, without what was put in front of them:
/// quotation marks of mail, the marks of a diff and of a C comment, the kernel log's time stamps.
/// Tabs are blanks up to the next multiple of 8, control characters are '?'.
class ReportText {
public:
    explicit ReportText(std::string_view text);

    const std::string &whole() const { return m_whole; }
    std::size_t size() const { return m_lines.size(); }
    /// As it stands in the text.
    std::string_view original(std::size_t line) const;
    /// The number of quotation marks in front of it.
    std::size_t quotations(std::size_t line) const { return m_lines[line].quotations; }
    /// Without its marks, and without blanks at its end.
    const std::string &operator[](std::size_t line) const { return m_lines[line].content; }
    /// operator[] without blanks in front.
    std::string_view inner(std::size_t line) const;
    /// The first line from `begin` on that contains the words, if there is one.
    std::optional<std::size_t> find(std::string_view words, std::size_t begin = 0) const;

private:
    struct Line {
        std::size_t begin = 0, size = 0; ///< of the original
        std::string content;
        std::size_t quotations = 0;
    };
    std::string m_whole;
    std::vector<Line> m_lines;
};

/// The part of a text between two others, the first of each; none if one is missing.
std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after);

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The first word of a text; the text is what follows it.
std::string_view takeWord(std::string_view &text);

} // namespace racewalk
