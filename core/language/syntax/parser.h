// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "language/source/lexical.h"
#include "language/syntax/syntax_tree.h"
#include "program/source_text.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Recursive descent over the tokens of one variant. Internal to the module; use parse().
///
/// After an error from which it cannot continue, the parser is *lost*: it behaves as if at the end
/// of the file and reports nothing, so every loop ends, until the statement or declaration in which
/// it got lost calls a recover function. Nodes that are built while lost are discarded with the
/// tree. Parse functions never return null, so no checks are needed in between.
class Parser {
public:
    Parser(const SourceText &source, std::span<const CodeToken> tokens,
           std::vector<Diagnostic> &diagnostics);

    /// parse_declarations.cpp: everything there is.
    void parseAll(syntax::SyntaxTree &tree);
    /// parse_expressions.cpp: an expression without assignment that takes all of the tokens.
    syntax::ExpressionPtr parseDefinedValue(const CodeToken &name);

private:
    // parse_declarations.cpp
    void parseDeclaration(syntax::SyntaxTree &tree);
    void parseTypedDeclaration(syntax::SyntaxTree &tree);
    void parseStruct(syntax::SyntaxTree &tree, const SourceSpan &first);
    void parseEnum(syntax::SyntaxTree &tree, const SourceSpan &first);
    syntax::Identifier parseOptionalTag(std::string_view word);
    void parseObjects(syntax::SyntaxTree &tree, const SourceSpan &first, syntax::TypeName type);
    void parseGlobals(syntax::SyntaxTree &tree, const SourceSpan &first, syntax::Variable variable,
                      const syntax::TypeName &type);
    void parseFunction(syntax::SyntaxTree &tree, const SourceSpan &first, syntax::Variable head);
    std::vector<syntax::Variable> parseParameters();
    bool parseKernelMacro(syntax::SyntaxTree &tree);
    void refuseTypedef();
    bool refuseForeignMacro();
    void failUnknownDeclaration();

    // parse_race_words.cpp: the declarations that C does not have
    bool parseRaceWord(syntax::SyntaxTree &tree);
    void parseTitle(std::optional<syntax::Text> &text);
    void parseMemory(syntax::SyntaxTree &tree);
    syntax::Identifier parseModel();
    void parseVariant(syntax::SyntaxTree &tree);
    void parseParam(syntax::SyntaxTree &tree);
    void parsePool(syntax::SyntaxTree &tree);
    void parseThread(syntax::SyntaxTree &tree);
    void parseProperty(std::vector<syntax::PropertyDeclaration> &properties);
    void parseExpectation(syntax::SyntaxTree &tree);
    void parseTour(syntax::SyntaxTree &tree);
    void parseTourStep(syntax::Tour &tour);
    bool parseTourEnding(syntax::Tour &tour);

    // parse_types.cpp
    bool isTypeStart(const CodeToken &token) const;
    syntax::TypeName parseTypeName();
    syntax::TypeName parseBaseType();
    bool acceptUnknownType();
    void parseTag(syntax::TypeName &type);
    void parsePointers(syntax::TypeName &type);
    void skipQualifiers();
    /// The pointers, name and array sizes of one declared name.
    syntax::Variable parseDeclarator(const syntax::TypeName &base, bool needsName = true);
    std::vector<syntax::Variable> parseVariables();
    void parseInitializerOf(syntax::Variable &variable);
    syntax::Initializer parseInitializer();
    syntax::InitializerItem parseInitializerItem();

    // parse_statements.cpp
    syntax::Block parseBlock(std::string_view owner);
    syntax::Statement parseStatement();
    /// Parses the body of an if or a loop; labels before it become part of it.
    syntax::StatementPtr parseBody();
    void parseNode(syntax::Statement &statement);
    bool parseKeyword(syntax::Statement &statement);
    void parseIf(syntax::Statement &statement);
    void parseDo(syntax::Statement &statement);
    void parseFor(syntax::Statement &statement);
    void parseSwitch(syntax::Statement &statement);
    void parseCase(syntax::Statement &statement);
    void parseLocals(syntax::Statement &statement);
    void parseExpressionStatement(syntax::Statement &statement);
    bool parseKernelStatement(syntax::Statement &statement);
    bool parseIrqFlags(syntax::Statement &statement);
    bool reportStray();
    void recoverInBlock(std::size_t start);

