// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/words.h"

#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

// Values of shared memory as a reader of C would write them.

std::string addressText(const Program &program, CellId cell)
{
    if (cell == nullCell)
        return "NULL";
    const Storage &storage = program.storage;
    const Cell &target = storage.cells[indexOf(cell)];
    if (target.object != noObject && storage.objects[indexOf(target.object)].first == cell)
        return storage.objects[indexOf(target.object)].name;
    for (const Global &global : storage.globals)
        if (global.first == cell && storage.type(global.type).kind == TypeKind::Struct)
            return global.name;
    return target.path;
}

std::vector<FlagValue> flagsOf(const Type &type, std::int32_t value)
{
    std::vector<FlagValue> flags;
    auto left = static_cast<std::uint32_t>(value);
    for (const Enumerator &enumerator : type.enumerators) {
        const auto bits = static_cast<std::uint32_t>(enumerator.value);
        if (bits == 0)
            continue;
        flags.push_back({enumerator.name, (static_cast<std::uint32_t>(value) & bits) != 0});
        left &= ~bits;
    }
    if (left != 0)
        flags.push_back({fmt::format("{:#x}", left), true});
    return flags;
}

namespace {

std::string flagsText(const Type &type, std::int32_t value)
{
    std::string text;
    for (const FlagValue &flag : flagsOf(type, value))
        if (flag.isSet)
            text += (text.empty() ? "" : " | ") + flag.name;
    return text.empty() ? "0" : text;
}

std::string enumText(const Type &type, std::int32_t value)
{
    const auto found = std::ranges::find(type.enumerators, value, &Enumerator::value);
    return found == type.enumerators.end() ? fmt::to_string(value) : found->name;
}

std::string pointerText(const Program &program, const Type &type, std::int32_t value)
{
    if (value == 0)
        return "NULL";
    if (program.storage.type(type.target).kind == TypeKind::Task)
        return program.threads[static_cast<std::size_t>(value - 1)].name;
    return "&" + addressText(program, static_cast<CellId>(value));
}

} // namespace

std::string valueText(const Program &program, TypeId id, std::int32_t value)
{
    const Type &type = program.storage.type(id);
    switch (type.kind) {
    case TypeKind::Bool:
        return value != 0 ? "true" : "false";
    case TypeKind::Pointer:
        return pointerText(program, type, value);
    case TypeKind::Enum:
        return isFlags(type) ? flagsText(type, value) : enumText(type, value);
    case TypeKind::Integer:
    case TypeKind::Atomic:
    case TypeKind::Void:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::SpinLock:
    case TypeKind::Mutex:
    case TypeKind::RwLock:
    case TypeKind::WaitQueue:
    case TypeKind::Completion:
    case TypeKind::Semaphore:
    case TypeKind::Task:
        break;
    }
    if (type.kind == TypeKind::Integer && !type.isSigned)
        return fmt::to_string(static_cast<std::uint32_t>(value));
    return fmt::to_string(value);
}

std::string threadNames(const Program &program, ThreadMask threads)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        if ((threads & maskOf(static_cast<ThreadId>(i))) != 0)
            names.push_back(program.threads[i].name);
    return listText(names, "and");
}

namespace {

std::string waitersText(const Machine &machine, StateView state, CellId queue)
{
    std::string text;
    for (const Layout::Waiter &waiter : machine.layout().waiters(state, queue)) {
        text += text.empty() ? "" : ", ";
        text += machine.program().threads[indexOf(waiter.thread)].name;
        if (waiter.exclusive && machine.program().storage.typeOf(queue).kind == TypeKind::WaitQueue)
            text += " (exclusive)";
    }
    return text;
}

std::string completionText(const Machine &machine, StateView state, CellId completion)
{
    const std::uint8_t done = machine.layout().done(state, completion);
    std::string text = "not done";
    if (done == Layout::completedForAll)
        text = "done for all";
    else if (done != 0)
        text = done == 1 ? "done" : fmt::format("done {} times", done);
    const std::string waiters = waitersText(machine, state, completion);
    return waiters.empty() ? text : text + "; waiting: " + waiters;
}

std::string rwLockText(const Machine &machine, StateView state, CellId lock)
{
    const Program &program = machine.program();
    const ThreadMask readers = machine.layout().lockReaders(state, lock);
    std::string text = readers == 0 ? "free" : threadNames(program, readers) + " (read)";
    if (const auto owner = machine.layout().owner(state, lock))
        text = program.threads[indexOf(*owner)].name + " (writes)";
    const std::string waiters = waitersText(machine, state, lock);
    return waiters.empty() ? text : text + "; waiting: " + waiters;
}

std::string semaphoreText(const Machine &machine, StateView state, CellId semaphore)
{
    const std::string text = fmt::to_string(machine.layout().count(state, semaphore));
    const std::string waiters = waitersText(machine, state, semaphore);
    return waiters.empty() ? text : text + "; waiting: " + waiters;
}

} // namespace

