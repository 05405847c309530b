// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace racewalk {

using namespace syntax;

namespace {

struct BinaryToken {
    std::string_view text;
    BinaryOperator op;
    int precedence;
};

constexpr std::array binaryTokens = {
    BinaryToken{"*", BinaryOperator::Multiply, 10},
    BinaryToken{"/", BinaryOperator::Divide, 10},
    BinaryToken{"%", BinaryOperator::Remainder, 10},
    BinaryToken{"+", BinaryOperator::Add, 9},
    BinaryToken{"-", BinaryOperator::Subtract, 9},
    BinaryToken{"<<", BinaryOperator::ShiftLeft, 8},
    BinaryToken{">>", BinaryOperator::ShiftRight, 8},
    BinaryToken{"<", BinaryOperator::Less, 7},
    BinaryToken{"<=", BinaryOperator::LessEqual, 7},
    BinaryToken{">", BinaryOperator::Greater, 7},
    BinaryToken{">=", BinaryOperator::GreaterEqual, 7},
    BinaryToken{"==", BinaryOperator::Equal, 6},
    BinaryToken{"!=", BinaryOperator::NotEqual, 6},
    BinaryToken{"&", BinaryOperator::BitAnd, 5},
    BinaryToken{"^", BinaryOperator::BitXor, 4},
    BinaryToken{"|", BinaryOperator::BitOr, 3},
    BinaryToken{"&&", BinaryOperator::LogicalAnd, 2},
    BinaryToken{"||", BinaryOperator::LogicalOr, 1},
};

struct PrefixToken {
    std::string_view text;
    UnaryOperator op;
};

constexpr std::array prefixTokens = {
    PrefixToken{"+", UnaryOperator::Plus},      PrefixToken{"-", UnaryOperator::Minus},
    PrefixToken{"!", UnaryOperator::Not},       PrefixToken{"~", UnaryOperator::Complement},
    PrefixToken{"&", UnaryOperator::AddressOf}, PrefixToken{"*", UnaryOperator::Dereference},
};

const BinaryToken *binaryToken(const CodeToken &token)
{
    if (token.kind != TokenKind::Punctuator)
        return nullptr;
    const auto found = std::ranges::find(binaryTokens, token.text, &BinaryToken::text);
    return found == binaryTokens.end() ? nullptr : &*found;
}

const PrefixToken *prefixToken(const CodeToken &token)
{
    if (token.kind != TokenKind::Punctuator)
        return nullptr;
    const auto found = std::ranges::find(prefixTokens, token.text, &PrefixToken::text);
    return found == prefixTokens.end() ? nullptr : &*found;
}

/// `+=` and its kind.
const BinaryToken *compoundAssignment(const CodeToken &token)
{
    static constexpr std::array<std::string_view, 10> texts = {
        "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|="};
    if (std::ranges::find(texts, token.text) == texts.end())
        return nullptr;
    CodeToken op = token;
    op.text.remove_suffix(1);
    return binaryToken(op);
}

} // namespace

template <class Node>
ExpressionPtr Parser::make(Node node, const SourceSpan &span,
                           std::initializer_list<const Expression *> children)
{
    auto expression = std::make_unique<Expression>();
    expression->node = std::move(node);
    expression->span = span;
    expression->assigns =
        std::is_same_v<Node, AssignmentExpression> || std::is_same_v<Node, IncrementExpression>;
    for (const Expression *child : children) {
        expression->height = std::max(expression->height, child->height + 1);
        expression->assigns = expression->assigns || child->assigns;
    }
    // A chain such as a + b + c ... makes a deep tree without any recursion here.
    if (expression->height > maxNesting) {
        failTooDeep(span);
        return nothing();
    }
    return expression;
}

ExpressionPtr Parser::nothing() const
{
    auto expression = std::make_unique<Expression>();
    expression->span = peek().span;
    return expression;
}

ExpressionPtr Parser::parseDefinedValue(const CodeToken &name)
{
    if (m_tokens.empty())
        return nothing();
    auto value = parseConditional();
    if (peek().kind != TokenKind::End)
        fail(peek().span, fmt::format("the value of '{}' is more than one expression", name.text),
             "write #define NAME constant, without ';' or '='");
    return value;
}

