// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include <fmt/format.h>

namespace racewalk {

using namespace syntax;

Place Lowering::place(const Expression &expression)
{
    const DepthGuard guard(*this);
    const SourceSpan &span = expression.span;
    remember(expression);
    if (guard.isTooDeep()) {
        error(span, "calls and expressions nest too deep here");
        return {};
    }
    if (const auto *name = std::get_if<NameExpression>(&expression.node))
        return placeOfName(name->name, span);
    if (const auto *node = std::get_if<MemberExpression>(&expression.node))
        return member(*node, span);
    if (const auto *node = std::get_if<IndexExpression>(&expression.node))
        return element(*node, span);
    const auto *unary = std::get_if<UnaryExpression>(&expression.node);
    if (unary != nullptr && unary->op == UnaryOperator::Dereference)
        return pointedTo(value(*unary->operand), unary->operand->span);
    error(span, fmt::format("'{}' is no variable", text(span)));
    return {};
}

Place Lowering::placeOfName(const std::string &name, const SourceSpan &span)
{
    const LocalVariable *local = findLocal(name);
    if (local != nullptr && local->ignored)
        reportIgnoredVariable(*local, name, span);
    if (local != nullptr)
        return {.kind = local->type == noType ? Place::Kind::Wrong : Place::Kind::Local,
                .type = local->type,
                .first = local->first,
                .size = local->size};
    const auto found = m_names.globals.find(name);
    if (found != m_names.globals.end()) {
        const GlobalName &global = found->second;
        if (global.type == noType)
            return {};
        return {.kind = Place::Kind::Shared,
                .type = global.type,
                .address = Operand::constant(static_cast<std::int32_t>(global.first)),
                .reach = {.first = global.first}};
    }
    if (m_names.constants.has(name) || isReservedName(name) || m_names.functions.contains(name))
        error(span, fmt::format("'{}' is no variable", name));
    else
        error(span, fmt::format("unknown name '{}'", name), hintForUnknown(name));
    return {};
}

Place Lowering::pointedTo(const Value &pointer, const SourceSpan &span)
{
    if (pointer.isWrong())
        return {};
    if (pointer.type == m_types.voidType() || !m_types.isPointer(pointer.type) ||
        pointer.type == m_types.nullType()) {
        error(span, fmt::format("{} points to nothing", aType(pointer.type)));
        return {};
    }
    const TypeId target = m_types.target(pointer.type);
    if (m_types.kind(target) == TypeKind::Task) {
        error(span, "the inside of a struct task_struct is not modelled",
              "a task can be compared and given to wake_up_process()");
        return {};
    }
    return {.kind = Place::Kind::Shared,
            .type = target,
            .address = pointer.operand,
            .reach = {.first = pointer.isConstant() ? static_cast<CellId>(pointer.operand.value)
                                                    : nullCell,
                      .pointee = target}};
}

Place Lowering::member(const MemberExpression &node, const SourceSpan &span)
{
    Place object;
    if (node.isArrow) {
        const Value pointer = value(*node.object);
        if (pointer.isWrong())
            return {};
        if (pointer.type == m_types.voidType() || !m_types.isPointer(pointer.type)) {
            error(span, fmt::format("'{}' is no pointer", text(node.object->span)),
                  fmt::format("write '{}.{}'", text(node.object->span), node.field.name));
            return {};
        }
        object = pointedTo(pointer, node.object->span);
    } else {
        object = place(*node.object);
    }
    if (object.kind == Place::Kind::Wrong)
        return {};
    if (m_types.kind(object.type) != TypeKind::Struct) {
        const bool isPointer = m_types.isPointer(object.type);
        error(span,
              fmt::format("'{}' is {}, which has no fields", text(node.object->span),
                          aType(object.type)),
              isPointer ? fmt::format("write '{}->{}'", text(node.object->span), node.field.name)
                        : "");
        return {};
    }
    const Field *found = m_types.field(object.type, node.field);
    if (found == nullptr || found->type == noType)
        return {};
    const Field field = *found;
    object.type = field.type;
    if (object.kind == Place::Kind::Local) {
        if (object.offset.kind == Operand::Kind::Constant)
            object.offset.value += static_cast<std::int32_t>(field.cell);
        else
            object.offset = computed(Op::Add, object.offset,
                                     Operand::constant(static_cast<std::int32_t>(field.cell)),
                                     m_types.intType(), span)
                                .operand;
        return object;
    }
    object.reach.offset += field.cell;
    const auto cells = static_cast<std::int32_t>(field.cell);
    if (object.address.kind == Operand::Kind::Constant) {
        // NULL->f stays NULL: following it is found when it happens.
        if (object.address.value != 0)
            object.address.value += cells;
    } else if (cells != 0) {
        const RegisterId address = m_builder.temporary(m_types.pointerTo(field.type));
        m_builder.emit({.op = Op::FieldOf,
                        .result = address,
                        .a = object.address,
                        .b = Operand::constant(cells)},
                       span);
        object.address = Operand::reg(address);
    }
    return object;
}

Place Lowering::element(const IndexExpression &node, const SourceSpan &span)
{
    const bool isPlace = !std::holds_alternative<CallExpression>(node.array->node);
    const Place array = isPlace ? kept(place(*node.array), *node.index) : Place{};
    const Value index = value(*node.index);
    if (!isPlace)
        error(node.array->span, fmt::format("'{}' is no array", text(node.array->span)));
    if (array.kind == Place::Kind::Wrong || !checkInteger(index, node.index->span))
        return {};
    if (m_types.kind(array.type) == TypeKind::Array)
        return elementAt(array, index, span);
    error(span, fmt::format("'{}' is no array, but {}", text(node.array->span), aType(array.type)),
          m_types.isPointer(array.type) ? "index the array itself; a pointer reaches one thing"
                                        : "");
    return {};
}

Place Lowering::elementAt(Place array, const Value &index, const SourceSpan &span)
{
    const std::uint32_t count = m_types[array.type].count;
    const TypeId type = m_types.target(array.type);
    const auto cells = static_cast<std::int32_t>(m_types[type].cells);
    const bool isKnown = index.isConstant() && index.operand.value >= 0 &&
                         static_cast<std::uint32_t>(index.operand.value) < count;
    array.type = type;
    const Operand size = Operand::constant(static_cast<std::int32_t>(count));
    if (array.kind == Place::Kind::Local) {
        if (!isKnown)
            m_builder.emit({.op = Op::CheckIndex, .a = index.operand, .b = size}, span);
        // Nothing goes on behind a check that always fails, but registers must exist there too.
        const Operand number =
            index.isConstant() && !isKnown ? Operand::constant(0) : index.operand;
        const Operand distance =
            cells == 1
                ? number
                : computed(Op::Multiply, number, Operand::constant(cells), m_types.intType(), span)
                      .operand;
        array.offset =
            array.offset == Operand::constant(0)
                ? distance
                : computed(Op::Add, array.offset, distance, m_types.intType(), span).operand;
        return array;
    }
    if (isKnown) {
        array.reach.offset += static_cast<std::uint32_t>(index.operand.value * cells);
        if (array.address.kind == Operand::Kind::Constant) {
            array.address.value += array.address.value == 0 ? 0 : index.operand.value * cells;
            return array;
        }
    } else {
        array.reach.indexes.push_back({static_cast<std::uint32_t>(cells), count});
    }
    const RegisterId address = m_builder.temporary(m_types.pointerTo(type));
    m_builder.emit({.op = Op::ElementOf,
                    .result = address,
                    .a = array.address,
                    .b = index.operand,
                    .c = size,
                    .target = static_cast<std::uint32_t>(cells)},
                   span);
    array.address = Operand::reg(address);
    return array;
}

Value Lowering::addressOf(const Expression &operand, const SourceSpan &span)
{
    const Place of = place(operand);
    if (of.kind == Place::Kind::Wrong)
        return {};
    if (of.kind == Place::Kind::Local) {
        error(span,
              fmt::format("the address of the local variable '{}' cannot be taken",
                          text(operand.span)),
              "declare it outside of all functions");
        return {};
    }
    if (m_types.kind(of.type) == TypeKind::Array) {
        error(span, "the address of a whole array cannot be taken",
              fmt::format("write '&{}[0]'", text(operand.span)));
        return {};
    }
    const TypeId type = m_types.pointerTo(of.type);
    return {of.address, type};
}

Role Lowering::readRole(Use use, bool isPointer)
{
    switch (use) {
    case Use::Test:
        return Role::Test;
    case Use::Assert:
        return Role::Assert;
    case Use::Value:
        break;
    }
    return isPointer ? Role::Find : Role::Read;
}

Value Lowering::load(const Place &from, const SourceSpan &span, Use use, Ordering ordering,
                     std::string shown)
{
    if (from.kind == Place::Kind::Wrong)
        return {};
    const Type &type = m_types[from.type];
    if (type.kind == TypeKind::Array && from.kind == Place::Kind::Shared) {
        const TypeId pointer = m_types.pointerTo(type.target);
        return {from.address, pointer};
    }
    if (type.kind == TypeKind::Struct || type.kind == TypeKind::Array) {
        error(span, fmt::format("a whole {} cannot be read", type.name),
              type.kind == TypeKind::Struct ? "read its fields one by one"
                                            : "read its elements one by one");
        return {};
    }
    if (!isValue(type)) {
        error(span, fmt::format("{} is only for its own primitives", aType(from.type)),
              type.kind == TypeKind::Atomic ? fmt::format("write 'atomic_read(&{})'", text(span))
                                            : fmt::format("write '&{}'", text(span)));
        return {};
    }
    if (from.kind == Place::Kind::Local && from.offset.kind == Operand::Kind::Constant)
        return {Operand::reg(static_cast<RegisterId>(static_cast<std::int32_t>(from.first) +
                                                     from.offset.value)),
                from.type, type.kind == TypeKind::Bool};
    const bool isPointer = type.kind == TypeKind::Pointer;
    const bool isTruth = type.kind == TypeKind::Bool;
    const RegisterId result = m_builder.temporary(from.type);
    if (from.kind == Place::Kind::Local) {
        m_builder.emit({.op = Op::ReadLocal,
                        .result = result,
                        .a = from.offset,
                        .b = Operand::constant(static_cast<std::int32_t>(from.first)),
                        .target = from.size},
                       span);
    } else {
        const std::uint32_t at =
            visible({.op = Op::Load, .ordering = ordering, .result = result, .a = from.address},
                    span, readRole(use, isPointer), shown.empty() ? text(span) : std::move(shown));
        m_builder.setReach(at, from.reach);
    }
    return {Operand::reg(result), from.type, isTruth};
}

Role Lowering::storeRole(TypeId type, const Value &what) const
{
    const TypeKind kind = m_types.kind(type);
    if (isNull(what) && (kind == TypeKind::Pointer || kind == TypeKind::Bool))
        return Role::Unlink;
    return isFlags(m_types[type]) ? Role::WriteFlags : Role::Write;
}

void Lowering::store(const Place &to, const Value &what, const SourceSpan &span, Ordering ordering,
                     std::string shown)
{
    const std::uint32_t at =
        visible({.op = Op::Store, .ordering = ordering, .a = to.address, .b = what.operand}, span,
                storeRole(to.type, what), std::move(shown));
    m_builder.setReach(at, to.reach);
}

void Lowering::setLocal(const Place &to, const Value &what, const SourceSpan &span)
{
    if (to.offset.kind != Operand::Kind::Constant) {
        m_builder.emit({.op = Op::WriteLocal,
                        .a = to.offset,
                        .b = Operand::constant(static_cast<std::int32_t>(to.first)),
                        .c = what.operand,
                        .target = to.size},
                       span);
        return;
    }
    const auto target =
        static_cast<RegisterId>(static_cast<std::int32_t>(to.first) + to.offset.value);
    if (!m_builder.redirectResult(what.operand, target))
        m_builder.emit({.op = Op::Move, .result = target, .a = what.operand}, span);
}

void Lowering::nameAssignedRead(const Value &what, std::string text)
{
    if (what.isWrong() || m_builder.position() == 0)
        return;
    const Instruction &last = m_builder.body().code.back();
    if (last.op == Op::Load && what.operand == Operand::reg(last.result))
        m_builder.setText(m_builder.position() - 1, std::move(text));
}

} // namespace racewalk
