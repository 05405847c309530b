// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/operation_oracle.h"

#include "core/run/text_value.h"
#include "machine/words.h"

#include <algorithm>

namespace racewalk::test {

namespace {

using Text = std::optional<std::string>;

class Oracle {
public:
    explicit Oracle(const OneOperation &operation)
        : m_it(operation), m_machine(operation.machine), m_layout(m_machine.layout()),
          m_program(m_machine.program()), m_body(m_program.bodyOf(operation.thread)),
          m_code(m_body.code[operation.position]), m_origin(m_body.origins[operation.position])
    {}

    Text result() const;

    std::optional<bool> outcome() const
    {
        const auto value = valueOfText(m_machine, m_it.before, m_it.thread, m_origin.text);
        return value ? std::optional(*value != 0) : std::nullopt;
    }
    bool isTest() const { return m_origin.test != 0; }
    bool isCheck() const
    {
        return isTest() && m_origin.role == Role::Assert &&
               (m_origin.text.starts_with("BUG_ON(") || m_origin.text.starts_with("WARN_ON") ||
                m_origin.text.starts_with("assert("));
    }

private:
    std::int32_t operand(Operand of) const
    {
        switch (of.kind) {
        case Operand::Kind::None:
            return 0;
        case Operand::Kind::Constant:
            return of.value;
        case Operand::Kind::Register:
            return m_layout.registerValue(m_it.before, m_it.thread,
                                          static_cast<RegisterId>(of.value));
        case Operand::Kind::Self:
            return m_program.threads[indexOf(m_it.thread)].self;
        }
        return 0;
    }
    CellId cell() const { return static_cast<CellId>(operand(m_code.a)); }
    std::int32_t seen() const { return valueSeenBy(m_machine, m_it.before, m_it.thread, cell()); }
    bool isBitSet() const { return (seen() >> (operand(m_code.b) & 31) & 1) != 0; }
    std::string text(std::int32_t value) const
    {
        return valueText(m_program, m_program.storage.cells[indexOf(cell())].type, value);
    }
    /// By a predicate of threads, all but the system's.
    template <class Is>
    ThreadMask threads(const Is &is) const
    {
        ThreadMask mask = 0;
        for (std::size_t i = 0; i < m_program.threads.size(); ++i)
            if (!m_program.threads[i].isSystem && is(ThreadId(i)))
                mask |= maskOf(ThreadId(i));
        return mask;
    }
    ThreadMask waitersForBit() const
    {
        const Layout::BitWait key{cell(), operand(m_code.b)};
        return threads([&](ThreadId thread) {
            return key.word != nullCell && m_layout.bitWait(m_it.before, thread) == key;
        });
    }

    Text test() const;
    Text read() const;
    bool isHalf(std::uint32_t position, bool isRead) const;
    std::string written() const;
    std::string held() const;
    std::string wakes(const std::string &nobody) const;
    std::string gracePeriod() const;
    std::string object() const;

