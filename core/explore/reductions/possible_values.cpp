// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/possible_values.h"

#include "program/arithmetic.h"
#include "program/ids.h"

#include <algorithm>
#include <set>

namespace racewalk {

namespace {

/// More than these are any.
constexpr std::size_t maxValues = 1024;
/// A value that is computed from a value that is computed ... : no further than this.
constexpr int maxDepth = 200;

PossibleValues any()
{
    return {.isAny = true, .values = {}};
}

PossibleValues from(std::set<std::int32_t> values)
{
    if (values.size() > maxValues)
        return any();
    return {.isAny = false, .values = {values.begin(), values.end()}};
}

/// `combine` of every pair.
template <class Combine>
PossibleValues combined(const PossibleValues &a, const PossibleValues &b, const Combine &combine)
{
    if (a.isAny || b.isAny || a.values.size() * b.values.size() > maxValues)
        return any();
    std::set<std::int32_t> values;
    for (const std::int32_t x : a.values)
        for (const std::int32_t y : b.values)
            values.insert(combine(x, y));
    return from(std::move(values));
}

/// The addresses at which something of type `wanted` begins, in what begins at `first` and has type
/// `type`.
void addPlaces(const Storage &storage, TypeId type, std::int32_t first, TypeId wanted,
               std::set<std::int32_t> &places)
{
    if (places.size() > maxValues)
        return;
    if (type == wanted)
        places.insert(first);
    const Type &what = storage.type(type);
    if (what.kind == TypeKind::Struct)
        for (const Field &field : what.fields)
            addPlaces(storage, field.type, first + static_cast<std::int32_t>(field.cell), wanted,
                      places);
    if (what.kind != TypeKind::Array)
        return;
    const auto size = static_cast<std::int32_t>(storage.type(what.target).cells);
    for (std::uint32_t i = 0; i < what.count && places.size() <= maxValues; ++i)
        addPlaces(storage, what.target, first + static_cast<std::int32_t>(i) * size, wanted,
                  places);
}

std::set<std::int32_t> placesOf(const Storage &storage, TypeId wanted)
{
    std::set<std::int32_t> places{0};
    for (const Global &global : storage.globals)
        addPlaces(storage, global.type, static_cast<std::int32_t>(global.first), wanted, places);
    for (const Object &object : storage.objects)
        addPlaces(storage, storage.pools[indexOf(object.pool)].type,
                  static_cast<std::int32_t>(object.first), wanted, places);
    return places;
}

} // namespace

bool PossibleValues::contains(std::int32_t value) const
{
    return isAny || std::ranges::binary_search(values, value);
}

bool PossibleValues::isOnly(std::int32_t value) const
{
    return contains(value) && !isAny && std::ranges::all_of(values, [&](std::int32_t other) {
               return other == value || other == 0;
           });
}

ValueFinder::ValueFinder(const Program &program, ThreadId thread)
    : m_program(program), m_thread(program.threads[indexOf(thread)]),
      m_body(program.bodyOf(thread)), m_predecessors(predecessorsOf(m_body))
{}

PossibleValues ValueFinder::at(std::uint32_t position, Operand operand)
{
    switch (operand.kind) {
    case Operand::Kind::None:
        return from({0});
    case Operand::Kind::Constant:
        return from({operand.value});
    case Operand::Kind::Register:
        return registerAt(position, static_cast<RegisterId>(operand.value));
    case Operand::Kind::Self:
        return from({m_thread.self});
    }
    return any();
}

PossibleValues ValueFinder::anyOf(TypeId id) const
{
    const Type &type = m_program.storage.type(id);
    if (type.kind == TypeKind::Bool)
        return from({0, 1});
    if (type.kind != TypeKind::Pointer)
        return any();
    const TypeKind target = m_program.storage.type(type.target).kind;
    if (target == TypeKind::Task || target == TypeKind::Void)
        return any();
    return from(placesOf(m_program.storage, type.target));
}

bool ValueFinder::mayBeSetByNumber(const Instruction &instruction, RegisterId id) const
{
    if (instruction.op != Op::WriteLocal)
        return false;
    const auto first = static_cast<std::size_t>(instruction.b.value);
    return indexOf(id) >= first && indexOf(id) < first + instruction.target;
}

/// Walks back to the instructions that can have set the register last; at the thread's beginning it
/// is 0.
PossibleValues ValueFinder::registerAt(std::uint32_t position, RegisterId id)
{
    const PossibleValues everything = anyOf(m_body.registers[indexOf(id)].type);
    if (m_depth > maxDepth)
        return everything;
    // Whoever asks for it again while it is looked up is in a loop: its answer is everything.
    const auto [known, isNew] = m_known.try_emplace({position, id}, everything);
    if (!isNew)
        return known->second;
    std::set<std::int32_t> values;
    bool isAny = false;
    const auto add = [&](const PossibleValues &more) {
        isAny = isAny || more.isAny;
        values.insert(more.values.begin(), more.values.end());
    };
    ++m_depth;
    std::vector<bool> isSeen(m_body.code.size());
    std::vector<std::uint32_t> open{position};
    isSeen[position] = true;
    while (!open.empty() && !isAny) {
        const std::uint32_t at = open.back();
        open.pop_back();
        if (at == 0)
            add(from({0}));
        for (const std::uint32_t previous : m_predecessors[at]) {
            const Instruction &instruction = m_body.code[previous];
            if (instruction.result == id) {
                add(setBy(previous));
                continue;
            }
            if (mayBeSetByNumber(instruction, id))
                add(everything);
            if (!isSeen[previous])
                open.push_back(previous);
            isSeen[previous] = true;
        }
    }
    --m_depth;
    const PossibleValues found = isAny ? everything : from(std::move(values));
    m_known[{position, id}] = found;
    return found;
}

/// What the instruction writes to its result.
PossibleValues ValueFinder::setBy(std::uint32_t position)
{
    const Instruction &instruction = m_body.code[position];
    const Storage &storage = m_program.storage;
    const Op op = instruction.op;
    if (operationOf(op).family == Operation::Family::Compute)
        return computedBy(position);
    if (op == Op::Wrap) {
        const Type &type = storage.types[static_cast<std::size_t>(instruction.b.value)];
        return combined(at(position, instruction.a), from({0}),
                        [&](std::int32_t a, std::int32_t) { return wrapTo(type, a); });
    }
    if (op == Op::FieldOf)
        return combined(at(position, instruction.a), at(position, instruction.b),
                        [](std::int32_t a, std::int32_t b) { return a == 0 ? 0 : a + b; });
    if (op == Op::ElementOf)
        return elementOf(position);
    if (op == Op::Peek)
        return peekedBy(position);
    if (op == Op::Allocate && instruction.a.kind == Operand::Kind::Constant)
        return allocatedFrom(instruction.a.value);
    return anyOf(m_body.registers[indexOf(instruction.result)].type);
}

PossibleValues ValueFinder::computedBy(std::uint32_t position)
{
    const Instruction &instruction = m_body.code[position];
    const Op op = instruction.op;
    const PossibleValues a = at(position, instruction.a);
    PossibleValues b = at(position, instruction.b);
    if (operationOf(op).isTruth && (a.isAny || b.isAny))
        return from({0, 1});
    if (isDivision(op))
        std::erase(b.values, 0); // fails
    return combined(a, b, [op](std::int32_t x, std::int32_t y) { return compute(op, x, y); });
}

PossibleValues ValueFinder::elementOf(std::uint32_t position)
{
    const Instruction &instruction = m_body.code[position];
    const std::int32_t count = instruction.c.value;
    const auto size = static_cast<std::int32_t>(instruction.target);
    PossibleValues index = at(position, instruction.b);
    if (index.isAny && static_cast<std::size_t>(count) <= maxValues) {
        index.isAny = false;
        for (std::int32_t i = 0; i < count; ++i)
            index.values.push_back(i);
    }
    std::erase_if(index.values, [&](std::int32_t i) { return i < 0 || i >= count; }); // fails
    return combined(at(position, instruction.a), index, [&](std::int32_t base, std::int32_t i) {
        return base == 0 ? 0 : base + i * size;
    });
}

PossibleValues ValueFinder::allocatedFrom(std::int32_t pool) const
{
    std::set<std::int32_t> objects{0};
    for (const Object &object : m_program.storage.objects)
        if (indexOf(object.pool) == static_cast<std::size_t>(pool))
            objects.insert(static_cast<std::int32_t>(object.first));
    return from(std::move(objects));
}

/// A cell that is never written holds what it began with.
PossibleValues ValueFinder::peekedBy(std::uint32_t position)
{
    const Instruction &instruction = m_body.code[position];
    const PossibleValues address = at(position, instruction.a);
    if (address.isAny)
        return anyOf(m_body.registers[indexOf(instruction.result)].type);
    std::set<std::int32_t> values;
    for (const std::int32_t cell : address.values)
        if (cell != 0) // fails
            values.insert(m_program.storage.cells[static_cast<std::size_t>(cell)].initial);
    return from(std::move(values));
}

} // namespace racewalk
