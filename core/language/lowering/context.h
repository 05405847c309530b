// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/body_builder.h"
#include "language/syntax/code_shape.h"
#include "language/syntax/syntax_tree.h"
#include "language/words/scenario_names.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The lowering turns the syntax tree of one thread, property or function into instructions, all
// calls inlined. Every function of this namespace reports what is wrong and continues; code with
// an error is never executed. Reading order: context.h, lower_arithmetic.h, lower_accesses.h; then
// lower_expressions.h with lower_lvalues.h, lower_assignments.h and lower_calls.h, which call each
// other as expressions nest; lower_locals.h, lower_statements.h and lower_bodies.h, the entry.
// Primitives, in a folder of their own: primitives.h, lower_primitives.h and a file for each
// family.
namespace racewalk::lowering {

/// The result of an expression: a constant or a register.
struct Value {
    Operand operand;
    TypeId type = noType; ///< noType: an error was reported; void: there is no value
    bool isTruth = false; ///< 0 or 1, whatever the type

    bool isWrong() const { return type == noType; }
    bool isConstant() const { return operand.kind == Operand::Kind::Constant; }
};

/// Something that can be read or assigned.
struct Lvalue {
    enum class Kind { Wrong, Shared, Local };
    Kind kind = Kind::Wrong;
    TypeId type = noType;
    Operand address{};                     ///< Shared
    Reach reach{};                         ///< Shared
    RegisterId first{};                    ///< Local: the variable's first register
    std::uint32_t size = 0;                ///< Local: how many registers the variable has
    Operand offset = Operand::constant(0); ///< Local: from `first`
};

/// What a value is used for; determines the role of its reads. Nothing: the value is discarded.
enum class Use { Value, Test, Assert, Nothing };

/// Shared data of all lowerings of one program.
struct Record {
    std::set<std::string, std::less<>> functions; ///< functions that were called
    std::set<std::string, std::less<>> cycles;    ///< cycles of calls that were reported
    std::size_t work = 0; ///< statements and expressions lowered, each time they are inlined

    static constexpr std::size_t maxWork = 3'000'000;
};

struct LocalVariable {
    TypeId type = noType;
    RegisterId first{};
    std::uint32_t size = 1;
    SourceSpan span;
    /// For a variable without a value (see lower_ignored.h): IrqFlags or WaitEntry.
    std::optional<syntax::BaseType> ignored{};
};
using Scope = std::map<std::string, LocalVariable, std::less<>>;

/// A loop or switch around the current statement.
struct Loop {
    std::optional<JumpLabel> onBreak, onContinue;
    std::uint32_t atomicBlock = 0;
    const std::map<const syntax::CaseLabel *, JumpLabel> *cases = nullptr;
};

struct CodeLabel {
    JumpLabel label{};
    SourceSpan span;
    std::uint32_t atomicBlock = 0;
    bool isBound = false;
    std::vector<std::pair<SourceSpan, std::uint32_t>> gotos; ///< and their atomic blocks
};

/// A thread, or a function that is being inlined.
struct Frame {
    std::string name;       ///< "find_inode()", or a thread's name
    TypeId result = noType; ///< void for a thread
    std::optional<RegisterId> resultRegister;
    JumpLabel exit{};
    std::uint32_t atomicBlock = 0;
    bool isThread = false;
    std::vector<Scope> scopes;
    std::vector<Loop> loops;
    std::map<std::size_t, std::string> queues; ///< of wait entries, by where they are declared
    std::map<std::string, CodeLabel, std::less<>> labels;
};

/// One body that is being lowered: what its code means at the current position, and where its
/// instructions and errors go.
class Context {
public:
    Context(ScenarioNames &scenarioNames, Record &programRecord)
        : names(scenarioNames), types(scenarioNames.types), record(programRecord)
    {}

    ScenarioNames &names;
    TypeTable &types;
    Record &record;
    BodyBuilder builder;
    std::vector<Frame> frames;
    std::uint32_t firstThread = 0; ///< the first of the threads that execute the body
    std::uint32_t threadCount = 1;
    std::uint32_t atomicBlock = 0; ///< 0: outside
    std::uint32_t atomicBlocks = 0;
    std::size_t depth = 0;
    /// The local variable whose initial value is being lowered, for sizeof(*p) in it.
    std::pair<std::string_view, TypeId> declared{{}, noType};
    bool isProperty = false;
    bool isCheck = false; ///< only finds errors; functions that were called are skipped

    Frame &frame() { return frames.back(); }
    const Frame &frame() const { return frames.back(); }
    void openScope();
    void closeScope();
    /// Null if there is none of that name.
    const LocalVariable *findLocal(std::string_view name) const;

    void error(const SourceSpan &span, std::string sentence, std::string hint = {})
    {
        names.problems.error(span, std::move(sentence), std::move(hint));
    }
    /// Returns the source of a span on one line. If it is an expression passed to remember(), its
    /// shape is stored for the operations that show it.
    std::string text(const SourceSpan &span);
    std::string text(const syntax::Expression &expression);
    /// Returns the text of a call that is not in the source in this form.
    std::string madeText(std::string_view callee, std::span<const CallPart> arguments);
    void remember(const syntax::Expression &expression);
    std::string typeName(TypeId type) const { return nameOf(types, type); }
    std::string aType(TypeId type) const { return withArticle(types, type); }

    Value constant(std::int32_t number) const
    {
        return {Operand::constant(number), types.intType(), number == 0 || number == 1};
    }
    Value nothing() const { return {{}, types.voidType()}; }

    /// Emits a visible operation. Reports one that is not allowed in an atomic block or a property.
    std::uint32_t visible(Instruction instruction, const SourceSpan &span, Role role,
                          std::string shown);

private:
    /// Expressions that were lowered, by begin and end.
    std::map<std::pair<std::uint32_t, std::uint32_t>, const syntax::Expression *> m_expressions;
};

/// Counts the depth of the recursion of lowering over statements, expressions and calls.
class DepthGuard {
public:
    explicit DepthGuard(Context &context) : m_context(context)
    {
        ++m_context.depth;
        if (++m_context.record.work > Record::maxWork)
            m_context.builder.giveUp();
    }
    ~DepthGuard() { --m_context.depth; }
    DepthGuard(const DepthGuard &) = delete;
    DepthGuard &operator=(const DepthGuard &) = delete;

    bool isTooDeep() const { return m_context.depth > maxDepth; }

private:
    static constexpr std::size_t maxDepth = 600;
    Context &m_context;
};

} // namespace racewalk::lowering
