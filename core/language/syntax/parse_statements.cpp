// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/parser.h"
#include "language/words/foreign_words.h"
#include "language/words/foreign_words.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

using namespace syntax;

namespace {

constexpr std::array<std::string_view, 12> controlWords = {
    "if",   "else",  "while",    "do",     "for",  "switch",
    "case", "break", "continue", "return", "goto", "default"};

bool isStatementWord(const CodeToken &token)
{
    return token.kind == TokenKind::Identifier &&
           std::ranges::find(controlWords, token.text) != controlWords.end();
}

StatementPtr emptyStatement()
{
    auto statement = std::make_unique<Statement>();
    statement->node = EmptyStatement{};
    return statement;
}

} // namespace

std::span<const std::string_view> statementWords()
{
    return controlWords;
}

Block Parser::parseBlock(std::string_view owner)
{
    Block block;
    const CodeToken open = peek();
    if (!expect("{", fmt::format("the body of {} stands in braces", owner)))
        return block;
    while (!at("}") && peek().kind != TokenKind::End && !m_isLeavingBlocks && !isStopped()) {
        const std::size_t start = m_next;
        // `thread NAME` and its kind are no statements: this block's '}' is missing.
        const bool isDeclaration =
            std::ranges::find(raceWords(), peek().text) != raceWords().end() &&
            (peek(1).kind == TokenKind::Identifier || peek(1).kind == TokenKind::String);
        if (isDeclaration) {
            report(peek().span, fmt::format("expected '}}' before '{}'", peek().text),
                   fmt::format("the '{{' on line {} is not closed", open.span.line));
            m_isLeavingBlocks = true;
            break;
        }
        block.statements.push_back(parseStatement());
        if (m_isLost)
            recoverInBlock(start);
    }
    block.span = spanFrom(open.span);
    if (accept("}")) {
        block.span = spanFrom(open.span);
    } else {
        report(open.span, "this '{' is never closed", "close it with '}'");
        m_isLeavingBlocks = true;
    }
    return block;
}

/// Goes on after the ';' that ends the statement in which the parser was lost, before the '}' that
/// ends its block, or before what can only be the next statement.
void Parser::recoverInBlock(std::size_t start)
{
    const bool isFor = m_tokens[start].is("for");
    const std::size_t lostAt = m_next;
    int parentheses = 0;
    m_isLost = false;
    m_next = start;
    for (; m_next < m_tokens.size(); ++m_next) {
        const CodeToken &token = m_tokens[m_next];
        parentheses += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        if (m_next < lostAt)
            continue;
        const bool isNext =
            m_next > start && token.startsLine && (isStatementWord(token) || isTypeStart(token));
        if (token.is("}") || (token.is("{") && m_next > start) || isNext)
            return;
        if (token.is(";") && !(isFor && parentheses > 0)) {
            ++m_next;
            return;
        }
    }
}

StatementPtr Parser::parseBody()
{
    auto body = std::make_unique<Statement>(parseStatement());
    const bool isLabel = std::holds_alternative<Label>(body->node);
    if (!isLabel)
        return body;
    // `if (x) label: statement;`
    Block block;
    block.span = body->span;
    while (std::holds_alternative<Label>(body->node) && peek().kind != TokenKind::End) {
        block.statements.push_back(std::move(*body));
        *body = parseStatement();
    }
    block.statements.push_back(std::move(*body));
    block.span = spanFrom(block.span);
    auto result = emptyStatement();
    result->span = block.span;
    result->node = std::move(block);
    return result;
}

Statement Parser::parseStatement()
{
    const Nesting nesting(*this);
    Statement statement;
    statement.node = EmptyStatement{};
    const SourceSpan first = peek().span;
    if (at("{"))
        statement.node = parseBlock("a block");
    else if (!accept(";") && !parseKeyword(statement))
        parseNode(statement);
    statement.span = spanFrom(first);
    return statement;
}