ExpressionPtr Parser::parseExpression()
{
    const Nesting nesting(*this);
    ExpressionPtr target = parseConditional();
    const BinaryToken *compound = compoundAssignment(peek());
    if (compound == nullptr && !at("="))
        return target;
    take();
    ExpressionPtr value = parseExpression();
    AssignmentExpression node;
    if (compound != nullptr)
        node.op = compound->op;
    const SourceSpan span = spanFrom(target->span);
    const Expression *const first = target.get();
    const Expression *const second = value.get();
    node.target = std::move(target);
    node.value = std::move(value);
    return make(std::move(node), span, {first, second});
}

std::vector<ExpressionPtr> Parser::parseExpressionList(std::string_view closing)
{
    std::vector<ExpressionPtr> result;
    if (at(closing))
        return result;
    do
        result.push_back(parseExpression());
    while (accept(","));
    return result;
}

ExpressionPtr Parser::parseCondition()
{
    expect("(");
    ExpressionPtr condition = parseExpression();
    expect(")");
    return condition;
}

ExpressionPtr Parser::parseConditional()
{
    ExpressionPtr condition = parseBinary(1);
    if (!accept("?"))
        return condition;
    const Nesting nesting(*this);
    ConditionalExpression node;
    if (at(":"))
        report(join(previous().span, peek().span), "'?:' needs a value in its middle",
               "write x ? x : y, with x in a variable if it is shared");
    node.whenTrue = at(":") ? nothing() : parseExpression();
    expect(":", "after '?' there are two values, with a ':' between them");
    node.whenFalse = parseConditional();
    node.condition = std::move(condition);
    const SourceSpan span = spanFrom(node.condition->span);
    const Expression *const first = node.condition.get();
    const Expression *const second = node.whenTrue.get();
    const Expression *const third = node.whenFalse.get();
    return make(std::move(node), span, {first, second, third});
}

ExpressionPtr Parser::parseBinary(int minPrecedence)
{
    ExpressionPtr left = parseUnary();
    for (;;) {
        const BinaryToken *token = binaryToken(peek());
        if (token == nullptr || token->precedence < minPrecedence)
            return left;
        take();
        ExpressionPtr right = parseBinary(token->precedence + 1);
        const SourceSpan span = spanFrom(left->span);
        const Expression *const first = left.get();
        const Expression *const second = right.get();
        left = make(BinaryExpression{token->op, std::move(left), std::move(right)}, span,
                    {first, second});
    }
}

ExpressionPtr Parser::parseUnary()
{
    if (at("("))
        return parseParenthesis();
    if (prefixToken(peek()) != nullptr || at("++") || at("--"))
        return parsePrefix();
    return parsePostfix(parsePrimary());
}

ExpressionPtr Parser::parsePrefix()
{
    const Nesting nesting(*this);
    const SourceSpan begin = peek().span;
    const PrefixToken *const prefix = prefixToken(peek());
    const bool isIncrement = at("++");
    take();
    ExpressionPtr operand = parseUnary();
    const SourceSpan span = spanFrom(begin);
    const Expression *const child = operand.get();
    if (prefix != nullptr)
        return make(UnaryExpression{prefix->op, std::move(operand)}, span, {child});
    return make(IncrementExpression{isIncrement, true, std::move(operand)}, span, {child});
}

/// A cast, or an expression in parentheses and what follows it.
ExpressionPtr Parser::parseParenthesis()
{
    const SourceSpan begin = take().span;
    if (at("{")) {
        skipBraces();
        fail(begin, "blocks as values are not part of the language", "write a function");
        return nothing();
    }
    if (isTypeStart(peek())) {
        const Nesting nesting(*this);
        TypeName type = parseTypeName();
        expect(")");
        if (at("{"))
            fail(peek().span, "values of a whole struct are not part of the language",
                 "assign the fields one by one");
        ExpressionPtr operand = parseUnary();
        const Expression *const child = operand.get();
        return make(CastExpression{std::move(type), std::move(operand)}, spanFrom(begin), {child});
    }
    ExpressionPtr inner = parseExpression();
    expect(")");
    inner->span = spanFrom(begin);
    return parsePostfix(std::move(inner));
}