    const OneOperation &m_it;
    const Machine &m_machine;
    const Layout &m_layout;
    const Program &m_program;
    const Body &m_body;
    const Instruction &m_code;
    const Origin &m_origin;
};

Text Oracle::test() const
{
    const auto isTrue = outcome();
    if (!isTrue)
        return std::nullopt;
    if (isCheck())
        return !*isTrue ? "ok" : m_origin.text.starts_with("WARN") ? "warns" : "fails";
    return *isTrue ? "true" : "false";
}

Text Oracle::read() const
{
    if (isTest())
        return test();
    if (m_program.storage.typeOf(cell()).kind == TypeKind::Pointer)
        return seen() == 0 ? "NULL" : "found";
    return (m_code.op == Op::Load && isHalf(m_it.position, true) ? "reads " : "-> ") +
           text(seen());
}

/// Whether the operation and another of its statement read and write one place, by their texts:
/// `x++`, `x |= 1`, `x = x + 1`, `WRITE_ONCE(x, READ_ONCE(x) + 1)`.
bool Oracle::isHalf(std::uint32_t position, bool isRead) const
{
    const auto isPair = [&](std::uint32_t read, std::uint32_t store) {
        const Origin &first = m_body.origins[read], &second = m_body.origins[store];
        if (m_body.code[read].op != Op::Load || m_body.code[store].op != Op::Store ||
            first.role != Role::Read || first.call != second.call ||
            first.statement != second.statement || first.span.begin < second.span.begin ||
            first.span.end > second.span.end)
            return false;
        const auto is = [](const std::string &whole, const std::string &place) {
            const std::string after = whole.starts_with(place) ? whole.substr(place.size()) : "?";
            return after == "++" || after == "--" || whole == "++" + place ||
                   whole == "--" + place ||
                   (after.size() > 3 && after[0] == ' ' && after[2] == '=' &&
                    std::string_view("+-*/%&|^").contains(after[1])) ||
                   after.starts_with(" <<= ") || after.starts_with(" >>= ");
        };
        return second.brief.starts_with(first.brief + " = ") || is(second.brief, first.brief) ||
               is(second.text, first.text);
    };
    for (std::uint32_t other = 0; other < m_body.code.size(); ++other)
        if (isRead ? other > position && isPair(position, other)
                   : other < position && isPair(other, position))
            return true;
    return false;
}

/// Of the second half of an update.
std::string Oracle::written() const
{
    return isHalf(m_it.position, false)
               ? "writes " + text(valueSeenBy(m_machine, m_it.after, m_it.thread, cell()))
               : "";
}

/// A release in the thread's own buffer counts for it.
std::string Oracle::held() const
{
    bool isHeld = m_layout.owner(m_it.before, cell()) == m_it.thread;
    for (std::size_t i = 0; i < m_layout.bufferedStores(m_it.before, m_it.thread); ++i)
        isHeld = isHeld && m_layout.bufferedStore(m_it.before, m_it.thread, i).cell != cell();
    if (m_program.storage.typeOf(cell()).kind == TypeKind::RwLock)
        isHeld = isHeld || (m_layout.lockReaders(m_it.before, cell()) & maskOf(m_it.thread)) != 0;
    return isHeld ? "ok" : "warns";
}

std::string Oracle::wakes(const std::string &nobody) const
{
    const ThreadMask woken = threads([&](ThreadId thread) {
        return m_layout.taskState(m_it.before, thread) != TaskState::Running &&
               m_layout.taskState(m_it.after, thread) == TaskState::Running;
    });
    return woken == 0 ? nobody : "wakes " + threadNames(m_program, woken);
}

/// Readers, and threads with stores that have not drained.
std::string Oracle::gracePeriod() const
{
    const ThreadMask waits = threads([&](ThreadId thread) {
        return m_layout.rcuDepth(m_it.before, thread) != 0 ||
               m_layout.bufferedStores(m_it.before, thread) != 0;
    });
    return waits == 0 ? "no reader inside" : "waits for " + threadNames(m_program, waits);
}

std::string Oracle::object() const
{
    const Pool &pool = m_program.storage.pools[static_cast<std::size_t>(operand(m_code.a))];
    for (std::size_t i = 0; i < pool.count; ++i) {
        const auto object = ObjectId(indexOf(pool.firstObject) + i);
        if (m_layout.life(m_it.before, object) == Layout::Life::Free)
            return m_program.storage.objects[indexOf(object)].name;
    }
    return "NULL";
}

Text Oracle::result() const
{
    const StateView before = m_it.before;
    const auto isAsleep = [&](std::int32_t task) {
        return m_layout.taskState(before, ThreadId(task - 1)) != TaskState::Running;
    };
    switch (m_code.op) {
    case Op::Load:
    case Op::SeqBegin:
        return read();
    case Op::Store:
        return written();
    case Op::TestBit:
        return isTest() ? test() : isBitSet() ? "set" : "clear";
    case Op::Exchange:
    case Op::CompareExchange:
        return "was " + text(seen());
    case Op::FetchAdd: {
        if (isTest())
            return test();
        const auto sum = static_cast<std::int32_t>(static_cast<std::uint32_t>(seen()) +
                                                   static_cast<std::uint32_t>(operand(m_code.b)));
        return "now " + text(sum);
    }
    case Op::AddUnlessZero:
        return seen() != 0 ? "true" : "false";
    case Op::TestAndSetBit:
    case Op::TestAndClearBit:
        return isBitSet() ? "was set" : "was clear";
    case Op::Choose: {
        const std::int32_t chosen = operand(m_code.a) + m_it.step.choice;
        return !isTest() ? "= " + std::to_string(chosen) : chosen != 0 ? "true" : "false";
    }
    case Op::SpinTrylock:
    case Op::MutexTrylock:
        return m_layout.owner(before, cell()) ? "busy" : "taken";
    case Op::ReadLock:
    case Op::WriteLock:
        return m_layout.rankIn(m_it.after, cell(), m_it.thread) != 0 ? "queues" : "";
    case Op::AssertHeld:
        return held();
    case Op::Schedule:
        return m_layout.taskState(before, m_it.thread) != TaskState::Running
                   ? "asleep"
                   : "not asleep: TASK_RUNNING";
    case Op::Down:
        return m_layout.count(before, cell()) == 0 ? "asleep" : "taken";
    case Op::TakeCompletion:
        return m_layout.done(before, cell()) != 0 ? "done" : "waits";
    case Op::QueueActive:
        return m_layout.waiters(before, cell()).empty() ? "nobody waits" : "somebody waits";
    case Op::BitQueueActive:
        return waitersForBit() == 0 ? "nobody waits" : "somebody waits";
    case Op::WakeUp:
        return wakes(m_layout.waiters(before, cell()).empty() ? "nobody waits" : "wakes nobody");
    case Op::WakeUpBit:
        return wakes(waitersForBit() == 0 ? "nobody waits" : "wakes nobody");
    case Op::WakeUpProcess:
        return wakes(isAsleep(operand(m_code.a)) ? "stays asleep" : "not asleep");
    case Op::Complete:
    case Op::CompleteAll:
        return wakes(m_layout.done(m_it.after, cell()) != 0 ? "done" : "not done");
    case Op::Up:
        return wakes("");
    case Op::SynchronizeRcu:
        return gracePeriod();
    case Op::AwaitGracePeriod:
        return m_layout.gracePeriod(before, m_it.thread).isOver() ? "over" : "not over";
    case Op::CallRcu:
        return cell() == nullCell ? "NULL" : "pending";
    case Op::Allocate:
        return object();

    case Op::Move:
    case Op::Not:
    case Op::Negate:
    case Op::Complement:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::DivideSigned:
    case Op::DivideUnsigned:
    case Op::RemainderSigned:
    case Op::RemainderUnsigned:
    case Op::And:
    case Op::Or:
    case Op::Xor:
    case Op::ShiftLeft:
    case Op::ShiftRightSigned:
    case Op::ShiftRightUnsigned:
    case Op::Equal:
    case Op::NotEqual:
    case Op::LessSigned:
    case Op::LessUnsigned:
    case Op::LessEqualSigned:
    case Op::LessEqualUnsigned:
    case Op::Wrap:
    case Op::FieldOf:
    case Op::ElementOf:
    case Op::CheckIndex:
    case Op::ReadLocal:
    case Op::WriteLocal:
    case Op::Peek:
    case Op::Jump:
    case Op::BranchIfZero:
    case Op::BranchIfNotZero:
    case Op::Decide:
    case Op::EnterCall:
    case Op::LeaveCall:
    case Op::Label:
    case Op::BugOn:
    case Op::WarnOn:
    case Op::MightSleep:
    case Op::Print:
    case Op::AtomicBegin:
    case Op::AtomicEnd:
    case Op::End:
    case Op::SetBit:
    case Op::ClearBit:
    case Op::Fence:
    case Op::SpinLock:
    case Op::SpinUnlock:
    case Op::MutexLock:
    case Op::MutexUnlock:
    case Op::AwaitReadLock:
    case Op::ReadUnlock:
    case Op::AwaitWriteLock:
    case Op::WriteUnlock:
    case Op::SeqAdvance:
    case Op::PrepareToWait:
    case Op::FinishWait:
    case Op::PrepareToWaitBit:
    case Op::FinishWaitBit:
    case Op::SetTaskState:
    case Op::Awake:
    case Op::RcuReadLock:
    case Op::RcuReadUnlock:
    case Op::RunCallback:
    case Op::Free:
        break;
    }
    return "";
}

} // namespace

std::optional<std::string> resultOf(const OneOperation &operation)
{
    return Oracle(operation).result();
}

std::optional<bool> firesAt(const OneOperation &operation)
{
    const Oracle oracle(operation);
    return oracle.isCheck() ? oracle.outcome() : std::nullopt;
}

} // namespace racewalk::test
