// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/event.h"

#include "run/event_note.h"

#include <algorithm>

namespace racewalk {

namespace {

/// The operation that an event is named after: the first, not counting the beginning of an atomic
/// block.
const StepRecord::Operation *mainOperation(const Program &program, const StepRecord &record)
{
    const auto isNamed = [&](const StepRecord::Operation &operation) {
        return program.bodyOf(operation.thread).code[operation.position].op != Op::AtomicBegin;
    };
    const auto found = std::ranges::find_if(record.operations, isNamed);
    if (found != record.operations.end())
        return &*found;
    return record.operations.empty() ? nullptr : &record.operations.front();
}

/// An operation in words, as it is written and short.
struct Naming {
    std::string text, label;
};

Naming namingOf(const Program &program, const StepRecord::Operation &operation)
{
    const Origin &origin = program.bodyOf(operation.thread).origins[operation.position];
    return {origin.text, origin.label.empty() ? shortened(origin.text) : origin.label};
}

/// All operations of an atomic block, or the one that there is. A `//@ text` stands for the whole
/// line.
Naming namingOf(const Program &program, const StepRecord &record, const StepRecord::Operation &main)
{
    Naming all = namingOf(program, main);
    const Body &body = program.bodyOf(main.thread);
    if (!body.origins[main.position].label.empty())
        return all;
    for (const StepRecord::Operation &operation : record.operations) {
        if (&operation <= &main)
            continue;
        const Naming next = namingOf(program, operation);
        all.text += "; " + next.text;
        all.label += "; " + next.label;
    }
    return all;
}

/// The object that a callback frees has no operand in the program: it is the step's choice.
void describeCallback(const Program &program, Event &event)
{
    const Object &object = program.storage.objects[event.step.choice];
    event.text = "free " + object.name;
    event.label = event.text;
    event.cell = object.first;
}

bool isIdentifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t identifierEnd(std::string_view text, std::size_t begin)
{
    while (begin < text.size() && isIdentifier(text[begin]))
        ++begin;
    return begin;
}

/// The length of "a->b->" at `begin`, where an operand begins; 0 if there is no such prefix.
std::size_t pointerPrefix(std::string_view text, std::size_t begin)
{
    std::size_t end = begin;
    for (;;) {
        const std::size_t name = identifierEnd(text, end);
        if (name == end || text.substr(name, 2) != "->")
            return end - begin;
        end = name + 2;
    }
}

bool beginsOperand(std::string_view text, std::size_t at)
{
    if (at == 0)
        return true;
    const char before = text[at - 1];
    return !isIdentifier(before) && before != '.' && before != ']' && before != ')' &&
           text.substr(0, at).substr(at < 2 ? 0 : at - 2) != "->";
}

/// Whether the pointers before "->" are all the same one, so that leaving them out confuses
/// nothing.
bool hasOnePointer(std::string_view text)
{
    std::string_view pointer;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t length = beginsOperand(text, i) ? pointerPrefix(text, i) : 0;
        if (length == 0)
            continue;
        const std::string_view found = text.substr(i, length);
        if (!pointer.empty() && pointer != found)
            return false;
        pointer = found;
    }
    return true;
}

} // namespace

std::string shortened(std::string_view text)
{
    const bool dropsPointers = hasOnePointer(text);
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const bool isArgument = result.empty() || result.ends_with('(') || result.ends_with(", ");
        if (text[i] == '&' && isArgument && text.substr(i, 2) != "&&") {
            ++i;
            continue;
        }
        const std::size_t length =
            dropsPointers && beginsOperand(text, i) ? pointerPrefix(text, i) : 0;
        if (length != 0) {
            i += length;
            continue;
        }
        const std::size_t end = std::max(identifierEnd(text, i), i + 1);
        result += text.substr(i, end - i);
        i = end;
    }
    return result;
}

Event eventFor(const Machine &machine, StateView before, StateView after, Step step,
               StepRecord record)
{
    const Program &program = machine.program();
    const Body &body = program.bodyOf(step.thread);
    Event event;
    event.step = step;
    event.position = machine.layout().position(before, step.thread);
    const StepRecord::Operation *main = mainOperation(program, record);
    if (main)
        event.position = main->position;
    const Origin &origin = body.origins[event.position];
    event.op = body.code[event.position].op;
    event.role = origin.role;
    event.call = origin.call;
    event.span = origin.span;
    event.statement = origin.statement;
    if (main) {
        Naming naming = namingOf(program, record, *main);
        event.text = std::move(naming.text);
        event.label = std::move(naming.label);
        event.note = noteFor(machine, after, record, *main);
        if (main->cell && *main->cell != nullCell)
            event.cell = main->cell;
    }
    if (event.op == Op::RunCallback)
        describeCallback(program, event);
    for (const StepRecord::Operation &operation : record.operations) {
        event.woken.insert(event.woken.end(), operation.woken.begin(), operation.woken.end());
        event.slept = event.slept || operation.slept;
    }
    event.changes = changesBetween(machine, before, after);
    event.record = std::move(record);
    return event;
}

} // namespace racewalk