void Parser::parseNode(Statement &statement)
{
    const CodeToken &next = peek(1);
    if (parseKernelStatement(statement))
        return;
    if (isTypeStart(peek())) {
        parseLocals(statement);
    } else if (at("atomic") && next.is("{")) {
        take();
        statement.node = AtomicStatement{parseBlock("'atomic'")};
    } else if (atIdentifier() && next.is(":")) {
        statement.node = Label{expectIdentifier("a label")};
        take();
    } else if (!reportStray()) {
        parseExpressionStatement(statement);
    }
}

/// `DEFINE_WAIT(name);`, `unsigned long flags;` and `fallthrough;`.
bool Parser::parseKernelStatement(Statement &statement)
{
    if (at("fallthrough") && peek(1).is(";")) {
        take();
        take();
        return true;
    }
    if (at("unsigned") && peek(1).is("long"))
        return parseIrqFlags(statement);
    if (!at("DEFINE_WAIT") || !peek(1).is("("))
        return false;
    Variable entry;
    entry.type.base = BaseType::WaitEntry;
    entry.span = take().span;
    entry.type.span = entry.span;
    expect("(");
    entry.name = expectIdentifier("a name");
    expect(")");
    expectSemicolon();
    DeclarationStatement node;
    node.variables.push_back(std::move(entry));
    statement.node = std::move(node);
    return true;
}

/// `unsigned long a, b;`: whether they are only what spin_lock_irqsave() takes is seen later.
bool Parser::parseIrqFlags(Statement &statement)
{
    std::size_t ahead = 2;
    while (peek(ahead).kind == TokenKind::Identifier && peek(ahead + 1).is(","))
        ahead += 2;
    const bool isPlain = peek(ahead).kind == TokenKind::Identifier && peek(ahead + 1).is(";");
    if (!isPlain || isKeyword(peek(ahead).text))
        return false;
    TypeName type;
    type.base = BaseType::IrqFlags;
    type.span = take().span;
    take();
    type.span = spanFrom(type.span);
    DeclarationStatement node;
    do
        node.variables.push_back(parseDeclarator(type));
    while (accept(","));
    expectSemicolon();
    statement.node = std::move(node);
    return true;
}

/// Statements that begin with a word of C.
bool Parser::parseKeyword(Statement &statement)
{
    if (at("if")) {
        parseIf(statement);
    } else if (accept("while")) {
        WhileStatement node;
        node.condition = parseCondition();
        node.body = parseBody();
        statement.node = std::move(node);
    } else if (at("do")) {
        parseDo(statement);
    } else if (at("for")) {
        parseFor(statement);
    } else if (at("switch")) {
        parseSwitch(statement);
    } else if (at("case") || at("default")) {
        parseCase(statement);
    } else if (accept("goto")) {
        statement.node = GotoStatement{expectIdentifier("a label's name")};
        expectSemicolon();
    } else if (accept("break")) {
        statement.node = BreakStatement{};
        expectSemicolon();
    } else if (accept("continue")) {
        statement.node = ContinueStatement{};
        expectSemicolon();
    } else if (accept("return")) {
        const bool hasValue = !at(";") && !at("}");
        statement.node = ReturnStatement{hasValue ? parseExpression() : nullptr};
        expectSemicolon();
    } else {
        return false;
    }
    return true;
}

void Parser::parseIf(Statement &statement)
{
    take();
    IfStatement node;
    node.condition = parseCondition();
    node.whenTrue = parseBody();
    if (accept("else"))
        node.whenFalse = parseBody();
    statement.node = std::move(node);
}

void Parser::parseDo(Statement &statement)
{
    take();
    DoStatement node;
    node.body = parseBody();
    expect("while", "a 'do' ends with: while (condition);");
    node.condition = parseCondition();
    expectSemicolon();
    statement.node = std::move(node);
}

void Parser::parseFor(Statement &statement)
{
    take();
    ForStatement node;
    expect("(");
    if (isTypeStart(peek()))
        node.declarations = parseVariables();
    else
        node.initial = parseExpressionList(";");
    expect(";", "a 'for' has three parts: for (start; condition; step)");
    if (!at(";"))
        node.condition = parseExpression();
    expect(";", "a 'for' has three parts: for (start; condition; step)");
    node.step = parseExpressionList(")");
    expect(")");
    node.body = parseBody();
    statement.node = std::move(node);
}

