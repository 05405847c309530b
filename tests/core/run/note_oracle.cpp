// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/note_oracle.h"

#include "core/run/operation_oracle.h"
#include "program/operations.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace racewalk::test {

namespace {

std::shared_ptr<const Program> withoutProperties(Program program)
{
    program.invariants.clear();
    program.finals.clear();
    return std::make_shared<const Program>(std::move(program));
}

/// Keeps every register everywhere, so that states of a body and of its split form have the same
/// bytes.
void keepRegisters(Body &body)
{
    std::vector<RegisterId> all;
    for (std::size_t i = 0; i < body.registers.size(); ++i)
        all.push_back(RegisterId(i));
    body.live.assign(body.code.size(), all);
}

/// The body with an atomic block around each visible operation of the block at `begin`. The new
/// blocks stand behind the rest, so that positions outside stay as they are.
Body split(Body body, std::size_t begin)
{
    const std::size_t size = body.code.size();
    const auto add = [&body](const Instruction &instruction, std::size_t like) {
        body.code.push_back(instruction);
        body.origins.push_back(Origin(body.origins[like]));
    };
    int depth = 0;
    for (std::size_t i = begin; i < size && (i == begin || depth > 0); ++i) {
        const Instruction instruction = body.code[i];
        const std::int8_t adds = operationOf(instruction.op).depth;
        depth += adds;
        const Instruction on{.op = Op::Jump, .target = static_cast<std::uint32_t>(i) + 1};
        if (adds != 0) {
            body.code[i] = on;
        } else if (depth > 0 && isVisible(instruction.op)) {
            body.code[i] = {.op = Op::Jump, .target = static_cast<std::uint32_t>(body.code.size())};
            add({.op = Op::AtomicBegin}, i);
            add(instruction, i);
            add({.op = Op::AtomicEnd}, i);
            add(on, i);
        }
    }
    keepRegisters(body);
    return body;
}

std::string words(FindingKind kind)
{
    return std::string(rowOf(kind).noun);
}

} // namespace

std::shared_ptr<const Machine> machineForNotes(const Program &program)
{
    Program kept = program;
    for (Body &body : kept.bodies)
        keepRegisters(body);
    return std::make_shared<const Machine>(std::make_shared<const Program>(std::move(kept)));
}

NoteOracle::NoteOracle(std::shared_ptr<const Machine> machine)
    : m_machine(std::move(machine)), m_bare(withoutProperties(m_machine->program()))
{}

const Machine &NoteOracle::splitFor(ThreadId thread, std::uint32_t begin)
{
    auto &machine = m_split[{thread, begin}];
    if (machine)
        return *machine;
    Program program = m_bare.program();
    program.bodies.push_back(split(program.bodyOf(thread), begin));
    program.threads[indexOf(thread)].body = BodyId(program.bodies.size() - 1);
    machine = std::make_unique<const Machine>(std::make_shared<const Program>(std::move(program)));
    return *machine;
}

/// Takes the operations of an atomic block in steps of their own, and names the result of each.
std::optional<std::string> NoteOracle::block(StateView before, StateView after, const Event &event,
                                             CheckedNotes &checked)
{
    const ThreadId thread = event.step.thread;
    const Body &body = m_machine->program().bodyOf(thread);
    const std::uint32_t begin = m_machine->layout().position(before, thread);
    const Machine &machine = splitFor(thread, begin);
    if (machine.layout().stateSize() != after.size())
        return std::nullopt; // a position needs one byte more
    State state(before);
    machine.apply(state, event.step); // to the first operation
    std::string note;
    const auto &operations = event.record.operations;
    const bool isNamed = operations.size() > 2; // the first begins the block
    for (const StepRecord::Operation &operation : operations) {
        if (operationOf(body.code[operation.position].op).depth != 0)
            continue;
        State next = state;
        machine.apply(next, event.step);
        const OneOperation one{*m_machine, thread, operation.position, event.step, state, next};
        if (machine.layout().fault(next) != FindingKind::None)
            return std::nullopt;
        const auto result = resultOf(one);
        if (!result)
            return std::nullopt;
        ++checked.operations[body.code[operation.position].op];
        // In a block the label of an update's write stands for both halves.
        const bool isLast = &operation == &operations.back();
        const bool isUpdate = result->starts_with("reads ") && !isLast &&
                              body.code[(&operation + 1)->position].op == Op::Store;
        const bool isWrite = body.code[operation.position].op == Op::Store;
        if (!result->empty() && isNamed && !isUpdate && !isWrite)
            note += (note.empty() ? "" : ", ") + shortLabel(body.origins[operation.position]) +
                    (result->starts_with("= ") || result->starts_with("-> ") ||
                             result->starts_with("reads ")
                         ? " "
                         : ": ");
        if (!isNamed || (!isUpdate && !isWrite))
            note += *result;
        state = std::move(next);
    }
    // In a loop the next round has begun.
    if (m_machine->layout().position(after, thread) != begin) {
        EXPECT_TRUE(std::ranges::equal(state.view(), after)) << "the block was not split well";
    }
    ++checked.blocks;
    return note;
}

void NoteOracle::check(StateView before, StateView after, const Event &event, CheckedNotes &checked)
{
    const Layout &layout = m_machine->layout();
    const ThreadId thread = event.step.thread;
    State bare(before);
    m_bare.apply(bare, event.step);
    const FindingKind own = layout.fault(bare);
    const bool isOwn = own != FindingKind::None && layout.faultThread(bare) == thread;
    const auto &operations = event.record.operations;
    std::optional<std::string> expected;
    const std::uint32_t position = layout.position(before, thread);
    const OneOperation first{*m_machine, thread, position, event.step, before, bare};
    if (isOwn) {
        const bool fires =
            own == FindingKind::Bug && operations.size() == 1 && firesAt(first).value_or(false);
        const auto &failure = event.record.failure;
        const bool isLater = operations.size() == 1 && failure && failure->position != position;
        const bool isSoleOfBlock = operations.size() == 2 && failure && !fires;
        const std::string result = isLater && !fires ? resultOf(first).value_or("?") : "";
        expected = fires ? "fails" : result.empty() ? words(own) : result + ", " + words(own);
        if (result == "?" || isSoleOfBlock)
            expected.reset();
        // Of a check in a block the states do not say whether it is the first.
        if (operations.size() > 1 && own == FindingKind::Bug && event.note == "fails")
            expected = event.note;
        ++checked.failures;
    } else if (event.step.isDrain() && !m_machine->program().threads[indexOf(thread)].isSystem) {
        expected = "";
    } else if (operations.size() > 1) {
        expected = block(before, bare, event, checked);
    } else {
        expected = resultOf(first);
        if (expected) {
            ++checked.operations[m_machine->program().bodyOf(thread).code[position].op];
            checked.results.insert(expected->substr(0, expected->find_first_of("=0123456789")));
        }
    }
    if (!expected) {
        ++checked.unknown;
        return;
    }
    if (expected->empty() && !event.record.warnings.empty())
        expected = "warns";
    if (own == FindingKind::None && layout.fault(after) != FindingKind::None) {
        const FindingKind kind = layout.fault(after);
        const bool isProperty = kind == FindingKind::Invariant || kind == FindingKind::Final;
        *expected += expected->empty() ? "" : ", ";
        // Only invariants of made-up programs follow pointers.
        *expected += (isProperty ? "" : "invariant: ") + words(kind);
        ++checked.properties;
    }
    EXPECT_EQ(event.note, *expected) << event.text;
    ++checked.steps;
}

} // namespace racewalk::test
