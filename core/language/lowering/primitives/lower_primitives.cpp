// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/lower_primitives.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_assignments.h"
#include "language/lowering/lower_expressions.h"
#include "language/lowering/lower_ignored.h"
#include "language/lowering/lower_lvalues.h"
#include "program/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace racewalk::lowering {

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
        if (letter == argument::anything)
            return {0, std::numeric_limits<std::size_t>::max()};
        if (letter == argument::optional) {
            isOptional = true;
            continue;
        }
        ++count.most;
        count.least += isOptional ? 0 : 1;
    }
    return count;
}

/// What must stand for the letters of arguments that are pointers.
struct PointerArgument {
    char letter;
    std::string_view wanted;
    bool (*matches)(const TypeTable &types, TypeId pointee);
};

template <TypeKind... kinds>
bool isOneOf(const TypeTable &types, TypeId pointee)
{
    return ((types.kind(pointee) == kinds) || ...);
}

constexpr std::array pointerArguments = {
    PointerArgument{argument::word, "the address of a shared number, flag or pointer",
                    [](const TypeTable &types, TypeId pointee) { return isValue(types[pointee]); }},
    PointerArgument{argument::address, "the address of something shared",
                    [](const TypeTable &types, TypeId pointee) {
                        return !isOneOf<TypeKind::Task, TypeKind::Void>(types, pointee);
                    }},
    PointerArgument{argument::atomic, "the address of an atomic_t", isOneOf<TypeKind::Atomic>},
    PointerArgument{argument::spinLock, "the address of a spinlock_t", isOneOf<TypeKind::SpinLock>},
    PointerArgument{argument::mutex, "the address of a struct mutex", isOneOf<TypeKind::Mutex>},
    PointerArgument{argument::rwLock, "the address of a rwlock_t", isOneOf<TypeKind::RwLock>},
    PointerArgument{
        argument::seqLock, "the address of a seqlock_t",
        [](const TypeTable &types, TypeId pointee) { return pointee == types.seqLockType(); }},
    PointerArgument{argument::semaphore, "the address of a struct semaphore",
                    isOneOf<TypeKind::Semaphore>},
    PointerArgument{argument::anyLock, "the address of a spinlock_t, rwlock_t or struct mutex",
                    isOneOf<TypeKind::SpinLock, TypeKind::Mutex, TypeKind::RwLock>},
    PointerArgument{argument::queue, "the address of a wait_queue_head_t",
                    isOneOf<TypeKind::WaitQueue>},
    PointerArgument{argument::queueItself, "the address of a wait_queue_head_t",
                    isOneOf<TypeKind::WaitQueue>},
    PointerArgument{argument::completion, "the address of a struct completion",
                    isOneOf<TypeKind::Completion>},
    PointerArgument{argument::task, "a struct task_struct *", isOneOf<TypeKind::Task>},
    PointerArgument{argument::object, "a pointer to an object of a pool",
                    isOneOf<TypeKind::Struct>},
};

const PointerArgument &pointerArgument(char letter)
{
    const auto found = std::ranges::find(pointerArguments, letter, &PointerArgument::letter);
    RACEWALK_CHECK(found != pointerArguments.end());
    return *found;
}

bool checkCount(Context &context, const Primitive &known, const CallExpression &node,
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
    context.error(span,
                  fmt::format("{}() takes {} argument{}, but {} {} given", known.name, takes,
                              isOne ? "" : "s", given, given == 1 ? "is" : "are"),
                  fmt::format("write {}({})", known.name, known.usage));
    return false;
}

Value argument(Context &context, const Primitive &known, char letter, const Expression &expression)
{
    if (letter == argument::value)
        return value(context, expression);
    const PointerArgument &wanted = pointerArgument(letter);
    const auto *name = std::get_if<NameExpression>(&expression.node);
    const auto *unary = std::get_if<UnaryExpression>(&expression.node);
    const bool isLvalue = std::holds_alternative<MemberExpression>(expression.node) ||
                          std::holds_alternative<IndexExpression>(expression.node) ||
                          (unary != nullptr && unary->op == UnaryOperator::Dereference) ||
                          (name != nullptr && (context.findLocal(name->name) != nullptr ||
                                               context.names.globals.contains(name->name)));
    Value given;
    if (isLvalue) {
        const Lvalue of = lvalue(context, expression);
        if (of.kind == Lvalue::Kind::Wrong)
            return {};
        const bool isThing = of.kind == Lvalue::Kind::Shared &&
                             context.types.kind(of.type) != TypeKind::Pointer &&
                             wanted.matches(context.types, of.type);
        // wait_event(wq, ...) takes the queue itself, as the kernel's macro does.
        if (isThing && letter == argument::queueItself)
            return {of.address, context.types.pointerTo(of.type)};
        if (isThing) {
            context.error(expression.span, fmt::format("{}() takes an address", known.name),
                          fmt::format("write '&{}'", context.text(expression.span)));
            return {};
        }
        given = load(context, of, expression.span, Use::Value);
    } else {
        given = value(context, expression);
    }
    if (given.isWrong())
        return {};
    const bool isPointer =
        given.type != context.types.voidType() && context.types.isPointer(given.type);
    if (isPointer && (wanted.matches(context.types, context.types.target(given.type)) ||
                      (given.type == context.types.nullType() && letter != argument::task)))
        return given;
    context.error(expression.span, fmt::format("{}() takes {}, not {}", known.name, wanted.wanted,
                                               context.aType(given.type)));
    return {};
}

std::optional<std::vector<Value>> arguments(Context &context, const Primitive &known,
                                            const CallExpression &node)
{
    std::vector<Value> values;
    bool isWrong = false;
    std::size_t number = 0;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        if (i == ignoredPosition && hasIgnored(known, node))
            continue;
        const char letter = letterAt(known, number++);
        if (argument::isForLowering(letter))
            continue;
        values.push_back(
            keptArgument(context, argument(context, known, letter, *node.arguments[i]), node, i));
        isWrong = isWrong || values.back().isWrong();
    }
    if (isWrong)
        return std::nullopt;
    return values;
}

} // namespace

char letterAt(const Primitive &known, std::size_t number)
{
    for (const char letter : known.arguments)
        if (letter != argument::optional && (letter == argument::anything || number-- == 0))
            return letter;
    return argument::value;
}

Value callPrimitive(Context &context, const Primitive &known, const CallExpression &node,
                    const SourceSpan &span, Use use)
{
    if (!checkCount(context, known, node, span) || !checkIgnored(context, known, node, span))
        return {};
    auto values = arguments(context, known, node);
    if (!values)
        return {};
    return known.lower(context, {known, node, span, use, std::move(*values)});
}

} // namespace racewalk::lowering
