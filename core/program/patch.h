// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"
#include "program/source_span.h"
#include "program/source_text.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace racewalk {

/// One line of the text of two variants: in both, only in the left one, or only in the right one.
struct PatchLine {
    std::uint32_t left = 0, right = 0; ///< line numbers from 1; 0 if the variant lacks the line

    bool isCommon() const { return left != 0 && right != 0; }
    bool isAdded() const { return left == 0; }
    auto operator<=>(const PatchLine &) const = default;
};

/// Lines that follow each other in both variants, with at least one change.
struct PatchHunk {
    std::size_t begin = 0, end = 0; ///< in Patch::lines()
    auto operator<=>(const PatchHunk &) const = default;
};

/// What turns one variant's text into another's. Both are selections of lines from one source.
class Patch {
public:
    /// No difference, of variants without a common source.
    Patch() = default;
    /// The numbers of the lines that each variant selects, ascending. A line that both select is
    /// common; of the lines between two such lines, those with the same text are, as far as they
    /// are in the same order.
    Patch(const SourceText &source, std::span<const std::uint32_t> left,
          std::span<const std::uint32_t> right);

    /// Whether both variants have the same code.
    bool isEmpty() const { return m_removed.empty() && m_added.empty(); }
    /// All lines of both variants; where they differ, the left one's come first.
    const std::vector<PatchLine> &lines() const { return m_lines; }
    const std::vector<std::uint32_t> &removed() const { return m_removed; } ///< only of the left
    const std::vector<std::uint32_t> &added() const { return m_added; }     ///< only of the right
    /// The changes, each with up to `context` common lines before and after it.
    std::vector<PatchHunk> hunks(std::size_t context) const;

    /// Returns a place of the right variant as a place of the left one, if it begins in a line with
    /// the same text but another number there; otherwise unchanged.
    SourceSpan asLeft(SourceSpan right, const SourceText &source) const;

private:
    void appendBetween(const SourceText &source, std::span<const std::uint32_t> left,
                       std::span<const std::uint32_t> right);

    std::vector<PatchLine> m_lines;
    std::vector<std::uint32_t> m_removed, m_added;
    std::map<std::uint32_t, std::uint32_t> m_leftOf; ///< by line of the right, where they differ
};

/// Returns the patch as lines of text: "@@ SIGNATURE" before each hunk, then " text", "-text" or
/// "+text" with one line of context. Names of functions come from either program.
std::vector<std::string> patchText(const Patch &patch, const Program &left, const Program &right);

/// Returns the function that a hunk's first changed line is in, of the left or else the right
/// program; null if it is in none.
const Function *functionOf(const Patch &patch, const PatchHunk &hunk, const Program &left,
                           const Program &right);

} // namespace racewalk