ExpressionPtr Parser::parsePostfix(ExpressionPtr operand)
{
    for (;;) {
        const SourceSpan begin = operand->span;
        const Expression *const child = operand.get();
        if (at(".") || at("->")) {
            const bool isArrow = take().is("->");
            MemberExpression node{std::move(operand), expectIdentifier("a field's name"), isArrow};
            operand = make(std::move(node), spanFrom(begin), {child});
        } else if (accept("[")) {
            ExpressionPtr index = parseExpression();
            expect("]");
            const Expression *const second = index.get();
            operand = make(IndexExpression{std::move(operand), std::move(index)}, spanFrom(begin),
                           {child, second});
        } else if (at("++") || at("--")) {
            const bool isIncrement = take().is("++");
            operand = make(IncrementExpression{isIncrement, false, std::move(operand)},
                           spanFrom(begin), {child});
        } else if (at("(")) {
            fail(peek().span, "only a function's name can be called", "");
        } else {
            return operand;
        }
    }
}

ExpressionPtr Parser::parsePrimary()
{
    switch (peek().kind) {
    case TokenKind::Number:
        return parseNumber();
    case TokenKind::Character:
        return parseCharacter();
    case TokenKind::String: {
        Text text = parseStrings();
        return make(StringLiteral{std::move(text.value)}, text.span);
    }
    case TokenKind::Identifier:
        return parseName();
    case TokenKind::Punctuator:
    case TokenKind::End:
        break;
    }
    failExpected("an expression");
    return nothing();
}

ExpressionPtr Parser::parseName()
{
    const CodeToken &name = peek();
    // printk(KERN_INFO "text")
    if (name.text.starts_with("KERN_") && peek(1).kind == TokenKind::String) {
        take();
        return parsePrimary();
    }
    if (name.is("sizeof"))
        return parseSizeof(false);
    if (isKeyword(name.text)) {
        failExpected("an expression");
        return nothing();
    }
    take();
    if (at("("))
        return parseCall(name);
    return make(NameExpression{std::string(name.text)}, name.span);
}

ExpressionPtr Parser::parseCall(const CodeToken &callee)
{
    take();
    CallExpression node;
    node.callee = {std::string(callee.text), callee.span};
    const bool isAllocation = callee.is("kmalloc") || callee.is("kzalloc");
    if (!at(")")) {
        do {
            const bool isSize = isAllocation && node.arguments.empty() && at("sizeof");
            node.arguments.push_back(isSize ? parseSizeof(true) : parseArgument());
        } while (accept(","));
    }
    if (!at(")"))
        failExpected(fmt::format("',' or ')' in the call of '{}'", callee.text));
    accept(")");
    const SourceSpan span = spanFrom(callee.span);
    const bool isHint = callee.is("likely") || callee.is("unlikely");
    if (isHint && node.arguments.size() == 1) {
        node.arguments.front()->span = span;
        return std::move(node.arguments.front());
    }
    if (callee.is("BIT"))
        return bitAt(std::move(node), span);
    std::uint32_t height = 0;
    bool assigns = false;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        height = std::max(height, node.arguments[i]->height);
        assigns = assigns || node.arguments[i]->assigns;
        if (node.arguments[i]->assigns)
            node.lastAssigning = i;
    }
    ExpressionPtr call = make(std::move(node), span);
    call->height = height + 1;
    call->assigns = assigns;
    if (call->height > maxNesting)
        failTooDeep(span);
    return call;
}

/// `BIT(n)` is `1U << n`.
ExpressionPtr Parser::bitAt(CallExpression call, const SourceSpan &span)
{
    if (call.arguments.size() != 1) {
        report(span, fmt::format("BIT() takes 1 argument, but {} {} given", call.arguments.size(),
                                 call.arguments.size() == 1 ? "is" : "are"),
               "write BIT(n)");
        return nothing();
    }
    ExpressionPtr one = make(NumberLiteral{1, true}, span);
    ExpressionPtr bit = std::move(call.arguments.front());
    const Expression *const first = one.get();
    const Expression *const second = bit.get();
    return make(BinaryExpression{BinaryOperator::ShiftLeft, std::move(one), std::move(bit)}, span,
                {first, second});
}

ExpressionPtr Parser::parseArgument()
{
    if (!isTypeStart(peek()))
        return parseExpression();
    TypeName type = parseTypeName();
    const SourceSpan span = type.span;
    return make(TypeArgument{std::move(type)}, span);
}

} // namespace racewalk
