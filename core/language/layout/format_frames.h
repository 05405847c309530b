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

/// The statement or declaration that is being read.
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
    /// Number of '?' without their ':' so far.
    std::uint32_t ternaries = 0;
    std::size_t indent = 0;
    /// The column group of its aligned strings.
    std::optional<Lines::Group> group;
};

/// A construct that has begun and not yet ended.
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
    /// Control: its body is complete. An `else` or a `while` may still follow.
    bool isDone = false;
    /// Braces: the contents stay on the line of the '{'.
    bool isOneLine = false;
    /// List: a line ends after its '{'.
    bool isBroken = false;
    bool isFunction = false;
    bool isCast = false;
    /// Control: its condition is still to come.
    bool awaitsHeader = false;
    /// Parenthesis: the condition of the Control below it.
    bool isHeader = false;
    std::uint32_t ternaries = 0;
    /// Indentation of the statements or items inside; for a Control, its own.
    std::size_t indent = 0;
    Statement outer;
};

/// The reader's position, as far as the layout depends on it. Lines of different variants exclude
/// each other, so this is saved at an #if and restored at its #else.
struct Reading {
    std::vector<Frame> frames;
    Statement statement;
    /// Role of the last piece of code.
    Role role = Role::None;
    bool lastWasString = false;
    std::size_t stringColumn = 0;

    Frame *top() { return frames.empty() ? nullptr : &frames.back(); }
    const Frame *top() const { return frames.empty() ? nullptr : &frames.back(); }
    bool topIs(Frame::Kind kind) const { return top() != nullptr && top()->kind == kind; }
    /// Whether it is inside parentheses or a list, or after the beginning of a statement.
    bool isInStatement() const;

    /// The indentation of a statement that begins now.
    std::size_t statementIndent() const;
    /// The indentation of a statement's continuation line.
    std::size_t continuationIndent() const;

    std::uint32_t &ternaries();

    /// Completes a statement, and every if and loop of which it is the body.
    void completeStatement();
    /// Called before a new statement: completes the ifs and loops that have ended, up to the one
    /// that continues with `piece` (an else, or the while of a do). Returns whether there is one.
    bool settleControls(const Piece &piece);
    /// Closes everything that is open inside the innermost braces; returns false if there are none.
    bool leaveToBraces();
};

} // namespace racewalk::formatting
