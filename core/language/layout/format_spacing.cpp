// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/format_spacing.h"

#include "language/syntax/parser.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace racewalk::formatting {

namespace {

/// Operators with one operand before and one behind them, whatever stands before.
constexpr std::array<std::string_view, 27> binaryOperators = {
    "/", "%",  "<<", ">>", "<",  "<=", ">",  ">=",  "==",  "!=", "^",  "|", "&&", "||",
    "=", "*=", "/=", "%=", "+=", "-=", "&=", "<<=", ">>=", "^=", "|=", "?", "..."};

template <class Words>
bool isAmong(const Words &words, std::string_view word)
{
    return std::ranges::find(words, word) != std::ranges::end(words);
}

bool isQualifier(std::string_view word)
{
    return isAmong(qualifierWords(), word) || word == "signed";
}

bool endsOperand(Role role)
{
    return role == Role::Operand || role == Role::Close || role == Role::Postfix;
}

Role roleOfWord(std::string_view word, Role before)
{
    if (before == Role::Tag)
        return Role::Type;
    if (word == "struct" || word == "enum")
        return Role::Tag;
    if (isAmong(statementWords(), word))
        return Role::Keyword;
    const bool isType = isAmong(typeWords(), word) || isQualifier(word);
    return isType && before != Role::Member ? Role::Type : Role::Operand;
}

Role roleOfPunctuator(std::string_view text, Role before)
{
    if (text == "*" || text == "&" || text == "+" || text == "-")
        return endsOperand(before) ? Role::Binary : Role::Unary;
    if (text == "++" || text == "--")
        return endsOperand(before) ? Role::Postfix : Role::Unary;
    if (text == "!" || text == "~")
        return Role::Unary;
    if (text == "." || text == "->")
        return endsOperand(before) ? Role::Member : Role::Unary;
    if (text == "(" || text == "[")
        return Role::Open;
    if (text == ")" || text == "]")
        return Role::Close;
    if (text == "{" || text == "}")
        return text == "{" ? Role::BraceOpen : Role::BraceClose;
    if (text == "..")
        return Role::Range;
    if (text == "," || text == ";")
        return text == "," ? Role::Comma : Role::Semicolon;
    if (text == ":")
        return Role::Colon;
    return isAmong(binaryOperators, text) ? Role::Binary : Role::Operand;
}

/// Whether two pieces would be read as others if nothing stood between them.
bool wouldMerge(const Piece &left, const Piece &right)
{
    const auto isWordLike = [](const Piece &piece) {
        return piece.kind == PieceKind::Word || piece.kind == PieceKind::Number;
    };
    if (left.kind == PieceKind::Opaque || right.kind == PieceKind::Opaque)
        return true;
    if (isWordLike(left) && isWordLike(right))
        return true;
    if (left.kind != PieceKind::Punctuator || right.kind != PieceKind::Punctuator)
        return false;
    constexpr std::array<std::string_view, 11> pairs = {"++", "--", "<<", ">>", "&&", "||",
                                                        "..", "##", "->", "//", "/*"};
    const std::string both{left.text.back(), right.text.front()};
    return isAmong(pairs, both) || both[1] == '=';
}

/// Of what stands close to the piece before or behind it, whatever that is.
bool isClose(Role left, Role right)
{
    return right == Role::Comma || right == Role::Semicolon || right == Role::Close ||
           right == Role::CastClose || right == Role::Colon || right == Role::Postfix ||
           right == Role::Member || right == Role::Range || left == Role::Open ||
           left == Role::Unary || left == Role::Member || left == Role::Range ||
           left == Role::CastClose;
}

} // namespace

Role roleOf(const Piece &piece, Role before)
{
    switch (piece.kind) {
    case PieceKind::Word:
        return roleOfWord(piece.text, before);
    case PieceKind::Punctuator:
        return roleOfPunctuator(piece.text, before);
    case PieceKind::LineComment:
    case PieceKind::BlockComment:
        return Role::Comment;
    case PieceKind::Number:
    case PieceKind::String:
    case PieceKind::Opaque:
        break;
    }
    return Role::Operand;
}

bool beginsType(const Piece &piece)
{
    return piece.kind == PieceKind::Word &&
           (isAmong(typeWords(), piece.text) || isQualifier(piece.text));
}

bool needsBlank(const Piece &left, Role leftRole, const Piece &right, Role rightRole)
{
    if (leftRole == Role::None)
        return false;
    if (rightRole == Role::Comment || leftRole == Role::Comment)
        return leftRole != Role::Open && !isClose(Role::None, rightRole);
    const bool isQualifiedPointer = left.is("*") && rightRole == Role::Type;
    if (isQualifiedPointer || wouldMerge(left, right))
        return true;
    if (isClose(leftRole, rightRole))
        return false;
    if (rightRole == Role::Open) {
        const bool isCall = leftRole == Role::Operand || leftRole == Role::Close ||
                            (leftRole == Role::Type && right.is("["));
        return !isCall;
    }
    return !(leftRole == Role::BraceOpen && rightRole == Role::BraceClose);
}

bool needsBlankInSchedule(const Piece &left, const Piece &right)
{
    if (left.isComment() || right.isComment() || wouldMerge(left, right))
        return true;
    // `a~ b` are two steps, `a~b` is one.
    if (left.is("~"))
        return right.followsBlank;
    const bool endsStep = left.kind != PieceKind::Punctuator || left.is("!") || left.is(")") ||
                          left.is("]") || left.is(",");
    return right.kind == PieceKind::Word && endsStep;
}

} // namespace racewalk::formatting
