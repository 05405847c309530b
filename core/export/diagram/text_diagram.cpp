// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/text_diagram.h"

#include "export/diagram/call_text.h"
#include "export/diagram/diagram_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

constexpr std::size_t indentPerCall = 2; ///< also of a remark below its line
constexpr std::size_t continuationIndent = 4;
constexpr std::size_t gap = 2;         ///< blanks between columns, and before a remark
constexpr std::size_t narrowest = 16;  ///< a column is never made narrower than this
constexpr std::size_t numberWidth = 4; ///< of step numbers in a list
constexpr std::size_t numberGap = 2;   ///< blanks behind them
constexpr std::size_t tabStop = 8;

struct Column {
    std::size_t begin = 0;
    std::size_t width = 0;
};

std::string remarkText(const std::string &remark, RemarkStyle style)
{
    if (remark.empty())
        return {};
    const std::string text = asciiOnly(remark);
    switch (style) {
    case RemarkStyle::Brackets:
        return "[ " + text + " ]";
    case RemarkStyle::Slashes:
        return "// " + text;
    case RemarkStyle::Hash:
        return "# " + text;
    case RemarkStyle::Parentheses:
        return "(" + text + ")";
    }
    return text;
}

std::string headerFor(const Program &program, ThreadId thread, HeaderStyle style)
{
    const std::size_t number = indexOf(thread);
    const std::string name = asciiOnly(program.threads[number].name);
    switch (style) {
    case HeaderStyle::CpuRole:
        return fmt::format("CPU{} ({})", number, name);
    case HeaderStyle::CpuDash:
        return fmt::format("CPU{} - {}", number, name);
    case HeaderStyle::Cpu:
        return fmt::format("CPU{}", number);
    case HeaderStyle::CpuSpace:
        return fmt::format("CPU {}", number);
    case HeaderStyle::CpuColon:
        return fmt::format("cpu{}:", number);
    case HeaderStyle::Thread:
        return number < 26 ? fmt::format("Thread {}", static_cast<char>('A' + number))
                           : fmt::format("Thread {}", number + 1);
    case HeaderStyle::Task:
        return fmt::format("Task{}", number + 1);
    case HeaderStyle::Name:
        return name;
    }
    return name;
}

/// What stands before a line for the calls around it.
std::string leadOf(std::size_t depth, DepthStyle style)
{
    switch (style) {
    case DepthStyle::TwoBlanks:
        return std::string(indentPerCall * depth, ' ');
    case DepthStyle::OneBlank:
        return std::string(depth, ' ');
    case DepthStyle::Arrow:
        return depth == 0 ? "" : std::string(indentPerCall * (depth - 1), ' ') + "->";
    case DepthStyle::DoubleArrow:
        return depth == 0 ? "" : std::string(depth, '=') + "> ";
    }
    return {};
}

/// Deep calls must leave space for text.
std::string leadIn(const DiagramLine &line, std::size_t width, DepthStyle style)
{
    const std::size_t most = width > narrowest ? width - narrowest : 0;
    std::string lead = leadOf(line.depth, style);
    return lead.size() <= most ? lead : lead.substr(lead.size() - most);
}

enum class Arguments : std::uint8_t { Short, Full };

/// What a line takes when its arguments are as short as they can be, or when none is left out; a
/// remark may go below it.
std::size_t widthNeeded(const DiagramLine &line, Arguments arguments, const TextDiagramStyle &style)
{
    const std::size_t indent = leadOf(line.depth, style.depth).size();
    const std::string text = asciiOnly(arguments == Arguments::Full
                                           ? line.text
                                           : withShorterArguments(line.text, line.arguments, 0));
    return indent +
           std::max(text.size(), text.empty() ? remarkText(line.remark, style.remarks).size() : 0);
}

/// The first row begins with `lead`, the others with blanks as far in, and `deeper`.
void appendWrapped(std::vector<std::string> &rows, const std::string &text, const std::string &lead,
                   std::size_t deeper, std::size_t width)
{
    const std::size_t indent = lead.size();
    // Wrapped to the narrower width of the continuation, so that no row is too wide.
    const bool fits = indent + text.size() <= width;
    const std::size_t room = width - std::min(width, indent + (fits ? 0 : deeper));
    const auto parts = wrapped(text, room);
    for (std::size_t i = 0; i < parts.size(); ++i)
        rows.push_back((i == 0 ? lead : std::string(indent + deeper, ' ')) + parts[i]);
}

