// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/layout/format_frames.h"
#include "language/layout/format_lines.h"
#include "language/layout/format_pieces.h"
#include "language/layout/format_spacing.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace racewalk::formatting {

/// Lays pieces out in lines: the standard layout of a scenario. Works on the text of all variants
/// together, because an #if can begin and end anywhere.
class Layouter {
public:
    /// The pieces must outlive this.
    explicit Layouter(std::span<const Piece> pieces);

    /// Returns nothing if the text is nested deeper than any valid program, or if the lines become
    /// far too long.
    std::optional<std::string> layOut();

private:
    /// Where a piece goes.
    struct Spot {
        bool breaks = false; ///< on a line of its own, if possible
        std::size_t indent = 0;
        bool isAfterBlankLine = false;
        bool needsBlank = false; ///< if it stays on the line
    };
    /// One #if that is open.
    struct Branch {
        Reading before;
        std::optional<Reading> after;
        bool isNever = false; ///< #if 0
    };

    // format_layout.cpp
    void code(const Piece &piece);
    void beginStatement(const Piece &piece);
    void continueStatement(const Piece &piece);
    void scheduleWord(const Piece &piece);
    void addString(const Piece &piece, const Spot &spot, bool mayBreak);
    void noteToken(const Piece &piece, Role role);
    void noteOpening(const Piece &piece, Role before);
    void noteClosing();
    void noteColon();
    Role roleFor(const Piece &piece) const;
    Statement::Kind kindOf(const Piece &piece) const;
    Frame::Word controlWordOf(const Piece &piece) const;
    void place(const Piece &piece, Role role, const Spot &spot);
    bool staysBehind(const Piece &piece) const;
    bool isAfterBlankLine(const Piece &piece) const;
    Spot ownLine(const Piece &piece, std::size_t indent) const;
    Spot sameLine(const Piece &piece, Role role) const;

    // format_braces.cpp
    void openBrace(const Piece &piece);
    void closeBrace(const Piece &piece);
    void completeBraces(const Frame &frame);
    Frame frameFor(const Piece &brace) const;
    Spot spotOfOpening(const Piece &brace, const Frame &frame, std::size_t base) const;
    bool canBeOneLine(const Piece &brace, const Frame &frame) const;

    // format_comments.cpp: comments and preprocessor lines
    void comment(const Piece &piece);
    bool isTrailing(const Piece &piece) const;
    bool continuesTrailing(const Piece &piece) const;
    bool beginsLine(const Piece &piece) const;
    std::size_t commentIndent(const Piece &piece) const;
    std::size_t directive(std::size_t first);
    void directiveWord(const Piece &piece, bool isDefine);
    void followBranches(const Piece &word, const Piece *condition);

    const Piece *next(const Piece &piece) const;
    /// The next piece that is not a comment.
    const Piece *nextCode(const Piece &piece) const;
    std::size_t indexOf(const Piece &piece) const
    {
        return static_cast<std::size_t>(&piece - m_pieces.data());
    }

    std::span<const Piece> m_pieces;
    /// By piece: the next one that is not a comment.
    std::vector<std::uint32_t> m_nextCode;
    Lines m_lines;
    /// The group in which the narrations of a tour are aligned.
    Lines::Group m_tourGroup = 0;
    Reading m_reading;
    std::vector<Branch> m_branches;
    /// The last piece that was laid out.
    const Piece *m_last = nullptr;
    Role m_lastRole = Role::None;
    /// A line comment or a preprocessor line has ended the line.
    bool m_mustBreak = false;
    /// The line has only comments.
    bool m_isCommentLine = false;
    bool m_lastIsTrailing = false;
};

} // namespace racewalk::formatting
