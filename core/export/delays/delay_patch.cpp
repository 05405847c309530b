// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/delay_patch.h"

#include "export/provenance.h"

#include "program/identifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

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

void DelayPatch::add(const StatementLines &lines)
{
    const std::uint32_t first = lines.statement.line;
    const std::uint32_t last = m_source.position(lines.statement.end - 1).line;
    const std::string indent = indentOf(m_lines[first - 1]);
    const std::string outer = outdented(indent, m_level);
    const auto indented = [&](const std::vector<std::string> &code) {
        std::vector<std::string> all;
        for (const std::string &line : code)
            all.push_back(indent + line);
        return all;
    };
    if (lines.needsBraces)
        addBefore(first, {outer + "{"});
    addBefore(first, indented(lines.before));
    if (!lines.within.empty())
        writeOut(lines, indent, first, last);
    addBefore(last + 1, indented(lines.after));
    if (lines.needsBraces)
        addBefore(last + 1, {outer + "}"});
}

/// `x++;` as its read and its write, with the lines between them.
void DelayPatch::writeOut(const StatementLines &lines, const std::string &indent,
                          std::uint32_t first, std::uint32_t last)
{
    std::string statement;
    for (std::uint32_t line = first; line <= last; ++line) {
        m_removed.insert(line - 1);
        statement += std::string(m_lines[line - 1]) + ' ';
    }
    const std::size_t begin = indent.size();
    const auto parts =
        updateIn(std::string_view(statement).substr(begin, statement.find(';', begin) + 1 - begin));
    if (!parts)
        return;
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
    addBefore(first, code);
}

std::string DelayPatch::text() const
{
    if (m_added.empty())
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
            const bool isRemoved = m_removed.contains(line);
            std::string own;
            if (line < end) {
                own = (isRemoved ? '-' : ' ') + std::string(m_lines[line]) + '\n';
                if (line + 1 == m_lines.size() && !m_endsWithLineEnd)
                    own += "\\ No newline at end of file\n";
                ++left;
                right += isRemoved ? 0 : 1;
            }
            std::string added;
            if (const auto found = m_added.find(line); found != m_added.end())
                for (const std::string &code : found->second) {
                    added += '+' + code + '\n';
                    ++right;
                }
            body += isRemoved ? own + added : added + own;
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
    for (const std::size_t line : m_removed)
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
