// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sample_timelines.h"

#include <string>
#include <utility>
#include <vector>

namespace racewalk::test {
namespace {

constexpr std::size_t lookup = 0, evict = 1, rcu = 2;

class Builder {
public:
    Builder()
    {
        m_timeline.lanes = {{ThreadId{0}, "lookup", "CPU0", false},
                            {ThreadId{1}, "evict", "CPU1", false},
                            {ThreadId{2}, "rcu", "callbacks", true}};
        m_timeline.locks = {"i_lock", "inode_hash_lock"};
        m_timeline.usesRcu = true;
        m_timeline.initialFate = Fate::Open;
        m_timeline.onlyFailure = FindingKind::Hang;
    }

    Builder &step(std::size_t lane, Role role, std::string label, std::string note = {})
    {
        auto &events = m_timeline.events;
        if (lane != rcu && !events.empty() && m_running != lane)
            m_timeline.switches.push_back(
                {events.size(), m_running, lane, m_timeline.switches.size() + 1});
        if (lane != rcu)
            m_running = lane;
        TimelineEvent event;
        event.index = events.size();
        event.lane = lane;
        event.role = role;
        event.label = std::move(label);
        event.note = std::move(note);
        event.spoken = event.label + (event.note.empty() ? "" : ", " + event.note);
        event.fate = Fate::Open;
        events.push_back(std::move(event));
        return *this;
    }

