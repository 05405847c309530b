// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/text_diagram.h"

#include "export/call_text.h"
#include "export/diagram_lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {
namespace {

constexpr std::size_t indentPerCall = 2;
constexpr std::size_t continuationIndent = 4;
constexpr std::size_t gap = 2;         ///< blanks between columns, and before a remark
constexpr std::size_t narrowest = 16;  ///< a column is never made narrower than this
constexpr std::size_t numberWidth = 6; ///< of step numbers in a list, with the blanks behind them

struct Column {
    std::size_t begin = 0;
    std::size_t width = 0;
};

std::string bracketed(const std::string &remark)
{
    return remark.empty() ? "" : "[ " + asciiOnly(remark) + " ]";
}

std::string headerFor(const Program &program, ThreadId thread)
{
    return fmt::format("CPU{} ({})", indexOf(thread),
                       asciiOnly(program.threads[indexOf(thread)].name));
}

/// Deep calls must leave space for text.
std::size_t indentOf(const DiagramLine &line, std::size_t width)
{
    const std::size_t most = width > narrowest ? width - narrowest : 0;
    return std::min(line.depth * indentPerCall, most);
}

/// What a line takes when its arguments are as short as they can be; a remark may go below it.
std::size_t widthNeeded(const DiagramLine &line)
{
    const std::size_t indent = line.depth * indentPerCall;
    const std::string text = asciiOnly(withShorterArguments(line.text, line.arguments, 0));
    return indent + std::max(text.size(), text.empty() ? bracketed(line.remark).size() : 0);
}

void appendWrapped(std::vector<std::string> &rows, const std::string &text, std::size_t indent,
                   std::size_t deeper, std::size_t width)
{
    // Wrapped to the narrower width of the continuation, so that no row is too wide.
    const bool fits = indent + text.size() <= width;
    const std::size_t room = width - std::min(width, indent + (fits ? 0 : deeper));
    const auto parts = wrapped(text, room);
    for (std::size_t i = 0; i < parts.size(); ++i)
        rows.push_back(std::string(indent + (i == 0 ? 0 : deeper), ' ') + parts[i]);
}

/// A line as rows of a column that is `width` wide.
std::vector<std::string> rowsOf(const DiagramLine &line, std::size_t width)
{
    std::vector<std::string> rows;
    const std::size_t indent = indentOf(line, width);
    const std::string remark = bracketed(line.remark);
    if (!line.text.empty()) {
        const std::string text =
            asciiOnly(withShorterArguments(line.text, line.arguments, width - indent));
        if (!remark.empty() && indent + text.size() + gap + remark.size() <= width)
            return {std::string(indent, ' ') + text + std::string(gap, ' ') + remark};
        appendWrapped(rows, text, indent, continuationIndent, width);
    }
    if (!remark.empty()) {
        const std::size_t below = line.text.empty() ? 0 : indentPerCall;
        appendWrapped(rows, remark, std::min(indent + below, width - std::min(width, narrowest)),
                      indentPerCall, width);
    }
    return rows;
}

std::string withoutTrailingBlanks(std::string row)
{
    row.erase(row.find_last_not_of(' ') + 1);
    return row;
}

/// Rows to the text, each behind `begin` blanks.
void append(std::string &text, const std::vector<std::string> &rows, std::size_t begin)
{
    for (const std::string &row : rows)
        text += withoutTrailingBlanks(std::string(begin, ' ') + row) + '\n';
}

class Diagram {
public:
    Diagram(const Run &run, const TextDiagramStyle &style, const DiagramEnding &ending)
        : m_program(run.machine().program()), m_style(style), m_lines(diagramLines(run, ending)),
          m_threads(diagramThreads(m_program, m_lines))
    {
        m_style.width = std::max<std::size_t>(m_style.width, 40);
        m_style.leftMargin = std::min(m_style.leftMargin, m_style.width / 4);
    }

    std::string text() const
    {
        if (m_threads.size() <= 2)
            return inColumns(columnsOfTwo());
        const auto columns = evenColumns();
        return m_threads.size() == 3 && fit(columns) ? inColumns(columns) : asList();
    }

private:
    std::size_t needed(std::size_t index) const
    {
        std::size_t most = headerFor(m_program, m_threads[index]).size();
        for (const DiagramLine &line : m_lines)
            if (line.thread == m_threads[index])
                most = std::max(most, widthNeeded(line));
        return most;
    }

    std::vector<Column> columnsOfTwo() const
    {
        const std::size_t margin = m_style.leftMargin;
        if (m_threads.size() < 2)
            return {{margin, m_style.width - margin}};
        const std::size_t leftEnds = margin + std::max(needed(0), narrowest) + gap;
        const std::size_t rightNeeds = std::min(needed(1), m_style.width - narrowest);
        std::size_t right = std::min(m_style.rightColumn, m_style.width - narrowest);
        if (right + rightNeeds > m_style.width)
            right = std::min(right, std::max(leftEnds, m_style.width - rightNeeds));
        right = std::max(right, margin + narrowest + gap);
        return {{margin, right - gap - margin}, {right, m_style.width - right}};
    }

    std::vector<Column> evenColumns() const
    {
        std::vector<Column> columns;
        const std::size_t pitch = (m_style.width - m_style.leftMargin) / m_threads.size();
        for (std::size_t i = 0; i < m_threads.size(); ++i) {
            const bool isLast = i + 1 == m_threads.size();
            columns.push_back({m_style.leftMargin + i * pitch, pitch - (isLast ? 0 : gap)});
        }
        return columns;
    }

    bool fit(const std::vector<Column> &columns) const
    {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (needed(i) > columns[i].width)
                return false;
        return true;
    }

    std::string inColumns(const std::vector<Column> &columns) const
    {
        std::string names, rules;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string header =
                headerFor(m_program, m_threads[i]).substr(0, columns[i].width);
            names.resize(columns[i].begin, ' ');
            rules.resize(columns[i].begin, ' ');
            names += header;
            rules += std::string(header.size(), '-');
        }
        std::string text = names + '\n' + rules + '\n';
        for (const DiagramLine &line : m_lines) {
            const auto thread =
                line.thread ? std::ranges::find(m_threads, *line.thread) : m_threads.end();
            const Column column =
                thread == m_threads.end()
                    ? wholeWidth()
                    : columns[static_cast<std::size_t>(thread - m_threads.begin())];
            append(text, rowsOf(line, column.width), column.begin);
        }
        return text;
    }

    std::string asList() const
    {
        std::string text;
        std::optional<ThreadId> current;
        for (const DiagramLine &line : m_lines) {
            if (line.thread && line.thread != current) {
                append(text, wrapped(headerFor(m_program, *line.thread), wholeWidth().width),
                       m_style.leftMargin);
                current = line.thread;
            }
            const std::size_t width = wholeWidth().width - numberWidth;
            std::vector<std::string> rows = rowsOf(line, width);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const bool isNumbered = i == 0 && line.step;
                rows[i] = (isNumbered ? fmt::format("{:>4}  ", *line.step + 1)
                                      : std::string(numberWidth, ' ')) +
                          rows[i];
            }
            append(text, rows, m_style.leftMargin);
        }
        return text;
    }

    Column wholeWidth() const { return {m_style.leftMargin, m_style.width - m_style.leftMargin}; }

    const Program &m_program;
    TextDiagramStyle m_style;
    std::vector<DiagramLine> m_lines;
    std::vector<ThreadId> m_threads;
};

} // namespace

std::string textDiagram(const Run &run, const TextDiagramStyle &style, const DiagramEnding &ending)
{
    return Diagram(run, style, ending).text();
}

} // namespace racewalk
