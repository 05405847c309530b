// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/event.h"

#include "run/timeline/event_note.h"

#include "program/operations.h"

#include <algorithm>

namespace racewalk {

namespace {

/// The operation that an event is named after: the first, not counting the beginning of an atomic
/// block.
const StepRecord::Operation *mainOperation(const Program &program, const StepRecord &record)
{
    const auto isNamed = [&](const StepRecord::Operation &operation) {
        return operationOf(program.bodyOf(operation.thread).code[operation.position].op).depth == 0;
    };
    const auto found = std::ranges::find_if(record.operations, isNamed);
    if (found != record.operations.end())
        return &*found;
    return record.operations.empty() ? nullptr : &record.operations.front();
}

/// `A | B` as `A|B` between names in capitals, which are flags.
std::string withTightFlags(std::string text)
{
    const auto isCapital = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto isNamePart = [&](char c) {
        return isCapital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    };
    for (std::size_t at = text.find(" | "); at != std::string::npos;
         at = text.find(" | ", at + 1)) {
        const bool isFlags =
            at > 0 && isNamePart(text[at - 1]) && at + 3 < text.size() && isCapital(text[at + 3]);
        if (isFlags)
            text.replace(at, 3, "|");
    }
    return text;
}

/// An operation in words, as it is written and short.
struct Naming {
    std::string text, label;
};

Naming namingOf(const Program &program, const StepRecord::Operation &operation)
{
    const Origin &origin = program.bodyOf(operation.thread).origins[operation.position];
    return {origin.text, origin.label.empty() ? shortLabel(origin) : origin.label};
}

/// The result of the step. Of several operations each names its own.
std::string resultOf(const Machine &machine, StateView after, const StepRecord &record,
                     const StepRecord::Operation &main)
{
    const Program &program = machine.program();
    const bool isOne = &main == &record.operations.back() || isOwnFailure(record, main) ||
                       !program.bodyOf(main.thread).origins[main.position].label.empty();
    std::string note = isOne ? noteFor(machine, after, record, main) : "";
    for (const StepRecord::Operation &operation : record.operations) {
        if (isOne || &operation < &main)
            continue;
        const std::string own = noteFor(machine, after, record, operation);
        if (own.empty())
            continue;
        note += note.empty() ? "" : ", ";
        note += namingOf(program, operation).label + (own.starts_with("= ") ? " " : ": ") + own;
    }
    return note.empty() && !record.warnings.empty() ? "warns" : note;
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

/// A store that leaves a buffer has no statement of its own: the thread has gone on long since.
void describeDrain(const Program &program, BufferedStore store, Event &event)
{
    event.op = Op::Store;
    event.role = Role::Drain;
    event.span = {};
    event.statement = {};
    event.text = "drain " + storeText(program, store);
    event.label = withTightFlags(event.text);
    event.cell = store.cell;
}

/// A drain has no result: its failure, too, is told here.
void addNote(const Program &program, Event &event)
{
    event.note = event.result;
    const auto &failure = event.record.failure;
    if (!failure || !(failure->isInProperty || failure->isDrain || event.failsLater))
        return;
    event.note += event.note.empty() ? "" : ", ";
    event.note += failureNote(program, *failure);
}

} // namespace

std::string shortLabel(const Origin &origin)
{
    return withTightFlags(origin.brief);
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
        event.result = resultOf(machine, after, record, *main);
        event.failsLater = failsLater(machine, after, record, *main);
        if (main->cell && *main->cell != nullCell)
            event.cell = main->cell;
    }
    if (operationOf(event.op).choice == Operation::Choice::Object)
        describeCallback(program, event);
    const std::optional<BufferedStore> drained = record.drained;
    for (const StepRecord::Operation &operation : record.operations) {
        event.woken.insert(event.woken.end(), operation.woken.begin(), operation.woken.end());
        event.slept = event.slept || operation.slept;
    }
    event.changes = changesBetween(machine, before, after);
    event.record = std::move(record);
    if (drained)
        describeDrain(program, *drained, event);
    addNote(program, event);
    return event;
}

} // namespace racewalk
