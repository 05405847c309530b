// SPDX-License-Identifier: GPL-3.0-or-later
#include "body_text.h"

#include "program/operations.h"

#include <fmt/format.h>

#include <array>

namespace racewalk::test {

namespace {

/// In the order of Role.
constexpr std::array roleNames = {
    std::string_view("None"), std::string_view("Read"), std::string_view("Find"),
    std::string_view("Test"), std::string_view("Assert"), std::string_view("Write"),
    std::string_view("Drain"), std::string_view("WriteFlags"), std::string_view("Unlink"),
    std::string_view("Lock"), std::string_view("Unlock"), std::string_view("Wait"),
    std::string_view("Sleep"), std::string_view("Wake"), std::string_view("Fence"),
    std::string_view("RcuEnter"), std::string_view("RcuLeave"), std::string_view("GracePeriod"),
    std::string_view("Deferred"), std::string_view("Allocate"), std::string_view("Free"),
    std::string_view("Choose"),
};
static_assert(roleNames.size() == static_cast<std::size_t>(Role::Choose) + 1);

std::string registerText(const Body &body, std::int32_t number)
{
    const std::string &name = body.registers[static_cast<std::size_t>(number)].name;
    return name.empty() ? fmt::format("r{}", number) : name;
}

std::string operandText(const Body &body, Operand operand)
{
    switch (operand.kind) {
    case Operand::Kind::None:
        return {};
    case Operand::Kind::Constant:
        return fmt::format(" {}", operand.value);
    case Operand::Kind::Register:
        return " " + registerText(body, operand.value);
    case Operand::Kind::Self:
        return " self";
    }
    return {};
}

bool hasTarget(Op op)
{
    const Operation &operation = operationOf(op);
    return operation.next == Operation::Next::Target ||
           operation.next == Operation::Next::FollowingOrTarget || operation.hasWindow ||
           op == Op::ElementOf;
}

} // namespace

std::string_view toText(Op op)
{
    return operationOf(op).name;
}

std::string_view toText(Role role)
{
    return roleNames[static_cast<std::size_t>(role)];
}

std::string listing(const Body &body)
{
    std::string result;
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        const Instruction &instruction = body.code[at];
        std::string line = fmt::format("{} ", at);
        if (instruction.result != noRegister)
            line += registerText(body, static_cast<std::int32_t>(instruction.result)) + " = ";
        line += toText(instruction.op);
        for (const Operand operand : {instruction.a, instruction.b, instruction.c})
            line += operandText(body, operand);
        if (hasTarget(instruction.op))
            line += fmt::format(" > {}", instruction.target);
        const Origin &origin = body.origins[at];
        if (isVisible(instruction.op))
            line += fmt::format(" ; {} {}", toText(origin.role), origin.text);
        if (!origin.label.empty())
            line += fmt::format(" [{}]", origin.label);
        result += line + "\n";
    }
    return result;
}

std::string operations(const Body &body)
{
    std::string result;
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        const Origin &origin = body.origins[at];
        if (!isVisible(body.code[at].op))
            continue;
        result += fmt::format("{}: {}", toText(origin.role), origin.text);
        result += origin.label.empty() ? "\n" : fmt::format(" [{}]\n", origin.label);
    }
    return result;
}

} // namespace racewalk::test
