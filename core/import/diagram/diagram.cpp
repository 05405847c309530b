// SPDX-License-Identifier: GPL-3.0-or-later
// A diagram of a commit message or a mail, read against a program: its columns are matched with
// threads, its statements with steps.
#include "import/diagram/diagram_columns.h"
#include "import/diagram/diagram_walk.h"
#include "import/diagram/thread_columns.h"
#include "import/import.h"

#include "export/provenance.h"
#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {
namespace {

/// Lines that a mail may break one statement or remark into.
constexpr std::size_t mostParts = 24;
constexpr std::size_t noText = std::string::npos;

/// How diagrams of a data race or a livelock end: they also show what comes next.
struct Ending {
    std::string_view words;
    std::size_t statements = 1; ///< that come next
};
constexpr std::array endings = std::to_array<Ending>({
    {" races with ", 2},
    {" runs forever", 1},
    {" run forever", 1},
});
constexpr std::string_view aboutToWrite = "about to write";

class DiagramReader {
public:
    DiagramReader(DiagramColumns columns, const ImportAgainst &against)
        : m_columns(std::move(columns)), m_program(against->program()),
          m_threads(threadsOfColumns(m_columns, m_program)), m_walk(against),
          m_lastStatement(m_columns.headers.size(), noText)
    {
        std::set<std::size_t> inRemarks;
        std::vector<std::size_t> parts;
        for (std::size_t i = 0; i < m_columns.texts.size(); ++i) {
            const ColumnText &text = m_columns.texts[i];
            if (!text.text.empty() && !inRemarks.contains(i))
                m_lastStatement[text.column] = i;
            if (text.open > 0) {
                wholeRemark(i, parts);
                inRemarks.insert(parts.begin() + 1, parts.end());
            }
        }
    }

    Imported read()
    {
        nameColumns();
        for (std::size_t i = 0; i < m_columns.texts.size();)
            i = readText(i);
        takeBackEnding();
        Imported imported{.kind = ImportKind::Diagram, .lines = std::move(m_columns.lines)};
        const Provenance provenance = provenanceOf(m_walk.run());
        imported.run =
            ImportedRun{.steps = {m_walk.run().steps().begin(), m_walk.run().steps().end()},
                        .schedule = provenance.schedule.value(),
                        .command = replayCommand(provenance)};
        imported.summary = summary(imported);
        return imported;
    }

private:
    static std::string summary(const Imported &imported)
    {
        const std::size_t steps = imported.run->steps.size();
        return fmt::format("A run of {} {}.", steps, steps == 1 ? "step" : "steps");
    }

    /// Whether the column has a role or a statement, and not only the number of a CPU.
    bool saysSomething(std::size_t column) const
    {
        return !m_columns.headers[column].role.empty() || m_lastStatement[column] != noText;
    }

    /// Which thread each column is.
    void nameColumns()
    {
        for (ImportedLine &line : m_columns.lines) {
            if (line.reading != Reading::Understood)
                continue;
            std::string names;
            for (std::size_t i = 0; i < m_columns.headers.size(); ++i) {
                if (m_columns.isList && !trimmed(line.text).ends_with(m_columns.headers[i].text))
                    continue;
                names += (names.empty() ? "" : ", ") + m_columns.headers[i].text + " is " +
                         (m_threads[i] ? m_program.threads[indexOf(*m_threads[i])].name
                                       : "no thread of the scenario");
                if (!m_threads[i] && saysSomething(i))
                    line.reading = Reading::NotUnderstood;
            }
            line.meaning += ": " + names;
        }
    }

    /// Several texts can stand in one line: the worst reading counts, all meanings are shown.
    void note(std::size_t text, const StatementRead &read)
    {
        ImportedLine &line = m_columns.lines[m_columns.texts[text].line];
        if (line.meaning.empty() || line.reading == Reading::Ignored) {
            line.reading = read.reading;
            line.meaning = read.meaning;
        } else if (read.reading != Reading::Ignored) {
            line.reading = std::max(line.reading, read.reading);
            line.meaning += "; " + read.meaning;
        }
    }

    /// Whether text `next` stands in the line below text `i`, in the same column.
    bool isBelow(std::size_t i, std::size_t next) const
    {
        const ColumnText &above = m_columns.texts[i], &below = m_columns.texts[next];
        return below.column == above.column && below.line == above.line + 1;
    }

