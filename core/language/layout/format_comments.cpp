// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/format_layout.h"

#include <algorithm>
#include <string>
#include <utility>

namespace racewalk::formatting {

void Layouter::comment(const Piece &piece)
{
    const bool isLast = next(piece) == nullptr || next(piece)->lineBreaks > 0;
    if (continuesTrailing(piece)) {
        m_lines.begin(0, false);
        m_lines.addTrailing(piece);
        m_last = &piece;
        return;
    }
    if (isTrailing(piece)) {
        m_lines.addTrailing(piece);
        m_lastIsTrailing = true;
    } else if (beginsLine(piece)) {
        m_lines.begin(commentIndent(piece), isAfterBlankLine(piece));
        m_lines.addComment(piece, false);
        m_isCommentLine = true;
        m_lastIsTrailing = false;
    } else {
        const bool isSchedule = m_reading.topIs(Frame::Kind::Tour);
        m_lines.addComment(piece,
                           isSchedule || needsBlank(*m_last, m_lastRole, piece, Role::Comment));
        m_lastIsTrailing = false;
    }
    m_mustBreak = isLast || piece.kind == PieceKind::LineComment;
    m_last = &piece;
    m_lastRole = Role::Comment;
}

/// At the end of a line of code: the author's line, or one that ends there by the rules.
bool Layouter::isTrailing(const Piece &piece) const
{
    if (m_lines.isEmpty() || m_mustBreak || piece.lineBreaks > 0 || m_isCommentLine)
        return false;
    const Piece *const following = next(piece);
    if (following == nullptr || following->lineBreaks > 0)
        return true;
    if (following->continuesNamed)
        return false;
    const bool isFunction = m_reading.frames.empty() && m_reading.statement.hasParenthesis &&
                            !m_reading.statement.hasEquals &&
                            m_reading.statement.kind != Statement::Kind::Thread;
    return (following->is("}") && !m_reading.isInStatement()) || (following->is("{") && isFunction);
}

/// Below a comment at the end of a line, and part of it.
bool Layouter::continuesTrailing(const Piece &piece) const
{
    return m_lastIsTrailing && piece.lineBreaks == 1 && piece.column == m_last->column &&
           (next(piece) == nullptr || next(piece)->lineBreaks > 0);
}

bool Layouter::beginsLine(const Piece &piece) const
{
    if (m_lines.isEmpty() || m_mustBreak || piece.lineBreaks > 0)
        return true;
    const Piece *const following = nextCode(piece);
    const bool isBrokenList = m_reading.topIs(Frame::Kind::List) && m_reading.top()->isBroken &&
                              m_lastRole == Role::BraceOpen;
    const bool isBetween = !m_reading.isInStatement() || isBrokenList;
    const bool joins = following != nullptr &&
                       (following->is("{") || following->is("else") || following->continuesNamed);
    return isBetween && !joins && !m_isCommentLine && !staysBehind(piece);
}

/// A comment stands where the next statement will; before a case where that will, unless it tells
/// that the case before goes on.
std::size_t Layouter::commentIndent(const Piece &piece) const
{
    if (m_reading.isInStatement())
        return m_reading.continuationIndent();
    const Piece *const following = nextCode(piece);
    const bool isBeforeCase = m_reading.topIs(Frame::Kind::Switch) && following != nullptr &&
                              (following->is("case") || following->is("default")) &&
                              piece.text.find("fall") == std::string_view::npos &&
                              piece.text.find("Fall") == std::string_view::npos;
    const std::size_t indent = m_reading.statementIndent();
    return isBeforeCase ? indent - levelWidth : indent;
}

/// Lays out the preprocessor line that begins at a piece; the index of the first one behind it.
std::size_t Layouter::directive(std::size_t first)
{
    std::size_t end = first + 1;
    while (end < m_pieces.size() && m_pieces[end].isDirective && !m_pieces[end].beginsDirective)
        ++end;
    m_lines.begin(0, isAfterBlankLine(m_pieces[first]));
    m_lines.add(m_pieces[first].text, false);
    m_last = &m_pieces[first];
    m_lastRole = Role::Open;
    const bool isDefine = end > first + 1 && m_pieces[first + 1].is("define");
    for (std::size_t i = first + 1; i < end; ++i) {
        directiveWord(m_pieces[i], isDefine);
        // `#define NAME (value)`: without the blank it would take arguments.
        if (i == first + 1 || (isDefine && i == first + 2))
            m_lastRole = Role::Keyword;
    }
    if (end > first + 1)
        followBranches(m_pieces[first + 1], end > first + 2 ? &m_pieces[first + 2] : nullptr);
    m_last = &m_pieces[end - 1];
    m_lastRole = Role::Semicolon;
    m_mustBreak = true;
    m_isCommentLine = m_lastIsTrailing = false;
    return end;
}

void Layouter::directiveWord(const Piece &piece, bool isDefine)
{
    const Role role = roleOf(piece, m_lastRole);
    const bool blank = needsBlank(*m_last, m_lastRole, piece, role);
    const bool isLast = next(piece) == nullptr || next(piece)->lineBreaks > 0;
    if (piece.lineBreaks > 0)
        m_lines.add("\\\n" + std::string(levelWidth, ' '), true);
    if (piece.isComment() && isDefine && isLast)
        m_lines.addTrailing(piece);
    else if (piece.isComment())
        m_lines.addComment(piece, blank && piece.lineBreaks == 0);
    else
        m_lines.add(piece.text, blank && piece.lineBreaks == 0);
    m_last = &piece;
    m_lastRole = role;
}

void Layouter::followBranches(const Piece &word, const Piece *condition)
{
    if (word.is("if") || word.is("ifdef") || word.is("ifndef")) {
        const bool isNever = word.is("if") && condition != nullptr && condition->is("0");
        m_branches.push_back({m_reading, std::nullopt, isNever});
        return;
    }
    if (m_branches.empty())
        return;
    Branch &branch = m_branches.back();
    const bool isEnd = word.is("endif");
    if (!isEnd && !word.is("else") && !word.is("elif"))
        return;
    // What follows the #endif is laid out as after the first branch.
    if (!branch.after && !branch.isNever)
        branch.after = m_reading;
    branch.isNever = false;
    m_reading = isEnd && branch.after ? *std::move(branch.after) : branch.before;
    if (isEnd)
        m_branches.pop_back();
}

} // namespace racewalk::formatting
