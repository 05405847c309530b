// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/patch.h"

#include "program/common_subsequence.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>

namespace racewalk {

namespace {

std::string_view textOf(const SourceText &source, std::uint32_t line)
{
    std::string_view text = source.line(line);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

const Function *functionAt(const Program &program, const SourceText &source, std::uint32_t line)
{
    const auto place = static_cast<std::uint32_t>(source.lineStart(line));
    const auto end = place + static_cast<std::uint32_t>(source.line(line).size());
    for (const Function &function : program.functions)
        if (function.span.line != 0 && function.span.begin <= end && function.span.end > place)
            return &function;
    return nullptr;
}

} // namespace

Patch::Patch(const SourceText &source, std::span<const std::uint32_t> left,
             std::span<const std::uint32_t> right)
{
    auto l = left.begin(), r = right.begin();
    while (l != left.end() || r != right.end()) {
        const auto leftFrom = l, rightFrom = r;
        while (l != left.end() && r != right.end() && *l != *r)
            ++(*l < *r ? l : r);
        if (l == left.end() || r == right.end()) {
            l = left.end();
            r = right.end();
        }
        appendBetween(source, {leftFrom, l}, {rightFrom, r});
        if (l != left.end())
            m_lines.push_back({*l++, *r++});
    }
    for (const PatchLine &line : m_lines) {
        if (line.right == 0)
            m_removed.push_back(line.left);
        else if (line.left == 0)
            m_added.push_back(line.right);
        else if (line.left != line.right)
            m_leftOf.emplace(line.right, line.left);
    }
}

void Patch::appendBetween(const SourceText &source, std::span<const std::uint32_t> left,
                          std::span<const std::uint32_t> right)
{
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    const auto numbered = [&](std::span<const std::uint32_t> lines) {
        std::vector<std::uint32_t> result;
        for (const std::uint32_t line : lines)
            result.push_back(
                numbers
                    .try_emplace(textOf(source, line), static_cast<std::uint32_t>(numbers.size()))
                    .first->second);
        return result;
    };
    const std::vector<std::uint32_t> leftTexts = numbered(left), rightTexts = numbered(right);
    auto pairs = longestCommonSubsequence(leftTexts, rightTexts);
    pairs.push_back({left.size(), right.size()});
    std::size_t l = 0, r = 0;
    for (const CommonPair &pair : pairs) {
        while (l < pair.left)
            m_lines.push_back({left[l++], 0});
        while (r < pair.right)
            m_lines.push_back({0, right[r++]});
        if (l < left.size() && r < right.size())
            m_lines.push_back({left[l++], right[r++]});
    }
}

std::vector<PatchHunk> Patch::hunks(std::size_t context) const
{
    std::vector<PatchHunk> result;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].isCommon())
            continue;
        const PatchHunk around{i - std::min(i, context), std::min(i + 1 + context, m_lines.size())};
        if (!result.empty() && around.begin <= result.back().end)
            result.back().end = around.end;
        else
            result.push_back(around);
    }
    return result;
}

SourceSpan Patch::asLeft(SourceSpan right, const SourceText &source) const
{
    const auto other = m_leftOf.find(right.line);
    if (other == m_leftOf.end())
        return right;
    const auto from = static_cast<std::uint32_t>(source.lineStart(right.line));
    const auto to = static_cast<std::uint32_t>(source.lineStart(other->second));
    return {right.begin - from + to, right.end - from + to, other->second, right.column};
}

const Function *functionOf(const Patch &patch, const PatchHunk &hunk, const Program &left,
                           const Program &right)
{
    for (std::size_t i = hunk.begin; i < hunk.end; ++i) {
        const PatchLine &line = patch.lines()[i];
        if (!line.isCommon())
            return line.isAdded() ? functionAt(right, *right.source, line.right)
                                  : functionAt(left, *left.source, line.left);
    }
    return nullptr;
}

std::vector<std::string> patchText(const Patch &patch, const Program &left, const Program &right)
{
    std::vector<std::string> result;
    for (const PatchHunk &hunk : patch.hunks(1)) {
        const Function *function = functionOf(patch, hunk, left, right);
        result.push_back(function == nullptr ? "@@" : "@@ " + function->signature);
        for (std::size_t i = hunk.begin; i < hunk.end; ++i) {
            const PatchLine &line = patch.lines()[i];
            const char mark = line.isCommon() ? ' ' : line.isAdded() ? '+' : '-';
            const std::string_view text = line.left != 0 ? textOf(*left.source, line.left)
                                                         : textOf(*right.source, line.right);
            result.push_back(std::string(1, mark) + std::string(text));
        }
    }
    return result;
}

} // namespace racewalk
