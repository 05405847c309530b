// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

namespace racewalk {

// Memory and atomics.

std::string PromelaCode::cell(Operand address) const
{
    if (address.kind == Operand::Kind::Constant && m_model.isCell(address.value))
        return m_model.cellName(static_cast<CellId>(address.value));
    return fmt::format("mem[{}]", value(address));
}

/// When the memory is that of a free object.
std::string PromelaCode::freedCondition(Operand address) const
{
    if (!m_model.hasPools())
        return {};
    if (address.kind != Operand::Kind::Constant)
        return fmt::format("is_freed({})", value(address));
    if (!m_model.isCell(address.value))
        return {};
    const ObjectId object = m_model.storage().cells[static_cast<std::size_t>(address.value)].object;
    return object == noObject ? "" : fmt::format("life_of[{}] == FREE", indexOf(object));
}

void PromelaCode::checkAccess(Operand address)
{
    const bool isKnown = address.kind == Operand::Kind::Constant;
    if (!isKnown || address.value == 0)
        failIf(value(address) + " == 0", "null_dereference");
    const std::string freed = freedCondition(address);
    if (!freed.empty())
        failIf(freed, "use_after_free");
}

/// Of what stands at an address, as far as it is known; of NULL nothing.
const Type *PromelaCode::cellType(Operand address) const
{
    const Storage &storage = m_model.storage();
    if (address.kind == Operand::Kind::Constant && m_model.isCell(address.value))
        return &storage.typeOf(static_cast<CellId>(address.value));
    if (address.kind != Operand::Kind::Register)
        return nullptr;
    const auto number = static_cast<std::size_t>(address.value);
    const Type &pointer = storage.type(m_frame.body->registers[number].type);
    return pointer.kind == TypeKind::Pointer ? &storage.type(pointer.target) : nullptr;
}

std::string PromelaCode::written(Operand place, Operand operand) const
{
    const Type *type = cellType(place);
    const bool isPointer = type != nullptr && type->kind == TypeKind::Pointer &&
                           m_model.storage().type(type->target).kind != TypeKind::Task;
    return isPointer ? address(operand) : value(operand);
}

void PromelaCode::exchange(const Instruction &instruction)
{
    const std::string place = cell(instruction.a);
    m_text->line(fmt::format("old_value = {};", place));
    m_text->line(fmt::format("{} = {};", place, written(instruction.a, instruction.b)));
    set(instruction.result, "old_value");
}

void PromelaCode::compareExchange(const Instruction &instruction)
{
    const std::string place = cell(instruction.a);
    m_text->line(fmt::format("old_value = {};", place));
    m_text->line(fmt::format("{0} = (old_value == {1} -> {2} : {0});", place,
                             written(instruction.a, instruction.b),
                             written(instruction.a, instruction.c)));
    set(instruction.result, "old_value");
}

void PromelaCode::fetchAdd(const Instruction &instruction)
{
    const std::string place = cell(instruction.a);
    m_text->line(fmt::format("old_value = {} + {};", place, written(instruction.a, instruction.b)));
    m_text->line(fmt::format("{} = old_value;", place));
    set(instruction.result, "old_value");
}

void PromelaCode::addUnlessZero(const Instruction &instruction)
{
    const std::string place = cell(instruction.a);
    m_text->line(fmt::format("old_value = {};", place));
    m_text->line(fmt::format("{} = (old_value != 0 -> old_value + {} : 0);", place,
                             written(instruction.a, instruction.b)));
    set(instruction.result, "(old_value != 0)");
}

std::string PromelaCode::bitOf(const Instruction &instruction) const
{
    if (instruction.b.kind == Operand::Kind::Constant)
        return fmt::format("(1 << {})", instruction.b.value & 31);
    return fmt::format("(1 << ({} & 31))", value(instruction.b));
}

void PromelaCode::changeBit(const Instruction &instruction, bool isSet)
{
    const std::string word = cell(instruction.a);
    const std::string changed =
        fmt::format("{} {}{}", word, isSet ? "| " : "& ~", bitOf(instruction));
    const Type *type = cellType(instruction.a);
    m_text->line(fmt::format("{} = {};", word, type ? wrapped(*type, changed) : changed));
}

/// The register may be the one with the address or the bit in it.
void PromelaCode::testAndChangeBit(const Instruction &instruction, bool isSet)
{
    m_text->line(
        fmt::format("old_value = (({} & {}) != 0);", cell(instruction.a), bitOf(instruction)));
    changeBit(instruction, isSet);
    set(instruction.result, "old_value");
}

} // namespace racewalk
