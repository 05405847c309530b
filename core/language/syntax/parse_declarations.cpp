// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/parser.h"
#include "language/words/foreign_words.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

using namespace syntax;

namespace {

struct KernelMacro {
    std::string_view name;
    BaseType type;
    std::string_view tag = {}; ///< of a struct
};

constexpr std::array kernelMacros = {
    KernelMacro{"DEFINE_SPINLOCK", BaseType::SpinLock},
    KernelMacro{"DEFINE_MUTEX", BaseType::Mutex, "mutex"},
    KernelMacro{"DEFINE_RWLOCK", BaseType::RwLock},
    KernelMacro{"DEFINE_SEQLOCK", BaseType::SeqCount},
    KernelMacro{"DEFINE_SEMAPHORE", BaseType::Semaphore, "semaphore"},
    KernelMacro{"DECLARE_WAIT_QUEUE_HEAD", BaseType::WaitQueueHead},
    KernelMacro{"DECLARE_COMPLETION", BaseType::Completion, "completion"},
};

bool isKernelMacro(std::string_view name)
{
    return std::ranges::find(kernelMacros, name, &KernelMacro::name) != kernelMacros.end();
}

/// `{ .count = count }`
Initializer semaphoreInitializer(ExpressionPtr count)
{
    const SourceSpan span = count->span;
    InitializerItem item;
    item.designators.push_back({Identifier{"count", span}, span});
    item.initializer = {std::move(count), span};
    InitializerList list;
    list.items.push_back(std::move(item));
    return {std::move(list), span};
}

} // namespace

std::span<const std::string_view> kernelMacroNames()
{
    static constexpr auto names = [] {
        std::array<std::string_view, kernelMacros.size()> result;
        std::ranges::transform(kernelMacros, result.begin(), &KernelMacro::name);
        return result;
    }();
    return names;
}

void Parser::parseAll(SyntaxTree &tree)
{
    while (peek().kind != TokenKind::End && !isStopped()) {
        const std::size_t start = m_next;
        parseDeclaration(tree);
        if (m_isLost)
            recoverAtTopLevel(start);
        m_isLeavingBlocks = false;
    }
}

void Parser::parseDeclaration(SyntaxTree &tree)
{
    if (accept(";") || parseRaceWord(tree) || parseKernelMacro(tree))
        return;
    if (at("typedef"))
        return refuseTypedef();
    if (refuseForeignMacro())
        return;
    if (isTypeStart(peek()))
        parseTypedDeclaration(tree);
    else
        failUnknownDeclaration();
}

/// `typedef ... name;`, whatever it is: the name is a type from then on, so that its uses are no
/// mistakes of their own.
void Parser::refuseTypedef()
{
    report(peek().span, "'typedef' is not part of the language", "use the type's own name");
    std::string_view name;
    while (!at(";") && peek().kind != TokenKind::End) {
        if (at("{")) {
            skipBraces();
            continue;
        }
        const bool isName = atIdentifier() && (name.empty() || !peek(1).is(","));
        name = isName ? peek().text : name;
        take();
    }
    accept(";");
    if (!name.empty())
        m_refusedTypes.insert(name);
}

/// `static LIST_HEAD(items);`
bool Parser::refuseForeignMacro()
{
    std::size_t ahead = 0;
    while (std::ranges::find(qualifierWords(), peek(ahead).text) != qualifierWords().end())
        ++ahead;
    const CodeToken &word = peek(ahead);
    if (word.kind != TokenKind::Identifier || !peek(ahead + 1).is("("))
        return false;
    const std::string hint = whatToWriteFor(word.text);
    if (hint.empty())
        return false;
    fail(word.span, fmt::format("'{}' is not part of the language", word.text), hint);
    return true;
}

