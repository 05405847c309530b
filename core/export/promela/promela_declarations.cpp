// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_helpers.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

namespace {

/// "{1, 4294967291}" with "= " in front; nothing for zeros, which are there anyway. Spin reads no
/// minus here, but takes the number modulo 2^32.
std::string initializer(const std::vector<std::int32_t> &values)
{
    if (std::ranges::all_of(values, [](std::int32_t value) { return value == 0; }))
        return {};
    std::vector<std::uint32_t> shown(values.begin(), values.end());
    return fmt::format(" = {{{}}}", fmt::join(shown, ", "));
}

class Declarations {
public:
    Declarations(PromelaText &text, const PromelaModel &model)
        : m_text(text), m_model(model), m_layout(model.machine().layout()),
          m_initial(model.machine().initialState())
    {}

    void write(const std::vector<std::string> &kinds)
    {
        m_text.line(fmt::format("mtype = {{ {} }};", fmt::join(kinds, ", ")));
        const FindingKind fault = m_layout.fault(m_initial);
        m_text.line(fmt::format("mtype fault = {}; /* the failure that ended the run */",
                                fault == FindingKind::None ? "none" : toText(fault)));
        m_text.line(
            fmt::format("byte fault_thread = {};", indexOf(m_layout.faultThread(m_initial))));
        m_text.line("");
        writeThreads();
        writeMemory();
        writeObjects();
        writeScratch();
        writeMacros();
    }

private:
    void array(std::string_view type, std::string_view name,
               const std::vector<std::int32_t> &values, std::string_view comment = {})
    {
        m_text.line(fmt::format("{} {}[{}]{};{}", type, name, values.size(), initializer(values),
                                comment.empty() ? "" : fmt::format(" /* {} */", comment)));
    }

    std::vector<std::int32_t> ofThreads(const auto &valueOf) const
    {
        std::vector<std::int32_t> values;
        for (std::size_t i = 0; i < m_model.threadCount(); ++i)
            values.push_back(static_cast<std::int32_t>(valueOf(static_cast<ThreadId>(i))));
        return values;
    }

    void writeThreads()
    {
        const std::size_t count = m_model.threadCount();
        m_text.line(fmt::format("#define THREADS {}", count));
        array(m_model.positionType(), "pc",
              ofThreads([this](ThreadId id) { return m_layout.position(m_initial, id); }),
              "where each thread stands");
        if (m_model.hasTaskStates()) {
            m_text.line("#define TASK_RUNNING 0");
            m_text.line("#define TASK_UNINTERRUPTIBLE 2");
            array("byte", "task_state",
                  ofThreads([this](ThreadId id) { return m_layout.taskState(m_initial, id); }));
        }
        const std::vector<std::int32_t> zeros(count);
        if (m_model.hasRcuDepth())
            array("byte", "rcu_depth", zeros, "nesting of rcu_read_lock()");
        if (m_model.hasBitWaits()) {
            array(m_model.addressType(), "bit_word", zeros, "the bit wait that it is queued for");
            array("short", "bit_number", zeros);
        }
        if (m_model.hasGracePeriods())
            array(m_model.maskType(), "grace_period", zeros,
                  "readers that its synchronize_rcu() waits for");
        for (const PromelaGroup &group : m_model.groups())
            for (const PromelaVariable &variable : group.variables)
                writeVariable(group, variable);
        m_text.line("");
    }

    void writeVariable(const PromelaGroup &group, const PromelaVariable &variable)
    {
        if (!variable.isStored) {
            m_text.line(fmt::format("hidden int {}{};", variable.name,
                                    variable.isArray ? fmt::format("[{}]", variable.size) : ""));
            return;
        }
        std::vector<std::int32_t> values;
        for (std::size_t i = 0; i < group.count; ++i)
            for (std::size_t k = 0; k < variable.size; ++k)
                values.push_back(
                    m_layout.registerValue(m_initial, static_cast<ThreadId>(group.first + i),
                                           static_cast<RegisterId>(indexOf(variable.first) + k)));
        if (group.count > 1 || variable.isArray) {
            array(variable.type, variable.name, values);
            return;
        }
        const std::string value = values.front() == 0 ? "" : " = " + promelaNumber(values.front());
        m_text.line(fmt::format("{} {}{};", variable.type, variable.name, value));
    }

