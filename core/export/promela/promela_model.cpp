// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_model.h"

#include "export/promela/promela_flow.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

PromelaModel::PromelaModel(const Machine &machine) : m_machine(machine)
{
    m_threadCount =
        static_cast<std::size_t>(std::ranges::count(program().threads, false, &Thread::isSystem));
    const auto addOps = [this](const Body &body) {
        for (const Instruction &instruction : body.code)
            m_ops.insert(instruction.op);
    };
    std::ranges::for_each(program().bodies, addOps);
    nameCells();
    addGroups();
    std::size_t most = 0;
    for (const auto *properties : {&program().invariants, &program().finals})
        for (const Property &property : *properties) {
            addOps(property.body);
            most = std::max(most, property.body.registers.size());
        }
    for (std::size_t i = 0; i < most; ++i)
        m_propertyRegisters.push_back(m_names.unique(fmt::format("property_{}", i)));
}

bool PromelaModel::usesAny(bool (*is)(const Operation &)) const
{
    return std::ranges::any_of(m_ops, [is](Op op) { return is(operationOf(op)); });
}

bool PromelaModel::hasTaskStates() const
{
    return usesAny(
        [](const Operation &operation) { return operation.family == Operation::Family::Wait; });
}

bool PromelaModel::hasRcuDepth() const
{
    return usesAny(
        [](const Operation &operation) { return operation.lock == Operation::Lock::Rcu; });
}

bool PromelaModel::hasBitWaits() const
{
    return usesAny([](const Operation &operation) {
        return operation.family == Operation::Family::Wait &&
               operation.address == Operation::Address::Named;
    });
}

bool PromelaModel::hasGracePeriods() const
{
    return usesAny([](const Operation &operation) {
        return operation.begins == Operation::Begins::GracePeriod;
    });
}

bool PromelaModel::hasCallbacks() const
{
    return usesAny(
        [](const Operation &operation) { return operation.begins == Operation::Begins::Callback; });
}

bool PromelaModel::hasSemaphores() const
{
    return usesAny([](const Operation &operation) {
        return operation.queues == Operation::Waiters::Semaphore;
    });
}

bool PromelaModel::hasRwLockQueues() const
{
    return usesAny(
        [](const Operation &operation) { return operation.queues == Operation::Waiters::RwLock; });
}

bool PromelaModel::hasProperties() const
{
    return !program().invariants.empty() || !program().finals.empty();
}

bool PromelaModel::hasHeldThings() const
{
    return hasAtomicContext() || !cellsOf(TypeKind::Mutex).empty();
}

bool PromelaModel::canWakeSleepers() const
{
    return usesAny([](const Operation &operation) { return operation.isAsleep(); }) &&
           usesAny([](const Operation &operation) {
               return operation.wakes != Operation::Waiters::None;
           });
}

std::vector<CellId> PromelaModel::cellsOf(TypeKind kind) const
{
    std::vector<CellId> result;
    for (std::size_t i = 1; i < storage().cells.size(); ++i)
        if (storage().typeOf(static_cast<CellId>(i)).kind == kind)
            result.push_back(static_cast<CellId>(i));
    return result;
}

std::vector<CellId> PromelaModel::queues() const
{
    std::vector<CellId> result = cellsOf(TypeKind::WaitQueue);
    for (const TypeKind kind : {TypeKind::Completion, TypeKind::Semaphore, TypeKind::RwLock}) {
        const std::vector<CellId> more = cellsOf(kind);
        result.insert(result.end(), more.begin(), more.end());
    }
    std::ranges::sort(result);
    return result;
}

std::optional<std::size_t> PromelaModel::queueNumber(CellId cell) const
{
    const std::vector<CellId> all = queues();
    const auto found = std::ranges::find(all, cell);
    if (found == all.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - all.begin());
}

bool PromelaModel::isCell(std::int32_t value) const
{
    return value > 0 && static_cast<std::size_t>(value) < storage().cells.size();
}

std::string PromelaModel::positionType() const
{
    const bool fits = std::ranges::all_of(program().bodies,
                                          [](const Body &body) { return body.code.size() <= 256; });
    return fits ? "byte" : "short";
}

std::string PromelaModel::addressType() const
{
    return storage().cells.size() <= 256 ? "byte" : "int";
}

std::string PromelaModel::maskType() const
{
    return m_threadCount <= 8 ? "byte" : "int";
}

