// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_locals.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk::lowering {

using namespace syntax;

namespace {

/// False if a part of the type cannot be in a register.
bool appendRegisters(Context &context, TypeId type, const std::string &path, bool isResult,
                     std::vector<Register> &registers)
{
    if (type == noType)
        return false;
    const Type &made = context.types[type];
    if (isValue(made)) {
        registers.push_back({path, type, isResult});
        return true;
    }
    if (made.kind == TypeKind::Array) {
        for (std::uint32_t i = 0; i < made.count; ++i)
            if (!appendRegisters(context, made.target, fmt::format("{}[{}]", path, i), isResult,
                                 registers))
                return false;
        return true;
    }
    for (const Field &field : made.fields)
        if (!appendRegisters(context, field.type, path + "." + field.name, isResult, registers))
            return false;
    return made.kind == TypeKind::Struct;
}

std::optional<LocalVariable> makeLocal(Context &context, const Variable &variable, TypeId type)
{
    const std::string &name = variable.name.name;
    const bool isResult = context.frame().isThread;
    if (isValue(context.types[type]))
        return LocalVariable{type, context.builder.variable(name, type, isResult), 1,
                             variable.name.span};
    std::vector<Register> registers;
    if (!appendRegisters(context, type, name, isResult, registers)) {
        context.error(variable.span,
                      fmt::format("a local variable cannot be of type {}", context.typeName(type)),
                      "declare it outside of all functions");
        return std::nullopt;
    }
    return LocalVariable{type, context.builder.block(registers),
                         static_cast<std::uint32_t>(registers.size()), variable.name.span};
}

/// The field or element that an item of a list is for; `position` is the next one without names.
Lvalue partAt(Context &context, const Lvalue &lvalue, const InitializerItem &item,
              std::int64_t &position)
{
    Lvalue part = lvalue;
    const std::size_t steps = std::max<std::size_t>(item.designators.size(), 1);
    for (std::size_t i = 0; i < steps; ++i) {
        const Type &type = context.types[part.type];
        std::int64_t index = i == 0 ? position : 0;
        if (i < item.designators.size()) {
            const Designator &designator = item.designators[i];
            if (const auto *name = std::get_if<Identifier>(&designator.value)) {
                if (type.kind != TypeKind::Struct) {
                    context.error(designator.span, fmt::format("{} has no fields", type.name));
                    return {};
                }
                const Field *field = context.types.field(part.type, *name);
                if (field == nullptr)
                    return {};
                index = field - type.fields.data();
            } else {
                const auto number = context.names.constants.evaluate(
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
            context.error(item.initializer.span, fmt::format("too many values for {}", type.name));
            return {};
        }
        const auto number = static_cast<std::uint32_t>(index);
        const std::uint32_t cell =
            isArray ? number * context.types[type.target].cells : type.fields[number].cell;
        part.offset.value += static_cast<std::int32_t>(cell);
        part.type = isArray ? type.target : type.fields[number].type;
    }
    return part;
}

void initializeList(Context &context, const Lvalue &lvalue, const InitializerList &list)
{
    std::int64_t position = 0;
    for (const InitializerItem &item : list.items) {
        const Lvalue part = isValue(context.types[lvalue.type]) && list.items.size() == 1
                                ? lvalue
                                : partAt(context, lvalue, item, position);
        if (part.kind == Lvalue::Kind::Wrong)
            return;
        if (const auto *inner = std::get_if<InitializerList>(&item.initializer.value)) {
            initializeList(context, part, *inner);
            continue;
        }
        const Expression &given = *std::get<ExpressionPtr>(item.initializer.value);
        const Value converted = convert(context, value(context, given), part.type, given.span);
        if (!converted.isWrong())
            setLocal(context, part, converted, given.span);
    }
}

void initializeLocal(Context &context, const LocalVariable &local, const Variable &variable)
{
    const Lvalue whole{
        .kind = Lvalue::Kind::Local, .type = local.type, .first = local.first, .size = local.size};
    const auto *given =
        variable.initializer ? std::get_if<ExpressionPtr>(&variable.initializer->value) : nullptr;
    if (given != nullptr) {
        const Value initial = convert(context, value(context, **given), local.type, (*given)->span);
        nameAssignedRead(
            context, initial,
            context.builder.extended(variable.name.name + " = ", context.text(**given), ""));
        if (!initial.isWrong())
            setLocal(context, whole, initial, variable.span);
        return;
    }
    // An earlier round of the loop, or another call, may have left a value there.
    for (std::uint32_t i = 0; i < local.size; ++i)
        context.builder.emit({.op = Op::Move,
                              .result = static_cast<RegisterId>(indexOf(local.first) + i),
                              .a = Operand::constant(0)},
                             variable.span);
    if (variable.initializer)
        initializeList(context, whole, std::get<InitializerList>(variable.initializer->value));
}

} // namespace

void declareLocals(Context &context, const std::vector<Variable> &variables)
{
    for (const Variable &variable : variables) {
        const TemporaryScope temporaries(context.builder);
        declareLocal(context, variable);
    }
}

void declareLocal(Context &context, const Variable &variable)
{
    Scope &scope = context.frame().scopes.back();
    const auto earlier = scope.find(variable.name.name);
    if (earlier != scope.end()) {
        context.error(variable.name.span,
                      fmt::format("'{}' is declared twice, first in line {}", variable.name.name,
                                  earlier->second.span.line));
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
    const TypeId type = context.types.declared(variable, elements);
    LocalVariable local{noType, {}, 1, variable.name.span};
    if (type != noType)
        if (const auto made = makeLocal(context, variable, type))
            local = *made;
    context.declared = {variable.name.name, local.type};
    if (local.type != noType)
        initializeLocal(context, local, variable);
    else if (variable.initializer)
        if (const auto *given = std::get_if<ExpressionPtr>(&variable.initializer->value))
            value(context, **given);
    context.declared = {};
    context.frame().scopes.back().insert_or_assign(variable.name.name, local);
}

} // namespace racewalk::lowering
