// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_lvalues.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_assignments.h"
#include "language/lowering/lower_expressions.h"
#include "language/lowering/lower_ignored.h"
#include "language/words/foreign_words.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk::lowering {

using namespace syntax;

namespace {

std::vector<std::string_view> visibleNames(Context &context)
{
    std::vector<std::string_view> names;
    for (const Scope &scope : context.frame().scopes)
        for (const auto &[name, local] : scope)
            names.push_back(name);
    for (const auto &[name, global] : context.names.globals)
        names.push_back(name);
    context.names.constants.appendNames(names);
    for (const std::string_view own : {"self", "current", "NULL", "true", "false"})
        names.push_back(own);
    return names;
}

Lvalue member(Context &context, const MemberExpression &node, const SourceSpan &span)
{
    Lvalue object;
    if (node.isArrow) {
        const Value pointer = value(context, *node.object);
        if (pointer.isWrong())
            return {};
        if (pointer.type == context.types.voidType() || !context.types.isPointer(pointer.type)) {
            context.error(
                span, fmt::format("'{}' is no pointer", context.text(node.object->span)),
                fmt::format("write '{}.{}'", context.text(node.object->span), node.field.name));
            return {};
        }
        object = pointedTo(context, pointer, node.object->span);
    } else {
        object = lvalue(context, *node.object);
    }
    if (object.kind == Lvalue::Kind::Wrong)
        return {};
    if (context.types.kind(object.type) != TypeKind::Struct) {
        const bool isPointer = context.types.isPointer(object.type);
        context.error(span,
                      fmt::format("'{}' is {}, which has no fields",
                                  context.text(node.object->span), context.aType(object.type)),
                      isPointer ? fmt::format("write '{}->{}'", context.text(node.object->span),
                                              node.field.name)
                                : "");
        return {};
    }
    const Field *found = context.types.field(object.type, node.field);
    if (found == nullptr || found->type == noType)
        return {};
    const Field field = *found;
    object.type = field.type;
    if (object.kind == Lvalue::Kind::Local) {
        if (object.offset.kind == Operand::Kind::Constant)
            object.offset.value += static_cast<std::int32_t>(field.cell);
        else
            object.offset = computed(context, Op::Add, object.offset,
                                     Operand::constant(static_cast<std::int32_t>(field.cell)),
                                     context.types.intType(), span)
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
        const RegisterId address = context.builder.temporary(context.types.pointerTo(field.type));
        context.builder.emit({.op = Op::FieldOf,
                              .result = address,
                              .a = object.address,
                              .b = Operand::constant(cells)},
                             span);
        object.address = Operand::reg(address);
    }
    return object;
}

Lvalue elementAt(Context &context, Lvalue array, const Value &index, const SourceSpan &span)
{
    const std::uint32_t count = context.types[array.type].count;
    const TypeId type = context.types.target(array.type);
    const auto cells = static_cast<std::int32_t>(context.types[type].cells);
    const bool isKnown = index.isConstant() && index.operand.value >= 0 &&
                         static_cast<std::uint32_t>(index.operand.value) < count;
    array.type = type;
    const Operand size = Operand::constant(static_cast<std::int32_t>(count));
    if (array.kind == Lvalue::Kind::Local) {
        if (!isKnown)
            context.builder.emit({.op = Op::CheckIndex, .a = index.operand, .b = size}, span);
        // Nothing goes on behind a check that always fails, but registers must exist there too.
        const Operand number =
            index.isConstant() && !isKnown ? Operand::constant(0) : index.operand;
        const Operand distance =
            cells == 1 ? number
                       : computed(context, Op::Multiply, number, Operand::constant(cells),
                                  context.types.intType(), span)
                             .operand;
        array.offset =
            array.offset == Operand::constant(0)
                ? distance
                : computed(context, Op::Add, array.offset, distance, context.types.intType(), span)
                      .operand;
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
    const RegisterId address = context.builder.temporary(context.types.pointerTo(type));
    context.builder.emit({.op = Op::ElementOf,
                          .result = address,
                          .a = array.address,
                          .b = index.operand,
                          .c = size,
                          .target = static_cast<std::uint32_t>(cells)},
                         span);
    array.address = Operand::reg(address);
    return array;
}

Lvalue element(Context &context, const IndexExpression &node, const SourceSpan &span)
{
    const bool isLvalue = !std::holds_alternative<CallExpression>(node.array->node);
    const Lvalue array =
        isLvalue ? kept(context, lvalue(context, *node.array), *node.index) : Lvalue{};
    const Value index = value(context, *node.index);
    if (!isLvalue)
        context.error(node.array->span,
                      fmt::format("'{}' is no array", context.text(node.array->span)));
    if (array.kind == Lvalue::Kind::Wrong || !checkInteger(context, index, node.index->span))
        return {};
    if (context.types.kind(array.type) == TypeKind::Array)
        return elementAt(context, array, index, span);
    context.error(span,
                  fmt::format("'{}' is no array, but {}", context.text(node.array->span),
                              context.aType(array.type)),
                  context.types.isPointer(array.type)
                      ? "index the array itself; a pointer reaches one thing"
                      : "");
    return {};
}

} // namespace

Lvalue lvalue(Context &context, const Expression &expression)
{
    const DepthGuard guard(context);
    const SourceSpan &span = expression.span;
    context.remember(expression);
    if (guard.isTooDeep()) {
        context.error(span, "calls and expressions nest too deep here");
        return {};
    }
    if (const auto *name = std::get_if<NameExpression>(&expression.node))
        return lvalueOfName(context, name->name, span);
    if (const auto *node = std::get_if<MemberExpression>(&expression.node))
        return member(context, *node, span);
    if (const auto *node = std::get_if<IndexExpression>(&expression.node))
        return element(context, *node, span);
    const auto *unary = std::get_if<UnaryExpression>(&expression.node);
    if (unary != nullptr && unary->op == UnaryOperator::Dereference)
        return pointedTo(context, value(context, *unary->operand), unary->operand->span);
    context.error(span, fmt::format("'{}' is no variable", context.text(span)));
    return {};
}

Lvalue lvalueOfName(Context &context, const std::string &name, const SourceSpan &span)
{
    const LocalVariable *local = context.findLocal(name);
    if (local != nullptr && local->ignored)
        reportIgnoredVariable(context, *local, name, span);
    if (local != nullptr)
        return {.kind = local->type == noType ? Lvalue::Kind::Wrong : Lvalue::Kind::Local,
                .type = local->type,
                .first = local->first,
                .size = local->size};
    const auto found = context.names.globals.find(name);
    if (found != context.names.globals.end()) {
        const GlobalName &global = found->second;
        if (global.type == noType)
            return {};
        return {.kind = Lvalue::Kind::Shared,
                .type = global.type,
                .address = Operand::constant(static_cast<std::int32_t>(global.first)),
                .reach = {.first = global.first}};
    }
    if (context.names.constants.has(name) || isReservedName(name) ||
        context.names.functions.contains(name))
        context.error(span, fmt::format("'{}' is no variable", name));
    else
        reportUnknownName(context, name, span);
    return {};
}

Lvalue pointedTo(Context &context, const Value &pointer, const SourceSpan &span)
{
    if (pointer.isWrong())
        return {};
    if (pointer.type == context.types.voidType() || !context.types.isPointer(pointer.type) ||
        pointer.type == context.types.nullType()) {
        context.error(span, fmt::format("{} points to nothing", context.aType(pointer.type)));
        return {};
    }
    const TypeId target = context.types.target(pointer.type);
    if (context.types.kind(target) == TypeKind::Task) {
        context.error(span, "the inside of a struct task_struct is not modelled",
                      "a task can be compared and given to wake_up_process()");
        return {};
    }
    return {.kind = Lvalue::Kind::Shared,
            .type = target,
            .address = pointer.operand,
            .reach = {.first = pointer.isConstant() ? static_cast<CellId>(pointer.operand.value)
                                                    : nullCell,
                      .pointee = target}};
}

Value addressOf(Context &context, const Expression &operand, const SourceSpan &span)
{
    const Lvalue of = lvalue(context, operand);
    if (of.kind == Lvalue::Kind::Wrong)
        return {};
    if (of.kind == Lvalue::Kind::Local) {
        context.error(span,
                      fmt::format("the address of the local variable '{}' cannot be taken",
                                  context.text(operand.span)),
                      "declare it outside of all functions");
        return {};
    }
    if (context.types.kind(of.type) == TypeKind::Array) {
        context.error(span, "the address of a whole array cannot be taken",
                      fmt::format("write '&{}[0]'", context.text(operand.span)));
        return {};
    }
    const TypeId type = context.types.pointerTo(of.type);
    return {of.address, type};
}

void reportUnknownName(Context &context, const std::string &name, const SourceSpan &span)
{
    std::string hint = whatToWriteFor(name);
    context.error(span, fmt::format("unknown name '{}'", name),
                  hint.empty() ? didYouMean(name, visibleNames(context)) : std::move(hint));
}

} // namespace racewalk::lowering
