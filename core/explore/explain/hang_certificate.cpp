// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/hang_certificate.h"

#include "explore/explain/hang_words.h"
#include "program/check.h"
#include "program/ids.h"
#include "program/one_line.h"
#include "program/operations.h"

#include <algorithm>
#include <map>

namespace racewalk {

namespace {

using Reason = HangCertificate::Reason;
using Waiting = HangCertificate::Waiting;

/// What prepare_to_wait_bit() calls the bit, if that is the name of a constant.
std::string bitNameOf(const Body &body, std::int32_t bit)
{
    for (std::size_t i = 0; i < body.code.size(); ++i) {
        const Instruction &instruction = body.code[i];
        if (operationOf(instruction.op).queues != Operation::Waiters::Bit ||
            instruction.b != Operand::constant(bit))
            continue;
        const Origin &origin = body.origins[i];
        if (origin.arguments.size() < 2)
            continue;
        const TextRange bitText = origin.arguments[1];
        const std::string name = origin.text.substr(bitText.begin, bitText.end - bitText.begin);
        const bool isLocal =
            std::ranges::find(body.registers, name, &Register::name) != body.registers.end();
        if (!isLocal)
            return name;
    }
    return {};
}

/// Where the code of one thread can still go, and where it can have been.
class Paths {
public:
    Paths(const Machine &machine, const WakerFinder &finder, StateView state, ThreadId thread)
        : m_hasEnded(machine.readiness(state, thread).kind == Readiness::Kind::Ended)
    {
        const std::uint32_t position = machine.layout().position(state, thread);
        m_ahead = reachableFrom(machine.program().bodyOf(thread), position);
        m_behind = leadingTo(finder.predecessors(thread), position);
    }

    Reason reasonFor(std::uint32_t position) const
    {
        if (m_hasEnded)
            return Reason::Ended;
        if (m_ahead[position])
            return Reason::Waits;
        return m_behind[position] ? Reason::Past : Reason::Unreachable;
    }

private:
    bool m_hasEnded = false;
    std::vector<bool> m_ahead, m_behind;
};

class Certifier {
public:
    Certifier(const Machine &machine, const WakerFinder &finder, StateView state)
        : m_machine(machine), m_finder(finder), m_state(state)
    {}

    HangCertificate certificate()
    {
        for (const ThreadId thread : unendedThreads(m_machine, m_state))
            add(thread);
        // Who was added last may wait for further daemons.
        for (std::size_t i = 0; i < m_made.waiting.size(); ++i) {
            const std::vector<HangCertificate::Waker> wakers = m_made.waiting[i].wakers;
            for (const HangCertificate::Waker &waker : wakers)
                if (waker.reason == Reason::Waits && m_made.of(waker.thread) == nullptr)
                    add(waker.thread);
        }
        return std::move(m_made);
    }

private:
    void add(ThreadId thread)
    {
        const Program &program = m_machine.program();
        const auto wait = waitOf(m_machine, m_state, thread);
        RACEWALK_CHECK(wait.has_value()); // a hang: no thread can step
        Waiting waiting{.wait = *wait, .span = {}, .text = {}, .bitName = {}, .wakers = {}};
        waiting.span = nextSpan(m_machine, m_state, thread);
        waiting.text = onOneLine(program.textOf(waiting.span));
        for (const Wait::Object &object : wait->objects)
            if (object.bit && *object.bit != anyBit)
                waiting.bitName = bitNameOf(program.bodyOf(thread), *object.bit);
        for (const WakerSite &site : m_finder.wakersFor(*wait))
            addWaker(waiting.wakers, site);
        m_made.waiting.push_back(std::move(waiting));
    }

    /// A function that is called twice has its statements twice in the code: once for each reason.
    void addWaker(std::vector<HangCertificate::Waker> &wakers, const WakerSite &site)
    {
        const Origin &origin = m_machine.program().bodyOf(site.thread).origins[site.position];
        const Reason reason = pathsOf(site.thread).reasonFor(site.position);
        const auto same = std::ranges::find_if(wakers, [&](const HangCertificate::Waker &waker) {
            return waker.thread == site.thread && waker.span == origin.span &&
                   waker.reason == reason;
        });
        if (same != wakers.end())
            same->isCertain = same->isCertain || site.isCertain;
        else
            wakers.push_back({.thread = site.thread,
                              .position = site.position,
                              .span = origin.span,
                              .text = onOneLine(m_machine.program().textOf(origin.span)),
                              .isCertain = site.isCertain,
                              .reason = reason});
    }

    const Paths &pathsOf(ThreadId thread)
    {
        const auto known = m_paths.find(thread);
        if (known != m_paths.end())
            return known->second;
        return m_paths.emplace(thread, Paths(m_machine, m_finder, m_state, thread)).first->second;
    }

    const Machine &m_machine;
    const WakerFinder &m_finder;
    StateView m_state;
    std::map<ThreadId, Paths> m_paths;
    HangCertificate m_made;
};

} // namespace

const Waiting *HangCertificate::of(ThreadId thread) const
{
    const auto found =
        std::ranges::find(waiting, thread, [](const Waiting &entry) { return entry.wait.thread; });
    return found == waiting.end() ? nullptr : &*found;
}

HangCertificate hangCertificate(const Machine &machine, const WakerFinder &finder, StateView state)
{
    RACEWALK_CHECK(machine.standing(state) == Standing::Hang);
    return Certifier(machine, finder, state).certificate();
}

HangCertificate hangCertificate(const Machine &machine, StateView state)
{
    return hangCertificate(machine, WakerFinder(machine.program()), state);
}

} // namespace racewalk