    /// The next text of the same column in the line below, if there is one.
    std::optional<std::size_t> below(std::size_t i) const
    {
        for (std::size_t next = i + 1; next < m_columns.texts.size() &&
                                       m_columns.texts[next].line <= m_columns.texts[i].line + 1;
             ++next)
            if (isBelow(i, next))
                return next;
        return std::nullopt;
    }

    /// Puts a remark together that goes on in the lines below. Its parts are read then.
    std::string wholeRemark(std::size_t i, std::vector<std::size_t> &parts)
    {
        const ColumnText &begin = m_columns.texts[i];
        std::string remark = begin.remark;
        int open = begin.open;
        parts = {i};
        std::size_t at = i;
        while (parts.size() < mostParts && (open > 0 || begin.goesOnDeeper)) {
            const auto next = below(at);
            if (!next)
                break;
            const ColumnText &text = m_columns.texts[*next];
            if (open > 0) {
                open += openBrackets(text.raw, begin.bracket);
                std::string_view rest = text.raw;
                if (open <= 0)
                    rest = rest.substr(0, rest.find_last_of("])*"));
                remark += ' ' + std::string(trimmed(rest));
            } else {
                const auto thread = m_threads[text.column];
                const std::vector<std::string> statement = {text.text};
                if (text.text.empty() || text.indent != begin.indent + 2 ||
                    (thread && !m_walk.isOver() && m_walk.knows(*thread, statement)))
                    break;
                remark += ' ' + text.text;
            }
            parts.push_back(*next);
            at = *next;
        }
        return remark;
    }

    /// Returns the text to read next.
    std::size_t readText(std::size_t i)
    {
        const ColumnText &text = m_columns.texts[i];
        if (m_done.contains(i))
            return i + 1;
        const auto thread = m_threads[text.column];
        if (text.text.empty()) {
            readRemark(i, thread);
            return i + 1;
        }
        if (!thread) {
            note(i, {Reading::NotUnderstood, "this column matches no thread of the scenario"});
            return i + 1;
        }
        if (text.text == "...") {
            note(i, {text.remark.contains("left out") ? Reading::NotUnderstood : Reading::Ignored,
                     text.remark.contains("left out") ? "these steps are not in the diagram"
                                                      : "steps that the diagram leaves out"});
            return i + 1;
        }
        readStatement(i, *thread);
        return i + 1;
    }

    /// A statement with what can be the rest of it in the lines below.
    struct Parts {
        std::vector<std::string> texts;
        std::vector<std::size_t> indexes;
    };
    Parts partsFrom(std::size_t i) const
    {
        Parts parts;
        for (std::optional<std::size_t> at = i; at && parts.texts.size() < mostParts;
             at = below(*at)) {
            const ColumnText &text = m_columns.texts[*at];
            if (text.asStatement().empty() || m_done.contains(*at))
                break;
            parts.texts.push_back(text.asStatement());
            parts.indexes.push_back(*at);
            if (!text.text.empty() && !text.remark.empty())
                break;
        }
        return parts;
    }

    void readRemark(std::size_t i, std::optional<ThreadId> thread)
    {
        if (thread && !m_columns.texts[i].asStatement().empty() &&
            m_walk.isNext(*thread, partsFrom(i).texts)) {
            readStatement(i, *thread);
            return;
        }
        std::vector<std::size_t> parts;
        std::string remark = wholeRemark(i, parts);
        StatementRead read =
            thread ? m_walk.remark(*thread, remark) : StatementRead{Reading::Ignored, "a remark"};
        // Each line of a long remark can have the mark: then only all of them are the remark.
        std::string whole = remark;
        std::vector<std::size_t> all = parts;
        while (thread && read.reading == Reading::Ignored && all.size() < mostParts) {
            const auto next = remarkBelow(all.back());
            if (!next)
                break;
            whole += ' ' + m_columns.texts[*next].remark;
            all.push_back(*next);
            read = m_walk.remark(*thread, whole);
            if (read.reading != Reading::Ignored) {
                remark = whole;
                parts = all;
            }
        }
        m_lastRemark = remark;
        for (const std::size_t part : parts) {
            note(part, part == i || read.reading == Reading::Ignored
                           ? read
                           : StatementRead{Reading::Understood, "the rest of the line before"});
            m_done.insert(part);
        }
    }

    /// A remark in the line below that has no closing mark either, as far in.
    std::optional<std::size_t> remarkBelow(std::size_t i) const
    {
        const auto next = below(i);
        const ColumnText &above = m_columns.texts[i];
        if (!next || !above.goesOnDeeper)
            return std::nullopt;
        const ColumnText &text = m_columns.texts[*next];
        return text.text.empty() && text.goesOnDeeper &&
                       (text.indent == above.indent || !above.text.empty())
                   ? next
                   : std::nullopt;
    }

