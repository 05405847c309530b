// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_spans.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

namespace racewalk {

namespace {

/// A span that may still be open, and the lock's cell, as its name is known only at the end.
struct TrackedSpan {
    TimelineSpan span;
    CellId lock = nullCell;
};

/// Follows locks, RCU sections and sleep from one state to the next.
class SpanTracker {
public:
    explicit SpanTracker(const Run &run);

    void follow(std::size_t index);
    /// Sleep that nothing ends any more.
    void finish(bool isHopeless);
    std::vector<TrackedSpan> take() { return std::move(m_spans); }

private:
    using Key = std::tuple<TimelineSpan::Kind, ThreadId, CellId>;

    void followLocks(std::size_t index);
    ThreadMask holdersOf(StateView state, CellId lock) const;
    void followReaders(std::size_t index);
    void followSleep(std::size_t index);
    void open(Key key, std::size_t index);
    void close(Key key, std::size_t index);

    const Run &m_run;
    const Program &m_program;
    const Layout &m_layout;
    std::vector<CellId> m_locks;
    std::map<Key, std::size_t> m_open; ///< index into m_spans
    std::vector<TrackedSpan> m_spans;
};

SpanTracker::SpanTracker(const Run &run)
    : m_run(run), m_program(run.machine().program()), m_layout(run.machine().layout())
{
    for (std::size_t i = 1; i < m_program.storage.cells.size(); ++i)
        if (isLock(m_program.storage.typeOf(CellId(i))))
            m_locks.push_back(CellId(i));
}

void SpanTracker::open(Key key, std::size_t index)
{
    const auto [kind, thread, lock] = key;
    m_open[key] = m_spans.size();
    TimelineSpan span;
    span.kind = kind;
    span.lane = indexOf(thread);
    span.first = index;
    m_spans.push_back({span, lock});
}

void SpanTracker::close(Key key, std::size_t index)
{
    const auto found = m_open.find(key);
    if (found == m_open.end())
        return;
    m_spans[found->second].span.last = index;
    m_open.erase(found);
}

void SpanTracker::followLocks(std::size_t index)
{
    const StateView before = m_run.stateAt(index);
    const StateView after = m_run.stateAt(index + 1);
    for (const CellId lock : m_locks) {
        const ThreadMask previous = holdersOf(before, lock);
        const ThreadMask next = holdersOf(after, lock);
        for (ThreadMask left = previous & ~next; left != 0; left &= left - 1)
            close({TimelineSpan::Kind::LockHeld, ThreadId(std::countr_zero(left)), lock}, index);
        for (ThreadMask taken = next & ~previous; taken != 0; taken &= taken - 1)
            open({TimelineSpan::Kind::LockHeld, ThreadId(std::countr_zero(taken)), lock}, index);
    }
}

/// As memory has it: a lock whose release is still in a store buffer is held.
ThreadMask SpanTracker::holdersOf(StateView state, CellId lock) const
{
    ThreadMask holders = 0;
    if (const auto owner = m_layout.owner(state, lock))
        holders = maskOf(*owner);
    if (m_program.storage.typeOf(lock).kind == TypeKind::RwLock)
        holders |= m_layout.lockReaders(state, lock);
    return holders;
}

void SpanTracker::followReaders(std::size_t index)
{
    const ThreadId thread = m_run.event(index).step.thread;
    if (m_program.threads[indexOf(thread)].isSystem)
        return;
    const bool wasInside = m_layout.rcuDepth(m_run.stateAt(index), thread) != 0;
    const bool isInside = m_layout.rcuDepth(m_run.stateAt(index + 1), thread) != 0;
    const Key key{TimelineSpan::Kind::RcuReader, thread, nullCell};
    if (!wasInside && isInside)
        open(key, index);
    if (wasInside && !isInside)
        close(key, index);
}

void SpanTracker::followSleep(std::size_t index)
{
    const Event &event = m_run.event(index);
    for (const ThreadId thread : event.woken)
        close({TimelineSpan::Kind::Asleep, thread, nullCell}, index);
    if (event.slept)
        open({TimelineSpan::Kind::Asleep, event.step.thread, nullCell}, index);
}

void SpanTracker::follow(std::size_t index)
{
    followLocks(index);
    followReaders(index);
    followSleep(index);
}

void SpanTracker::finish(bool isHopeless)
{
    for (const auto &[key, span] : m_open)
        if (std::get<TimelineSpan::Kind>(key) == TimelineSpan::Kind::Asleep)
            m_spans[span].span.isForever =
                isHopeless && !m_program.threads[indexOf(std::get<ThreadId>(key))].isDaemon;
}

std::string_view lastPart(std::string_view path)
{
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// "i_lock" for "inodes[0].i_lock", unless another lock of the run would be called the same.
std::vector<std::string> lockNames(const Storage &storage, const std::vector<CellId> &locks)
{
    const auto path = [&](CellId lock) -> std::string_view {
        return storage.cells[indexOf(lock)].path;
    };
    std::vector<std::string> names;
    for (const CellId lock : locks) {
        const auto namesakes = std::ranges::count_if(
            locks, [&](CellId other) { return lastPart(path(other)) == lastPart(path(lock)); });
        names.emplace_back(namesakes == 1 ? lastPart(path(lock)) : path(lock));
    }
    return names;
}

} // namespace

void addSpans(const Run &run, Timeline &timeline)
{
    SpanTracker tracker(run);
    for (std::size_t i = 0; i < run.length(); ++i)
        tracker.follow(i);
    const Machine &machine = run.machine();
    tracker.finish(machine.standing(run.stateAt(run.length())) == Standing::Hang);

    std::vector<CellId> locks;
    for (TrackedSpan &tracked : tracker.take()) {
        if (tracked.span.kind == TimelineSpan::Kind::LockHeld) {
            const auto known = std::ranges::find(locks, tracked.lock);
            tracked.span.lock = static_cast<std::size_t>(known - locks.begin());
            if (known == locks.end())
                locks.push_back(tracked.lock);
        }
        timeline.usesRcu = timeline.usesRcu || tracked.span.kind == TimelineSpan::Kind::RcuReader;
        timeline.spans.push_back(tracked.span);
    }
    timeline.locks = lockNames(machine.program().storage, locks);
}

} // namespace racewalk
