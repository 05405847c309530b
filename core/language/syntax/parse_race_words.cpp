// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/parser.h"
#include "language/words/nearest_name.h"
#include "program/memory_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

using namespace syntax;

namespace {

constexpr std::array<std::string_view, 12> words = {"scenario", "about",     "memory", "variant",
                                                    "param",    "pool",      "thread", "daemon",
                                                    "final",    "invariant", "expect", "tour"};

} // namespace

std::span<const std::string_view> raceWords()
{
    return words;
}

bool Parser::parseRaceWord(SyntaxTree &tree)
{
    if (at("scenario"))
        parseTitle(tree.title);
    else if (at("about"))
        parseTitle(tree.about);
    else if (at("memory"))
        parseMemory(tree);
    else if (at("variant"))
        parseVariant(tree);
    else if (at("param"))
        parseParam(tree);
    else if (at("pool"))
        parsePool(tree);
    else if (at("thread") || at("daemon"))
        parseThread(tree);
    else if (at("invariant"))
        parseProperty(tree.invariants);
    else if (at("final"))
        parseProperty(tree.finals);
    else if (at("expect"))
        parseExpectation(tree);
    else if (at("tour"))
        parseTour(tree);
    else
        return false;
    return true;
}

/// `scenario "title";` or `about "text";`
void Parser::parseTitle(std::optional<Text> &text)
{
    const CodeToken &word = take();
    if (text)
        report(word.span, fmt::format("'{}' is given twice", word.text),
               "adjacent strings are joined: \"...\" \"...\"");
    text = expectText(fmt::format("a string after '{}'", word.text));
    expectSemicolon();
}

void Parser::parseMemory(SyntaxTree &tree)
{
    const CodeToken &word = take();
    if (tree.memoryModel)
        report(word.span, "the memory model is given twice");
    tree.memoryModel = parseModel();
    expectSemicolon();
}

Identifier Parser::parseModel()
{
    Identifier model = expectIdentifier("a memory model: " + memoryModelNames("or"));
    if (!model.name.empty() && !memoryModelFrom(model.name))
        report(model.span, fmt::format("'{}' is no memory model", model.name),
               "write " + memoryModelNames("or"));
    return model;
}

void Parser::parseVariant(SyntaxTree &tree)
{
    const CodeToken &word = take();
    VariantDeclaration variant;
    variant.name = expectIdentifier("the variant's name");
    if (peek().kind == TokenKind::String)
        variant.title = parseStrings();
    expectSemicolon();
    variant.span = spanFrom(word.span);
    tree.variants.push_back(std::move(variant));
}

void Parser::parseParam(SyntaxTree &tree)
{
    constexpr std::string_view form = "write: param NAME = value in low..high;";
    const CodeToken &word = take();
    ParamDeclaration param;
    param.name = expectIdentifier("the param's name");
    expect("=", form);
    param.value = parseConditional();
    expect("in", form);
    param.low = parseConditional();
    expect("..", form);
    param.high = parseConditional();
    expectSemicolon();
    param.span = spanFrom(word.span);
    tree.params.push_back(std::move(param));
}

void Parser::parsePool(SyntaxTree &tree)
{
    constexpr std::string_view form = "write: pool struct T name[N];";
    const CodeToken &word = take();
    if (!at("struct"))
        return failExpected("'struct'", form);
    GlobalDeclaration pool;
    pool.isPool = true;
    pool.variable = parseDeclarator(parseBaseType());
    if (pool.variable.arraySizes.size() != 1 || pool.variable.arraySizes[0] == nullptr)
        report(pool.variable.span, "a pool has one number of objects", std::string(form));
    if (pool.variable.type.pointers > 0)
        report(pool.variable.span, "a pool holds objects, not pointers", std::string(form));
    parseInitializerOf(pool.variable);
    expectSemicolon();
    pool.span = spanFrom(word.span);
    tree.globals.push_back(std::move(pool));
}

