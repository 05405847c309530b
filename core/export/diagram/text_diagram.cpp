// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/text_diagram.h"

#include "export/diagram/diagram_choice.h"
#include "export/diagram/diagram_lines.h"
#include "export/diagram/diagram_rows.h"
#include "export/reports/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

constexpr std::size_t numberWidth = 4; ///< of step numbers in a list
constexpr std::size_t numberGap = 2;   ///< blanks behind them
constexpr std::size_t tabStop = 8;

struct Column {
    std::size_t begin = 0;
    std::size_t width = 0;
};

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
          m_lines(collapsed(diagramLines(run, ending, notes, leftOut), run, style.collapse)),
          m_threads(diagramThreads(m_program, m_lines))
    {
        if (style.isBySwitch)
            m_lines = linesBySwitch(m_lines, run, leftOut);
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
        if (m_style.isBySwitch)
            return bySwitch();
        if (m_style.isList)
            return asList();
        if (m_threads.size() <= 2) {
            const auto columns = columnsOfTwo();
            return columns.size() < 2 || brokenIn(columns) == 0 ? inColumns(columns) : asList();
        }
        if (m_threads.size() > 3)
            return asList();
        if (const auto columns = evenColumns(); fit(columns))
            return inColumns(columns);
        for (const Arguments arguments : {Arguments::Full, Arguments::Short})
            if (const auto columns = columnsAsNeeded(arguments);
                columns.back().begin + columns.back().width <= m_style.width)
                return inColumns(spread(columns));
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
            margin + std::max(needed(0, Arguments::Short), narrowestColumn) + columnGap;
        const std::size_t rightNeeds =
            std::min(needed(1, Arguments::Short), m_style.width - narrowestColumn);
        std::size_t right = std::min(m_style.rightColumn, m_style.width - narrowestColumn);
        if (right + rightNeeds > m_style.width)
            right = std::min(right, std::max(leftEnds, m_style.width - rightNeeds));
        const std::size_t least = margin + narrowestColumn + columnGap;
        right = std::max(right, least);
        if (m_style.usesTabs)
            right = std::max(right - right % tabStop, (least + tabStop - 1) / tabStop * tabStop);
        auto columns = split(right);
        // Elsewhere if that leaves out fewer arguments, and breaks and wraps no more lines; as near
        // as can be.
        auto fewest = misfits(columns);
        std::size_t broken = brokenIn(columns);
        const std::size_t from = right, most = m_style.width - narrowestColumn;
        for (std::size_t far = 1; (broken > 0 || fewest.second > 0) && far < m_style.width; ++far)
            for (const std::size_t at : {from - std::min(from, far), from + far}) {
                if (at < least || at > most || (m_style.usesTabs && at % tabStop != 0))
                    continue;
                const auto there = split(at);
                const auto count = misfits(there);
                const bool isBetter = count.first <= fewest.first && count.second < fewest.second;
                const std::size_t brokenThere = broken > 0 || isBetter ? brokenIn(there) : broken;
                if (brokenThere < broken || (isBetter && brokenThere == broken)) {
                    fewest = count;
                    broken = brokenThere;
                    columns = there;
                }
            }
        return columns;
    }

    /// The lines of which a word would be broken.
    std::size_t brokenIn(const std::vector<Column> &columns) const
    {
        return static_cast<std::size_t>(std::ranges::count_if(m_lines, [&](const auto &line) {
            const auto thread =
                line.thread ? std::ranges::find(m_threads, *line.thread) : m_threads.end();
            return thread != m_threads.end() &&
                   breaksWord(line,
                              columns[static_cast<std::size_t>(thread - m_threads.begin())].width,
                              m_style);
        }));
    }

    /// Two columns, of which the second begins there.
    std::vector<Column> split(std::size_t right) const
    {
        const std::size_t margin = m_style.leftMargin;
        return {{margin, right - columnGap - margin}, {right, m_style.width - right}};
    }

    std::vector<Column> columnsAsNeeded(Arguments arguments) const
    {
        std::vector<Column> columns;
        std::size_t begin = m_style.leftMargin;
        for (const ThreadId thread : m_threads) {
            std::size_t width =
                std::max(headerFor(m_program, thread, m_style.headers).size(), narrowestColumn);
            for (const DiagramLine &line : m_lines)
                if (line.thread == thread)
                    width = std::max(width, widthNeededAtLeast(line, arguments, m_style));
            columns.push_back({begin, width});
            begin += width + columnGap;
        }
        return columns;
    }

    /// As wide as the diagram may be, the space that is left to all alike.
    std::vector<Column> spread(std::vector<Column> columns) const
    {
        const std::size_t end = columns.back().begin + columns.back().width;
        const std::size_t each = (m_style.width - end) / columns.size();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].begin += i * each;
            columns[i].width += each;
        }
        return columns;
    }

    std::vector<Column> evenColumns() const
    {
        std::vector<Column> columns;
        const std::size_t pitch = (m_style.width - m_style.leftMargin) / m_threads.size();
        for (std::size_t i = 0; i < m_threads.size(); ++i) {
            const bool isLast = i + 1 == m_threads.size();
            columns.push_back({m_style.leftMargin + i * pitch, pitch - (isLast ? 0 : columnGap)});
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

    /// Numbers, threads, and what they change.
    std::string bySwitch() const
    {
        std::string text;
        const std::size_t numbers = numbersWidth();
        std::size_t names = 0;
        for (const DiagramLine &line : m_lines)
            if (line.thread)
                names = std::max(names, headerFor(m_program, *line.thread, m_style.headers).size() +
                                            columnGap);
        const std::size_t begin = numbers + std::min(names, m_style.width / 2);
        for (const DiagramLine &line : m_lines) {
            std::vector<std::string> rows = rowsOf(line, wholeWidth().width - begin, m_style);
            const std::string name =
                line.thread ? headerFor(m_program, *line.thread, m_style.headers) : "";
            for (std::size_t i = 0; i < rows.size(); ++i)
                rows[i] = fmt::format("{:>{}}{:{}}{:{}}", i == 0 ? numberOf(line) : "",
                                      numbers - numberGap, "", numberGap,
                                      (i == 0 ? name : "").substr(0, begin - numbers - columnGap),
                                      begin - numbers) +
                          rows[i];
            append(text, rows, m_style.leftMargin);
        }
        return text;
    }

    /// "4", "4-5".
    static std::string numberOf(const DiagramLine &line)
    {
        if (!line.step || line.steps == 0)
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
    const std::string diagram = Diagram(run, style, ending, notes, leftOut).text();
    if (!style.hasValues)
        return diagram;
    const auto outcome =
        run.position() == run.length() ? endingWords(run, {}) : std::nullopt; // not of a part
    const std::string before = acrossAll(valuesText(run, leftOut), style);
    const std::string after = acrossAll(valuesText(run, run.position()), style) +
                              acrossAll(outcome ? outcome->name : "", style);
    return before + (before.empty() ? "" : "\n") + diagram + (after.empty() ? "" : "\n") + after;
}

} // namespace racewalk
