// SPDX-License-Identifier: GPL-3.0-or-later
#include "body_text.h"

#include <fmt/format.h>

#include <array>

namespace racewalk::test {

namespace {

/// In the order of Op.
constexpr std::array opNames = {
    std::string_view("Move"),
    std::string_view("Not"),
    std::string_view("Negate"),
    std::string_view("Complement"),
    std::string_view("Add"),
    std::string_view("Subtract"),
    std::string_view("Multiply"),
    std::string_view("DivideSigned"),
    std::string_view("DivideUnsigned"),
    std::string_view("RemainderSigned"),
    std::string_view("RemainderUnsigned"),
    std::string_view("And"),
    std::string_view("Or"),
    std::string_view("Xor"),
    std::string_view("ShiftLeft"),
    std::string_view("ShiftRightSigned"),
    std::string_view("ShiftRightUnsigned"),
    std::string_view("Equal"),
    std::string_view("NotEqual"),
    std::string_view("LessSigned"),
    std::string_view("LessUnsigned"),
    std::string_view("LessEqualSigned"),
    std::string_view("LessEqualUnsigned"),
    std::string_view("Wrap"),
    std::string_view("FieldOf"),
    std::string_view("ElementOf"),
    std::string_view("CheckIndex"),
    std::string_view("ReadLocal"),
    std::string_view("WriteLocal"),
    std::string_view("Peek"),
    std::string_view("Jump"),
    std::string_view("BranchIfZero"),
    std::string_view("BranchIfNotZero"),
    std::string_view("Decide"),
    std::string_view("EnterCall"),
    std::string_view("LeaveCall"),
    std::string_view("Label"),
    std::string_view("BugOn"),
    std::string_view("WarnOn"),
    std::string_view("MightSleep"),
    std::string_view("Print"),
    std::string_view("AtomicBegin"),
    std::string_view("AtomicEnd"),
    std::string_view("End"),
    std::string_view("Load"),
    std::string_view("Store"),
    std::string_view("Exchange"),
    std::string_view("CompareExchange"),
    std::string_view("FetchAdd"),
    std::string_view("AddUnlessZero"),
    std::string_view("TestAndSetBit"),
    std::string_view("TestAndClearBit"),
    std::string_view("TestBit"),
    std::string_view("SetBit"),
    std::string_view("ClearBit"),
    std::string_view("Fence"),
    std::string_view("Choose"),
    std::string_view("SpinLock"),
    std::string_view("SpinUnlock"),
    std::string_view("SpinTrylock"),
    std::string_view("MutexLock"),
    std::string_view("MutexUnlock"),
    std::string_view("MutexTrylock"),
    std::string_view("ReadLock"),
    std::string_view("AwaitReadLock"),
    std::string_view("ReadUnlock"),
    std::string_view("WriteLock"),
    std::string_view("AwaitWriteLock"),
    std::string_view("WriteUnlock"),
    std::string_view("SeqBegin"),
    std::string_view("SeqAdvance"),
    std::string_view("AssertHeld"),
    std::string_view("PrepareToWait"),
    std::string_view("FinishWait"),
    std::string_view("PrepareToWaitBit"),
    std::string_view("FinishWaitBit"),
    std::string_view("SetTaskState"),
    std::string_view("Schedule"),
    std::string_view("Awake"),
    std::string_view("WakeUp"),
    std::string_view("QueueActive"),
    std::string_view("BitQueueActive"),
    std::string_view("WakeUpBit"),
    std::string_view("WakeUpProcess"),
    std::string_view("TakeCompletion"),
    std::string_view("Complete"),
    std::string_view("CompleteAll"),
    std::string_view("Down"),
    std::string_view("Up"),
    std::string_view("RcuReadLock"),
    std::string_view("RcuReadUnlock"),
    std::string_view("SynchronizeRcu"),
    std::string_view("AwaitGracePeriod"),
    std::string_view("CallRcu"),
    std::string_view("RunCallback"),
    std::string_view("Allocate"),
    std::string_view("Free"),
};
static_assert(opNames.size() == static_cast<std::size_t>(Op::Free) + 1);

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
    return op == Op::Jump || op == Op::BranchIfZero || op == Op::BranchIfNotZero ||
           op == Op::ElementOf || op == Op::ReadLocal || op == Op::WriteLocal;
}

} // namespace

std::string_view toText(Op op)
{
    return opNames[static_cast<std::size_t>(op)];
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
