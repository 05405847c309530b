// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/player_parts.h"
#include "machine/bit_names.h"
#include "program/operations.h"

#include <algorithm>
#include <functional>

namespace racewalk {
namespace {

using Section = PlayerRow::Section;

bool isShownAsValue(const Type &type)
{
    return isValue(type) || type.kind == TypeKind::Atomic || type.kind == TypeKind::Completion ||
           type.kind == TypeKind::Semaphore;
}

bool usesAny(const Program &program, bool (*is)(const Operation &))
{
    return std::ranges::any_of(program.bodies, [is](const Body &body) {
        return std::ranges::any_of(body.code, [is](const Instruction &instruction) {
            return is(operationOf(instruction.op));
        });
    });
}

bool isForBitQueue(const Operation &operation)
{
    return operation.queues == Operation::Waiters::Bit ||
           operation.wakes == Operation::Waiters::Bit;
}

bool isForRcu(const Operation &operation)
{
    return operation.lock == Operation::Lock::Rcu || operation.begins != Operation::Begins::Nothing;
}

Json weak(std::string text)
{
    return {{"weak", std::move(text)}};
}

Json chips(std::vector<std::string> names, std::string none)
{
    return names.empty() ? weak(std::move(none)) : Json{{"chips", std::move(names)}};
}

/// A row, and how its value is read.
struct Reader {
    PlayerRow row;
    std::function<Json(StateView)> value;
};

/// The rows of one machine. Not in the language of widgets: one row has one value at any time.
class Readers {
public:
    explicit Readers(const Machine &machine)
        : m_machine(machine), m_program(machine.program()), m_storage(m_program.storage),
          m_bits(m_program)
    {
        addCells();
        addWaiting();
        addRcu();
        addBuffers();
    }

    const std::vector<Reader> &all() const { return m_all; }

private:
    /// The last part of a path, if no other cell of its kind ends so.
    std::string nameOf(CellId cell) const
    {
        const auto last = [&](std::size_t number) {
            const std::string &path = m_storage.cells[number].path;
            return path.substr(path.rfind('.') + 1);
        };
        const std::string name = last(indexOf(cell));
        std::size_t same = 0;
        for (std::size_t i = 1; i < m_storage.cells.size(); ++i)
            same += last(i) == name ? 1 : 0;
        return same == 1 ? name : m_storage.cells[indexOf(cell)].path;
    }

    std::string nameOf(ThreadId thread) const { return m_program.threads[indexOf(thread)].name; }

    Json cellValue(StateView state, CellId cell) const
    {
        const Type &type = m_storage.typeOf(cell);
        const ObjectId object = m_storage.cells[indexOf(cell)].object;
        const std::string text = cellText(m_machine, state, cell);
        const bool isGone =
            object != noObject && m_machine.layout().life(state, object) == Layout::Life::Free;
        if (isGone || text == "free")
            return weak(text);
        if (isLock(type))
            return {{"chips", {text}}};
        const auto flags =
            isFlags(type) ? flagsOf(type, m_machine.layout().value(state, cell))
            : type.kind == TypeKind::Integer
                ? m_bits.flagsOf(m_program, cell, m_machine.layout().value(state, cell))
                : std::vector<FlagValue>();
        std::vector<std::string> set;
        for (const FlagValue &flag : flags)
            if (flag.isSet)
                set.push_back(flag.name);
        return set.empty() ? Json(text) : Json{{"flags", set}};
    }

    void add(Section section, std::string name, bool isCode, std::function<Json(StateView)> value)
    {
        m_all.push_back({{section, std::move(name), isCode}, std::move(value)});
    }

    void addCells()
    {
        for (const Section section : {Section::Values, Section::Locks})
            for (std::size_t i = 1; i < m_storage.cells.size(); ++i) {
                const CellId cell{static_cast<std::uint16_t>(i)};
                const Type &type = m_storage.typeOf(cell);
                if (section == Section::Locks ? isLock(type) : isShownAsValue(type))
                    add(section, nameOf(cell), true,
                        [this, cell](StateView state) { return cellValue(state, cell); });
            }
    }

    std::vector<std::string> threadsFor(const std::function<bool(ThreadId)> &is) const
    {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < m_program.threads.size(); ++i)
            if (const ThreadId thread{static_cast<std::uint16_t>(i)};
                !m_program.threads[i].isSystem && is(thread))
                names.push_back(nameOf(thread));
        return names;
    }

    void addWaiting()
    {
        const Layout &layout = m_machine.layout();
        for (std::size_t i = 1; i < m_storage.cells.size(); ++i) {
            const CellId queue{static_cast<std::uint16_t>(i)};
            if (m_storage.typeOf(queue).kind != TypeKind::WaitQueue)
                continue;
            add(Section::Waiting, nameOf(queue), true, [this, &layout, queue](StateView state) {
                std::vector<std::string> names;
                for (const auto &waiter : layout.waiters(state, queue))
                    names.push_back(nameOf(waiter.thread));
                return chips(std::move(names), "nobody waits");
            });
        }
        if (usesAny(m_program, isForBitQueue))
            add(Section::Waiting, "bit wait queue", false, [this, &layout](StateView state) {
                return chips(threadsFor([&](ThreadId thread) {
                                 return layout.bitWait(state, thread).word != nullCell;
                             }),
                             "nobody waits");
            });
    }

    void addRcu()
    {
        if (!usesAny(m_program, isForRcu))
            return;
        const Layout &layout = m_machine.layout();
        add(Section::Waiting, "RCU readers", false, [this, &layout](StateView state) {
            return chips(
                threadsFor([&](ThreadId thread) { return layout.rcuDepth(state, thread) > 0; }),
                "none");
        });
        add(Section::Waiting, "RCU callbacks", false, [this, &layout](StateView state) {
            std::vector<std::string> names;
            for (std::size_t i = 0; i < m_storage.objects.size(); ++i)
                if (layout.life(state, ObjectId{static_cast<std::uint16_t>(i)}) ==
                    Layout::Life::Pending)
                    names.push_back("free " + m_storage.objects[i].name);
            return chips(std::move(names), "none");
        });
    }

    void addBuffers()
    {
        if (!buffersStores(m_program.memory))
            return;
        for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
            const ThreadId thread{static_cast<std::uint16_t>(i)};
            if (m_program.threads[i].isSystem)
                continue;
            add(Section::Buffers, nameOf(thread), true, [this, thread](StateView state) {
                std::vector<std::string> stores;
                const Layout &layout = m_machine.layout();
                for (std::size_t k = 0; k < layout.bufferedStores(state, thread); ++k)
                    stores.push_back(
                        shortStoreText(m_program, layout.bufferedStore(state, thread, k)));
                return stores.empty() ? weak("empty") : Json{{"flags", std::move(stores)}};
            });
        }
    }

    const Machine &m_machine;
    const Program &m_program;
    const Storage &m_storage;
    BitNames m_bits;
    std::vector<Reader> m_all;
};

} // namespace

std::vector<PlayerRow> playerRows(const Machine &machine)
{
    std::vector<PlayerRow> rows;
    const Readers readers(machine);
    for (const Reader &reader : readers.all())
        rows.push_back(reader.row);
    return rows;
}

std::vector<std::vector<Json>> playerValues(const Run &run, std::size_t first)
{
    const Readers readers(run.machine());
    std::vector<std::vector<Json>> values;
    for (std::size_t position = first; position <= run.position(); ++position) {
        values.emplace_back();
        for (const Reader &reader : readers.all())
            values.back().push_back(reader.value(run.stateAt(position)));
    }
    return values;
}

} // namespace racewalk