void Parser::failUnknownDeclaration()
{
    const CodeToken &word = peek();
    if (word.is("}")) {
        // Alone it ends nothing: what follows is read as usual.
        report(word.span, "this '}' closes nothing", "is a '{' missing before it?");
        take();
        return;
    }
    if (word.kind != TokenKind::Identifier)
        return fail(word.span, fmt::format("expected a declaration, found {}", describe(word)));
    if (word.text.starts_with("EXPORT_SYMBOL") || word.text.starts_with("MODULE_"))
        return fail(word.span, fmt::format("'{}' is not part of the language", word.text),
                    "leave it out");
    std::vector<std::string_view> words(raceWords().begin(), raceWords().end());
    words.insert(words.end(), typeWords().begin(), typeWords().end());
    std::string hint = didYouMean(word.text, words);
    if (peek(1).is("("))
        return fail(word.span,
                    fmt::format("'{}' is no declaration: a function begins with its result's type",
                                word.text),
                    fmt::format("write void {}(...) {{ ... }}", word.text));
    if (isKeyword(word.text))
        return fail(word.span,
                    fmt::format("the statement '{}' is outside of a function", word.text),
                    "is a '}' too many before it?");
    if (hint.empty() && peek(1).kind == TokenKind::Identifier)
        hint = fmt::format("did you mean 'struct {}'?", word.text);
    fail(word.span, fmt::format("'{}' begins no declaration", word.text), std::move(hint));
}

/// What begins with a type: a struct, an enum, variables, a function.
void Parser::parseTypedDeclaration(SyntaxTree &tree)
{
    const SourceSpan first = peek().span;
    std::size_t ahead = 0;
    while (isKeyword(peek(ahead).text) && isTypeStart(peek(ahead)) && !peek(ahead).is("struct") &&
           !peek(ahead).is("enum"))
        ++ahead;
    const bool isTagged = peek(ahead).is("struct") || peek(ahead).is("enum");
    const bool isDefinition = isTagged && (peek(ahead + 1).is("{") || peek(ahead + 2).is("{"));
    const bool isForward = isTagged && peek(ahead + 2).is(";");
    // `static DEFINE_SPINLOCK(name);`
    if (isKernelMacro(peek(ahead).text)) {
        skipQualifiers();
        parseKernelMacro(tree);
        return;
    }
    if (isDefinition) {
        skipQualifiers();
        return at("struct") ? parseStruct(tree, first) : parseEnum(tree, first);
    }
    const TypeName type = parseBaseType();
    if (isForward) {
        // `struct inode;` says nothing that a whole file has to be told.
        expectSemicolon();
        return;
    }
    Variable variable = parseDeclarator(type);
    if (at("("))
        return parseFunction(tree, first, std::move(variable));
    parseGlobals(tree, first, std::move(variable), type);
}

/// The name after `struct` or `enum`, or a made-up one that no user can write.
Identifier Parser::parseOptionalTag(std::string_view word)
{
    const CodeToken &at = peek();
    if (at.is("{"))
        return {fmt::format("{} on line {}", word, at.span.line), at.span};
    return expectIdentifier("a name");
}

void Parser::parseStruct(SyntaxTree &tree, const SourceSpan &first)
{
    take();
    StructDeclaration declaration;
    declaration.tag = parseOptionalTag("struct");
    expect("{");
    while (!at("}") && peek().kind != TokenKind::End && !isStopped()) {
        const std::size_t start = m_next;
        const bool isNested = (at("struct") || at("enum")) && (peek(1).is("{") || peek(2).is("{"));
        if (isNested)
            fail(peek().span, "a type cannot be declared inside a struct",
                 "declare it before the struct");
        // `thread NAME {` after a struct that lacks its '}' is no field.
        const bool isField = isTypeStart(peek()) || peek().kind != TokenKind::Identifier ||
                             peek(1).kind != TokenKind::Identifier || !peek(2).is("{");
        if (!isField)
            break;
        for (Variable &field : parseVariables()) {
            if (field.initializer)
                report(field.initializer->span, "a field has no initial value of its own",
                       "initialize the objects of the struct");
            // What kfree_rcu() needs it for happens without it.
            if (field.type.base == BaseType::RcuHead && field.type.pointers == 0)
                continue;
            declaration.fields.push_back(std::move(field));
        }
        expectSemicolon();
        if (m_isLost && !isNested)
            recoverInBlock(start);
    }
    expect("}");
    declaration.span = spanFrom(first);
    TypeName type;
    type.base = BaseType::Struct;
    type.tag = declaration.tag;
    type.span = declaration.span;
    tree.structs.push_back(std::move(declaration));
    parseObjects(tree, first, std::move(type));
}