std::string_view PromelaModel::typeFor(const Type &type) const
{
    if (type.kind == TypeKind::Pointer)
        return storage().cells.size() <= 256 ? "byte" : "int";
    if (type.kind == TypeKind::Bool)
        return "byte";
    if (type.bits == 0 || type.bits > 16 || (type.bits > 8 && !type.isSigned))
        return "int";
    return type.bits <= 8 && !type.isSigned ? "byte" : "short";
}

std::string PromelaModel::memoryType() const
{
    bool isByte = true;
    for (std::size_t i = 1; i < storage().cells.size(); ++i) {
        const Type &type = storage().typeOf(static_cast<CellId>(i));
        if (type.kind == TypeKind::RwLock || type.kind == TypeKind::Semaphore)
            return "int";
        const bool isNumber = isValue(type) || type.kind == TypeKind::Atomic;
        const std::string_view wanted = isNumber ? typeFor(type) : "byte";
        if (wanted == "int")
            return "int";
        isByte = isByte && wanted == "byte";
    }
    return isByte ? "byte" : "short";
}

bool PromelaModel::hasAtomicContext() const
{
    return hasRcuDepth() || !cellsOf(TypeKind::SpinLock).empty() ||
           !cellsOf(TypeKind::RwLock).empty();
}

std::vector<std::uint32_t> PromelaModel::sleepersPositions(const PromelaGroup &group) const
{
    std::vector<std::uint32_t> result;
    for (const std::uint32_t position : group.positions)
        if (operationOf(bodyOf(group).code[position].op).isAsleep())
            result.push_back(position);
    return result;
}

void PromelaModel::nameCells()
{
    m_cellNames.emplace_back("NULL");
    for (std::size_t i = 1; i < storage().cells.size(); ++i)
        m_cellNames.push_back(m_names.unique(storage().cells[i].path));
}

void PromelaModel::addGroups()
{
    for (std::size_t i = 0; i < m_threadCount; ++i) {
        const Thread &thread = program().threads[i];
        if (m_groups.empty() || m_groups.back().body != thread.body) {
            PromelaGroup group;
            group.name = m_names.unique(thread.group);
            group.body = thread.body;
            group.first = i;
            group.positions = standingPositions(program().bodies[indexOf(thread.body)]);
            m_groups.push_back(std::move(group));
        }
        ++m_groups.back().count;
    }
    for (PromelaGroup &group : m_groups)
        addVariables(group);
}

namespace {

/// By register: the first register of the local array that it is an element of, or itself. Windows
/// that overlap are one array.
std::vector<std::size_t> arrayStarts(const Body &body)
{
    std::vector<std::size_t> starts(body.registers.size());
    for (std::size_t i = 0; i < starts.size(); ++i)
        starts[i] = i;
    for (const Instruction &instruction : body.code) {
        if (!operationOf(instruction.op).hasWindow)
            continue;
        const auto first = static_cast<std::size_t>(instruction.b.value);
        std::size_t end = first + instruction.target;
        const std::size_t start = starts[first];
        while (end < starts.size() && starts[end] < end && starts[end] >= start)
            ++end; // the rest of an array that begins inside this window
        for (std::size_t i = start; i < end; ++i)
            starts[i] = start;
    }
    return starts;
}

} // namespace

void PromelaModel::addVariables(PromelaGroup &group)
{
    const Body &body = bodyOf(group);
    const std::vector<std::size_t> starts = arrayStarts(body);
    std::vector<bool> isStored(body.registers.size());
    for (const auto &live : body.live)
        for (const RegisterId id : live)
            isStored[indexOf(id)] = true;
    std::vector<bool> isElement(body.registers.size());
    for (const Instruction &instruction : body.code)
        if (operationOf(instruction.op).hasWindow)
            for (std::uint32_t i = 0; i < instruction.target; ++i)
                isElement[static_cast<std::size_t>(instruction.b.value) + i] = true;
    for (std::size_t i = 0; i < body.registers.size(); ++i) {
        if (starts[i] != i) {
            group.variableOf.push_back(group.variables.size() - 1);
            ++group.variables.back().size;
            continue;
        }
        const Register &source = body.registers[i];
        PromelaVariable made;
        made.isArray = isElement[i];
        made.isStored = isStored[i];
        // What is no part of the state becomes a variable of Spin's C program, among its others.
        made.name =
            m_names.unique(fmt::format("{}{}_{}", made.isStored ? "" : "tmp_", group.name,
                                       source.name.empty() ? fmt::format("r{}", i) : source.name));
        made.type = made.isStored && !made.isArray ? typeFor(storage().type(source.type)) : "int";
        made.first = static_cast<RegisterId>(i);
        group.variableOf.push_back(group.variables.size());
        group.variables.push_back(std::move(made));
    }
}

} // namespace racewalk