std::string storeText(const Program &program, BufferedStore store)
{
    if (store.isBarrier())
        return "barrier";
    const Cell &cell = program.storage.cells[indexOf(store.cell)];
    const bool isRelease = isLock(program.storage.type(cell.type));
    return cell.path + " = " + (isRelease ? "free" : valueText(program, cell.type, store.value));
}

std::string bufferText(const Machine &machine, StateView state, ThreadId thread)
{
    std::string text;
    const std::size_t count = machine.layout().bufferedStores(state, thread);
    bool isBehindStore = false;
    for (std::size_t i = 0; i < count; ++i) {
        const BufferedStore store = machine.layout().bufferedStore(state, thread, i);
        if (store.isBarrier())
            text += text.empty() ? "| " : " | ";
        else
            text += (isBehindStore ? ", " : "") + storeText(machine.program(), store);
        isBehindStore = !store.isBarrier();
    }
    if (text.ends_with(' '))
        text.pop_back();
    return text.empty() ? "empty" : text;
}

std::string cellText(const Machine &machine, StateView state, CellId cell)
{
    const Program &program = machine.program();
    const Layout &layout = machine.layout();
    const ObjectId object = program.storage.cells[indexOf(cell)].object;
    if (object != noObject && layout.life(state, object) == Layout::Life::Free)
        return "freed";
    switch (program.storage.typeOf(cell).kind) {
    case TypeKind::SpinLock:
    case TypeKind::Mutex: {
        const auto owner = layout.owner(state, cell);
        return owner ? program.threads[indexOf(*owner)].name : "free";
    }
    case TypeKind::WaitQueue: {
        const std::string waiters = waitersText(machine, state, cell);
        return waiters.empty() ? "empty" : waiters;
    }
    case TypeKind::Completion:
        return completionText(machine, state, cell);
    case TypeKind::Semaphore:
        return semaphoreText(machine, state, cell);
    case TypeKind::RwLock:
        return rwLockText(machine, state, cell);
    case TypeKind::Void:
    case TypeKind::Bool:
    case TypeKind::Integer:
    case TypeKind::Enum:
    case TypeKind::Pointer:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Atomic:
    case TypeKind::Task:
        break;
    }
    return valueText(program, program.storage.cells[indexOf(cell)].type, layout.value(state, cell));
}

std::string formatPrint(std::string_view format, std::span<const std::int32_t> arguments)
{
    std::string text;
    std::size_t next = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            text += format[i];
            continue;
        }
        const char conversion = format[++i];
        const std::int32_t argument = next < arguments.size() ? arguments[next] : 0;
        const auto number = static_cast<std::uint32_t>(argument);
        switch (conversion) {
        case '%':
            text += '%';
            continue;
        case 'd':
        case 'i':
            text += fmt::to_string(argument);
            break;
        case 'u':
        case 's':
            text += fmt::to_string(number);
            break;
        case 'x':
            text += fmt::format("{:x}", number);
            break;
        case 'p':
            text += fmt::format("{:#x}", number);
            break;
        case 'c':
            text += static_cast<char>(number);
            break;
        default:
            text += '%';
            text += conversion;
            continue;
        }
        ++next;
    }
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

} // namespace racewalk
