// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/observer.h"
#include "machine/step_record.h"
#include "program/program.h"

#include <cstdint>
#include <optional>

namespace racewalk {

/// The observer that records everything in a StepRecord, which it does not own. Internal to the
/// module.
class Recorder {
public:
    Recorder(const Program &program, ThreadId thread, StepRecord &record)
        : m_program(program), m_thread(thread), m_record(record)
    {}

    void executes(ThreadId, std::uint32_t /*position*/) {}
    void operation(ThreadId thread, std::uint32_t position);
    void accessed(CellId cell);
    void result(std::int32_t value);
    void drained(ThreadId thread, BufferedStore store);
    void slept();
    void woke(ThreadId thread);
    void freed(ObjectId object);
    void decided(ThreadId thread, std::uint32_t position, bool isTrue);
    void entered(ThreadId thread, CallId call);
    void returned(ThreadId thread, CallId call, std::optional<std::int32_t> value);
    void passedLabel(ThreadId thread, std::uint32_t label);
    void printed(ThreadId thread, std::uint32_t position, std::int32_t a, std::int32_t b,
                 std::int32_t c);
    void warned(ThreadId thread, std::uint32_t position);
    void failed(ThreadId thread, std::uint32_t position, FindingKind kind, CellId cell);
    void failedProperty(ThreadId thread, const Property &property, std::uint32_t number,
                        FindingKind kind, CellId cell);

private:
    const Program &m_program;
    ThreadId m_thread;
    StepRecord &m_record;
};

} // namespace racewalk
