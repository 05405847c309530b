// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "machine/store_buffer.h"
#include "program/ids.h"
#include "program/program.h"

#include <cstdint>
#include <optional>

namespace racewalk {

/// The interface of an observer of a step, in the order of the calls; this one ignores everything
/// and costs nothing. A position is an index into the body of the thread it comes with.
struct NoObserver {
    void executes(ThreadId, std::uint32_t /*position*/) {} ///< any instruction, also if it fails
    void operation(ThreadId, std::uint32_t /*position*/) {}
    void accessed(CellId) {}     ///< the last operation reads or writes this cell
    void result(std::int32_t) {} ///< of the last operation
    void drained(ThreadId, BufferedStore) {} ///< the step is the drain of this store
    void slept() {}              ///< the last operation put its thread to sleep
    void woke(ThreadId) {}       ///< by the last operation
    void freed(ObjectId) {}
    void decided(ThreadId, std::uint32_t /*position*/, bool) {}
    void entered(ThreadId, CallId) {}
    void returned(ThreadId, CallId, std::optional<std::int32_t>) {}
    void passedLabel(ThreadId, std::uint32_t /*label*/) {}
    void printed(ThreadId, std::uint32_t /*position*/, std::int32_t, std::int32_t, std::int32_t) {}
    void warned(ThreadId, std::uint32_t /*position*/) {}
    void failed(ThreadId, std::uint32_t /*position*/, FindingKind, CellId) {}
    void failedProperty(ThreadId, const Property &, std::uint32_t /*number*/, FindingKind, CellId)
    {}
};

} // namespace racewalk
