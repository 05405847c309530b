// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/diagram/diagram_columns.h"

#include "import/diagram/line_segments.h"
#include "import/diagram/mail_text.h"
#include "import/line_account.h"
#include "program/one_line.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {
namespace {

constexpr std::string_view replayCommand = "racewalk replay ";
constexpr std::size_t nearHeader = 6; ///< columns in front of a header that belong to it
constexpr std::size_t mostLists = 64; ///< threads of a list

/// The marks of a remark in front of a text.
constexpr std::array remarkMarks =
    std::to_array<std::string_view>({"[ ", "//", "/*", "# ", "<-", "^"});
/// Those that can stand behind a statement with one blank between.
constexpr std::array marksBehind =
    std::to_array<std::string_view>({" //", " /*", " # ", " <-", "  ("});

class ColumnReader {
public:
    ColumnReader(const ReportText &text, const Program *against)
        : m_text(text), m_against(against), m_account(text, "not part of the diagram")
    {}

    std::optional<DiagramColumns> read()
    {
        const auto begin = findHeaders();
        if (!begin)
            return std::nullopt;
        findLastInside(*begin);
        for (std::size_t line = *begin; line < m_text.size(); ++line) {
            if (isReply(line))
                continue;
            if (m_text.inner(line).empty())
                m_isCommand = false;
            else if (m_found.isList)
                readInList(line);
            else if (line == *begin)
                m_account.understand(line, "the columns' headers");
            else
                readInColumns(line);
        }
        m_found.lines = m_account.take();
        return std::move(m_found);
    }

private:
    std::optional<std::size_t> findHeaders()
    {
        for (std::size_t line = 0; line < m_text.size(); ++line) {
            const auto headers = headersIn(m_text, line, m_against);
            if (headers.empty())
                continue;
            for (const PlacedHeader &placed : headers) {
                m_found.headers.push_back(placed.header);
                m_begins.push_back(placed.begin);
            }
            m_quotations = m_text.quotations(line);
            placeColumns(line);
            return line;
        }
        m_found.isList = true;
        for (std::size_t line = 0; line < m_text.size(); ++line)
            if (listHeader(line)) {
                m_quotations = m_text.quotations(line);
                return line;
            }
        return std::nullopt;
    }

    /// Whether somebody wrote the line between the quoted lines of the diagram, or quotes another
    /// text there. What a mail program has wrapped has no marks either.
    bool isReply(std::size_t line) const
    {
        constexpr std::size_t wrapsAt = 60; ///< a line that is shorter is not wrapped
        const std::size_t quotations = m_text.quotations(line);
        const bool isRest = quotations == 0 && line > 0 &&
                            m_text.quotations(line - 1) == m_quotations &&
                            m_text.original(line - 1).size() >= wrapsAt;
        return quotations != m_quotations && !isRest && !m_text.inner(line).empty();
    }

    /// Where nothing stands in a column at its header, the header is centred above it: the column
    /// begins where its texts do.
    void placeColumns(std::size_t headerLine)
    {
        for (std::size_t i = 1; i < m_begins.size(); ++i) {
            const std::size_t middle = (m_begins[i - 1] + m_begins[i]) / 2 + 1;
            const std::size_t next = i + 1 < m_begins.size() ? m_begins[i + 1] : std::string::npos;
            std::size_t first = std::string::npos;
            bool isAtHeader = false;
            for (std::size_t line = headerLine + 1; line < m_text.size(); ++line) {
                const std::size_t begin = m_text[line].find_first_not_of(' ');
                if (begin == std::string::npos || begin < middle || begin >= next ||
                    isRule(m_text.inner(line)) || isReply(line))
                    continue;
                first = std::min(first, begin);
                isAtHeader = isAtHeader || begin + 1 == m_begins[i] || begin == m_begins[i] ||
                             begin == m_begins[i] + 1;
            }
            if (!isAtHeader && first < m_begins[i])
                m_begins[i] = first;
        }
    }

    std::optional<ColumnHeader> listHeader(std::size_t line) const
    {
        const std::string_view inner = m_text.inner(line);
        return inner.contains("  ") ? std::nullopt : columnHeaderFrom(inner, m_against);
    }

    /// A line that only the end of a diagram can be followed by.
    bool isEndMark(std::size_t line) const
    {
        const std::string_view inner = m_text.inner(line);
        return inner.find(replayCommand) != std::string_view::npos || m_text[line] == "--" ||
               m_text[line] == "---" || inner == "*/" || isMailTag(inner);
    }

