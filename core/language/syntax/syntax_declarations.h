// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_expressions.h"
#include "language/syntax/syntax_statements.h"
#include "program/source_span.h"

#include <optional>
#include <string>
#include <vector>

namespace racewalk::syntax {

struct VariantDeclaration {
    Identifier name;
    /// Empty if none was given.
    Text title;
    SourceSpan span;
};

/// `param NAME = value in low..high;`
struct ParamDeclaration {
    Identifier name;
    ExpressionPtr value;
    ExpressionPtr low;
    ExpressionPtr high;
    SourceSpan span;
};

/// `#define NAME value` on an active line. The tree keeps uses of the name as names. A #define
/// without a value only affects #ifdef and is not in the tree.
struct DefineDeclaration {
    Identifier name;
    ExpressionPtr value;
    SourceSpan span;
};

struct Enumerator {
    Identifier name;
    /// Null: one more than the previous enumerator.
    ExpressionPtr value;
    SourceSpan span;
};

struct EnumDeclaration {
    /// For `enum { ... }` a generated name, which is not an identifier.
    Identifier tag;
    std::vector<Enumerator> enumerators;
    SourceSpan span;
};

/// The fields have no initializer.
struct StructDeclaration {
    /// For `struct { ... } object;` a generated name, which is not an identifier.
    Identifier tag;
    std::vector<Variable> fields;
    SourceSpan span;
};

/// A variable at the top level. `pool struct T name[N];` has exactly one array size; with an
/// initializer, the objects that it names are allocated from the start.
struct GlobalDeclaration {
    Variable variable;
    bool isPool = false;
    SourceSpan span;
};

struct FunctionDeclaration {
    TypeName result;
    Identifier name;
    /// None for `(void)` and `()`. A name may be empty in a prototype only.
    std::vector<Variable> parameters;
    /// No value for a prototype.
    std::optional<Block> body;
    SourceSpan span;
};

struct ThreadDeclaration {
    Identifier name;
    /// Null for a single thread.
    ExpressionPtr count;
    bool isDaemon = false;
    Block body;
    SourceSpan span;
};

/// `invariant expr;` or `final expr;`
struct PropertyDeclaration {
    ExpressionPtr condition;
    SourceSpan span;
};

/// `expect VARIANT under MODEL: KIND, KIND;` Kinds are words as written; for `ok` there are none.
struct Expectation {
    /// No value in a scenario without variants: `expect ok;`
    std::optional<Identifier> variant;
    std::optional<Identifier> model;
    std::vector<Identifier> kinds;
    SourceSpan span;
};

/// `STEPS "narration";` The schedule is the text as written, with comments replaced by blanks, so
/// that its byte i is byte scheduleSpan.begin + i of the source. It may be empty (narration before
/// the first step).
struct TourStep {
    std::string schedule;
    SourceSpan scheduleSpan;
    Text narration;
    SourceSpan span;
};

struct Tour {
    Text title;
    std::optional<Identifier> variant;
    std::optional<Identifier> model;
    std::vector<TourStep> steps;
    /// The word of `end hang;`: "hang", "ok" or another kind.
    std::optional<Identifier> ending;
    SourceSpan span;
};

} // namespace racewalk::syntax