/// A line as rows of a column that is `width` wide.
std::vector<std::string> rowsOf(const DiagramLine &line, std::size_t width,
                                const TextDiagramStyle &style)
{
    std::vector<std::string> rows;
    const std::string lead = leadIn(line, width, style.depth);
    const std::size_t indent = lead.size();
    const std::string remark = remarkText(line.remark, style.remarks);
    if (!line.text.empty()) {
        const std::string text =
            asciiOnly(withShorterArguments(line.text, line.arguments, width - indent));
        if (!remark.empty() && indent + text.size() + gap + remark.size() <= width)
            return {lead + text + std::string(gap, ' ') + remark};
        appendWrapped(rows, text, lead, continuationIndent, width);
    }
    if (!remark.empty()) {
        const std::size_t below = line.text.empty() ? 0 : indentPerCall;
        const std::size_t in = std::min(indent + below, width - std::min(width, narrowest));
        appendWrapped(rows, remark, std::string(in, ' '), indentPerCall, width);
    }
    return rows;
}

/// Where the next character stands.
std::size_t columnAfter(std::string_view row)
{
    std::size_t column = 0;
    for (const char c : row)
        column = c == '\t' ? column / tabStop * tabStop + tabStop : column + 1;
    return column;
}

std::string withoutTrailingBlanks(std::string row)
{
    row.erase(row.find_last_not_of(" \t") + 1);
    return row;
}

class Diagram {
public:
    Diagram(const Run &run, const TextDiagramStyle &style, const DiagramEnding &ending,
            const StepNotes &notes, std::size_t leftOut)
        : m_program(run.machine().program()), m_style(style),
          m_lines(diagramLines(run, ending, notes, leftOut)),
          m_threads(diagramThreads(m_program, m_lines))
    {
        m_style.width = std::max<std::size_t>(m_style.width, 40);
        m_style.leftMargin = std::min(m_style.leftMargin, m_style.width / 4);
        for (const ThreadId thread : m_threads) {
            auto &widths = m_widths.emplace_back();
            for (const DiagramLine &line : m_lines)
                if (line.thread == thread)
                    widths.emplace_back(widthNeeded(line, Arguments::Short, m_style),
                                        widthNeeded(line, Arguments::Full, m_style));
        }
    }

    std::string text() const
    {
        if (m_style.isList)
            return asList();
        if (m_threads.size() <= 2)
            return inColumns(columnsOfTwo());
        if (m_threads.size() > 3)
            return asList();
        for (const auto &columns : {evenColumns(), columnsAsNeeded()})
            if (fit(columns))
                return inColumns(columns);
        return asList();
    }

private:
    /// Up to a column, with tabs if it is at a tab stop.
    void fill(std::string &row, std::size_t column) const
    {
        if (m_style.usesTabs && column % tabStop == 0)
            while (columnAfter(row) < column)
                row += '\t';
        else
            row.resize(std::max(row.size(), column), ' ');
    }

    /// Rows to the text, each from the column `begin` on.
    void append(std::string &text, const std::vector<std::string> &rows, std::size_t begin) const
    {
        for (const std::string &row : rows) {
            std::string line;
            fill(line, begin);
            text += withoutTrailingBlanks(line + row) + '\n';
        }
    }

    std::size_t needed(std::size_t index, Arguments arguments) const
    {
        std::size_t most = headerFor(m_program, m_threads[index], m_style.headers).size();
        for (const auto &[shortest, full] : m_widths[index])
            most = std::max(most, arguments == Arguments::Full ? full : shortest);
        return most;
    }

    /// The lines that do not fit into the columns, and those that have to leave out arguments.
    std::pair<std::size_t, std::size_t> misfits(const std::vector<Column> &columns) const
    {
        std::pair<std::size_t, std::size_t> count;
        for (std::size_t i = 0; i < columns.size(); ++i)
            for (const auto &[shortest, full] : m_widths[i]) {
                count.first += shortest > columns[i].width;
                count.second += full > columns[i].width && full != shortest;
            }
        return count;
    }

