// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

#include <algorithm>

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

void PromelaCode::changeBit(const Instruction &instruction)
{
    const std::string word = cell(instruction.a);
    const bool isKnown = instruction.b.kind == Operand::Kind::Constant;
    const std::string bit = isKnown ? fmt::format("(1 << {})", instruction.b.value & 31)
                                    : fmt::format("(1 << ({} & 31))", value(instruction.b));
    const std::string isSet = fmt::format("(({} & {}) != 0)", word, bit);
    const Type *type = cellType(instruction.a);
    const auto write = [&](const std::string &written) {
        m_text->line(fmt::format("{} = {};", word, type ? wrapped(*type, written) : written));
    };
    switch (instruction.op) {
    case Op::TestBit:
        set(instruction.result, isSet);
        break;
    case Op::TestAndSetBit:
        // The register may be the one with the address or the bit in it.
        m_text->line(fmt::format("old_value = {};", isSet));
        write(fmt::format("{} | {}", word, bit));
        set(instruction.result, "old_value");
        break;
    case Op::TestAndClearBit:
        m_text->line(fmt::format("old_value = {};", isSet));
        write(fmt::format("{} & ~{}", word, bit));
        set(instruction.result, "old_value");
        break;
    case Op::SetBit:
        write(fmt::format("{} | {}", word, bit));
        break;
    case Op::ClearBit:
        write(fmt::format("{} & ~{}", word, bit));
        break;
    default:
        break;
    }
}

PromelaCode::Next PromelaCode::memoryOperation(const Instruction &instruction)
{
    const Next next = m_position + 1;
    if (instruction.op == Op::Fence)
        return next;
    if (instruction.op == Op::Choose) {
        set(instruction.result, promelaNumber(m_choice));
        return next;
    }
    checkAccess(instruction.a);
    const std::string place = cell(instruction.a);
    const Type *type = cellType(instruction.a);
    const bool isPlaceOfPointer = type != nullptr && type->kind == TypeKind::Pointer &&
                                  m_model.storage().type(type->target).kind != TypeKind::Task;
    const std::string b = isPlaceOfPointer ? address(instruction.b) : value(instruction.b);
    switch (instruction.op) {
    case Op::Load:
        set(instruction.result, place);
        break;
    case Op::Store:
        m_text->line(fmt::format("{} = {};", place, b));
        break;
    case Op::Exchange:
        m_text->line(fmt::format("old_value = {};", place));
        m_text->line(fmt::format("{} = {};", place, b));
        set(instruction.result, "old_value");
        break;
    case Op::CompareExchange:
        m_text->line(fmt::format("old_value = {};", place));
        m_text->line(fmt::format("{0} = (old_value == {1} -> {2} : {0});", place, b,
                                 isPlaceOfPointer ? address(instruction.c) : value(instruction.c)));
        set(instruction.result, "old_value");
        break;
    case Op::FetchAdd:
        m_text->line(fmt::format("old_value = {} + {};", place, b));
        m_text->line(fmt::format("{} = old_value;", place));
        set(instruction.result, "old_value");
        break;
    case Op::AddUnlessZero:
        m_text->line(fmt::format("old_value = {};", place));
        m_text->line(fmt::format("{} = (old_value != 0 -> old_value + {} : 0);", place, b));
        set(instruction.result, "(old_value != 0)");
        break;
    default:
        changeBit(instruction);
        break;
    }
    return next;
}

} // namespace racewalk