    // parse_expressions.cpp
    syntax::ExpressionPtr parseExpression();
    std::vector<syntax::ExpressionPtr> parseExpressionList(std::string_view closing);
    /// Parses an expression without assignments: C's constant expression.
    syntax::ExpressionPtr parseConditional();
    syntax::ExpressionPtr parseBinary(int minPrecedence);
    syntax::ExpressionPtr parseUnary();
    syntax::ExpressionPtr parsePrefix();
    syntax::ExpressionPtr parseParenthesis();
    syntax::ExpressionPtr parsePostfix(syntax::ExpressionPtr operand);
    syntax::ExpressionPtr parsePrimary();
    syntax::ExpressionPtr parseName();
    syntax::ExpressionPtr parseCall(const CodeToken &callee);
    syntax::ExpressionPtr parseArgument();
    syntax::ExpressionPtr bitAt(syntax::CallExpression call, const SourceSpan &span);
    /// `(condition)` of an if or a loop.
    syntax::ExpressionPtr parseCondition();
    template <class Node>
    syntax::ExpressionPtr make(Node node, const SourceSpan &span,
                               std::initializer_list<const syntax::Expression *> children = {});
    syntax::ExpressionPtr nothing() const;

    // parse_literals.cpp
    syntax::ExpressionPtr parseNumber();
    syntax::ExpressionPtr parseCharacter();
    syntax::Text parseStrings();
    syntax::ExpressionPtr parseSizeof(bool isAllocation);
    char decodeEscape(const CodeToken &token, std::size_t &offset);

    // parser.cpp: tokens
    const CodeToken &peek(std::size_t ahead = 0) const;
    const CodeToken &take();
    bool at(std::string_view text) const;
    bool accept(std::string_view text);
    /// Skips from '{' to after its '}'.
    void skipBraces();
    bool atIdentifier() const { return peek().kind == TokenKind::Identifier; }
    const CodeToken &previous() const;
    SourceSpan spanFrom(const SourceSpan &first) const { return join(first, previous().span); }

    // parser.cpp: what was expected
    bool expect(std::string_view text, std::string_view hint = {});
    bool expectSemicolon();
    syntax::Identifier expectIdentifier(std::string_view what);
    syntax::Text expectText(std::string_view what);

    // parser.cpp: errors
    void report(const SourceSpan &span, std::string sentence, std::string hint = {});
    /// Reports an error, and is lost from here on.
    void fail(const SourceSpan &span, std::string sentence, std::string hint = {});
    /// "expected WHAT, found ..." at the token, or after the one before if that ends its line.
    void failExpected(std::string_view what, std::string_view hint = {});
    void reportAfterPrevious(std::string_view what, std::string_view hint = {});
    std::string describe(const CodeToken &token) const;
    bool isStopped() const { return m_isTooDeep || m_diagnostics.size() >= maxDiagnostics; }
    void recoverAtTopLevel(std::size_t start);

    /// Counts the nesting depth of the parser; reports an error beyond maxNesting.
    class Nesting {
    public:
        explicit Nesting(Parser &parser);
        ~Nesting() { --m_parser.m_depth; }
        Nesting(const Nesting &) = delete;
        Nesting &operator=(const Nesting &) = delete;

    private:
        Parser &m_parser;
    };
    void failTooDeep(const SourceSpan &span);

    const SourceText &m_source;
    std::span<const CodeToken> m_tokens;
    std::vector<Diagnostic> &m_diagnostics;
    CodeToken m_end;
    std::size_t m_next = 0;
    std::uint32_t m_depth = 0;
    std::set<std::string_view> m_refusedTypes; ///< reported types, which are read as int afterwards
    bool m_isLost = false;
    /// Nothing more is read: what is inside the limit ends with what is beyond it.
    bool m_isTooDeep = false;
    /// Whether a block ended because its '}' is missing: the enclosing blocks end as well.
    bool m_isLeavingBlocks = false;
};

/// Words that begin a declaration C does not have, and the types that need no struct before them.
std::span<const std::string_view> raceWords();
std::span<const std::string_view> typeWords();
/// const, static and similar; the structs that need no declaration; DEFINE_MUTEX and similar.
std::span<const std::string_view> qualifierWords();
std::span<const std::string_view> kernelStructNames();
std::span<const std::string_view> kernelMacroNames();
/// Words that begin or continue a statement.
std::span<const std::string_view> statementWords();
bool isKeyword(std::string_view word);

/// Returns the tokens without annotations for compilers and checkers, such as __must_check.
std::vector<CodeToken> withoutAnnotations(std::span<const CodeToken> tokens);

} // namespace racewalk
