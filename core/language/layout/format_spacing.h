// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/layout/format_pieces.h"

#include <cstdint>

namespace racewalk::formatting {

/// The role of a piece of code for its neighbours.
enum class Role : std::uint8_t {
    None,
    Keyword,   ///< a value, a condition or a name follows it
    Type,      ///< the last word of a type's name: a '*' after it makes a pointer
    Tag,       ///< struct, enum
    Operand,   ///< a name or a constant
    Binary,    ///< also '?' and its ':', '=' and similar
    Unary,     ///< also the '*' before a declared name
    Postfix,   ///< ++ and --
    Member,    ///< '.' and '->'
    Range,     ///< '..'
    Open,      ///< '(' and '['
    Close,     ///< ')' and ']'
    CastClose, ///< the ')' of a cast
    Comma,
    Semicolon,
    Colon, ///< of a label, a case or an expectation
    BraceOpen,
    BraceClose,
    Comment,
};

/// Returns the role of a word or an operator after a piece of the role `before`, as far as the
/// neighbours determine it: a ':' is always a Colon here, a ')' never that of a cast, and words
/// that are keywords only in some declarations are not Keywords.
Role roleOf(const Piece &piece, Role before);

/// Whether a word is the first of a type.
bool beginsType(const Piece &piece);

/// Whether a blank is needed between two pieces on one line.
bool needsBlank(const Piece &left, Role leftRole, const Piece &right, Role rightRole);

/// Whether a blank is needed between two words of a tour's schedule.
bool needsBlankInSchedule(const Piece &left, const Piece &right);

} // namespace racewalk::formatting