    std::vector<Column> columnsOfTwo() const
    {
        const std::size_t margin = m_style.leftMargin;
        if (m_threads.size() < 2)
            return {{margin, m_style.width - margin}};
        const std::size_t leftEnds =
            margin + std::max(needed(0, Arguments::Short), narrowest) + gap;
        const std::size_t rightNeeds =
            std::min(needed(1, Arguments::Short), m_style.width - narrowest);
        std::size_t right = std::min(m_style.rightColumn, m_style.width - narrowest);
        if (right + rightNeeds > m_style.width)
            right = std::min(right, std::max(leftEnds, m_style.width - rightNeeds));
        const std::size_t least = margin + narrowest + gap;
        right = std::max(right, least);
        if (m_style.usesTabs)
            right = std::max(right - right % tabStop, (least + tabStop - 1) / tabStop * tabStop);
        auto columns = split(right);
        // Elsewhere if that leaves out fewer arguments, and wraps no more lines; as near as can be.
        auto fewest = misfits(columns);
        const std::size_t from = right, most = m_style.width - narrowest;
        for (std::size_t far = 1; fewest.second > 0 && far < m_style.width; ++far)
            for (const std::size_t at : {from - std::min(from, far), from + far}) {
                if (at < least || at > most || (m_style.usesTabs && at % tabStop != 0))
                    continue;
                const auto count = misfits(split(at));
                if (count.first <= fewest.first && count.second < fewest.second) {
                    fewest = count;
                    columns = split(at);
                }
            }
        return columns;
    }

    /// Two columns, of which the second begins there.
    std::vector<Column> split(std::size_t right) const
    {
        const std::size_t margin = m_style.leftMargin;
        return {{margin, right - gap - margin}, {right, m_style.width - right}};
    }

    std::vector<Column> columnsAsNeeded() const
    {
        std::vector<Column> columns;
        for (std::size_t i = 0, begin = m_style.leftMargin; i < m_threads.size(); ++i) {
            columns.push_back({begin, std::max(needed(i, Arguments::Full), narrowest)});
            begin += columns.back().width + gap;
        }
        return columns;
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
            if (needed(i, Arguments::Full) > columns[i].width)
                return false;
        return columns.back().begin + columns.back().width <= m_style.width;
    }

    std::string inColumns(const std::vector<Column> &columns) const
    {
        std::string names, rules;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string header =
                headerFor(m_program, m_threads[i], m_style.headers).substr(0, columns[i].width);
            fill(names, columns[i].begin);
            fill(rules, columns[i].begin);
            names += header;
            rules += std::string(m_style.rule == RuleStyle::Four ? 4 : header.size(), '-');
        }
        std::string text = names + '\n';
        if (m_style.rule != RuleStyle::None)
            text += rules + '\n';
        for (const DiagramLine &line : m_lines) {
            const auto thread =
                line.thread ? std::ranges::find(m_threads, *line.thread) : m_threads.end();
            const Column column =
                thread == m_threads.end()
                    ? wholeWidth()
                    : columns[static_cast<std::size_t>(thread - m_threads.begin())];
            append(text, rowsOf(line, column.width, m_style), column.begin);
        }
        return text;
    }

    std::string asList() const
    {
        std::string text;
        std::optional<ThreadId> current;
        const std::size_t numbers = numbersWidth();
        for (const DiagramLine &line : m_lines) {
            if (line.thread && line.thread != current) {
                append(text,
                       wrapped(headerFor(m_program, *line.thread, m_style.headers),
                               wholeWidth().width),
                       m_style.leftMargin);
                current = line.thread;
            }
            const std::size_t width = wholeWidth().width - numbers;
            std::vector<std::string> rows = rowsOf(line, width, m_style);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                rows[i] = fmt::format("{:>{}}{:{}}", i == 0 ? numberOf(line) : "",
                                      numbers - numberGap, "", numberGap) +
                          rows[i];
            }
            append(text, rows, m_style.leftMargin);
        }
        return text;
    }

    /// "4", "4-5".
    static std::string numberOf(const DiagramLine &line)
    {
        if (!line.step)
            return {};
        const std::size_t first = *line.step + 1, last = first + line.steps - 1;
        return first == last ? fmt::to_string(first) : fmt::format("{}-{}", first, last);
    }

    std::size_t numbersWidth() const
    {
        std::size_t width = numberWidth;
        for (const DiagramLine &line : m_lines)
            width = std::max(width, numberOf(line).size());
        return width + numberGap;
    }

    Column wholeWidth() const { return {m_style.leftMargin, m_style.width - m_style.leftMargin}; }

    const Program &m_program;
    TextDiagramStyle m_style;
    std::vector<DiagramLine> m_lines;
    std::vector<ThreadId> m_threads;
    /// By column, what its lines need with short arguments and with all of them.
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> m_widths;
};

} // namespace

std::string textDiagram(const Run &run, const TextDiagramStyle &style, const DiagramEnding &ending,
                        const StepNotes &notes, std::size_t leftOut)
{
    return Diagram(run, style, ending, notes, leftOut).text();
}

} // namespace racewalk