    std::int32_t initialOf(CellId cell) const
    {
        const TypeKind kind = m_model.storage().typeOf(cell).kind;
        if (kind == TypeKind::Completion)
            return m_layout.done(m_initial, cell);
        if (kind == TypeKind::Semaphore)
            return m_layout.count(m_initial, cell);
        const bool isNumber = isValue(m_model.storage().typeOf(cell)) || kind == TypeKind::Atomic;
        return isNumber ? m_layout.value(m_initial, cell) : 0;
    }

    void writeMemory()
    {
        const std::vector<Cell> &cells = m_model.storage().cells;
        std::vector<std::int32_t> values{0};
        for (std::size_t i = 1; i < cells.size(); ++i)
            values.push_back(initialOf(static_cast<CellId>(i)));
        m_text.line(
            "/* Shared memory. Pointers are indices, 0 is NULL; a lock is its owner's number"
            " + 1. */");
        array(m_model.memoryType(), "mem", values);
        for (std::size_t i = 1; i < cells.size(); ++i)
            m_text.line(
                fmt::format("#define {} mem[{}]", m_model.cellName(static_cast<CellId>(i)), i));
        const std::size_t queues = m_model.queues().size();
        if (queues != 0)
            array("byte", "waiters_of", std::vector<std::int32_t>(queues * m_model.threadCount()),
                  "a row for each queue: thread number + 1, exclusive ones + 128");
        m_text.line("");
    }

    void writeObjects()
    {
        if (!m_model.hasPools())
            return;
        std::vector<std::int32_t> lives;
        for (std::size_t i = 0; i < m_model.storage().objects.size(); ++i)
            lives.push_back(
                static_cast<std::int32_t>(m_layout.life(m_initial, static_cast<ObjectId>(i))));
        m_text.line("#define FREE 0");
        m_text.line("#define LIVE 1");
        m_text.line("#define PENDING 2 /* a callback will free it */");
        array("byte", "life_of", lives);
        for (std::size_t i = 0; i < lives.size(); ++i)
            m_text.line(fmt::format("/* life[{}]: {} */", i,
                                    promelaComment(m_model.storage().objects[i].name)));
        if (m_model.hasCallbacks())
            array(m_model.maskType(), "readers_of", std::vector<std::int32_t>(lives.size()),
                  "that the callback waits for");
        m_text.line("");
    }

    void writeScratch()
    {
        m_text.line("/* These live within one step and are no part of the state. */");
        m_text.line(
            "hidden int next_block, work_done, index_i, index_j, index_k, old_value, queue_number, "
            "next_woken, reader_mask, object_number, quotient, woken_threads, has_woken;");
        for (const std::string &name : m_model.propertyRegisters())
            m_text.line(fmt::format("hidden int {};", name));
        m_text.line("");
    }

    std::string held(TypeKind kind) const
    {
        std::string result;
        for (const CellId lock : m_model.cellsOf(kind))
            result += kind == TypeKind::RwLock
                          ? fmt::format(" || holds_rwlock({}, the_thread)", m_model.cellName(lock))
                          : fmt::format(" || {} == (the_thread) + 1", m_model.cellName(lock));
        return result;
    }