    /// Whether the line ends the diagram, or comes after its end.
    bool isAfter(std::size_t line)
    {
        m_isCommand =
            m_isCommand || m_text.inner(line).find(replayCommand) != std::string_view::npos;
        m_isOver = m_isOver || isEndMark(line) || isProse(line);
        return m_isOver;
    }

    /// The last line with a text in a column on the right, or of a list with a header: what follows
    /// may be the rest of the first column, or the sentences of a mail.
    void findLastInside(std::size_t begin)
    {
        m_lastInside = begin;
        for (std::size_t line = begin + 1; line < m_text.size() && !isEndMark(line); ++line)
            if (isReply(line))
                continue;
            else if (m_found.isList ? listHeader(line).has_value() : isOnRight(line))
                m_lastInside = line;
            else if (!m_found.isList && !headersIn(m_text, line, m_against).empty())
                return;
    }

    bool isOnRight(std::size_t line) const
    {
        for (const Segment &segment : segmentsOf(m_text[line])) {
            const bool isNextSentence = segment.begin > 2 && std::string_view(".!?:").contains(
                                                                 m_text[line][segment.begin - 3]);
            if (segment.begin + nearHeader >= m_begins[1] && !isNextSentence)
                return true;
        }
        return false;
    }

    /// A sentence behind a blank line, below all that stands on the right, or across the columns.
    bool isProse(std::size_t line) const
    {
        constexpr std::ptrdiff_t fewestWords = 5;
        const std::string_view inner = m_text.inner(line);
        if (line == 0 || !m_text.inner(line - 1).empty() || isRemark(inner))
            return false;
        if (line > m_lastInside && isSentence(inner))
            return true;
        if (inner.contains("  ") || std::ranges::count(inner, ' ') + 1 < fewestWords)
            return false;
        const std::size_t begin = m_text[line].find_first_not_of(' ');
        const std::size_t right = m_found.isList ? longestColumnHeader : m_begins[1];
        return begin + nearHeader < right && begin + inner.size() > right && inner[0] >= 'A' &&
               inner[0] <= 'Z' && !inner.contains(';');
    }

    void ignoreAfter(std::size_t line)
    {
        if (!headersIn(m_text, line, m_against).empty())
            m_account.flag(line, "another diagram: only the first is read");
        else if (m_isCommand)
            m_account.ignore(line, "the command that replays the run");
    }

    static bool isRemark(std::string_view text)
    {
        return text == "[" || text.starts_with('(') ||
               std::ranges::any_of(remarkMarks,
                                   [&](std::string_view mark) { return text.starts_with(mark); });
    }

    /// Takes the marks off a remark.
    static void setRemark(ColumnText &into, std::string_view text)
    {
        into.bracket = text.starts_with("/*") ? '*' : text.front();
        into.open = openBrackets(text, into.bracket);
        if (into.bracket == '[' || into.bracket == '(') {
            text.remove_prefix(1);
            if (into.open <= 0 && (text.ends_with(']') || text.ends_with(')')))
                text.remove_suffix(1);
        } else if (into.bracket == '*') {
            text = text.substr(2, text.find("*/") - 2);
        } else {
            into.bracket = 0;
            into.goesOnDeeper = true;
            text.remove_prefix(std::min(text.find_first_not_of("/#<-^ "), text.size()));
        }
        into.remark = trimmed(text);
    }

    static std::size_t behindMarks(std::string_view text)
    {
        std::size_t at = std::string_view::npos;
        for (const std::string_view mark : marksBehind)
            at = std::min(at, text.find(mark));
        // "[ note ]" to the end, but no index.
        if (text.ends_with(']'))
            at = std::min(at, text.find(" [ "));
        return at;
    }

