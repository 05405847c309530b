// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/finding_kind.h"
#include "program/ids.h"
#include "program/instruction.h"
#include "program/memory_model.h"
#include "program/source_span.h"
#include "program/source_text.h"
#include "program/storage.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

struct Variant {
    std::string name;
    std::string title;
    SourceSpan span;
};

struct Parameter {
    std::string name;
    std::int32_t value = 0;
    std::int32_t low = 0, high = 0;
    SourceSpan span;
};

/// `expect VARIANT under MODEL: ok | KIND, ...;` An empty list of kinds is ok.
struct Expectation {
    std::string variant;
    std::vector<FindingKind> kinds;
    /// Set if the expectation is for this model only; otherwise it holds for every model without an
    /// expectation of its own.
    std::optional<MemoryModel> memory;
};

struct TourStop {
    std::string steps; ///< schedule text, as written
    SourceSpan span;
    std::string narration;
};

struct Tour {
    std::string title;
    std::string variant;
    std::vector<TourStop> stops;
    std::string end; ///< "hang", "ok", or another kind
    SourceSpan span;
    MemoryModel memory = MemoryModel::Sc; ///< memory model of the tour
};

/// The parts of a scenario that do not depend on the variant and the parameters.
struct Scenario {
    std::string title;
    std::string about;
    std::vector<Variant> variants;     ///< at least one; without declarations a nameless one
    std::vector<Parameter> parameters; ///< with their default values
    std::vector<Expectation> expectations;
    std::vector<Tour> tours;
    MemoryModel memory = MemoryModel::Sc; ///< unless another one is chosen from outside

    /// What is expected of a variant under a model, or nullptr.
    const Expectation *expectation(std::string_view ofVariant, MemoryModel model) const;
    /// Returns the models that the scenario makes claims about: its own, and those of its
    /// expectations and tours, in the order of MemoryModel.
    std::vector<MemoryModel> claimedModels() const;
};

/// Returns the first sentence of the scenario's `about`.
std::string_view teaches(const Scenario &scenario);

/// A function in the source.
struct Function {
    std::string name;
    std::string signature; ///< "find_inode(head)": name and parameter names
    SourceSpan span;       ///< from its first to its last character
    /// Lines (from 1) of the body between the braces that are active in this variant and not
    /// preprocessor lines.
    std::vector<std::uint32_t> lines;
    TypeId result{}; ///< type of the result; void if none
};

struct Call {
    FunctionId function{};
    SourceSpan site; ///< the call expression in the caller; empty for call 0
    CallId parent{}; ///< call 0 is its own parent
};

struct Register {
    std::string name; ///< empty for a temporary
    TypeId type{};
    bool isResult =
        false; ///< a variable of the thread itself, not of a function: part of the outcome
};

struct LabelPosition {
    std::string name;
    SourceSpan span;
};

/// The code of one thread declaration, all calls inlined.
struct Body {
    std::vector<Instruction> code;
    std::vector<Origin> origins; ///< as many as code
    std::vector<Register> registers;
    std::vector<Call> calls; ///< calls[0] is the thread
    std::vector<FunctionId>
        functions; ///< in order of first call; functions[0] is the thread's own block
    std::vector<LabelPosition> labels; ///< Op::Label's target
    std::vector<std::string> texts;    ///< Op::Print's target
    /// By instruction: the registers whose value may still be used by a thread at that position.
    /// Filled by computeLiveness() for visible operations and End, empty elsewhere.
    std::vector<std::vector<RegisterId>> live;
};

struct Thread {
    std::string name;  ///< "lookup", or "lookup[2]" where the declaration has a count
    std::string group; ///< the declared name
    BodyId body{};
    std::int32_t self = 0;
    bool isDaemon = false; ///< may stay blocked forever
    bool isSystem =
        false; ///< a lane of the kernel, "rcu": need not finish; its steps switch no context
    SourceSpan span;
};

/// `invariant expr;` or `final expr;`: code that writes the condition's value to register 0 and
/// then reaches End.
struct Property {
    Body body;
    std::string text;
    SourceSpan span;
};

/// One variant of a scenario with its parameters filled in, compiled for a Machine. Immutable once
/// built.
struct Program {
    std::shared_ptr<const SourceText> source;
    Scenario scenario;
    std::string variant;               ///< one of scenario.variants
    std::vector<Parameter> parameters; ///< with the values in force
    MemoryModel memory = MemoryModel::Sc;

    Storage storage;
    std::vector<Function> functions;
    std::vector<Body> bodies;
    std::vector<Thread> threads; ///< declared threads, then system lanes
    std::vector<Property> invariants;
    std::vector<Property> finals;
    /// Lines (from 1) inside #if that are active in this variant but not in the one declared before
    /// it.
    std::vector<std::uint32_t> addedLines;

    const Body &bodyOf(ThreadId thread) const
    {
        return bodies[indexOf(threads[indexOf(thread)].body)];
    }
    std::string_view textOf(SourceSpan span) const;
    /// The expectation for the variant and memory model in force, if the scenario has one.
    const Expectation *expectation() const;
    std::optional<ThreadId> findThread(std::string_view name) const; ///< ASCII case does not matter
};

/// The calls from the thread itself (first) to `call` (last).
std::vector<CallId> callStack(const Body &body, CallId call);

} // namespace racewalk
