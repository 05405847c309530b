// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/differences/state_reading.h"

#include "machine/words.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace racewalk {

namespace {

/// What reads values, and what has a form of its own.
bool isPlainValue(TypeKind kind)
{
    return kind == TypeKind::Bool || kind == TypeKind::Integer || kind == TypeKind::Enum ||
           kind == TypeKind::Pointer || kind == TypeKind::Atomic;
}

std::string placeText(const SourceSpan &span)
{
    return fmt::format("{}:{}+{}", span.line, span.column, span.end - span.begin);
}

/// Names the places of a body's instructions. `patch` leads from the other variant to this one;
/// null for the one that it begins with.
std::vector<std::string> placesOf(const Program &program, const Body &body, const Patch *patch)
{
    const auto textOf = [&](const SourceSpan &span) {
        return placeText(patch == nullptr ? span : patch->asLeft(span, *program.source));
    };
    std::map<std::string, std::size_t> counts;
    std::vector<std::string> places;
    for (std::size_t i = 0; i < body.code.size(); ++i) {
        std::string text;
        if (body.code[i].op == Op::End) {
            text = "end";
        } else {
            const Origin &origin = body.origins[i];
            for (const CallId call : callStack(body, origin.call))
                text += textOf(body.calls[indexOf(call)].site) + '/';
            text += fmt::format("{} {}", textOf(origin.span), static_cast<int>(body.code[i].op));
        }
        places.push_back(fmt::format("{} {}", text, counts[text]++));
    }
    return places;
}

} // namespace

StateReadings::StateReadings(const Machine &left, const Machine &right, const Patch &patch)
{
    m_tables[0].machine = &left;
    m_tables[1].machine = &right;
    for (Table &table : m_tables)
        addNames(table);
    for (std::size_t side = 0; side < m_tables.size(); ++side) {
        Table &table = m_tables[side];
        const auto &threads = table.machine->program().threads;
        for (std::size_t i = 0; i < threads.size(); ++i)
            if (!threads[i].isSystem)
                addThread(table, static_cast<ThreadId>(i), side == 0 ? nullptr : &patch);
        std::ranges::sort(table.threads, {}, [&table](const ThreadTable &thread) {
            return table.threadNames[indexOf(thread.thread)];
        });
    }
    addInitial(m_tables[0], m_tables[1]);
    addInitial(m_tables[1], m_tables[0]);
}

StateReadings::Number StateReadings::numberOf(std::string_view name)
{
    const auto known = m_numbers.find(name);
    if (known != m_numbers.end())
        return known->second;
    // 0 stands for nothing.
    return m_numbers.emplace(name, static_cast<Number>(m_numbers.size() + 1)).first->second;
}

void StateReadings::addNames(Table &table)
{
    const Program &program = table.machine->program();
    for (const Thread &thread : program.threads)
        table.threadNames.push_back(numberOf("thread " + thread.name));
    table.cellNames.push_back(0); // NULL
    for (std::size_t i = 1; i < program.storage.cells.size(); ++i) {
        const auto cell = static_cast<CellId>(i);
        table.cellNames.push_back(numberOf("address " + addressText(program, cell)));
        table.cells.push_back(
            {cell, numberOf(fmt::format("cell {} {}", program.storage.cells[i].path,
                                        program.storage.typeOf(cell).name))});
    }
    for (std::size_t i = 0; i < program.storage.objects.size(); ++i)
        table.objects.push_back(
            {static_cast<ObjectId>(i), numberOf("object " + program.storage.objects[i].name)});
    std::ranges::sort(table.cells, {}, &CellEntry::name);
    std::ranges::sort(table.objects, {}, &ObjectEntry::name);
}

void StateReadings::addThread(Table &table, ThreadId thread, const Patch *patch)
{
    const Program &program = table.machine->program();
    const Body &body = program.bodyOf(thread);
    ThreadTable result{.thread = thread, .places = {}, .locals = {}};
    for (const std::string &place : placesOf(program, body, patch))
        result.places.push_back(numberOf(place));
    for (const std::vector<RegisterId> &live : body.live) {
        std::vector<Local> locals;
        std::map<std::string, std::size_t> counts; // inner blocks and calls have the same names
        for (const RegisterId id : live) {
            const Register &local = body.registers[indexOf(id)];
            const std::string name =
                fmt::format("local {} {}", local.name, program.storage.type(local.type).name);
            locals.push_back({numberOf(fmt::format("{} {}", name, counts[name]++)), id});
        }
        std::ranges::sort(locals);
        result.locals.push_back(std::move(locals));
    }
    table.threads.push_back(std::move(result));
}

