// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

using namespace syntax;

namespace {

struct ArgumentCount {
    std::size_t least = 0, most = 0;
};

ArgumentCount argumentCount(const Primitive &known)
{
    ArgumentCount count;
    bool isOptional = false;
    for (const char letter : known.arguments) {
        if (letter == argument::optional) {
            isOptional = true;
            continue;
        }
        ++count.most;
        count.least += isOptional ? 0 : 1;
    }
    return count;
}

/// The letter for an argument by its number.
char letterAt(const Primitive &known, std::size_t number)
{
    for (const char letter : known.arguments)
        if (letter != argument::optional && number-- == 0)
            return letter;
    return argument::value;
}

std::string_view wanted(char letter)
{
    switch (letter) {
    case argument::word:
        return "the address of a shared number, flag or pointer";
    case argument::address:
        return "the address of something shared";
    case argument::atomic:
        return "the address of an atomic_t";
    case argument::spinLock:
        return "the address of a spinlock_t";
    case argument::mutex:
        return "the address of a struct mutex";
    case argument::rwLock:
        return "the address of a rwlock_t";
    case argument::seqLock:
        return "the address of a seqlock_t";
    case argument::semaphore:
        return "the address of a struct semaphore";
    case argument::anyLock:
        return "the address of a spinlock_t, rwlock_t or struct mutex";
    case argument::queue:
        return "the address of a wait_queue_head_t";
    case argument::completion:
        return "the address of a struct completion";
    case argument::task:
        return "a struct task_struct *";
    case argument::object:
        return "a pointer to an object of a pool";
    default:
        return "a number";
    }
}

} // namespace

bool Lowering::checkCount(const Primitive &known, const CallExpression &node,
                          const SourceSpan &span)
{
    const ArgumentCount count = argumentCount(known);
    const std::size_t given = node.arguments.size() - (hasIgnored(known, node) ? 1 : 0);
    if (given >= count.least && given <= count.most)
        return true;
    const bool isOne = count.least == 1 && count.most == 1;
    const std::string takes = count.least == count.most
                                  ? fmt::format("{}", count.least)
                                  : fmt::format("{} to {}", count.least, count.most);
    error(span,
          fmt::format("{}() takes {} argument{}, but {} {} given", known.name, takes,
                      isOne ? "" : "s", given, given == 1 ? "is" : "are"),
          fmt::format("write {}({})", known.name, known.usage));
    return false;
}

bool Lowering::matches(char letter, TypeId pointee) const
{
    const TypeKind kind = m_types.kind(pointee);
    switch (letter) {
    case argument::word:
        return isValue(m_types[pointee]);
    case argument::address:
        return kind != TypeKind::Task && kind != TypeKind::Void;
    case argument::atomic:
        return kind == TypeKind::Atomic;
    case argument::spinLock:
        return kind == TypeKind::SpinLock;
    case argument::mutex:
        return kind == TypeKind::Mutex;
    case argument::rwLock:
        return kind == TypeKind::RwLock;
    case argument::seqLock:
        return pointee == m_types.seqLockType();
    case argument::semaphore:
        return kind == TypeKind::Semaphore;
    case argument::anyLock:
        return kind == TypeKind::SpinLock || kind == TypeKind::Mutex || kind == TypeKind::RwLock;
    case argument::queue:
        return kind == TypeKind::WaitQueue;
    case argument::completion:
        return kind == TypeKind::Completion;
    case argument::task:
        return kind == TypeKind::Task;
    case argument::object:
        return kind == TypeKind::Struct;
    default:
        return false;
    }
}

Value Lowering::argument(const Primitive &known, char letter, const Expression &expression)
{
    if (letter == argument::value)
        return value(expression);
    const auto *name = std::get_if<NameExpression>(&expression.node);
    const auto *unary = std::get_if<UnaryExpression>(&expression.node);
    const bool isPlace = std::holds_alternative<MemberExpression>(expression.node) ||
                         std::holds_alternative<IndexExpression>(expression.node) ||
                         (unary != nullptr && unary->op == UnaryOperator::Dereference) ||
                         (name != nullptr && (findLocal(name->name) != nullptr ||
                                              m_names.globals.contains(name->name)));
    Value given;
    if (isPlace) {
        const Place of = place(expression);
        if (of.kind == Place::Kind::Wrong)
            return {};
        const bool isThing = of.kind == Place::Kind::Shared &&
                             m_types.kind(of.type) != TypeKind::Pointer && matches(letter, of.type);
        // wait_event(wq, ...) takes the queue itself, as the kernel's macro does.
        if (isThing && known.form == PrimitiveForm::WaitEvent)
            return {of.address, m_types.pointerTo(of.type)};
        if (isThing) {
            error(expression.span, fmt::format("{}() takes an address", known.name),
                  fmt::format("write '&{}'", text(expression.span)));
            return {};
        }
        given = load(of, expression.span, Use::Value);
    } else {
        given = value(expression);
    }
    if (given.isWrong())
        return {};
    const bool isPointer = given.type != m_types.voidType() && m_types.isPointer(given.type);
    if (isPointer && (matches(letter, m_types.target(given.type)) ||
                      (given.type == m_types.nullType() && letter != argument::task)))
        return given;
    error(expression.span,
          fmt::format("{}() takes {}, not {}", known.name, wanted(letter), aType(given.type)));
    return {};
}

