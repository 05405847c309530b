// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/event.h"

#include "run/timeline/short_labels.h"

#include "run/timeline/event_note.h"

#include "program/identifier.h"
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

OperationNames namesOf(const Machine &machine, StateView after, const StepRecord &record,
                       const StepRecord::Operation &operation)
{
    return operationNames(machine.program(), operation.thread, operation.position,
                          accessOf(machine, after, record, operation),
                          operation.cell.value_or(nullCell));
}

/// The operations of a step that its event names, from the main one on. In an atomic block nothing
/// can come between the halves of an update, so the second is named for both.
std::vector<const StepRecord::Operation *> namedOperations(const Machine &machine, StateView after,
                                                           const StepRecord &record,
                                                           const StepRecord::Operation &main)
{
    std::vector<const StepRecord::Operation *> named;
    for (const StepRecord::Operation &operation : record.operations) {
        if (&operation < &main)
            continue;
        const Access access = accessOf(machine, after, record, operation);
        if (access.kind == Access::Kind::UpdateWrite && !named.empty() &&
            named.back()->cell == operation.cell &&
            accessOf(machine, after, record, *named.back()).kind == Access::Kind::UpdateRead)
            named.pop_back();
        named.push_back(&operation);
    }
    return named;
}

/// The operation whose line has a `//@ text`, which then stands for the whole step.
const StepRecord::Operation *labelledOperation(const Program &program, const StepRecord &record)
{
    for (auto it = record.operations.rbegin(); it != record.operations.rend(); ++it)
        if (!program.bodyOf(it->thread).origins[it->position].label.empty())
            return &*it;
    return nullptr;
}

/// The result of the step. Of several operations each names its own.
std::string resultOf(const Machine &machine, StateView after, const StepRecord &record,
                     const StepRecord::Operation &main, NoteForm form)
{
    const StepRecord::Operation *labelled = labelledOperation(machine.program(), record);
    const bool isOne =
        &main == &record.operations.back() || isOwnFailure(record, main) || labelled != nullptr;
    if (isOne) {
        const auto &told = labelled != nullptr && !isOwnFailure(record, main) ? *labelled : main;
        const std::string note = noteFor(machine, after, record, told, form);
        return note.empty() && !record.warnings.empty() ? "warns" : note;
    }
    std::string note;
    for (const StepRecord::Operation *operation : namedOperations(machine, after, record, main)) {
        const Access access = accessOf(machine, after, record, *operation);
        const std::string own = noteFor(machine, after, record, *operation, form);
        if (own.empty() || access.isWrite())
            continue;
        note += note.empty() ? "" : ", ";
        note += namesOf(machine, after, record, *operation).label;
        note += own.starts_with("= ") || own == accessNote(access, form) ? " " : ": ";
        note += own;
    }
    return note.empty() && !record.warnings.empty() ? "warns" : note;
}

/// After all operations of an atomic block, or the one that there is.
void nameEvent(const Machine &machine, StateView after, const StepRecord::Operation &main,
               const StepRecord &record, Event &event)
{
    if (&main == &record.operations.back())
        event.access = accessOf(machine, after, record, main);
    for (const StepRecord::Operation *operation : namedOperations(machine, after, record, main)) {
        const OperationNames names = namesOf(machine, after, record, *operation);
        event.text += (event.text.empty() ? "" : "; ") + names.text;
        event.source += (event.source.empty() ? "" : "; ") + names.source;
        event.label += (event.label.empty() ? "" : "; ") + names.label;
        const bool isWrite = accessOf(machine, after, record, *operation).isWrite();
        event.parts.push_back(
            {.position = operation->position,
             .cell = operation->cell == nullCell ? std::nullopt : operation->cell,
             .text = names.text,
             .source = names.source,
             .result = isWrite ? "" : noteFor(machine, after, record, *operation, NoteForm::Text)});
    }
    if (event.parts.size() == 1)
        event.parts.clear();
    if (const auto *labelled = labelledOperation(machine.program(), record)) {
        event.label = machine.program().bodyOf(labelled->thread).origins[labelled->position].label;
        event.isLabelled = true;
    }
}

/// The object that a callback frees has no operand in the program: it is the step's choice.
void describeCallback(const Program &program, Event &event)
{
    const Object &object = program.storage.objects[event.step.choice];
    event.text = event.source = "free " + object.name;
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
    event.text = event.source = "drain " + storeText(program, store);
    event.label = withTightFlags(shortStoreText(program, store));
    event.pictureNote = "in memory";
    event.cell = store.cell;
}

/// A drain has no result: its failure, too, is told here.
void addLaterFailure(const Program &program, Event &event)
{
    event.note = event.result;
    const auto &failure = event.record.failure;
    if (!failure || !(failure->isInProperty || failure->isDrain || event.failsLater))
        return;
    for (std::string *note : {&event.note, &event.pictureNote}) {
        *note += note->empty() ? "" : ", ";
        *note += failureNote(program, *failure);
    }
}

} // namespace

std::string withTightFlags(std::string text)
{
    const auto isCapital = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    for (std::size_t at = text.find(" | "); at != std::string::npos;
         at = text.find(" | ", at + 1)) {
        const bool isFlags =
            at > 0 && isNamePart(text[at - 1]) && at + 3 < text.size() && isCapital(text[at + 3]);
        if (isFlags)
            text.replace(at, 3, "|");
    }
    return text;
}

std::string shortStoreText(const Program &program, BufferedStore store)
{
    const std::string text = storeText(program, store);
    if (store.isBarrier())
        return text;
    return shortPath(program, store.cell) +
           text.substr(program.storage.cells[indexOf(store.cell)].path.size());
}

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
        nameEvent(machine, after, *main, record, event);
        event.result = resultOf(machine, after, record, *main, NoteForm::Text);
        event.pictureNote = resultOf(machine, after, record, *main, NoteForm::Picture);
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
    addLaterFailure(program, event);
    event.compactLabel = compactLabel(program, event);
    event.spoken = spokenEvent(event);
    return event;
}

Event eventAhead(const Machine &machine, StateView state, Step step)
{
    State after(state);
    StepRecord record;
    machine.apply(after, step, record);
    return eventFor(machine, state, after, step, std::move(record));
}

OperationNames namesAhead(const Machine &machine, StateView state, ThreadId thread)
{
    const Program &program = machine.program();
    const std::uint32_t position = machine.layout().position(state, thread);
    CellId cell = machine.readiness(state, thread).cell;
    std::vector<Step> steps;
    machine.appendEnabledSteps(state, thread, steps);
    const auto own = std::ranges::find_if(steps, [](Step step) { return !step.isDrain(); });
    if (own != steps.end()) {
        State after(state);
        StepRecord record;
        machine.apply(after, *own, record);
        if (!record.operations.empty())
            cell = record.operations.front().cell.value_or(nullCell);
    }
    const Access access{
        .kind = accessKind(program.bodyOf(thread), position), .place = {}, .value = {}};
    return operationNames(program, thread, position, access, cell);
}

std::string spokenEvent(const Event &event)
{
    const std::string access = spokenAccess(event.access);
    const bool isOutcome =
        event.access.isRead() && event.result != accessNote(event.access, NoteForm::Text);
    if (access.empty() || isOutcome)
        return (event.role == Role::Drain ? event.text : event.label) +
               (event.note.empty() ? "" : ", " + event.note);
    // What fails after it stands behind the result.
    return (event.isLabelled ? event.label + ", " : "") + access +
           event.note.substr(event.result.size());
}

} // namespace racewalk
