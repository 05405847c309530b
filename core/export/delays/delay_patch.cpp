// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/delay_patch.h"

#include "export/delays/statement_code.h"
#include "export/provenance.h"
#include "program/identifier.h"
#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace racewalk {
namespace {

constexpr std::size_t context = 3; ///< lines around a change

std::string indentOf(std::string_view line)
{
    return std::string(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
}

/// One level less.
std::string outdented(std::string indent, const std::string &level)
{
    if (indent.ends_with(level))
        indent.resize(indent.size() - level.size());
    return indent;
}

/// How many braces are open behind a part of a line.
std::size_t openBraces(std::string_view code)
{
    std::size_t open = 0;
    for (const char c : code)
        if (c == '{')
            ++open;
        else if (c == '}' && open > 0)
            --open;
    return open;
}

} // namespace

DelayPatch::DelayPatch(const SourceText &source) : m_source(source)
{
    m_fileName = baseName(source.fileName());
    const std::string_view text = source.text();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        m_endsWithLineEnd = end != std::string_view::npos;
        m_lines.push_back(text.substr(begin, std::min(end, text.size()) - begin));
        begin = m_endsWithLineEnd ? end + 1 : text.size();
    }
    if (std::ranges::any_of(m_lines, [](auto line) { return line.starts_with('\t'); }))
        m_level = "\t";
}

void DelayPatch::addBefore(std::uint32_t line, const std::vector<std::string> &lines)
{
    if (lines.empty())
        return;
    std::vector<std::string> &added = m_added[line - 1];
    added.insert(added.end(), lines.begin(), lines.end());
}

std::size_t DelayPatch::columnOf(std::size_t line, std::size_t offset) const
{
    return offset - m_source.lineStart(static_cast<std::uint32_t>(line) + 1);
}

void DelayPatch::add(const StatementLines &lines)
{
    const SourceSpan &span = lines.statement;
    const std::size_t first = span.line - 1, last = m_source.position(span.end - 1).line - 1;
    const std::size_t column = columnOf(first, span.begin), behind = columnOf(last, span.end);
    const std::string before = codeOf(m_lines[first].substr(0, column));
    const std::string after = codeOf(m_lines[last].substr(behind));
    const bool sharesBegin = !before.empty(), sharesEnd = !after.empty();
    const std::string own = indentOf(m_lines[first]);
    std::string outer = lines.needsBraces && !sharesBegin ? outdented(own, m_level) : own;
    for (std::size_t open = openBraces(before); open > 0; --open)
        outer += m_level;
    const std::string indent = lines.needsBraces ? outer + m_level : outer;
    std::vector<std::string> begin, end;
    const auto append = [&](std::vector<std::string> &code, const std::vector<std::string> &more) {
        for (const std::string &line : more)
            code.push_back(indent + line);
    };
    if (lines.needsBraces)
        begin.push_back(outer + "{");
    append(begin, lines.before);
    append(end, lines.after);
    if (lines.needsBraces)
        end.push_back(outer + "}");
    const std::string rest = after.starts_with('}') ? outdented(outer, m_level) : outer;
    if (!lines.within.empty()) {
        std::vector<std::string> code = std::move(begin);
        std::ranges::move(writtenOut(lines, indent), std::back_inserter(code));
        std::ranges::move(end, std::back_inserter(code));
        const auto resume = [&](std::size_t line) {
            return line < last ? m_lines[line].size() : sharesEnd ? behind : m_lines[last].size();
        };
        for (std::size_t line = first + 1; line <= last; ++line)
            cut(line, 0, {{}, resume(line), rest});
        cut(first, column, {std::move(code), resume(first), rest});
        return;
    }
    const bool isSplit = sharesBegin && !begin.empty();
    if (!sharesBegin)
        addBefore(static_cast<std::uint32_t>(first) + 1, begin);
    else if (isSplit)
        cut(first, column, {std::move(begin), column, indent});
    if (!sharesEnd)
        addBefore(static_cast<std::uint32_t>(last) + 2, end);
    else if (!end.empty() || (isSplit && after.starts_with('}')))
        cut(last, behind, {std::move(end), behind, rest});
}

/// Where one statement ends and the next begins, both may have code.
void DelayPatch::cut(std::size_t line, std::size_t column, Cut cut)
{
    Cut &known = m_cuts[line][column];
    std::ranges::move(cut.code, std::back_inserter(known.code));
    known.resume = cut.resume;
    known.indent = std::move(cut.indent);
}