std::optional<std::vector<Value>> Lowering::arguments(const Primitive &known,
                                                      const CallExpression &node)
{
    std::vector<Value> values;
    bool isWrong = false;
    std::size_t number = 0;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        if (i == ignoredPosition && hasIgnored(known, node))
            continue;
        const char letter = letterAt(known, number++);
        if (letter == argument::place || letter == argument::type || letter == argument::condition)
            continue;
        values.push_back(keptArgument(argument(known, letter, *node.arguments[i]), node, i));
        isWrong = isWrong || values.back().isWrong();
    }
    if (isWrong)
        return std::nullopt;
    return values;
}

std::uint32_t Lowering::visible(Instruction instruction, const SourceSpan &span, Role role,
                                std::string shown)
{
    if (m_isProperty && instruction.op != Op::Load)
        error(span, "a property may only read shared memory");
    if (m_atomicBlock != 0 && canBlock(instruction.op))
        error(span, fmt::format("'{}' can block, so it cannot stand in an atomic block", shown));
    return m_builder.emit(instruction, span, role, std::move(shown));
}

Value Lowering::primitive(const Primitive &known, const CallExpression &node,
                          const SourceSpan &span, Use use)
{
    if (known.form == PrimitiveForm::Print)
        return print(node, span);
    if (known.name == "call_rcu" && node.arguments.size() == 2) {
        error(node.callee.span, "call_rcu() would not run a function",
              "write call_rcu(p), which frees p, or synchronize_rcu() and the function");
        return {};
    }
    if (!checkCount(known, node, span) || !checkIgnored(known, node, span))
        return {};
    if (known.form == PrimitiveForm::Choose)
        return choose(node, span);
    if (known.form == PrimitiveForm::WritePlace)
        return writePlace(known, node, span);
    const auto values = arguments(known, node);
    switch (known.form) {
    case PrimitiveForm::Fail:
        m_builder.emit({.op = known.op, .a = Operand::constant(1)}, span, Role::None, text(span));
        return nothing();
    case PrimitiveForm::FailIf:
    case PrimitiveForm::FailUnless:
        return failIf(known, node, span);
    case PrimitiveForm::Allocate:
        return allocate(known, node, span);
    case PrimitiveForm::Nothing:
        return nothing();
    case PrimitiveForm::Operation:
        return values ? operation(known, *values, span, use) : Value{};
    case PrimitiveForm::Free:
        return values ? free(known, values->front(), span) : Value{};
    case PrimitiveForm::WaitEvent:
    case PrimitiveForm::WaitVarEvent:
    case PrimitiveForm::WaitOnBit:
    case PrimitiveForm::WaitForCompletion:
    case PrimitiveForm::Down:
    case PrimitiveForm::RwLock:
    case PrimitiveForm::WakeUpBit:
    case PrimitiveForm::ClearAndWakeUpBit:
    case PrimitiveForm::Schedule:
    case PrimitiveForm::SynchronizeRcu:
        return values ? waiting(known, node, *values, span) : Value{};
    case PrimitiveForm::ReadSeqBegin:
    case PrimitiveForm::ReadSeqRetry:
    case PrimitiveForm::WriteSeqLock:
    case PrimitiveForm::WriteSeqUnlock:
        return values ? sequence(known, *values, span, use) : Value{};
    case PrimitiveForm::ReadPlace:
    case PrimitiveForm::WritePlace:
    case PrimitiveForm::ReadAddress:
    case PrimitiveForm::WriteAddress:
    case PrimitiveForm::AtomicRead:
    case PrimitiveForm::AtomicSet:
    case PrimitiveForm::FetchAdd:
    case PrimitiveForm::AddTo:
    case PrimitiveForm::AddAndReturn:
    case PrimitiveForm::AddToAndReturn:
    case PrimitiveForm::AddAndTest:
    case PrimitiveForm::AddToAndTest:
    case PrimitiveForm::AddUnlessZero:
    case PrimitiveForm::CompareExchange:
    case PrimitiveForm::Exchange:
    case PrimitiveForm::BitOperation:
    case PrimitiveForm::Choose:
    case PrimitiveForm::Print:
        return values ? memory(known, node, *values, span, use) : Value{};
    }
    return {};
}

