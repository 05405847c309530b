// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/local_work.h"

#include "program/control_flow.h"

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

/// A thread stands at a might_sleep() only if that fails.
bool isLocal(Op op)
{
    return !isVisible(op) && op != Op::Awake;
}

bool canFail(Op op)
{
    switch (op) {
    case Op::DivideSigned:
    case Op::DivideUnsigned:
    case Op::RemainderSigned:
    case Op::RemainderUnsigned:
    case Op::ElementOf:
    case Op::CheckIndex:
    case Op::Peek:
    case Op::BugOn:
        return true;
    default:
        return false;
    }
}

/// A walk in depth over the instructions at which it may stop, telling of each transition that
/// leads back to where the walk came from.
class CircleFinder {
public:
    CircleFinder(const Body &body, const std::vector<bool> &isCut)
        : m_body(body), m_isCut(isCut), m_marks(body.code.size())
    {}

    /// Where circles begin.
    std::vector<std::uint32_t> heads()
    {
        for (std::uint32_t position = 0; position < m_body.code.size(); ++position)
            if (!m_isCut[position] && m_marks[position] == Mark::None)
                walk(position);
        return std::move(m_heads);
    }

private:
    enum class Mark : std::uint8_t { None, Open, Done };
    struct Frame {
        std::uint32_t position = 0;
        std::vector<std::uint32_t> next;
    };

    void walk(std::uint32_t start)
    {
        std::vector<Frame> stack;
        push(start, stack);
        while (!stack.empty()) {
            Frame &frame = stack.back();
            if (frame.next.empty()) {
                m_marks[frame.position] = Mark::Done;
                stack.pop_back();
                continue;
            }
            const std::uint32_t next = frame.next.back();
            frame.next.pop_back();
            if (m_isCut[next])
                continue;
            if (m_marks[next] == Mark::Open)
                m_heads.push_back(next);
            else if (m_marks[next] == Mark::None)
                push(next, stack);
        }
    }

    void push(std::uint32_t position, std::vector<Frame> &stack)
    {
        m_marks[position] = Mark::Open;
        stack.push_back({position, successorsOf(m_body, position)});
    }

    const Body &m_body;
    const std::vector<bool> &m_isCut;
    std::vector<Mark> m_marks;
    std::vector<std::uint32_t> m_heads;
};

} // namespace

bool LocalWork::canFail(const Body &body, bool canEndBadly) const
{
    return isCircle || std::ranges::any_of(positions, [&](std::uint32_t position) {
               const Op op = body.code[position].op;
               return racewalk::canFail(op) || (op == Op::End && canEndBadly);
           });
}

bool LocalWork::canPeek(const Body &body) const
{
    return std::ranges::any_of(
        positions, [&](std::uint32_t position) { return body.code[position].op == Op::Peek; });
}

bool LocalWork::canEnd(const Body &body) const
{
    return std::ranges::any_of(
        positions, [&](std::uint32_t position) { return body.code[position].op == Op::End; });
}

LocalWork localWorkBehind(const Body &body, std::uint32_t position)
{
    LocalWork work;
    std::vector<bool> isSeen(body.code.size());
    std::vector<std::uint32_t> open{position};
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        for (const std::uint32_t next : successorsOf(body, at)) {
            if (!isLocal(body.code[next].op) || isSeen[next])
                continue;
            isSeen[next] = true;
            work.positions.push_back(next);
            open.push_back(next);
        }
    }
    std::vector<bool> isElsewhere(body.code.size(), true);
    for (const std::uint32_t local : work.positions)
        isElsewhere[local] = false;
    work.isCircle = !CircleFinder(body, isElsewhere).heads().empty();
    return work;
}

std::vector<bool> cutsOfCircles(const Body &body, const std::vector<bool> &isCut)
{
    std::vector<bool> cuts(body.code.size());
    for (const std::uint32_t head : CircleFinder(body, isCut).heads()) {
        if (!isLocal(body.code[head].op)) {
            cuts[head] = true;
            continue;
        }
        // Whichever way it goes on from its head, the first operations there are in it.
        LocalWork work = localWorkBehind(body, head);
        work.positions.push_back(head);
        for (const std::uint32_t position : work.positions)
            for (const std::uint32_t next : successorsOf(body, position))
                if (!isLocal(body.code[next].op))
                    cuts[next] = true;
    }
    return cuts;
}

bool usesSelf(const Body &body)
{
    return std::ranges::any_of(body.code, [](const Instruction &instruction) {
        const auto isSelf = [](const Operand &operand) {
            return operand.kind == Operand::Kind::Self;
        };
        return isSelf(instruction.a) || isSelf(instruction.b) || isSelf(instruction.c);
    });
}

bool hasAny(const Body &body, std::initializer_list<Op> ops)
{
    return std::ranges::any_of(body.code, [&](const Instruction &instruction) {
        return std::ranges::find(ops, instruction.op) != ops.end();
    });
}

} // namespace racewalk
