// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_ignored.h"

#include <fmt/format.h>

namespace racewalk::lowering {

using namespace syntax;

namespace {

bool checkIrqFlags(Context &context, const Primitive &known, const CallExpression &node,
                   const SourceSpan &span)
{
    const auto *name = hasIgnored(known, node)
                           ? std::get_if<NameExpression>(&node.arguments[ignoredPosition]->node)
                           : nullptr;
    const LocalVariable *local = name == nullptr ? nullptr : context.findLocal(name->name);
    const bool isNumber =
        local != nullptr && local->type != noType && context.types.isInteger(local->type);
    if (isNumber || (local != nullptr && local->ignored == BaseType::IrqFlags))
        return true;
    context.error(span, fmt::format("{}() takes a lock and a local variable", known.name),
                  fmt::format("write {}(&lock), without the flags: there are no interrupts",
                              known.details.op == Op::SpinLock ? "spin_lock" : "spin_unlock"));
    return false;
}

/// One entry is in one queue at a time. Here a thread may be in many, so an entry that is given to
/// several queues would not be what the kernel makes of it.
bool checkWaitEntry(Context &context, const Primitive &known, const CallExpression &node)
{
    const Expression &entry = *node.arguments[ignoredPosition];
    const auto *unary = std::get_if<UnaryExpression>(&entry.node);
    const auto *name = unary != nullptr && unary->op == UnaryOperator::AddressOf
                           ? std::get_if<NameExpression>(&unary->operand->node)
                           : nullptr;
    const LocalVariable *local = name == nullptr ? nullptr : context.findLocal(name->name);
    if (local == nullptr || local->ignored != BaseType::WaitEntry) {
        context.error(
            entry.span,
            fmt::format("{}() takes the address of a local wait entry second", known.name),
            fmt::format("declare it with DEFINE_WAIT(name), or write {}({})", known.name,
                        known.usage));
        return false;
    }
    const std::string queue = context.text(node.arguments.front()->span);
    const auto [entered, isNew] = context.frame().queues.try_emplace(local->span.begin, queue);
    if (isNew || entered->second == queue)
        return true;
    context.error(entry.span,
                  fmt::format("the wait entry '{}' is already for {}", name->name, entered->second),
                  "declare another one with DEFINE_WAIT(name)");
    return false;
}

} // namespace

bool hasIgnored(const Primitive &known, const CallExpression &node)
{
    std::size_t most = 0;
    for (const char letter : known.arguments)
        most += letter == argument::optional ? 0 : 1;
    return known.details.ignored != IgnoredArgument::None && node.arguments.size() == most + 1;
}

bool checkIgnored(Context &context, const Primitive &known, const CallExpression &node,
                  const SourceSpan &span)
{
    switch (known.details.ignored) {
    case IgnoredArgument::None:
        return true;
    case IgnoredArgument::IrqFlags:
        return checkIrqFlags(context, known, node, span);
    case IgnoredArgument::WaitEntry:
        return !hasIgnored(known, node) || checkWaitEntry(context, known, node);
    case IgnoredArgument::RcuCallback:
        if (hasIgnored(known, node))
            context.error(
                node.callee.span, "call_rcu() would not run a function",
                "write call_rcu(p), which frees p, or synchronize_rcu() and the function");
        return !hasIgnored(known, node);
    case IgnoredArgument::RcuHead:
        break;
    }
    if (!hasIgnored(known, node) ||
        std::holds_alternative<NameExpression>(node.arguments[ignoredPosition]->node))
        return true;
    context.error(node.arguments[ignoredPosition]->span,
                  fmt::format("{}() takes the name of a field second", known.name),
                  fmt::format("write {}({})", known.name, known.usage));
    return false;
}

void reportIgnoredVariable(Context &context, const LocalVariable &local, const std::string &name,
                           const SourceSpan &span)
{
    if (local.ignored == BaseType::IrqFlags)
        context.error(local.span, "'long' is not part of the language",
                      "integers have at most 32 bits: write int or u32");
    else if (local.ignored)
        context.error(span, fmt::format("the wait entry '{}' is only for prepare_to_wait() and "
                                        "finish_wait()",
                                        name));
}

} // namespace racewalk::lowering
