// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/lockdep_splat.h"

#include "export/diagram/call_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace racewalk {
namespace {

// As kernel/locking/lockdep.c prints them.
constexpr std::size_t leftName = 7, rightName = 31, leftLock = 2, rightLock = 31;

/// A lock that a thread took or waits for.
struct Taken {
    ThreadId thread{};
    CellId lock{};
};

/// What is held at the cursor, in the order in which it was taken.
std::vector<Taken> heldLocks(const Run &run)
{
    std::vector<Taken> held;
    for (std::size_t i = 0; i < run.position(); ++i) {
        const Event &event = run.event(i);
        if (event.role == Role::Lock && event.cell)
            held.push_back({event.step.thread, *event.cell});
    }
    std::erase_if(held, [&](const Taken &taken) {
        const auto locks = run.machine().heldLocks(run.state(), taken.thread);
        return std::ranges::find(locks, taken.lock) == locks.end();
    });
    return held;
}

std::optional<Taken> wantedLock(const Run &run, ThreadId thread)
{
    const Readiness readiness = run.machine().readiness(run.state(), thread);
    const bool isForLock = readiness.kind == Readiness::Kind::Spinning ||
                           readiness.kind == Readiness::Kind::WaitingForMutex;
    return isForLock ? std::optional(Taken{thread, readiness.cell}) : std::nullopt;
}

std::string line(std::size_t column, const std::string &text)
{
    return std::string(column, ' ') + asciiOnly(text) + '\n';
}

} // namespace

std::expected<std::string, std::string> lockdepSplat(const Run &run)
{
    const Program &program = run.machine().program();
    std::vector<Taken> wanted;
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        if (const auto lock = wantedLock(run, ThreadId(i)))
            wanted.push_back(*lock);
    const auto holds = [&](const Taken &holder, const Taken &lock) {
        return run.machine().holds(run.state(), holder.thread, lock.lock);
    };
    if (run.machine().standing(run.state()) != Standing::Hang || wanted.size() != 2 ||
        !holds(wanted[0], wanted[1]) || !holds(wanted[1], wanted[0]))
        return std::unexpected("this run does not end with two threads that wait for each other's "
                               "locks");
    const ThreadId leftThread = wanted[0].thread, rightThread = wanted[1].thread;
    std::vector<Taken> locks = heldLocks(run);
    std::erase_if(locks, [&](const Taken &taken) {
        return taken.thread != leftThread && taken.thread != rightThread;
    });
    locks.insert(locks.end(), wanted.begin(), wanted.end());
    std::string text = " Possible unsafe locking scenario:\n\n";
    const auto addHeads = [&](const std::string &left, const std::string &right) {
        text += std::string(leftName, ' ') + left +
                std::string(rightName - leftName - left.size(), ' ') + right + '\n';
    };
    addHeads(fmt::format("CPU{}", indexOf(leftThread)), fmt::format("CPU{}", indexOf(rightThread)));
    addHeads("----", "----");
    for (const Taken &taken : locks)
        text += line(taken.thread == leftThread ? leftLock : rightLock,
                     "lock(" + program.storage.cells[indexOf(taken.lock)].path + ");");
    return text + "\n *** DEADLOCK ***\n";
}

} // namespace racewalk