/// `x++;` as its read and its write, with the lines between them.
std::vector<std::string> DelayPatch::writtenOut(const StatementLines &lines,
                                                const std::string &indent) const
{
    const std::string statement =
        codeOf(std::string_view(m_source.text())
                   .substr(lines.statement.begin, lines.statement.end - lines.statement.begin));
    const auto parts = updateIn(statement);
    if (!parts)
        return {indent + statement};
    std::vector<std::string> code{indent + "{"};
    const std::string inner = indent + m_level;
    code.push_back(fmt::format("{0}typeof({1}) racewalk_value = {1};", inner, parts->place));
    code.emplace_back();
    for (const std::string &line : lines.within)
        code.push_back(inner + line);
    const bool isOne = std::ranges::all_of(parts->value, isNamePart);
    code.push_back(fmt::format("{}{} = racewalk_value {} {}{}{};", inner, parts->place, parts->sign,
                               isOne ? "" : "(", parts->value, isOne ? "" : ")"));
    code.push_back(indent + "}");
    return code;
}

/// The lines that a split one becomes.
std::vector<std::string> DelayPatch::pieces(std::size_t line) const
{
    const std::string_view text = m_lines[line];
    std::vector<std::string> all;
    std::string indent = indentOf(text);
    std::size_t at = 0;
    const auto addText = [&](std::size_t end) {
        if (const std::string_view piece = trimmed(text.substr(at, end - at)); !piece.empty())
            all.push_back(indent + std::string(piece));
    };
    for (const auto &[column, cut] : m_cuts.at(line)) {
        addText(column);
        all.insert(all.end(), cut.code.begin(), cut.code.end());
        at = cut.resume;
        indent = cut.indent;
    }
    addText(text.size());
    return all;
}

std::string DelayPatch::text() const
{
    if (m_added.empty() && m_cuts.empty())
        return {};
    // A blank in a name needs the tab after it that diff writes.
    const std::string_view tab = m_fileName.contains(' ') ? "\t" : "";
    std::string text = fmt::format("--- a/{0}{1}\n+++ b/{0}{1}\n", m_fileName, tab);
    std::ptrdiff_t shift = 0;
    for (const Range &hunk : hunks()) {
        const std::size_t begin = hunk.begin - std::min(hunk.begin, context);
        const std::size_t end = std::min(hunk.end + context, m_lines.size());
        std::string body;
        std::size_t left = 0, right = 0;
        for (std::size_t line = begin; line <= end; ++line) {
            const bool isSplit = m_cuts.contains(line);
            std::vector<std::string> added;
            if (const auto found = m_added.find(line); found != m_added.end())
                added = found->second;
            if (isSplit)
                std::ranges::move(pieces(line), std::back_inserter(added));
            std::string own, code;
            for (const std::string &each : added)
                code += '+' + each + '\n';
            right += added.size();
            if (line < end) {
                own = (isSplit ? '-' : ' ') + std::string(m_lines[line]) + '\n';
                if (line + 1 == m_lines.size() && !m_endsWithLineEnd)
                    own += "\\ No newline at end of file\n";
                ++left;
                right += isSplit ? 0 : 1;
            }
            body += isSplit ? own + code : code + own;
        }
        const auto first = static_cast<std::ptrdiff_t>(begin) + 1;
        text += fmt::format("@@ -{},{} +{},{} @@\n{}", first, left, first + shift, right, body);
        shift += static_cast<std::ptrdiff_t>(right) - static_cast<std::ptrdiff_t>(left);
    }
    return text;
}

/// The changes that share their context are one hunk.
std::vector<DelayPatch::Range> DelayPatch::hunks() const
{
    std::vector<Range> changes;
    for (const auto &[line, code] : m_added)
        changes.push_back({line, line});
    for (const auto &[line, cuts] : m_cuts)
        changes.push_back({line, line + 1});
    std::ranges::sort(changes);
    std::vector<Range> hunks;
    for (const Range &change : changes)
        if (!hunks.empty() && change.begin <= hunks.back().end + 2 * context)
            hunks.back().end = std::max(hunks.back().end, change.end);
        else
            hunks.push_back(change);
    return hunks;
}

} // namespace racewalk
