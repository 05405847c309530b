// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/label_oracle.h"

#include "core/run/text_value.h"
#include "machine/words.h"
#include "program/operations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace racewalk::test {

namespace {

/// Words with which a `//@ text` says that its step reads or writes.
constexpr std::array<std::string_view, 7> reading{"read", "load", "test", "check",
                                                  "look", "find", "see"};
constexpr std::array<std::string_view, 11> writing{
    "write", "store", "set", "put", "publish", "fill", "clear", "raise", "lower", "add", "count"};

template <std::size_t N>
bool hasWordOf(const std::string &label, const std::array<std::string_view, N> &words)
{
    std::istringstream text(label);
    std::string first;
    text >> first;
    return std::ranges::find(words, first) != words.end();
}

std::string withoutBlanks(std::string text)
{
    std::erase(text, ' ');
    return text;
}

/// The last part of a path, without an index: "i_state" of "inodes[0].i_state".
std::string lastName(std::string path)
{
    path = path.substr(path.rfind('.') + 1);
    return path.substr(0, path.find('['));
}

/// Whether the label of a read looks like an assignment to its place. `v = it->v` is one to a
/// variable of the thread.
bool assigns(const std::string &label, const std::string &place)
{
    if (label.ends_with("++") || label.ends_with("--") || label.find("|= ") != std::string::npos)
        return true;
    const std::size_t at = label.find(" = ");
    return at != std::string::npos && label.substr(0, at).ends_with(place) &&
           label.find(place, at) == std::string::npos;
}

} // namespace

void expectTrueLabel(const Machine &machine, StateView before, StateView after, const Event &event,
                     CheckedLabels &checked)
{
    const Program &program = machine.program();
    const Layout &layout = machine.layout();
    const ThreadId thread = event.step.thread;
    SCOPED_TRACE(event.text + " labelled " + event.label + " in line " +
                 std::to_string(event.span.line));
    if (event.role == Role::Drain) {
        const std::string store = withoutBlanks(storeText(program, *event.record.drained));
        EXPECT_TRUE(store.ends_with(withoutBlanks(event.label))) << store;
        EXPECT_EQ(event.label.find(' '), event.label.find(" = "));
        ++checked.drains;
        return;
    }
    const bool isOne = event.record.operations.size() == 1;
    if (program.threads[indexOf(thread)].isSystem || !isOne ||
        layout.fault(after) != FindingKind::None)
        return;
    const Instruction &code = program.bodyOf(thread).code[event.position];
    const Operation &row = operationOf(code.op);
    const bool isRead = row.access == Operation::Access::Read;
    const bool isWrite = row.access == Operation::Access::Write;
    if (event.isLabelled) {
        ++checked.lineLabels;
        EXPECT_FALSE(isRead && hasWordOf(event.label, writing));
        EXPECT_FALSE(isWrite && hasWordOf(event.label, reading));
    }
    if (code.op != Op::Load && code.op != Op::Store)
        return;
    ASSERT_TRUE(event.cell);
    const Cell &cell = program.storage.cells[indexOf(*event.cell)];
    const std::string value =
        valueText(program, cell.type,
                  valueSeenBy(machine, code.op == Op::Load ? before : after, thread, *event.cell));
    const std::string verb = code.op == Op::Load ? "reads " : "writes ";
    EXPECT_EQ(event.access.place, cell.path);
    EXPECT_EQ(event.access.value, value);
    EXPECT_EQ(event.access.isRead(), code.op == Op::Load);
    EXPECT_EQ(event.access.isWrite(), code.op == Op::Store);
    const std::string spoken = spokenEvent(event);
    const bool isOutcome = event.result == "found" || event.result == "NULL" ||
                           event.result == "true" || event.result == "false" ||
                           event.result == "ok" || event.result == "warns";
    if (!isOutcome) {
        EXPECT_NE(spoken.find(verb + cell.path + ": " + value), std::string::npos) << spoken;
    }
    if (code.op == Op::Load) {
        ++checked.reads;
        checked.halves += event.access.kind == Access::Kind::UpdateRead ? 1 : 0;
        EXPECT_FALSE(assigns(event.label, lastName(cell.path)));
        EXPECT_EQ(event.pictureNote.find("= "), std::string::npos) << event.pictureNote;
        EXPECT_EQ(event.result.find("writes"), std::string::npos) << event.result;
        return;
    }
    ++checked.writes;
    checked.halves += event.access.kind == Access::Kind::UpdateWrite ? 1 : 0;
    if (!event.isLabelled) {
        EXPECT_TRUE(withoutBlanks(event.label).ends_with("=" + withoutBlanks(value)));
    }
    EXPECT_EQ(event.pictureNote, "");
    EXPECT_EQ(event.result.find("reads"), std::string::npos) << event.result;
}

} // namespace racewalk::test
