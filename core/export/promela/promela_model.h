// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/promela/promela_names.h"
#include "machine/machine.h"
#include "program/operations.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// A Promela variable for one register, or for all registers of one local array, in every instance
/// of a thread.
struct PromelaVariable {
    std::string name;
    std::string type;
    std::size_t size = 1;  ///< registers per instance
    RegisterId first{};    ///< the register, or that of the array's first element
    bool isArray = false;  ///< a local array, reached by index
    bool isStored = false; ///< part of the state; otherwise used within one step only
};

/// One thread declaration with all its instances, which are consecutive and share one proctype.
struct PromelaGroup {
    std::string name;
    BodyId body{};
    std::size_t first = 0, count = 0; ///< instances, by number of thread
    std::vector<PromelaVariable> variables;
    std::vector<std::size_t> variableOf;  ///< by register
    std::vector<std::uint32_t> positions; ///< possible positions between steps, in order
};

/// Shared data of the writers of a Promela program: names, and the features that the program uses.
/// `machine` must outlive it.
class PromelaModel {
public:
    explicit PromelaModel(const Machine &machine);

    const Machine &machine() const { return m_machine; }
    const Program &program() const { return m_machine.program(); }
    const Storage &storage() const { return program().storage; }
    const std::vector<PromelaGroup> &groups() const { return m_groups; }
    std::size_t threadCount() const { return m_threadCount; } ///< without the rcu lane
    bool hasLane() const { return m_threadCount < program().threads.size(); }

    bool hasTaskStates() const;
    bool hasRcuDepth() const;
    bool hasBitWaits() const;
    bool hasGracePeriods() const; ///< of synchronize_rcu()
    bool hasCallbacks() const;
    bool hasSemaphores() const; ///< that a thread takes
    bool hasRwLockQueues() const;
    bool hasProperties() const;
    bool hasPools() const { return !storage().pools.empty(); }
    /// Whether a thread may reach a place where it must not sleep.
    bool hasAtomicContext() const;
    bool hasHeldThings() const;
    bool canWakeSleepers() const; ///< a thread can sleep, and a thread can wake it

    std::vector<CellId> cellsOf(TypeKind kind) const;
    std::vector<CellId> queues() const; ///< all that threads can queue for, by cell
    std::optional<std::size_t> queueNumber(CellId cell) const;
    const std::string &cellName(CellId cell) const { return m_cellNames[indexOf(cell)]; }
    bool isCell(std::int32_t value) const;
    /// The registers of the properties, one after the other.
    const std::vector<std::string> &propertyRegisters() const { return m_propertyRegisters; }
    const std::string &propertyRegister(RegisterId id) const
    {
        return m_propertyRegisters[indexOf(id)];
    }

    /// The narrowest types of Promela that hold a position, an address and a set of threads.
    std::string positionType() const;
    std::string addressType() const;
    std::string maskType() const;
    std::string memoryType() const; ///< of every cell's value
    std::string_view typeFor(const Type &type) const;

    /// Returns the positions at which a thread of this group sleeps.
    std::vector<std::uint32_t> sleepersPositions(const PromelaGroup &group) const;
    const Body &bodyOf(const PromelaGroup &group) const
    {
        return program().bodies[indexOf(group.body)];
    }

private:
    /// Whether a thread or a property has an operation for which `is` is true.
    bool usesAny(bool (*is)(const Operation &)) const;
    void nameCells();
    void addGroups();
    void addVariables(PromelaGroup &group);

    const Machine &m_machine;
    PromelaNames m_names;
    std::size_t m_threadCount = 0;
    std::set<Op> m_ops;
    std::vector<std::string> m_cellNames;
    std::vector<PromelaGroup> m_groups;
    std::vector<std::string> m_propertyRegisters;
};

} // namespace racewalk
