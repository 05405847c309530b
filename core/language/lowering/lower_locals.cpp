// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include <fmt/format.h>

namespace racewalk {

using namespace syntax;

void Lowering::openScope()
{
    frame().scopes.emplace_back();
}

void Lowering::closeScope()
{
    for (const auto &[name, local] : frame().scopes.back())
        if (local.type != noType && isValue(m_types[local.type]))
            m_builder.releaseVariable(local.first);
    frame().scopes.pop_back();
}

const Lowering::LocalVariable *Lowering::findLocal(std::string_view name) const
{
    for (auto scope = frame().scopes.rbegin(); scope != frame().scopes.rend(); ++scope) {
        const auto found = scope->find(name);
        if (found != scope->end())
            return &found->second;
    }
    return nullptr;
}

void Lowering::declareLocals(const std::vector<Variable> &variables)
{
    for (const Variable &variable : variables) {
        const TemporaryScope temporaries(m_builder);
        declareLocal(variable);
    }
}

void Lowering::declareLocal(const Variable &variable)
{
    Scope &scope = frame().scopes.back();
    const auto earlier = scope.find(variable.name.name);
    if (earlier != scope.end()) {
        error(variable.name.span, fmt::format("'{}' is declared twice, first in line {}",
                                              variable.name.name, earlier->second.span.line));
        return;
    }
    const BaseType base = variable.type.base;
    if (base == BaseType::IrqFlags || base == BaseType::WaitEntry) {
        scope.insert_or_assign(variable.name.name,
                               LocalVariable{noType, {}, 1, variable.name.span, base});
        return;
    }
    std::uint32_t elements = 0;
    if (variable.initializer)
        if (const auto *list = std::get_if<InitializerList>(&variable.initializer->value))
            elements = static_cast<std::uint32_t>(list->items.size());
    const TypeId type = m_types.declared(variable, elements);
    LocalVariable local{noType, {}, 1, variable.name.span};
    if (type != noType)
        if (const auto made = makeLocal(variable, type))
            local = *made;
    m_declared = {variable.name.name, local.type};
    if (local.type != noType)
        initializeLocal(local, variable);
    else if (variable.initializer)
        if (const auto *given = std::get_if<ExpressionPtr>(&variable.initializer->value))
            value(**given);
    m_declared = {};
    frame().scopes.back().insert_or_assign(variable.name.name, local);
}

std::optional<Lowering::LocalVariable> Lowering::makeLocal(const Variable &variable, TypeId type)
{
    const std::string &name = variable.name.name;
    const bool isResult = frame().isThread;
    if (isValue(m_types[type]))
        return LocalVariable{type, m_builder.variable(name, type, isResult), 1, variable.name.span};
    std::vector<Register> registers;
    if (!appendRegisters(type, name, isResult, registers)) {
        error(variable.span, fmt::format("a local variable cannot be of type {}", typeName(type)),
              "declare it outside of all functions");
        return std::nullopt;
    }
    return LocalVariable{type, m_builder.block(registers),
                         static_cast<std::uint32_t>(registers.size()), variable.name.span};
}

/// False if a part of the type cannot be in a register.
bool Lowering::appendRegisters(TypeId type, const std::string &path, bool isResult,
                               std::vector<Register> &registers) const
{
    if (type == noType)
        return false;
    const Type &made = m_types[type];
    if (isValue(made)) {
        registers.push_back({path, type, isResult});
        return true;
    }
    if (made.kind == TypeKind::Array) {
        for (std::uint32_t i = 0; i < made.count; ++i)
            if (!appendRegisters(made.target, fmt::format("{}[{}]", path, i), isResult, registers))
                return false;
        return true;
    }
    for (const Field &field : made.fields)
        if (!appendRegisters(field.type, path + "." + field.name, isResult, registers))
            return false;
    return made.kind == TypeKind::Struct;
}

void Lowering::initializeLocal(const LocalVariable &local, const Variable &variable)
{
    const Place whole{
        .kind = Place::Kind::Local, .type = local.type, .first = local.first, .size = local.size};
    const auto *given =
        variable.initializer ? std::get_if<ExpressionPtr>(&variable.initializer->value) : nullptr;
    if (given != nullptr) {
        const Value initial = value(**given);
        nameAssignedRead(initial,
                         m_builder.extended(variable.name.name + " = ", text(**given), ""));
        const Value converted = convert(initial, local.type, (*given)->span);
        if (!converted.isWrong())
            setLocal(whole, converted, variable.span);
        return;
    }
    // What an earlier round of a loop, or another call, left there is nobody's business.
    for (std::uint32_t i = 0; i < local.size; ++i)
        m_builder.emit({.op = Op::Move,
                        .result = static_cast<RegisterId>(indexOf(local.first) + i),
                        .a = Operand::constant(0)},
                       variable.span);
    if (variable.initializer)
        initializeList(whole, std::get<InitializerList>(variable.initializer->value));
}

void Lowering::initializeList(const Place &place, const InitializerList &list)
{
    std::int64_t position = 0;
    for (const InitializerItem &item : list.items) {
        const Place part = isValue(m_types[place.type]) && list.items.size() == 1
                               ? place
                               : partAt(place, item, position);
        if (part.kind == Place::Kind::Wrong)
            return;
        if (const auto *inner = std::get_if<InitializerList>(&item.initializer.value)) {
            initializeList(part, *inner);
            continue;
        }
        const Expression &given = *std::get<ExpressionPtr>(item.initializer.value);
        const Value converted = convert(value(given), part.type, given.span);
        if (!converted.isWrong())
            setLocal(part, converted, given.span);
    }
}

/// The field or element that an item of a list is for; `position` is the next one without names.
Place Lowering::partAt(const Place &place, const InitializerItem &item, std::int64_t &position)
{
    Place part = place;
    const std::size_t steps = std::max<std::size_t>(item.designators.size(), 1);
    for (std::size_t i = 0; i < steps; ++i) {
        const Type &type = m_types[part.type];
        std::int64_t index = i == 0 ? position : 0;
        if (i < item.designators.size()) {
            const Designator &designator = item.designators[i];
            if (const auto *name = std::get_if<Identifier>(&designator.value)) {
                if (type.kind != TypeKind::Struct) {
                    error(designator.span, fmt::format("{} has no fields", type.name));
                    return {};
                }
                const Field *field = m_types.field(part.type, *name);
                if (field == nullptr)
                    return {};
                index = field - type.fields.data();
            } else {
                const auto number = m_names.constants.evaluate(
                    *std::get<ExpressionPtr>(designator.value), "an index");
                if (!number)
                    return {};
                index = number->value;
            }
        }
        if (i == 0)
            position = index + 1;
        const bool isArray = type.kind == TypeKind::Array;
        const std::int64_t size =
            isArray ? type.count : static_cast<std::int64_t>(type.fields.size());
        if (index < 0 || index >= size) {
            error(item.initializer.span, fmt::format("too many values for {}", type.name));
            return {};
        }
        const auto number = static_cast<std::uint32_t>(index);
        const std::uint32_t cell =
            isArray ? number * m_types[type.target].cells : type.fields[number].cell;
        part.offset.value += static_cast<std::int32_t>(cell);
        part.type = isArray ? type.target : type.fields[number].type;
    }
    return part;
}

} // namespace racewalk