void StateReadings::addInitial(Table &table, const Table &other)
{
    const State initial = table.machine->initialState();
    const auto add = [&](Number name, StateReading reading) {
        table.initial.emplace(name, std::move(reading));
    };
    for (const ThreadTable &thread : table.threads) {
        const Number name = table.threadNames[indexOf(thread.thread)];
        StateReading reading;
        appendThread(table, thread, initial, reading);
        if (std::ranges::find(other.threadNames, name) == other.threadNames.end())
            add(name, std::move(reading));
    }
    for (const CellEntry &cell : table.cells) {
        StateReading reading;
        appendCell(table, cell.cell, initial, reading);
        if (!std::ranges::binary_search(other.cells, cell.name, {}, &CellEntry::name))
            add(cell.name, std::move(reading));
    }
    for (const ObjectEntry &object : table.objects) {
        StateReading reading;
        appendObject(table, object.object, initial, reading);
        if (!std::ranges::binary_search(other.objects, object.name, {}, &ObjectEntry::name))
            add(object.name, std::move(reading));
    }
}

StateReadings::Number StateReadings::addressOf(const Table &table, std::int32_t value)
{
    const auto cell = static_cast<std::size_t>(value);
    return cell < table.cellNames.size() ? table.cellNames[cell] : static_cast<Number>(value);
}

StateReadings::Number StateReadings::valueOf(const Table &table, const Type &type,
                                             std::int32_t value)
{
    if (type.kind != TypeKind::Pointer)
        return static_cast<Number>(value);
    if (table.machine->program().storage.type(type.target).kind != TypeKind::Task)
        return addressOf(table, value);
    const auto thread = static_cast<std::size_t>(value) - 1; // the number plus one
    return thread < table.threadNames.size() ? table.threadNames[thread]
                                             : static_cast<Number>(value);
}

void StateReadings::appendMask(const Table &table, ThreadMask threads, StateReading &reading)
{
    reading.push_back(static_cast<Number>(std::popcount(threads)));
    const auto first = static_cast<std::ptrdiff_t>(reading.size());
    for (; threads != 0; threads &= threads - 1)
        reading.push_back(table.threadNames[static_cast<std::size_t>(std::countr_zero(threads))]);
    std::ranges::sort(reading.begin() + first, reading.end());
}

void StateReadings::appendGracePeriod(const Table &table, const GracePeriod &period,
                                      StateReading &reading)
{
    appendMask(table, period.readers, reading);
    appendMask(table, period.stores, reading);
}

void StateReadings::appendWaiters(const Table &table, StateView state, CellId queue,
                                  StateReading &reading)
{
    const auto waiters = table.machine->layout().waiters(state, queue);
    const auto shared =
        static_cast<std::size_t>(std::ranges::count(waiters, false, &Layout::Waiter::exclusive));
    reading.push_back(static_cast<Number>(shared));
    reading.push_back(static_cast<Number>(waiters.size()));
    const auto first = static_cast<std::ptrdiff_t>(reading.size());
    for (const Layout::Waiter &waiter : waiters)
        reading.push_back(table.threadNames[indexOf(waiter.thread)]);
    // On a wait queue, those that are not exclusive stand by number, which means nothing.
    const TypeKind kind = table.machine->program().storage.typeOf(queue).kind;
    if (kind == TypeKind::WaitQueue)
        std::sort(reading.begin() + first,
                  reading.begin() + first + static_cast<std::ptrdiff_t>(shared));
}

