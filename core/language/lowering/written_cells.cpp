// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/written_cells.h"

#include "language/lowering/spin_reads.h"
#include "program/operations.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace racewalk {

namespace {

bool isWrite(Op op)
{
    const Operation::Access access = operationOf(op).access;
    return access == Operation::Access::Write || access == Operation::Access::Update;
}

/// Where things of each type stand.
class Starts {
public:
    explicit Starts(const Storage &storage) : m_storage(storage)
    {
        for (const Global &global : storage.globals)
            add(global.type, static_cast<std::uint32_t>(global.first));
        for (const Object &object : storage.objects)
            add(storage.pools[indexOf(object.pool)].type, static_cast<std::uint32_t>(object.first));
    }

    /// Calls `visit` for every cell that the access may touch, until it returns false.
    bool forEach(const Reach &reach, const std::function<bool(std::uint32_t)> &visit) const
    {
        if (reach.first != nullCell)
            return expand(reach, static_cast<std::uint32_t>(reach.first) + reach.offset, 0, visit);
        const auto found = m_starts.find(reach.pointee);
        if (found == m_starts.end())
            return true;
        return std::ranges::all_of(found->second, [&](std::uint32_t start) {
            return expand(reach, start + reach.offset, 0, visit);
        });
    }

private:
    void add(TypeId id, std::uint32_t cell)
    {
        const Type &type = m_storage.type(id);
        if (type.kind == TypeKind::Array) {
            for (std::uint32_t i = 0; i < type.count; ++i)
                add(type.target, cell + i * m_storage.type(type.target).cells);
            return;
        }
        m_starts[id].push_back(cell);
        for (const Field &field : type.fields)
            add(field.type, cell + field.cell);
    }

    bool expand(const Reach &reach, std::uint32_t cell, std::size_t depth,
                const std::function<bool(std::uint32_t)> &visit) const
    {
        if (depth == reach.indexes.size())
            return cell >= m_storage.cells.size() || visit(cell);
        const Reach::Index &index = reach.indexes[depth];
        for (std::uint32_t i = 0; i < index.count; ++i)
            if (!expand(reach, cell + i * index.stride, depth + 1, visit))
                return false;
        return true;
    }

    const Storage &m_storage;
    std::map<TypeId, std::vector<std::uint32_t>> m_starts;
};

/// Pools whose objects come and go, or are not there at all.
std::set<PoolId> changingPools(const Storage &storage, const std::vector<DraftBody> &bodies)
{
    std::set<PoolId> result;
    const auto addAllOf = [&](TypeId type) {
        for (std::size_t i = 0; i < storage.pools.size(); ++i)
            if (storage.pools[i].type == type)
                result.insert(static_cast<PoolId>(i));
    };
    for (const DraftBody &draft : bodies)
        for (std::uint32_t at = 0; at < draft.body.code.size(); ++at) {
            const Instruction &instruction = draft.body.code[at];
            if (instruction.op == Op::Allocate)
                result.insert(static_cast<PoolId>(instruction.a.value));
            else if (operationOf(instruction.op).frees)
                addAllOf(draft.reaches.at(at).pointee);
        }
    return result;
}

} // namespace

void markWrittenCells(Storage &storage, const std::vector<DraftBody> &bodies)
{
    const Starts starts(storage);
    const std::set<PoolId> changing = changingPools(storage, bodies);
    for (std::size_t i = 1; i < storage.cells.size(); ++i) {
        Cell &cell = storage.cells[i];
        const TypeKind kind = storage.type(cell.type).kind;
        const bool isScalar = isValue(storage.type(cell.type)) || kind == TypeKind::Atomic;
        const Object *object =
            cell.object == noObject ? nullptr : &storage.objects[indexOf(cell.object)];
        cell.written = !isScalar || (object != nullptr &&
                                     (!object->initiallyLive || changing.contains(object->pool)));
    }
    std::set<Reach> seen;
    for (const DraftBody &draft : bodies)
        for (const auto &[at, reach] : draft.reaches)
            if (isWrite(draft.body.code[at].op) && seen.insert(reach).second)
                starts.forEach(reach, [&storage](std::uint32_t cell) {
                    storage.cells[cell].written = true;
                    return true;
                });
}

void makeQuietReads(DraftBody &draft, const Storage &storage, bool isProperty)
{
    const Starts starts(storage);
    std::vector<Instruction> &code = draft.body.code;
    std::map<Reach, bool> known;
    std::vector<bool> isQuiet(code.size());
    for (const auto &[at, reach] : draft.reaches) {
        if (code[at].op != Op::Load)
            continue;
        const auto [entry, isNew] = known.try_emplace(reach, true);
        if (isNew && !isProperty)
            entry->second = starts.forEach(
                reach, [&storage](std::uint32_t cell) { return !storage.cells[cell].written; });
        isQuiet[at] = entry->second;
    }
    const std::vector<bool> isSpin =
        isProperty ? std::vector<bool>(code.size()) : spinReads(draft.body, storage, isQuiet);
    for (std::size_t at = 0; at < code.size(); ++at)
        if (isQuiet[at] && !isSpin[at]) {
            code[at].op = Op::Peek;
            code[at].ordering = Ordering::Plain;
        }
}

} // namespace racewalk