    /// The number of a step as the picture shows it, from 1.
    void fateFrom(std::size_t number, Fate fate)
    {
        for (std::size_t i = number - 1; i < m_timeline.events.size(); ++i)
            m_timeline.events[i].fate = fate;
    }
    void span(TimelineSpan::Kind kind, std::size_t lane, std::size_t first, std::size_t last,
              std::size_t lock = 0)
    {
        TimelineSpan span{kind, lane, first - 1, {}, lock, false};
        if (last > 0)
            span.last = last - 1;
        else
            span.isForever = true;
        m_timeline.spans.push_back(span);
    }
    void arrow(TimelineArrow::Kind kind, std::size_t from, std::size_t to, std::size_t lane = 0)
    {
        m_timeline.arrows.push_back({kind, from - 1, to - 1, lane});
    }
    Timeline &timeline() { return m_timeline; }

private:
    Timeline m_timeline;
    std::size_t m_running = 0;
};

} // namespace

Timeline hangTimeline()
{
    Builder b;
    b.step(lookup, Role::RcuEnter, "rcu_read_lock()")
        .step(lookup, Role::Find, "inode = bucket", "found")
        .step(evict, Role::Lock, "spin_lock(i_lock)")
        .step(evict, Role::WriteFlags, "i_state |= I_FREEING")
        .step(evict, Role::Unlock, "spin_unlock(i_lock)")
        .step(evict, Role::WriteFlags, "i_state = I_FREEING|I_CLEAR")
        .step(evict, Role::Lock, "spin_lock(inode_hash_lock)")
        .step(evict, Role::Lock, "spin_lock(i_lock)")
        .step(evict, Role::Unlink, "bucket = NULL")
        .step(evict, Role::Unlink, "inode->hashed = false")
        .step(evict, Role::Unlock, "spin_unlock(i_lock)")
        .step(evict, Role::Unlock, "spin_unlock(inode_hash_lock)")
        .step(evict, Role::Lock, "spin_lock(i_lock)")
        .step(evict, Role::Wake, "wake_up_bit(i_state)")
        .step(evict, Role::Assert, "BUG_ON(i_state != \u2026)", "ok")
        .step(evict, Role::Unlock, "spin_unlock(i_lock)")
        .step(evict, Role::Deferred, "call_rcu(inode)", "pending")
        .step(lookup, Role::Lock, "spin_lock(i_lock)")
        .step(lookup, Role::Test, "i_state & I_FREEING", "true")
        .step(lookup, Role::Wait, "prepare_to_wait(wq)")
        .step(lookup, Role::Unlock, "spin_unlock(i_lock)")
        .step(lookup, Role::RcuLeave, "rcu_read_unlock()")
        .step(lookup, Role::Sleep, "schedule()", "asleep")
        .step(rcu, Role::Free, "free inode");
    b.fateFrom(13, Fate::Doomed);
    b.timeline().pointOfNoReturn = 12;
    using Span = TimelineSpan::Kind;
    b.span(Span::RcuReader, lookup, 1, 22);
    b.span(Span::LockHeld, evict, 3, 5);
    b.span(Span::LockHeld, evict, 7, 12, 1);
    b.span(Span::LockHeld, evict, 8, 11);
    b.span(Span::LockHeld, evict, 13, 16);
    b.span(Span::LockHeld, lookup, 18, 21);
    b.span(Span::Asleep, lookup, 23, 0);
    using Arrow = TimelineArrow::Kind;
    b.arrow(Arrow::WakesNobody, 14, 14, lookup);
    b.arrow(Arrow::LockHandover, 16, 18);
    b.arrow(Arrow::Callback, 17, 24);
    b.arrow(Arrow::Callback, 22, 24);
    return b.timeline();
}

Timeline wokenTimeline()
{
    Builder b;
    b.step(evict, Role::Lock, "spin_lock(i_lock)")
        .step(evict, Role::WriteFlags, "i_state |= I_FREEING")
        .step(evict, Role::Unlock, "spin_unlock(i_lock)")
        .step(lookup, Role::RcuEnter, "rcu_read_lock()")
        .step(lookup, Role::Find, "inode = bucket", "found")
        .step(lookup, Role::Lock, "spin_lock(i_lock)")
        .step(lookup, Role::Test, "i_state & I_FREEING", "true")
        .step(lookup, Role::Wait, "prepare_to_wait(wq)")
        .step(lookup, Role::Unlock, "spin_unlock(i_lock)")
        .step(lookup, Role::RcuLeave, "rcu_read_unlock()")
        .step(lookup, Role::Sleep, "schedule()", "asleep")
        .step(evict, Role::WriteFlags, "i_state = I_FREEING|I_CLEAR")
        .step(evict, Role::Lock, "spin_lock(inode_hash_lock)")
        .step(evict, Role::Lock, "spin_lock(i_lock)")
        .step(evict, Role::Unlink, "bucket = NULL")
        .step(evict, Role::Unlink, "inode->hashed = false")
        .step(evict, Role::Unlock, "spin_unlock(i_lock)")
        .step(evict, Role::Unlock, "spin_unlock(inode_hash_lock)")
        .step(evict, Role::Lock, "spin_lock(i_lock)")
        .step(evict, Role::Wake, "wake_up_bit(i_state)")
        .step(evict, Role::Assert, "BUG_ON(i_state != \u2026)", "ok")
        .step(evict, Role::Unlock, "spin_unlock(i_lock)")
        .step(evict, Role::Deferred, "call_rcu(inode)", "pending")
        .step(lookup, Role::Wait, "finish_wait(wq)")
        .step(lookup, Role::RcuEnter, "rcu_read_lock()")
        .step(lookup, Role::Find, "inode = bucket", "NULL")
        .step(lookup, Role::RcuLeave, "rcu_read_unlock()")
        .step(rcu, Role::Free, "free inode");
    b.fateFrom(6, Fate::Safe);
    b.timeline().safeFromHere = 5;
    b.timeline().switches.front().fromLane = evict;
    using Span = TimelineSpan::Kind;
    b.span(Span::LockHeld, evict, 1, 3);
    b.span(Span::RcuReader, lookup, 4, 10);
    b.span(Span::LockHeld, lookup, 6, 9);
    b.span(Span::Asleep, lookup, 11, 20);
    b.span(Span::LockHeld, evict, 13, 18, 1);
    b.span(Span::LockHeld, evict, 14, 17);
    b.span(Span::LockHeld, evict, 19, 22);
    b.span(Span::RcuReader, lookup, 25, 27);
    using Arrow = TimelineArrow::Kind;
    b.arrow(Arrow::LockHandover, 3, 6);
    b.arrow(Arrow::LockHandover, 9, 14);
    b.arrow(Arrow::Wake, 20, 24);
    b.arrow(Arrow::Callback, 23, 28);
    b.arrow(Arrow::Callback, 27, 28);
    return b.timeline();
}

Timeline crowdedTimeline(std::size_t threads, std::size_t steps)
{
    Timeline timeline;
    for (std::size_t i = 0; i < threads; ++i)
        timeline.lanes.push_back({ThreadId{static_cast<std::uint16_t>(i)},
                                  "writeback_worker[" + std::to_string(i) + "]",
                                  "CPU" + std::to_string(i), false});
    timeline.locks = {"i_lock", "inode_hash_lock", "sb->s_inode_list_lock", "lru_lock", "wb_lock"};
    for (std::size_t i = 0; i < steps; ++i) {
        TimelineEvent event;
        event.index = i;
        event.lane = (i / 3) % threads;
        event.role = i % 3 == 0 ? Role::Lock : i % 3 == 1 ? Role::Write : Role::Unlock;
        event.label = i % 3 == 1 ? "writeback_control->nr_to_write = MAX_WRITEBACK_PAGES"
                                 : "spin_lock(sb->s_inode_list_lock)";
        event.note = i % 3 == 1 ? "4096" : "";
        event.spoken = event.label;
        event.fate = Fate::Unknown;
        timeline.events.push_back(event);
        if (i > 0 && i % 3 == 0)
            timeline.switches.push_back({i, (i / 3 - 1) % threads, event.lane, i / 3});
        if (i % 3 == 2)
            timeline.spans.push_back(
                {TimelineSpan::Kind::LockHeld, event.lane, i - 2, i, (i / 3) % 5, false});
    }
    return timeline;
}

} // namespace racewalk::test
