// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/layout/format_pieces.h"

#include <cstdint>

namespace racewalk::formatting {

/// What a piece of code is to its neighbours.
enum class Role : std::uint8_t {
    None,
    Keyword,   ///< a value, a condition or a name follows it
    Type,      ///< the last word of a type's name: a '*' behind it makes a pointer
    Tag,       ///< struct, enum
    Operand,   ///< a name or a constant
    Binary,    ///< also '?' and the ':' that belongs to it, '=' and its kind
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

/// The role of a word or an operator after a piece of the role `before`. Only what the neighbours
/// tell: a ':' is always a Colon here, a ')' never that of a cast, and a word no Keyword that is
/// one in some declarations alone.
Role roleOf(const Piece &piece, Role before);

/// Whether a word is the first of a type.
bool beginsType(const Piece &piece);

/// Whether a blank stands between two pieces on one line.
bool needsBlank(const Piece &left, Role leftRole, const Piece &right, Role rightRole);

/// The same between the words of a tour's schedule.
bool needsBlankInSchedule(const Piece &left, const Piece &right);

} // namespace racewalk::formatting
