// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "machine/store_buffer.h"
#include "program/ids.h"
#include "program/instruction.h"
#include "program/source_span.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace racewalk {

/// A record of everything that a step did. Old and new values are found by comparing the states
/// before and after.
struct StepRecord {
    struct Operation { ///< one visible operation; more than one only in an atomic block
        ThreadId thread{};
        std::uint32_t position = 0; ///< in the thread's body
        std::optional<CellId> cell; ///< what it read or wrote, if it was a memory access
        /// Its result; of a wakeup of a queue, whether a thread was queued; of
        /// lockdep_assert_held(), whether the lock was held.
        std::optional<std::int32_t> value;
        std::vector<ThreadId> woken;
        bool slept = false;
    };
    struct Decision {
        ThreadId thread{};
        std::uint32_t position = 0; ///< of the Decide
        bool isTrue = false;
        std::size_t operations = 0; ///< how many of the step's operations came before it
    };
    struct Return {
        ThreadId thread{};
        CallId call{};
        std::optional<std::int32_t> value; ///< if the caller uses it
    };
    struct Print {
        ThreadId thread{};
        std::string text;
        std::uint32_t position = 0;
    };
    struct Failure {
        ThreadId thread{};          ///< of a failure in a property: whose step made it fail
        std::uint32_t position = 0; ///< in the thread's body; of a property, its number
        bool isAtStart = false;     ///< no step was taken yet
        bool isInProperty = false;  ///< an invariant or final does not hold or cannot be evaluated
        FindingKind kind = FindingKind::None;
        /// Caused by a store when it drained, after its statement.
        bool isDrain = false;
        CellId cell = nullCell; ///< what it is about, if a cell
        SourceSpan span;        ///< of the operation or the property
        std::string message;    ///< "evict uses inodes[0].i_lock after it was freed"
    };

    std::vector<Operation> operations;
    std::optional<BufferedStore> drained; ///< then there are no operations
    std::vector<Decision> decisions;
    std::vector<CallId>
        entered; ///< by the stepping thread, in order, after its last visible operation
    std::vector<Return> returns;
    std::vector<std::string>
        labels; ///< C labels that the stepping thread passed after its visible operation
    std::vector<Print> prints;
    std::vector<std::pair<ThreadId, std::uint32_t>>
        warnings; ///< WARN_ON and lockdep_assert_held that fired: thread, position
    std::vector<ObjectId> freed;
    std::optional<Failure> failure;
};

} // namespace racewalk
