// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include <fmt/format.h>

namespace racewalk {

using namespace syntax;

// BUG_ON() and its kind, printk(), choose(): what the kernel has not, or has for people.

Value Lowering::failIf(const Primitive &known, const CallExpression &node, const SourceSpan &span)
{
    const std::string shown = text(span);
    const Expression &tested = *node.arguments.front();
    const std::uint32_t begin = m_builder.position();
    const Value holds = condition(tested, Use::Assert);
    m_builder.addSoleReadText(begin, shown);
    if (holds.isWrong())
        return {};
    if (!holds.isConstant())
        m_builder.emit({.op = Op::Decide, .a = holds.operand}, tested.span);
    const bool isAssert = known.form == PrimitiveForm::FailUnless;
    const Value fails = isAssert ? negated(holds, span) : holds;
    m_builder.emit({.op = known.op, .a = fails.operand}, span, Role::None, shown);
    return isAssert ? nothing() : asTruth(holds, span);
}

Value Lowering::print(const CallExpression &node, const SourceSpan &span)
{
    constexpr std::size_t maxValues = 3;
    const std::string &name = node.callee.name;
    const auto *format = node.arguments.empty()
                             ? nullptr
                             : std::get_if<StringLiteral>(&node.arguments.front()->node);
    if (format == nullptr) {
        error(span, fmt::format("{}() takes a text first", name),
              fmt::format("write {}(\"text\", values...)", name));
        return {};
    }
    if (node.arguments.size() > maxValues + 1) {
        error(span, fmt::format("{}() prints at most {} values", name, maxValues));
        return {};
    }
    std::vector<Operand> operands;
    for (std::size_t i = 1; i < node.arguments.size(); ++i) {
        const Value given = keptArgument(value(*node.arguments[i]), node, i);
        if (given.isWrong())
            return {};
        if (given.type == m_types.voidType()) {
            error(node.arguments[i]->span, "this gives no value");
            return {};
        }
        operands.push_back(given.operand);
    }
    operands.resize(maxValues);
    std::vector<std::string> &texts = m_builder.body().texts;
    texts.push_back(format->value);
    m_builder.emit({.op = Op::Print,
                    .a = operands[0],
                    .b = operands[1],
                    .c = operands[2],
                    .target = static_cast<std::uint32_t>(texts.size() - 1)},
                   span, Role::None, text(span));
    return nothing();
}

Value Lowering::choose(const CallExpression &node, const SourceSpan &span)
{
    constexpr std::int64_t maxChoices = 32'768; // the other half of Step::choice tells drains
    const auto low = m_names.constants.evaluate(*node.arguments[0], "an end of choose()");
    const auto high = m_names.constants.evaluate(*node.arguments[1], "an end of choose()");
    if (!low || !high)
        return {};
    if (low->value > high->value) {
        error(span, fmt::format("the range {}..{} is empty", low->value, high->value),
              "write choose(low, high)");
        return {};
    }
    if (std::int64_t{high->value} - low->value >= maxChoices) {
        error(span, fmt::format("choose() offers at most {} values", maxChoices));
        return {};
    }
    if (m_atomicBlock != 0) {
        error(span, "choose() cannot stand in an atomic block", "choose before the block begins");
        return {};
    }
    const RegisterId result = m_builder.temporary(m_types.intType());
    visible({.op = Op::Choose,
             .result = result,
             .a = Operand::constant(low->value),
             .b = Operand::constant(high->value)},
            span, Role::Choose, text(span));
    return {Operand::reg(result), m_types.intType()};
}

} // namespace racewalk