void Parser::parseEnum(SyntaxTree &tree, const SourceSpan &first)
{
    take();
    EnumDeclaration declaration;
    declaration.tag = parseOptionalTag("enum");
    expect("{");
    while (!at("}") && peek().kind != TokenKind::End) {
        Enumerator enumerator;
        enumerator.name = expectIdentifier("an enumerator's name");
        if (accept("="))
            enumerator.value = parseConditional();
        enumerator.span = spanFrom(enumerator.name.span);
        declaration.enumerators.push_back(std::move(enumerator));
        if (!accept(","))
            break;
    }
    if (!at("}"))
        failExpected("',' or '}'");
    accept("}");
    declaration.span = spanFrom(first);
    TypeName type;
    type.base = BaseType::Enum;
    type.tag = declaration.tag;
    type.span = declaration.span;
    tree.enums.push_back(std::move(declaration));
    parseObjects(tree, first, std::move(type));
}

/// What may stand between the '}' of a struct or enum and the ';'.
void Parser::parseObjects(SyntaxTree &tree, const SourceSpan &first, TypeName type)
{
    const bool hasObjects = !peek().startsLine && (atIdentifier() || at("*"));
    if (!hasObjects) {
        expectSemicolon();
        return;
    }
    Variable variable = parseDeclarator(type);
    parseGlobals(tree, first, std::move(variable), type);
}

void Parser::parseGlobals(SyntaxTree &tree, const SourceSpan &first, Variable variable,
                          const TypeName &type)
{
    variable.span = spanFrom(first);
    for (;;) {
        parseInitializerOf(variable);
        GlobalDeclaration global;
        global.span = variable.span;
        global.variable = std::move(variable);
        tree.globals.push_back(std::move(global));
        if (!accept(","))
            break;
        variable = parseDeclarator(type);
    }
    expectSemicolon();
}

void Parser::parseFunction(SyntaxTree &tree, const SourceSpan &first, Variable head)
{
    FunctionDeclaration function;
    function.result = head.type;
    function.name = std::move(head.name);
    if (!head.arraySizes.empty())
        report(head.span, "a function cannot give an array", "give a pointer");
    function.parameters = parseParameters();
    if (at("{")) {
        function.body = parseBlock(fmt::format("'{}'", function.name.name));
    } else if (!accept(";")) {
        failExpected("'{' or ';'");
    }
    for (std::size_t i = 0; function.body && i < function.parameters.size(); ++i) {
        const Variable &parameter = function.parameters[i];
        if (parameter.name.name.empty())
            report(parameter.type.span,
                   fmt::format("parameter {} of '{}' has no name", i + 1, function.name.name));
    }
    function.span = spanFrom(first);
    tree.functions.push_back(std::move(function));
}

std::vector<Variable> Parser::parseParameters()
{
    std::vector<Variable> parameters;
    take();
    const bool isVoid = at("void") && peek(1).is(")");
    if (isVoid)
        take();
    if (accept(")"))
        return parameters;
    do {
        if (at("..."))
            fail(peek().span,
                 "functions with any number of arguments are not part of the language");
        const SourceSpan begin = peek().span;
        const TypeName type = parseBaseType();
        parameters.push_back(parseDeclarator(type, false));
        parameters.back().span = spanFrom(begin);
    } while (accept(","));
    if (!at(")"))
        failExpected("',' or ')'");
    accept(")");
    return parameters;
}

/// `DEFINE_SPINLOCK(name);` and its kind are globals.
bool Parser::parseKernelMacro(SyntaxTree &tree)
{
    const auto *macro = std::ranges::find(kernelMacros, peek().text, &KernelMacro::name);
    if (macro == kernelMacros.end())
        return false;
    GlobalDeclaration global;
    const CodeToken &word = take();
    global.variable.type.base = macro->type;
    global.variable.type.span = word.span;
    if (!macro->tag.empty())
        global.variable.type.tag = {std::string(macro->tag), word.span};
    expect("(");
    global.variable.name = expectIdentifier("a name");
    if (macro->type == BaseType::Semaphore) {
        expect(",", "write DEFINE_SEMAPHORE(name, count);");
        global.variable.initializer = semaphoreInitializer(parseConditional());
    }
    expect(")");
    global.span = spanFrom(word.span);
    global.variable.span = global.span;
    expectSemicolon();
    tree.globals.push_back(std::move(global));
    return true;
}

} // namespace racewalk
