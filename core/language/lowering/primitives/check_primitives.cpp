// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitive_parts.h"

#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_assignments.h"
#include "language/lowering/lower_expressions.h"

#include <fmt/format.h>

#include <array>

namespace racewalk::lowering {

using namespace syntax;

namespace {

using Result = PrimitiveResult;

Value fail(Context &context, const PrimitiveCall &call)
{
    context.builder.emit({.op = call.primitive.details.op, .a = Operand::constant(1)}, call.span,
                         Role::None, context.text(call.span));
    return context.nothing();
}

/// The condition of a check; what the check does about it comes next.
Value checkedCondition(Context &context, const PrimitiveCall &call)
{
    const Expression &tested = *call.node.arguments.front();
    const std::uint32_t begin = context.builder.position();
    const Value holds = condition(context, tested, Use::Assert);
    nameTest(context, begin, holds, tested.span, context.text(call.span));
    return holds;
}

Value failIf(Context &context, const PrimitiveCall &call)
{
    const Value fails = checkedCondition(context, call);
    if (fails.isWrong())
        return {};
    context.builder.emit({.op = call.primitive.details.op, .a = fails.operand}, call.span,
                         Role::None, context.text(call.span));
    return asTruth(context, fails, call.span);
}

Value failUnless(Context &context, const PrimitiveCall &call)
{
    const Value fails = negated(context, checkedCondition(context, call), call.span);
    if (fails.isWrong())
        return {};
    context.builder.emit({.op = call.primitive.details.op, .a = fails.operand}, call.span,
                         Role::None, context.text(call.span));
    return context.nothing();
}

Value printText(Context &context, const PrimitiveCall &call)
{
    constexpr std::size_t maxValues = 3;
    const std::string &name = call.node.callee.name;
    const auto *format = call.node.arguments.empty()
                             ? nullptr
                             : std::get_if<StringLiteral>(&call.node.arguments.front()->node);
    if (format == nullptr) {
        context.error(call.span, fmt::format("{}() takes a text first", name),
                      fmt::format("write {}(\"text\", values...)", name));
        return {};
    }
    if (call.node.arguments.size() > maxValues + 1) {
        context.error(call.span, fmt::format("{}() prints at most {} values", name, maxValues));
        return {};
    }
    std::vector<Operand> operands;
    for (std::size_t i = 1; i < call.node.arguments.size(); ++i) {
        const Value given =
            keptArgument(context, value(context, *call.node.arguments[i]), call.node, i);
        if (given.isWrong())
            return {};
        if (given.type == context.types.voidType()) {
            context.error(call.node.arguments[i]->span, "this gives no value");
            return {};
        }
        operands.push_back(given.operand);
    }
    operands.resize(maxValues);
    std::vector<std::string> &texts = context.builder.body().texts;
    texts.push_back(format->value);
    context.builder.emit({.op = Op::Print,
                          .a = operands[0],
                          .b = operands[1],
                          .c = operands[2],
                          .target = static_cast<std::uint32_t>(texts.size() - 1)},
                         call.span, Role::None, context.text(call.span));
    return context.nothing();
}

Value choose(Context &context, const PrimitiveCall &call)
{
    constexpr std::int64_t maxChoices = 32'768; // the other half of Step::choice tells drains
    const auto low =
        context.names.constants.evaluate(*call.node.arguments[0], "an end of choose()");
    const auto high =
        context.names.constants.evaluate(*call.node.arguments[1], "an end of choose()");
    if (!low || !high)
        return {};
    if (low->value > high->value) {
        context.error(call.span, fmt::format("the range {}..{} is empty", low->value, high->value),
                      "write choose(low, high)");
        return {};
    }
    if (std::int64_t{high->value} - low->value >= maxChoices) {
        context.error(call.span, fmt::format("choose() offers at most {} values", maxChoices));
        return {};
    }
    if (context.atomicBlock != 0) {
        context.error(call.span, "choose() is not allowed in an atomic block",
                      "choose before the block begins");
        return {};
    }
    const RegisterId result = context.builder.temporary(context.types.intType());
    context.visible({.op = Op::Choose,
                     .result = result,
                     .a = Operand::constant(low->value),
                     .b = Operand::constant(high->value)},
                    call.span, Role::Choose, context.text(call.span));
    return {Operand::reg(result), context.types.intType()};
}

constexpr Primitive checkRow(std::string_view name, std::string_view usage,
                             std::string_view arguments, PrimitiveLowering &lower,
                             std::string_view help, PrimitiveDetails details = {})
{
    return {name, usage, arguments, PrimitiveFamily::Check, lower, help, details};
}

constexpr std::string_view likePrintk = "Like printk(): the log level is ignored.";

constexpr std::array checkRows = {
    checkRow("BUG", "", "", fail, "Fails if a thread reaches it.",
             {.op = Op::BugOn, .role = Role::Assert}),
    checkRow("BUG_ON", "condition", "?", failIf, "Fails if the condition holds.",
             {.op = Op::BugOn, .role = Role::Assert, .result = Result::Bool}),
    checkRow("WARN_ON", "condition", "?", failIf, "Warns if the condition holds, and returns it.",
             {.op = Op::WarnOn, .role = Role::Assert, .result = Result::Bool}),
    checkRow("WARN_ON_ONCE", "condition", "?", failIf, "Like WARN_ON(): warns each time.",
             {.op = Op::WarnOn, .role = Role::Assert, .result = Result::Bool}),
    checkRow("assert", "condition", "?", failUnless, "Fails if the condition does not hold.",
             {.op = Op::BugOn, .role = Role::Assert}),
    checkRow("printk", "\"text\", values...", "~", printText,
             "Prints to the timeline, without a step of its own."),
    checkRow("pr_err", "\"text\", values...", "~", printText, likePrintk),
    checkRow("pr_warn", "\"text\", values...", "~", printText, likePrintk),
    checkRow("pr_info", "\"text\", values...", "~", printText, likePrintk),
    checkRow("pr_debug", "\"text\", values...", "~", printText, likePrintk),
    checkRow("choose", "low, high", "kk", choose,
             "Gives any value from low to high: every one of them is explored.",
             {.op = Op::Choose, .role = Role::Choose, .result = Result::Int}),
};

} // namespace

std::span<const Primitive> checkPrimitives()
{
    return checkRows;
}

} // namespace racewalk::lowering