void Parser::parseThread(SyntaxTree &tree)
{
    const SourceSpan first = peek().span;
    ThreadDeclaration thread;
    thread.isDaemon = accept("daemon");
    expect("thread", "write: daemon thread NAME { ... }");
    thread.name = expectIdentifier("the thread's name");
    if (accept("[")) {
        thread.count = parseConditional();
        expect("]");
    }
    thread.body = parseBlock(fmt::format("the thread '{}'", thread.name.name));
    thread.span = spanFrom(first);
    tree.threads.push_back(std::move(thread));
}

void Parser::parseProperty(std::vector<PropertyDeclaration> &properties)
{
    const CodeToken &word = take();
    PropertyDeclaration property;
    property.condition = parseExpression();
    expectSemicolon();
    property.span = spanFrom(word.span);
    properties.push_back(std::move(property));
}

void Parser::parseExpectation(SyntaxTree &tree)
{
    const CodeToken &word = take();
    Expectation expectation;
    const bool isModelFirst =
        at("under") && peek(1).kind == TokenKind::Identifier && !peek(1).is("under");
    if (!isModelFirst && (peek(1).is(":") || peek(1).is("under")))
        expectation.variant = expectIdentifier("a variant's name");
    if (accept("under")) {
        expectation.model = parseModel();
        expect(":", "write: expect VARIANT under MODEL: KIND;");
    } else {
        accept(":");
    }
    do
        expectation.kinds.push_back(expectIdentifier("'ok' or a kind of failure"));
    while (accept(","));
    if (atIdentifier() && !peek().startsLine)
        failExpected("',' or ';'", "write: expect VARIANT: KIND, KIND;");
    expectSemicolon();
    const bool isOk =
        std::ranges::find(expectation.kinds, "ok", &Identifier::name) != expectation.kinds.end();
    if (isOk && expectation.kinds.size() > 1)
        report(word.span, "'ok' stands alone: it means that no failure is expected");
    if (isOk)
        expectation.kinds.clear();
    expectation.span = spanFrom(word.span);
    tree.expectations.push_back(std::move(expectation));
}

void Parser::parseTour(SyntaxTree &tree)
{
    const CodeToken &word = take();
    Tour tour;
    tour.title = expectText("the tour's title (a string)");
    if (accept("for"))
        tour.variant = expectIdentifier("a variant's name");
    if (accept("under"))
        tour.model = parseModel();
    expect("{");
    while (!at("}") && peek().kind != TokenKind::End) {
        if (!parseTourEnding(tour))
            parseTourStep(tour);
    }
    expect("}");
    tour.span = spanFrom(word.span);
    tree.tours.push_back(std::move(tour));
}

/// `end hang;` A thread may be called "end", so its form decides.
bool Parser::parseTourEnding(Tour &tour)
{
    if (!at("end") || peek(1).kind != TokenKind::Identifier || !peek(2).is(";"))
        return false;
    take();
    tour.ending = expectIdentifier("'ok' or a kind of failure");
    take();
    if (!at("}"))
        failExpected("'}' after the tour's end");
    return true;
}

/// `lookup*2 evict!  "narration";`
void Parser::parseTourStep(Tour &tour)
{
    const SourceSpan first = peek().span;
    TourStep step;
    step.scheduleSpan = {first.begin, first.begin, first.line, first.column};
    while (peek().kind != TokenKind::String) {
        const bool isEnd = peek().kind == TokenKind::End || at(";") || at("}") || at("{");
        if (isEnd)
            return failExpected("the narration (a string)", "write: STEPS \"narration\";");
        const CodeToken &token = take();
        // Comments and lines of other variants lie between the tokens: they become blanks.
        step.schedule.resize(token.span.begin - first.begin, ' ');
        step.schedule += token.text;
        step.scheduleSpan.end = token.span.end;
    }
    step.narration = parseStrings();
    expectSemicolon();
    step.span = spanFrom(first);
    tour.steps.push_back(std::move(step));
}

} // namespace racewalk
