// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/body_builder.h"
#include "language/lowering/primitives.h"
#include "language/syntax/syntax_tree.h"
#include "language/words/scenario_names.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// The outcome of an expression: a constant or a register.
struct Value {
    Operand operand;
    TypeId type = noType; ///< noType: reported, keep silent; void: there is no value
    bool isTruth = false; ///< 0 or 1, whatever the type

    bool isWrong() const { return type == noType; }
    bool isConstant() const { return operand.kind == Operand::Kind::Constant; }
};

/// Something that can be read or assigned.
struct Place {
    enum class Kind { Wrong, Shared, Local };
    Kind kind = Kind::Wrong;
    TypeId type = noType;
    Operand address{};                     ///< Shared
    Reach reach{};                         ///< Shared
    RegisterId first{};                    ///< Local: the variable's first register
    std::uint32_t size = 0;                ///< Local: how many registers the variable has
    Operand offset = Operand::constant(0); ///< Local: from `first`
};

/// What a value is needed for: decides the role of the reads it takes.
enum class Use { Value, Test, Assert };

/// What the lowerings of one program share.
struct LoweringRecord {
    std::set<std::string, std::less<>> functions; ///< that were called
    std::set<std::string, std::less<>> cycles;    ///< of recursive calls, reported
    std::size_t work = 0; ///< statements and expressions looked at, each time they are inlined

    static constexpr std::size_t maxWork = 3'000'000;
};

/// Turns one thread, property or function into instructions, all calls inlined. Every function of
/// the class reports what is wrong and goes on; code that was reported is never executed.
/// Its members are in lower_*.cpp, a file per kind of syntax and per family of primitives.
class Lowering {
public:
    Lowering(ScenarioNames &names, LoweringRecord &record);

    /// Threads firstThread .. firstThread + count - 1 run the body.
    DraftBody lowerThread(const syntax::ThreadDeclaration &declaration, FunctionId function,
                          std::uint32_t firstThread, std::uint32_t count);
    DraftBody lowerProperty(const syntax::PropertyDeclaration &declaration);
    /// A function that no thread calls, for its mistakes only.
    void checkFunction(const syntax::FunctionDeclaration &declaration, FunctionId function);

private:
    struct LocalVariable {
        TypeId type = noType;
        RegisterId first{};
        std::uint32_t size = 1;
        SourceSpan span;
        /// Of a variable without a value, see lower_ignored.cpp: IrqFlags, WaitEntry.
        std::optional<syntax::BaseType> ignored{};
    };
    using Scope = std::map<std::string, LocalVariable, std::less<>>;
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
    class DepthGuard;

    // lower_bodies.cpp
    void lowerBlockOf(const syntax::Block &block, const SourceSpan &end);
    void checkLabels(const Frame &frame);
    DraftBody finishBody(const SourceSpan &span, std::string_view what);

    // lower_statements.cpp
    void block(const syntax::Block &block);
    void statements(const std::vector<syntax::Statement> &list);
    void statement(const syntax::Statement &statement);
    void ifStatement(const syntax::IfStatement &node, const SourceSpan &span);
    void whileStatement(const syntax::WhileStatement &node, const SourceSpan &span);
    void doStatement(const syntax::DoStatement &node, const SourceSpan &span);
    void forStatement(const syntax::ForStatement &node, const SourceSpan &span);
    void switchStatement(const syntax::SwitchStatement &node, const SourceSpan &span);
    void caseLabel(const syntax::CaseLabel &node, const SourceSpan &span);
    void codeLabel(const syntax::Label &node, const SourceSpan &span);
    void gotoStatement(const syntax::GotoStatement &node, const SourceSpan &span);
    void leaveLoop(bool isContinue, const SourceSpan &span);
    void returnStatement(const syntax::ReturnStatement &node, const SourceSpan &span);
    void atomicStatement(const syntax::AtomicStatement &node, const SourceSpan &span);
    CodeLabel &labelNamed(const std::string &name);
    void checkAtomicBorder(std::uint32_t from, std::uint32_t to, const SourceSpan &span);
    void setStatement(const SourceSpan &whole, const syntax::Expression *condition);