void StateReadings::appendThread(const Table &table, const ThreadTable &thread, StateView state,
                                 StateReading &reading)
{
    const Machine &machine = *table.machine;
    const Layout &layout = machine.layout();
    const Program &program = machine.program();
    const std::uint32_t position = layout.position(state, thread.thread);
    const Layout::BitWait wait = layout.bitWait(state, thread.thread);
    reading.push_back(table.threadNames[indexOf(thread.thread)]);
    reading.push_back(thread.places[position]);
    reading.push_back(static_cast<Number>(layout.taskState(state, thread.thread)));
    reading.push_back(layout.rcuDepth(state, thread.thread));
    reading.push_back(table.cellNames[indexOf(wait.word)]);
    reading.push_back(static_cast<Number>(wait.bit));
    appendGracePeriod(table, layout.gracePeriod(state, thread.thread), reading);
    const Body &body = program.bodyOf(thread.thread);
    const auto &locals = thread.locals[position];
    reading.push_back(static_cast<Number>(locals.size()));
    for (const Local &local : locals) {
        const Type &type = program.storage.type(body.registers[indexOf(local.id)].type);
        reading.push_back(local.name);
        reading.push_back(
            valueOf(table, type, layout.registerValue(state, thread.thread, local.id)));
    }
    appendStores(table, thread, state, reading);
}

void StateReadings::appendStores(const Table &table, const ThreadTable &thread, StateView state,
                                 StateReading &reading)
{
    const Layout &layout = table.machine->layout();
    const Storage &storage = table.machine->program().storage;
    const std::size_t count = layout.bufferedStores(state, thread.thread);
    reading.push_back(static_cast<Number>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const BufferedStore store = layout.bufferedStore(state, thread.thread, i);
        reading.push_back(table.cellNames[indexOf(store.cell)]);
        reading.push_back(
            store.isBarrier() ? 0 : valueOf(table, storage.typeOf(store.cell), store.value));
        const bool mayBeFreed = storage.cells[indexOf(store.cell)].object != noObject;
        reading.push_back(mayBeFreed ? thread.places[layout.storePosition(state, thread.thread, i)]
                                     : 0);
    }
}

void StateReadings::appendCell(const Table &table, CellId cell, StateView state,
                               StateReading &reading)
{
    const Layout &layout = table.machine->layout();
    const Type &type = table.machine->program().storage.typeOf(cell);
    if (isPlainValue(type.kind)) {
        reading.push_back(valueOf(table, type, layout.value(state, cell)));
        return;
    }
    if (isLock(type)) {
        const auto owner = layout.owner(state, cell);
        reading.push_back(owner ? table.threadNames[indexOf(*owner)] : 0);
    }
    if (type.kind == TypeKind::RwLock)
        appendMask(table, layout.lockReaders(state, cell), reading);
    if (type.kind == TypeKind::Completion)
        reading.push_back(layout.done(state, cell));
    if (type.kind == TypeKind::Semaphore)
        reading.push_back(layout.count(state, cell));
    if (type.kind != TypeKind::SpinLock && type.kind != TypeKind::Mutex)
        appendWaiters(table, state, cell, reading);
}

void StateReadings::appendObject(const Table &table, ObjectId object, StateView state,
                                 StateReading &reading)
{
    const Layout &layout = table.machine->layout();
    reading.push_back(static_cast<Number>(layout.life(state, object)));
    appendGracePeriod(table, layout.gracePeriodOf(state, object), reading);
}

void StateReadings::read(std::size_t side, StateView state, StateReading &reading) const
{
    const Table &table = m_tables[side];
    const Layout &layout = table.machine->layout();
    reading.clear();
    const FindingKind fault = layout.fault(state);
    reading.push_back(static_cast<Number>(fault));
    reading.push_back(
        fault == FindingKind::None ? 0 : table.threadNames[indexOf(layout.faultThread(state))]);
    // Takes the part away again that the other program has only in thought.
    const auto end = [&](Number name, std::size_t begin, std::size_t skipped) {
        const auto initial = table.initial.find(name);
        if (initial != table.initial.end() &&
            std::ranges::equal(reading.begin() + static_cast<std::ptrdiff_t>(begin + skipped),
                               reading.end(), initial->second.begin(), initial->second.end()))
            reading.resize(begin);
    };
    for (const ThreadTable &thread : table.threads) {
        const std::size_t begin = reading.size();
        appendThread(table, thread, state, reading);
        end(table.threadNames[indexOf(thread.thread)], begin, 0);
    }
    for (const CellEntry &cell : table.cells) {
        const std::size_t begin = reading.size();
        reading.push_back(cell.name);
        appendCell(table, cell.cell, state, reading);
        end(cell.name, begin, 1);
    }
    for (const ObjectEntry &object : table.objects) {
        const std::size_t begin = reading.size();
        reading.push_back(object.name);
        appendObject(table, object.object, state, reading);
        end(object.name, begin, 1);
    }
}

} // namespace racewalk