    void addText(std::size_t line, std::size_t column, std::size_t begin, std::string_view text)
    {
        m_account.ignore(line, {}); // until its statement is read
        ColumnText added;
        added.line = line;
        added.column = column;
        added.indent = begin;
        added.raw = text;
        if (isRemark(text)) {
            setRemark(added, text);
        } else {
            const std::size_t mark = behindMarks(text);
            std::string_view statement = trimmed(text.substr(0, mark));
            for (const std::string_view arrow : {"->", "=> "})
                if (const std::size_t at = statement.find(arrow);
                    at != std::string_view::npos &&
                    statement.substr(0, at).find_first_not_of("=- ") == std::string_view::npos) {
                    added.indent += at + arrow.size();
                    statement.remove_prefix(at + arrow.size());
                    break;
                }
            added.text = trimmed(statement);
            if (mark != std::string_view::npos)
                setRemark(added, trimmed(text.substr(mark)));
        }
        m_found.texts.push_back(std::move(added));
    }

    std::size_t columnOf(const Segment &segment, bool isFirst) const
    {
        std::size_t column = 0;
        for (std::size_t i = 1; i < m_begins.size(); ++i) {
            const std::size_t begin = m_begins[i];
            const bool isNear =
                segment.begin + nearHeader >= begin && (isFirst || segment.end() > begin);
            if (segment.begin >= begin || isNear)
                column = i;
        }
        return column;
    }

    /// A part with its remark: what belongs to one column.
    void readInColumns(std::size_t line)
    {
        if (isAfter(line)) {
            ignoreAfter(line);
            return;
        }
        if (isNothing(line))
            return;
        const std::vector<Segment> segments = segmentsOf(m_text[line]);
        for (std::size_t i = 0; i < segments.size();) {
            const std::size_t column = columnOf(segments[i], i == 0), begin = segments[i].begin;
            std::size_t next = i + 1;
            while (next < segments.size() && columnOf(segments[next], false) == column)
                ++next;
            const std::string_view whole =
                std::string_view(m_text[line]).substr(begin, segments[next - 1].end() - begin);
            addText(line, column, begin, whole);
            i = next;
        }
    }

    bool isNothing(std::size_t line)
    {
        const std::string_view inner = m_text.inner(line);
        if (isRule(inner))
            m_account.ignore(line, "a rule");
        else if (inner.starts_with("...") && !inner.contains("left out"))
            m_account.ignore(line, "steps that the diagram leaves out");
        else if (inner.starts_with("***") || inner.starts_with("*BOOM"))
            m_account.ignore(line, "how the diagram ends");
        else
            return false;
        return true;
    }

    /// "  12-13  text" below the header of its thread.
    void readInList(std::size_t line)
    {
        if (auto header = listHeader(line)) {
            const auto known =
                std::ranges::find(m_found.headers, header->text, &ColumnHeader::text);
            m_column = static_cast<std::size_t>(known - m_found.headers.begin());
            if (known == m_found.headers.end()) {
                if (m_found.headers.size() == mostLists) {
                    m_isOver = true;
                    m_account.flag(line, "more threads than a scenario has");
                    return;
                }
                m_found.headers.push_back(std::move(*header));
            }
            m_account.understand(line, "the steps of a thread follow");
            return;
        }
        if (isAfter(line)) {
            ignoreAfter(line);
            return;
        }
        if (isNothing(line))
            return;
        const std::string &content = m_text[line];
        std::size_t begin = content.find_first_not_of(' ');
        std::size_t number = begin;
        while (number < content.size() && (isDigit(content[number]) || content[number] == '-'))
            ++number;
        if (number > begin && isDigit(content[begin]) && number < content.size() &&
            content[number] == ' ')
            begin = content.find_first_not_of(' ', number);
        addText(line, m_column, begin, std::string_view(content).substr(begin));
    }

    const ReportText &m_text;
    const Program *m_against;
    DiagramColumns m_found;
    std::vector<std::size_t> m_begins; ///< of the columns
    std::size_t m_column = 0;          ///< in a list: of the header above
    LineAccount m_account;
    std::size_t m_quotations = 0; ///< marks in front of the headers
    std::size_t m_lastInside = 0; ///< see findLastInside()
    bool m_isOver = false, m_isCommand = false;
};

} // namespace

int openBrackets(std::string_view text, char bracket)
{
    if (bracket == '*')
        return (text.contains("/*") ? 1 : 0) - (text.contains("*/") ? 1 : 0);
    if (bracket != '[' && bracket != '(')
        return 0;
    return static_cast<int>(std::ranges::count(text, bracket) -
                            std::ranges::count(text, bracket == '[' ? ']' : ')'));
}

std::optional<DiagramColumns> diagramColumns(const ReportText &text, const Program *against)
{
    return ColumnReader(text, against).read();
}

} // namespace racewalk