    // lower_locals.cpp
    void declareLocals(const std::vector<syntax::Variable> &variables);
    void declareLocal(const syntax::Variable &variable);
    std::optional<LocalVariable> makeLocal(const syntax::Variable &variable, TypeId type);
    bool appendRegisters(TypeId type, const std::string &path, bool isResult,
                         std::vector<Register> &registers) const;
    void initializeLocal(const LocalVariable &local, const syntax::Variable &variable);
    void initializeList(const Place &place, const syntax::InitializerList &list);
    Place partAt(const Place &place, const syntax::InitializerItem &item, std::int64_t &position);
    const LocalVariable *findLocal(std::string_view name) const;
    void openScope();
    void closeScope();

    // lower_expressions.cpp
    Value value(const syntax::Expression &expression, Use use = Use::Value);
    /// As a statement: the value is dropped.
    void effect(const syntax::Expression &expression);
    Value valueOfName(const std::string &name, const syntax::Expression &expression, Use use);
    std::string hintForUnknown(const std::string &name) const;
    Value unary(const syntax::UnaryExpression &node, const SourceSpan &span, Use use);
    Value binary(const syntax::BinaryExpression &node, const SourceSpan &span, Use use);
    Value logical(const syntax::BinaryExpression &node, const SourceSpan &span, Use use);
    Value conditional(const syntax::ConditionalExpression &node, const SourceSpan &span, Use use);
    Value cast(const syntax::CastExpression &node, const SourceSpan &span, Use use);
    /// A value that can be compared with zero; wrong, reported, otherwise.
    Value condition(const syntax::Expression &expression, Use use);
    /// A condition that steers: with a Decide, and a text for its only read. `keyword` is that of
    /// its statement.
    Value decide(const syntax::Expression &expression, std::string_view keyword = {});

    /// Of an operation whose whole text is a test: `atomic_dec_and_test(&v)`.
    Value ownTest(std::uint32_t operation, const Value &outcome, const SourceSpan &span);

    // lower_arithmetic.cpp
    Value arithmetic(syntax::BinaryOperator op, Value left, Value right, const SourceSpan &span);
    Value comparePointers(syntax::BinaryOperator op, Value left, Value right,
                          const SourceSpan &span);
    Value negated(Value operand, const SourceSpan &span);
    Value asTruth(Value operand, const SourceSpan &span);
    /// As if assigned to something of type `to`.
    Value convert(Value from, TypeId to, const SourceSpan &span);
    bool checkInteger(const Value &operand, const SourceSpan &span);
    bool isNull(const Value &operand) const;
    bool fits(TypeId from, TypeId to) const;
    Value computed(Op op, Operand a, Operand b, TypeId registerType, const SourceSpan &span);

    // lower_places.cpp
    Place place(const syntax::Expression &expression);
    Place placeOfName(const std::string &name, const SourceSpan &span);
    Place member(const syntax::MemberExpression &node, const SourceSpan &span);
    Place element(const syntax::IndexExpression &node, const SourceSpan &span);
    Place elementAt(Place array, const Value &index, const SourceSpan &span);
    Place pointedTo(const Value &pointer, const SourceSpan &span);
    Value addressOf(const syntax::Expression &operand, const SourceSpan &span);
    Value load(const Place &from, const SourceSpan &span, Use use,
               Ordering ordering = Ordering::Plain, std::string text = {});
    void store(const Place &to, const Value &what, const SourceSpan &span, Ordering ordering,
               std::string text);
    void setLocal(const Place &to, const Value &what, const SourceSpan &span);
    /// The last instruction, if it is the read that gave the value, gets the whole assignment's
    /// text.
    void nameAssignedRead(const Value &what, std::string text);
    Role storeRole(TypeId type, const Value &what) const;
    static Role readRole(Use use, bool isPointer);