    void writeMacros()
    {
        m_text.line("#define MINIMUM (-2147483647 - 1)");
        m_text.line("#define as_unsigned(the_number) ((the_number) ^ MINIMUM)");
        m_text.line("#define stands(here) (pc[_pid] == here && fault == none)");
        const std::string inside = m_model.hasRcuDepth() ? "rcu_depth[the_thread] != 0" : "false";
        const std::string spinning = held(TypeKind::SpinLock) + held(TypeKind::RwLock);
        if (!m_model.cellsOf(TypeKind::RwLock).empty())
            m_text.line("#define holds_rwlock(the_lock, the_thread) (the_lock == (the_thread) + 1 "
                        "|| (the_lock < 0 && "
                        "((0 - the_lock) & (1 << (the_thread))) != 0))");
        if (m_model.hasRwLockQueues())
            m_text.line("#define is_first(the_cell, the_thread) (" + firstInQueue() + ")");
        if (m_model.hasAtomicContext())
            m_text.line(fmt::format("#define in_atomic(the_thread) ({}{})", inside, spinning));
        if (m_model.hasHeldThings())
            m_text.line(fmt::format("#define holds_something(the_thread) ({}{}{})", inside,
                                    spinning, held(TypeKind::Mutex)));
        if (m_model.hasPools())
            m_text.line("#define is_freed(the_cell) (" + freed() + ")");
        if (m_model.hasSemaphores())
            m_text.line("#define sleeps_in_down(the_thread) (" + sleepsInDown() + ")");
        m_text.line("#define all_ended (" + allEnded() + ")");
    }

    std::string freed() const
    {
        std::vector<std::string> pools;
        for (const Pool &pool : m_model.storage().pools) {
            const std::size_t number = indexOf(pool.firstObject);
            const Object &first = m_model.storage().objects[number];
            const std::size_t begin = indexOf(first.first);
            const std::size_t end = begin + std::size_t{first.cells} * pool.count;
            pools.push_back(fmt::format("((the_cell) >= {0} && (the_cell) < {1} && "
                                        "life_of[((the_cell) - {0}) / {2} + {3}] == FREE)",
                                        begin, end, first.cells, number));
        }
        return fmt::format("{}", fmt::join(pools, " || "));
    }

    std::string firstInQueue() const
    {
        std::string result = "false";
        for (const CellId lock : m_model.cellsOf(TypeKind::RwLock))
            result += fmt::format(" || ((the_cell) == {} && (waiters_of[{} * THREADS] & 127) == "
                                  "(the_thread) + 1)",
                                  indexOf(lock), m_model.queueNumber(lock).value_or(0));
        return result;
    }

    std::string sleepsInDown() const
    {
        std::string result = "false";
        for (const PromelaGroup &group : m_model.groups())
            for (const std::uint32_t position : m_model.sleepersPositions(group))
                if (operationOf(m_model.bodyOf(group).code[position - 1].op).queues ==
                    Operation::Waiters::Semaphore)
                    result += fmt::format(
                        " || ((the_thread) >= {} && (the_thread) < {} && pc[the_thread] == {})",
                        group.first, group.first + group.count, position);
        return result;
    }

    std::string allEnded() const
    {
        std::vector<std::string> ends;
        const Program &program = m_model.program();
        for (std::size_t i = 0; i < m_model.threadCount(); ++i) {
            if (program.threads[i].isDaemon)
                continue;
            const std::vector<Instruction> &code = program.bodyOf(static_cast<ThreadId>(i)).code;
            std::vector<std::string> positions;
            for (std::size_t at = 0; at < code.size(); ++at)
                if (operationOf(code[at].op).isEnd())
                    positions.push_back(fmt::format("pc[{}] == {}", i, at));
            ends.push_back(positions.size() == 1
                               ? positions.front()
                               : fmt::format("({})", fmt::join(positions, " || ")));
        }
        return ends.empty() ? "true" : fmt::format("{}", fmt::join(ends, " && "));
    }

    PromelaText &m_text;
    const PromelaModel &m_model;
    const Layout &m_layout;
    State m_initial;
};

} // namespace

void writeDeclarations(PromelaText &text, const PromelaModel &model,
                       const std::vector<std::string> &kinds)
{
    Declarations(text, model).write(kinds);
}

} // namespace racewalk
