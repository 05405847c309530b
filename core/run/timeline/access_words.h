// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "machine/step_record.h"
#include "program/program.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace racewalk {

/// What one operation did to one scalar, as a value. Every view and format words it by accessNote()
/// and spokenAccess(), so that no view calls a read an assignment.
struct Access {
    enum class Kind : std::uint8_t {
        None,        ///< no plain read or write; atomic operations have notes of their own
        Read,        ///< `x`, `v = x`
        UpdateRead,  ///< the first half of `x++`, `x |= 1`, `x = x + 1`
        Write,       ///< `x = 1`
        UpdateWrite, ///< the second half
    };
    Kind kind = Kind::None;
    std::string place; ///< the cell's path: "inodes[0].i_state"
    std::string value; ///< what it read or wrote; empty if it is not known
    bool isRead() const { return kind == Kind::Read || kind == Kind::UpdateRead; }
    bool isWrite() const { return kind == Kind::Write || kind == Kind::UpdateWrite; }
};

/// What the operation at `position` does, without its values.
Access::Kind accessKind(const Body &body, std::uint32_t position);

/// The access of `operation`, an element of `record.operations`. `after` is the state after the
/// step.
Access accessOf(const Machine &machine, StateView after, const StepRecord &record,
                const StepRecord::Operation &operation);

/// Where a note stands: text formats are ASCII and name the statement; pictures name the place.
enum class NoteForm : std::uint8_t { Text, Picture };

/// Of a read in text "-> 0", in a picture an arrow and the value; of the first half of an update in
/// text "reads 0", of the second "writes 1". Empty for other writes.
std::string accessNote(const Access &access, NoteForm form);

/// "reads counter: 0", "writes counter: 1"; empty for Access::Kind::None or an unknown value.
std::string spokenAccess(const Access &access);

/// How an operation is named: in text formats by its statement, in pictures by its place.
struct OperationNames {
    std::string source; ///< "counter++" for both halves; "seen[self] = 1" for a value read before
    std::string text;   ///< the same with the index that is meant: "seen[0] = 1"
    std::string label;  ///< "counter", "counter = 1"; or the `//@ text`
};
/// `cell` is what the operation is about, or nullCell.
OperationNames operationNames(const Program &program, ThreadId thread, std::uint32_t position,
                              const Access &access, CellId cell);

/// The text with the indexes of the cell that it names: "spin_lock(&accounts[0].lock)" of
/// "spin_lock(&accounts[first].lock)" for "accounts[0].lock". Unchanged if it does not name the
/// cell so.
std::string withResolvedIndex(const std::string &text, std::string_view path);

/// An assignment as text: "x" and "y + 1" of "x = y + 1"; "x" and "" of "x++".
struct AssignmentText {
    std::string_view place, value;
    bool isCompound = false; ///< `x++`, `x |= 1`
};
std::optional<AssignmentText> assignmentIn(std::string_view text);

} // namespace racewalk