    // lower_assignments.cpp
    bool checkAssignable(const Place &target, const SourceSpan &span);
    Value assign(const syntax::AssignmentExpression &node, const SourceSpan &span);
    /// The value of the assignment.
    Value assignLocal(const Place &target, const Value &what, const SourceSpan &span);
    /// What was evaluated, or where it is, as it is now, even if `later` assigns a local variable.
    Value kept(const Value &early, const syntax::Expression &later);
    Place kept(Place early, const syntax::Expression &later);
    /// Of an argument of a call, for all arguments behind it.
    Value keptArgument(const Value &early, const syntax::CallExpression &node, std::size_t number);
    /// A variable's value in a temporary; what is no variable stays.
    Operand copyOfVariable(Operand operand);
    Value copyOfVariable(Value of);
    /// `target op= amount`, a read and a write.
    Value update(const syntax::Expression &target, syntax::BinaryOperator op,
                 const syntax::Expression *amount, const SourceSpan &span);

    // lower_calls.cpp
    Value call(const syntax::CallExpression &node, const SourceSpan &span, Use use);
    Value unknownCallee(const syntax::CallExpression &node);
    Value inlineFunction(const FunctionName &function, const syntax::CallExpression &node,
                         const SourceSpan &span);
    bool isRecursive(const FunctionName &function, const syntax::CallExpression &node);
    std::optional<std::vector<Value>> argumentsFor(const FunctionName &function,
                                                   const syntax::CallExpression &node,
                                                   std::vector<TypeId> &types);
    void enterFunction(FunctionId function, const SourceSpan &site);

    // lower_primitives.cpp
    Value primitive(const Primitive &known, const syntax::CallExpression &node,
                    const SourceSpan &span, Use use);
    bool checkCount(const Primitive &known, const syntax::CallExpression &node,
                    const SourceSpan &span);
    /// Of all letters but place, type and condition, which are left for the form to look at.
    std::optional<std::vector<Value>> arguments(const Primitive &known,
                                                const syntax::CallExpression &node);
    Value argument(const Primitive &known, char letter, const syntax::Expression &expression);
    bool matches(char letter, TypeId pointee) const;
    Value operation(const Primitive &known, const std::vector<Value> &values,
                    const SourceSpan &span, Use use);
    std::optional<TypeId> allocatedType(const syntax::Expression &what);
    Value allocate(const Primitive &known, const syntax::CallExpression &node,
                   const SourceSpan &span);
    Value free(const Primitive &known, const Value &object, const SourceSpan &span);
    /// A visible operation. Reports what may not stand in an atomic block or a property.
    std::uint32_t visible(Instruction instruction, const SourceSpan &span, Role role,
                          std::string text);

    // lower_checks.cpp
    Value failIf(const Primitive &known, const syntax::CallExpression &node,
                 const SourceSpan &span);
    Value print(const syntax::CallExpression &node, const SourceSpan &span);
    Value choose(const syntax::CallExpression &node, const SourceSpan &span);

    // lower_ignored.cpp: what kernel code gives to primitives that need it no more
    static constexpr std::size_t ignoredPosition = 1;
    static bool hasIgnored(const Primitive &known, const syntax::CallExpression &node);
    bool checkIgnored(const Primitive &known, const syntax::CallExpression &node,
                      const SourceSpan &span);
    bool checkIrqFlags(const Primitive &known, const syntax::CallExpression &node,
                       const SourceSpan &span);
    bool checkWaitEntry(const Primitive &known, const syntax::CallExpression &node);
    /// A local variable that only such an argument may name; reports any other use.
    void reportIgnoredVariable(const LocalVariable &local, const std::string &name,
                               const SourceSpan &span);

    // lower_memory.cpp
    Value memory(const Primitive &known, const syntax::CallExpression &node,
                 const std::vector<Value> &values, const SourceSpan &span, Use use);
    Value readPlace(const Primitive &known, const syntax::Expression &target,
                    const SourceSpan &span, Use use);
    Value writePlace(const Primitive &known, const syntax::CallExpression &node,
                     const SourceSpan &span);
    Value write(const Primitive &known, const Place &to, const Value &what, const SourceSpan &span);
    Value readAtomic(const Value &address, Ordering ordering, const SourceSpan &span, Use use);
    Value modify(const Primitive &known, const Value &address, Operand amount, TypeId result,
                 const SourceSpan &span);
    Value fetchAdd(const Primitive &known, const Value &address, Operand amount,
                   const SourceSpan &span);
    Value addTo(const Primitive &known, const Value &amount, const Value &address,
                const SourceSpan &span);
    Value leavesZero(const Value &left, const SourceSpan &span);
    Value swap(const Primitive &known, const std::vector<Value> &values, const SourceSpan &span);
    Value bitOperation(const Primitive &known, const Value &word, const Value &bit,
                       const SourceSpan &span, Use use);
    bool checkBit(const Value &word, const Value &bit, const SourceSpan &span);
    Place wordPlace(const Value &address) const;