Value Lowering::operation(const Primitive &known, const std::vector<Value> &values,
                          const SourceSpan &span, Use use)
{
    Instruction made;
    made.op = known.op;
    made.ordering = known.ordering;
    std::vector<Operand> operands;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (letterAt(known, i) == argument::value && !checkInteger(values[i], span))
            return {};
        operands.push_back(values[i].operand);
    }
    if (known.hasFixed)
        operands.push_back(Operand::constant(known.fixed));
    operands.resize(3);
    made.a = operands[0];
    made.b = operands[1];
    made.c = known.isInterruptibleOnly ? Operand::constant(1) : operands[2];
    const bool isBitWait = known.op == Op::PrepareToWaitBit || known.op == Op::FinishWaitBit;
    if (isBitWait && !checkBit(values[0], values[1], span))
        return {};
    if (known.result != PrimitiveResult::None)
        made.result = m_builder.temporary(m_types.boolType());
    const Role role = known.role == Role::Read ? readRole(use, false) : known.role;
    visible(made, span, role, text(span));
    if (known.result == PrimitiveResult::None)
        return nothing();
    return {Operand::reg(made.result), m_types.intType(), true};
}

/// `struct T`, or `*p`, which is what the parser makes of sizeof(*p). Nothing for what is no type.
std::optional<TypeId> Lowering::allocatedType(const Expression &what)
{
    if (const auto *given = std::get_if<TypeArgument>(&what.node))
        return m_types.resolve(given->type);
    const auto *unary = std::get_if<UnaryExpression>(&what.node);
    if (unary == nullptr || unary->op != UnaryOperator::Dereference)
        return std::nullopt;
    const auto *name = std::get_if<NameExpression>(&unary->operand->node);
    if (name == nullptr)
        return std::nullopt;
    const TypeId pointer = m_declared.first == name->name
                               ? m_declared.second
                               : placeOfName(name->name, unary->operand->span).type;
    if (pointer == noType)
        return noType;
    if (m_types.kind(pointer) != TypeKind::Pointer)
        return std::nullopt;
    return m_types.target(pointer);
}

Value Lowering::allocate(const Primitive &known, const CallExpression &node, const SourceSpan &span)
{
    const Expression &what = *node.arguments.front();
    const auto type = allocatedType(what);
    if (!type) {
        error(what.span, fmt::format("{}() takes a type", known.name),
              fmt::format("write {}(struct T)", known.name));
        return {};
    }
    if (*type == noType)
        return {};
    const auto &pools = m_names.storage.pools;
    const auto pool = std::ranges::find(pools, *type, &Pool::type);
    if (pool == pools.end()) {
        error(what.span, fmt::format("there is no pool of {}", typeName(*type)),
              m_types.kind(*type) == TypeKind::Struct
                  ? fmt::format("write 'pool {} name[N];'", typeName(*type))
                  : "");
        return {};
    }
    if (std::find_if(pool + 1, pools.end(),
                     [type](const Pool &other) { return other.type == *type; }) != pools.end()) {
        error(what.span, fmt::format("{} has more than one pool", typeName(*type)));
        return {};
    }
    const TypeId pointer = m_types.pointerTo(*type);
    const RegisterId result = m_builder.temporary(pointer);
    visible({.op = Op::Allocate,
             .result = result,
             .a = Operand::constant(static_cast<std::int32_t>(pool - pools.begin()))},
            span, known.role, text(span));
    return {Operand::reg(result), pointer};
}

Value Lowering::free(const Primitive &known, const Value &object, const SourceSpan &span)
{
    if (object.type == m_types.nullType())
        return nothing();
    const TypeId type = m_types.target(object.type);
    const auto &pools = m_names.storage.pools;
    if (std::ranges::find(pools, type, &Pool::type) == pools.end()) {
        error(span, fmt::format("there is no pool of {}, so nothing can be freed", typeName(type)),
              fmt::format("write 'pool {} name[N];'", typeName(type)));
        return {};
    }
    const std::uint32_t at =
        visible({.op = known.op, .a = object.operand}, span, known.role, text(span));
    m_builder.setReach(at, {.first = nullCell, .pointee = type});
    return nothing();
}

} // namespace racewalk
