// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/layout/format_lines.h"
#include "language/layout/format_pieces.h"
#include "language/layout/format_spacing.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk::formatting {

/// What is known of the statement or declaration that is being read.
struct Statement {
    enum class Kind : std::uint8_t {
        Other,
        Case, ///< or default
        Label,
        Variant,
        Param,
        Property, ///< invariant or final
        Thread,
        Tour,
        Struct,
        Enum,
    };
    bool hasBegun = false;
    Kind kind = Kind::Other;
    bool hasParenthesis = false;
    bool hasEquals = false;
    /// '?' that wait for their ':'.
    std::uint32_t ternaries = 0;
    std::size_t indent = 0;
    /// Of its strings that stand in a common column with those of others.
    std::optional<Lines::Group> group;
};

/// Something that has begun and not yet ended.
struct Frame {
    enum class Kind : std::uint8_t {
        Block,
        Switch,
        Members, ///< of a struct
        List,    ///< of values or enumerators
        Tour,
        Parenthesis,
        Control, ///< an if or a loop, until its body is over
    };
    enum class Word : std::uint8_t { None, If, Else, Do, DoTail, Loop, Switch };

    Kind kind{};
    Word word{};
    /// Control: its body is over. An `else` or a `while` may still follow.
    bool isDone = false;
    /// Braces: what they hold stays on the line of the '{'.
    bool isOneLine = false;
    /// List: a line ends behind its '{'.
    bool isBroken = false;
    bool isFunction = false;
    bool isCast = false;
    /// Control: its condition is still to come.
    bool awaitsHeader = false;
    /// Parenthesis: the condition of the Control below it.
    bool isHeader = false;
    std::uint32_t ternaries = 0;
    /// Of the statements or items inside; of a Control itself.
    std::size_t indent = 0;
    Statement outer;
};

/// How far the reader has come, as far as the layout depends on it. Lines of different variants
/// exclude each other, so this is kept at an #if and taken up again at its #else.
struct Reading {
    std::vector<Frame> frames;
    Statement statement;
    /// Of the last piece of code.
    Role role = Role::None;
    bool lastWasString = false;
    std::size_t stringColumn = 0;

    Frame *top() { return frames.empty() ? nullptr : &frames.back(); }
    const Frame *top() const { return frames.empty() ? nullptr : &frames.back(); }
    bool topIs(Frame::Kind kind) const { return top() != nullptr && top()->kind == kind; }
    /// Inside parentheses or a list, or behind the beginning of a statement.
    bool isInStatement() const;

    /// Where a statement would begin now.
    std::size_t statementIndent() const;
    /// Where a statement goes on in a new line.
    std::size_t continuationIndent() const;

    std::uint32_t &ternaries();

    /// A statement is over, and with it every if and loop of which it is the body.
    void completeStatement();
    /// Before a new statement: ends the ifs and loops that are over, down to the one that goes on
    /// with `piece` (an else, or the while of a do). Tells whether there is one.
    bool settleControls(const Piece &piece);
    /// Ends what has been left open inside the innermost braces; false if there are none.
    bool leaveToBraces();
};

} // namespace racewalk::formatting
