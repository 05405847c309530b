// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/condition.h"
#include "language/syntax/parser.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk {

using namespace syntax;

namespace {

ExpressionPtr literal(NumberLiteral node, const SourceSpan &span)
{
    auto expression = std::make_unique<Expression>();
    expression->node = node;
    expression->span = span;
    return expression;
}

/// Of a hexadecimal digit; -1 for anything else.
int digitValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Only too big, if it is no number that can be read.
bool isWellFormed(std::string_view text)
{
    const bool isHexadecimal = text.starts_with("0x") || text.starts_with("0X");
    const bool isBinary = text.starts_with("0b") || text.starts_with("0B");
    const std::string_view digits = isHexadecimal           ? "0123456789abcdefABCDEF"
                                    : isBinary              ? "01"
                                    : text.starts_with('0') ? "01234567"
                                                            : "0123456789";
    text.remove_prefix(isHexadecimal || isBinary ? 2 : 0);
    const std::size_t suffix = text.find_first_not_of(digits);
    return !text.empty() && suffix != 0 &&
           (suffix == std::string_view::npos ||
            text.find_first_not_of("uUlL", suffix) == std::string_view::npos);
}

bool isOctalDigit(char c)
{
    return c >= '0' && c <= '7';
}

} // namespace

ExpressionPtr Parser::parseNumber()
{
    const CodeToken &token = take();
    const CodeToken &next = peek();
    const auto value = numberValue(token.text);
    if (next.is(".") && next.span.begin == token.span.end)
        fail(token.span, "there are no numbers with a fraction", "write an integer");
    else if (!value && isWellFormed(token.text))
        report(token.span, fmt::format("{} does not fit in 32 bits", describe(token)),
               "the largest number is 4294967295");
    else if (!value)
        report(token.span, fmt::format("{} is not a number", describe(token)),
               "write 12, 0x0C, 014 or 0b1100");
    constexpr std::uint32_t largestInt = 0x7FFFFFFF;
    const bool isUnsigned =
        value.value_or(0) > largestInt || token.text.find_first_of("uU") != std::string_view::npos;
    return literal({value.value_or(0), isUnsigned}, token.span);
}

ExpressionPtr Parser::parseCharacter()
{
    const CodeToken &token = take();
    const std::size_t end = token.text.size() - 1;
    std::size_t offset = 1;
    std::uint32_t value = 0;
    if (offset < end && token.text[offset] == '\\')
        value = static_cast<std::uint32_t>(static_cast<signed char>(decodeEscape(token, offset)));
    else if (offset < end)
        value = static_cast<unsigned char>(token.text[offset++]);
    if (offset != end || end == 1)
        report(token.span, "a character constant holds exactly one ASCII character");
    return literal({value, false}, token.span);
}

Text Parser::parseStrings()
{
    Text text;
    const SourceSpan first = peek().span;
    while (peek().kind == TokenKind::String) {
        const CodeToken &token = take();
        for (std::size_t offset = 1; offset + 1 < token.text.size();) {
            if (token.text[offset] == '\\')
                text.value += decodeEscape(token, offset);
            else
                text.value += token.text[offset++];
        }
    }
    text.span = spanFrom(first);
    return text;
}

/// Reads the escape at `offset` and moves behind it.
char Parser::decodeEscape(const CodeToken &token, std::size_t &offset)
{
    constexpr std::string_view letters = "abfnrtv\\'\"?";
    constexpr std::string_view values = "\a\b\f\n\r\t\v\\'\"?";
    const std::size_t begin = offset;
    const char letter = token.text[begin + 1];
    offset += 2;
    if (letter == 'x' && digitValue(token.text[offset]) >= 0) {
        int value = 0;
        for (int i = 0; i < 2 && digitValue(token.text[offset]) >= 0; ++i)
            value = value * 16 + digitValue(token.text[offset++]);
        return static_cast<char>(value);
    }
    if (isOctalDigit(letter)) {
        int value = letter - '0';
        for (int i = 0; i < 2 && isOctalDigit(token.text[offset]); ++i)
            value = value * 8 + (token.text[offset++] - '0');
        return static_cast<char>(value);
    }
    const std::size_t found = letters.find(letter);
    if (found != std::string_view::npos)
        return values[found];
    if (isStopped())
        return letter;
    const std::size_t length = decodeUtf8(token.text, begin + 1).length;
    report(m_source.span(token.span.begin + begin, token.span.begin + begin + 1 + length),
           fmt::format("unknown escape '{}'", token.text.substr(begin, 1 + length)),
           "a backslash is written \\\\");
    return letter;
}

/// For kmalloc() the type itself, of `sizeof(*p)` the expression `*p`: nothing else has a size.
ExpressionPtr Parser::parseSizeof(bool isAllocation)
{
    const SourceSpan first = take().span;
    const bool isType = at("(") && isTypeStart(peek(1));
    const bool isPointer = at("(") && peek(1).is("*") &&
                           peek(2).kind == TokenKind::Identifier && peek(3).is(")");
    if (!isAllocation || !(isType || isPointer)) {
        fail(first, "'sizeof' is not part of the language",
             isAllocation ? "write kmalloc(struct NAME)" : "write the number");
        return nothing();
    }
    take();
    ExpressionPtr what = isType ? parseArgument() : parseUnary();
    expect(")");
    what->span = spanFrom(first);
    return what;
}

} // namespace racewalk