    // lower_sequences.cpp
    Operand countOf(const Value &lock, const SourceSpan &span);
    Value sequence(const Primitive &known, const std::vector<Value> &values,
                   const SourceSpan &span, Use use);

    // lower_waiting.cpp
    Value waiting(const Primitive &known, const syntax::CallExpression &node,
                  const std::vector<Value> &values, const SourceSpan &span);
    void sleep(const SourceSpan &span);
    void waitEvent(const Primitive &known, const syntax::CallExpression &node, const Value &queue,
                   const SourceSpan &span);
    Value waitOnBit(const syntax::CallExpression &node, const std::vector<Value> &values,
                    const SourceSpan &span);
    Value testBitOnce(const Value &word, const Value &bit, const std::string &text,
                      const SourceSpan &span);
    void waitForCompletion(const Value &completion, const SourceSpan &span);
    void wakeUpBit(const Value &word, const Operand &bit, const SourceSpan &span);
    void clearAndWakeUpBit(const Primitive &known, const Value &word, const Value &bit,
                           const SourceSpan &span);
    /// Of a queue's argument, which may be the queue itself: `wq`, `&wq`, or a pointer.
    CallPart part(const syntax::Expression &expression);
    CallPart queuePart(const syntax::Expression &expression);

    // small things that all need
    Frame &frame() { return m_frames.back(); }
    const Frame &frame() const { return m_frames.back(); }
    void error(const SourceSpan &span, std::string sentence, std::string hint = {})
    {
        m_names.problems.error(span, std::move(sentence), std::move(hint));
    }
    std::string text(const SourceSpan &span);
    std::string text(const syntax::Expression &expression);
    std::string madeText(std::string_view callee, std::span<const CallPart> arguments);
    void remember(const syntax::Expression &expression);
    std::string typeName(TypeId type) const { return nameOf(m_types, type); }
    std::string aType(TypeId type) const { return withArticle(m_types, type); }
    Value constant(std::int32_t number) const
    {
        return {Operand::constant(number), m_types.intType(), number == 0 || number == 1};
    }
    Value nothing() const { return {{}, m_types.voidType()}; }
    std::vector<std::string_view> visibleNames() const;

    ScenarioNames &m_names;
    TypeTable &m_types;
    LoweringRecord &m_record;
    BodyBuilder m_builder;
    /// Those that were looked at, by begin and end: for the shapes of their texts.
    std::map<std::pair<std::uint32_t, std::uint32_t>, const syntax::Expression *> m_expressions;
    std::vector<Frame> m_frames;
    std::uint32_t m_firstThread = 0;
    std::uint32_t m_threadCount = 1;
    std::uint32_t m_atomicBlock = 0; ///< 0: outside
    std::uint32_t m_atomicBlocks = 0;
    std::size_t m_depth = 0;
    /// The local variable whose initial value is being looked at, for sizeof(*p) in it.
    std::pair<std::string_view, TypeId> m_declared{{}, noType};
    bool m_isProperty = false;
    bool m_isCheck = false; ///< only mistakes count: what was lowered before need not be again
};

/// Counts how deep lowering is inside statements, expressions and calls, whose recursion is ours.
class Lowering::DepthGuard {
public:
    explicit DepthGuard(Lowering &lowering) : m_lowering(lowering)
    {
        ++m_lowering.m_depth;
        if (++m_lowering.m_record.work > LoweringRecord::maxWork)
            m_lowering.m_builder.giveUp();
    }
    ~DepthGuard() { --m_lowering.m_depth; }
    DepthGuard(const DepthGuard &) = delete;
    DepthGuard &operator=(const DepthGuard &) = delete;

    bool isTooDeep() const { return m_lowering.m_depth > maxDepth; }

private:
    static constexpr std::size_t maxDepth = 600;
    Lowering &m_lowering;
};

} // namespace racewalk