    /// The remarks that stand beside or below a statement.
    std::vector<std::string> remarksAt(std::size_t i)
    {
        std::vector<std::string> remarks;
        std::vector<std::size_t> parts;
        if (!m_columns.texts[i].remark.empty())
            remarks.push_back(wholeRemark(i, parts));
        if (const auto next = below(i); next && m_columns.texts[*next].text.empty()) {
            remarks.push_back(wholeRemark(*next, parts));
            std::string whole = remarks.back();
            for (auto more = remarkBelow(*next); more; more = remarkBelow(*more))
                remarks.push_back(whole += ' ' + m_columns.texts[*more].remark);
        }
        return remarks;
    }

    void readStatement(std::size_t i, ThreadId thread)
    {
        const Parts parts = partsFrom(i);
        std::vector<std::string> remarks;
        for (const std::size_t part : parts.indexes)
            for (std::string &remark : remarksAt(part))
                remarks.push_back(std::move(remark));
        const StatementRead read =
            m_walk.statement(thread, parts.texts, remarks, textsToLast(parts.indexes));
        note(i, read);
        if (const std::size_t last = textsToLast(parts.indexes); last > 0 && read.texts >= last)
            m_walk.finish(thread);
        m_done.insert(i);
        for (std::size_t part = 1; part < read.texts; ++part) {
            note(parts.indexes[part], {Reading::Understood, "the rest of the line before"});
            m_done.insert(parts.indexes[part]);
        }
        finishRemark(parts.indexes[read.texts - 1]);
    }

    /// A remark beside a statement that goes on below it.
    void finishRemark(std::size_t i)
    {
        const ColumnText &text = m_columns.texts[i];
        if (text.remark.empty() || text.text.empty())
            return;
        std::vector<std::size_t> parts;
        m_lastRemark = wholeRemark(i, parts);
        for (const std::size_t part : parts)
            if (part != i) {
                note(part, {Reading::Ignored, "a remark"});
                m_done.insert(part);
            }
    }

    /// How many of the texts reach to the last statement of the column; 0: it is not among them.
    std::size_t textsToLast(const std::vector<std::size_t> &parts) const
    {
        const std::size_t last = m_lastStatement[m_columns.texts[parts.front()].column];
        const auto at = std::ranges::find(parts, last);
        return at == parts.end() ? 0 : static_cast<std::size_t>(at - parts.begin()) + 1;
    }

    void takeBackEnding()
    {
        for (const Ending &ending : endings) {
            if (!m_lastRemark.contains(ending.words))
                continue;
            bool isHalf = false;
            for (const ColumnText &text : m_columns.texts)
                isHalf = isHalf || text.remark == aboutToWrite;
            const std::size_t steps = m_walk.takeBack(ending.statements - (isHalf ? 1 : 0));
            if (steps > 0)
                sayWhatComesNext(steps);
            return;
        }
    }

    void sayWhatComesNext(std::size_t steps)
    {
        const std::size_t kept = m_walk.run().length();
        for (ImportedLine &line : m_columns.lines)
            for (std::size_t step = kept; step < kept + steps; ++step)
                if (line.meaning.starts_with(fmt::format("step {}:", step + 1)) ||
                    line.meaning.starts_with(fmt::format("steps {}-", step + 1)))
                    line.meaning = "comes next, after the run";
    }

    DiagramColumns m_columns;
    const Program &m_program;
    std::vector<std::optional<ThreadId>> m_threads; ///< by column
    DiagramWalk m_walk;
    std::vector<std::size_t>
        m_lastStatement;          ///< by column: the text with the last statement, or noText
    std::set<std::size_t> m_done; ///< texts that belong to an earlier one
    std::string m_lastRemark;
};

} // namespace

bool isDiagram(const ReportText &text, const Machine *against)
{
    const auto columns = diagramColumns(text, against ? &against->program() : nullptr);
    return columns && (!columns->isList || columns->headers.size() > 1 || against != nullptr);
}

ImportResult readDiagram(const ReportText &text, const ImportAgainst &against)
{
    auto columns = diagramColumns(text, &against->program());
    if (!columns)
        return std::unexpected("there is no line of headers, such as CPU0 and CPU1");
    return DiagramReader(std::move(*columns), against).read();
}

} // namespace racewalk