void Parser::parseSwitch(Statement &statement)
{
    take();
    SwitchStatement node;
    node.value = parseCondition();
    node.body = parseBlock("'switch'");
    statement.node = std::move(node);
}

void Parser::parseCase(Statement &statement)
{
    CaseLabel node;
    if (take().is("case")) {
        node.value = parseConditional();
        if (at("..."))
            fail(peek().span, "ranges of cases are not part of the language",
                 "write one 'case' for each value");
    }
    expect(":");
    statement.node = std::move(node);
}

void Parser::parseLocals(Statement &statement)
{
    const CodeToken &first = peek();
    const bool hasDefinition =
        (first.is("struct") || first.is("enum")) && (peek(1).is("{") || peek(2).is("{"));
    if (hasDefinition)
        return fail(first.span,
                    fmt::format("a {} cannot be declared inside a function", first.text),
                    "move it to the top level");
    const std::size_t start = m_next;
    DeclarationStatement node;
    node.variables = parseVariables();
    if (at("(") && !m_isLost && node.variables.size() == 1) {
        report(m_tokens[start].span,
               fmt::format("the function '{}' cannot be declared inside a function",
                           node.variables[0].name.name),
               "is a '}' missing before it?");
        m_next = start;
        m_isLeavingBlocks = true;
        return;
    }
    if (first.is("static"))
        report(first.span, "a static variable of a function is shared by all threads",
               "declare it outside of the function");
    expectSemicolon();
    statement.node = std::move(node);
}

void Parser::parseExpressionStatement(Statement &statement)
{
    if (at("}"))
        return failExpected("a statement");
    ExpressionPtr expression = parseExpression();
    const auto *call = std::get_if<CallExpression>(&expression->node);
    const bool isCall = call != nullptr;
    const bool hasBody = isCall && !at(";") && (at("{") || isLoopMacro(call->callee.name));
    if (hasBody && !whatToWriteFor(call->callee.name).empty()) {
        // What it would do to the statement behind it is not known, but that has its own mistakes.
        report(call->callee.span,
               fmt::format("'{}' is not part of the language", call->callee.name),
               whatToWriteFor(call->callee.name));
        return;
    }
    if (isCall && at("{") && !peek().startsLine)
        return fail(peek().span, "expected ';', found '{'",
                    "loops are written with for, while or do");
    expectSemicolon();
    statement.node = ExpressionStatement{std::move(expression)};
}

/// Says what is wrong with a statement that is known to be wrong from its first two words.
bool Parser::reportStray()
{
    const CodeToken &word = peek();
    const CodeToken &next = peek(1);
    if (word.is("else")) {
        // After another error the 'if' may have gone with it.
        if (m_diagnostics.empty())
            report(word.span, "'else' without an 'if'");
        take();
        return true;
    }
    const bool isEntry = word.text.starts_with("DEFINE_WAIT") || word.is("DECLARE_WAITQUEUE");
    if (isEntry || (word.is("guard") && next.is("("))) {
        fail(word.span, fmt::format("'{}' is not part of the language", word.text),
             whatToWriteFor(word.text));
        return true;
    }
    const bool isTwoWords =
        word.kind == TokenKind::Identifier && !next.startsLine &&
        (next.kind == TokenKind::Identifier || next.kind == TokenKind::Number) &&
        !word.text.starts_with("KERN_");
    if (!isTwoWords || isKeyword(word.text))
        return false;
    std::vector<std::string_view> words(typeWords().begin(), typeWords().end());
    words.insert(words.end(), controlWords.begin(), controlWords.end());
    std::string hint = didYouMean(word.text, words);
    if (hint.empty() && next.kind == TokenKind::Identifier)
        hint = fmt::format("did you mean 'struct {}'?", word.text);
    fail(word.span, fmt::format("'{}' is neither a type nor a statement", word.text),
         std::move(hint));
    return true;
}

} // namespace racewalk
