// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/certificate_words.h"

#include "explore/explain/hang_words.h"
#include "machine/words.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

namespace {

using Waiting = HangCertificate::Waiting;
using Waker = HangCertificate::Waker;

std::string objectText(const Program &program, const Waiting &waiting, const Wait::Object &object)
{
    const std::string &path = program.storage.cells[indexOf(object.cell)].path;
    if (!object.bit)
        return path;
    if (*object.bit == anyBit)
        return "the variable " + path;
    return fmt::format("(&{}, {})", path,
                       waiting.bitName.empty() ? fmt::to_string(*object.bit) : waiting.bitName);
}

std::string objectsText(const Program &program, const Waiting &waiting)
{
    std::string text;
    for (const Wait::Object &object : waiting.wait.objects)
        text += (text.empty() ? "" : " and ") + objectText(program, waiting, object);
    return text.empty() && waiting.wait.kind == Wait::Kind::Asleep ? "no queue" : text;
}

/// "sleeps on wq", "spins on B, held by b".
std::string waitClause(const Program &program, const Waiting &waiting)
{
    const Wait &wait = waiting.wait;
    return waitClause(wait.kind, "", objectsText(program, waiting), heldText(program, wait));
}

/// Behind the name of the waker's thread: "has ended".
std::string reasonClause(const Program &program, const HangCertificate &certificate,
                         const Waker &waker)
{
    const Waiting *stands = certificate.of(waker.thread);
    switch (waker.reason) {
    case HangCertificate::Reason::Ended:
        return "has ended";
    case HangCertificate::Reason::Waits:
        return stands == nullptr ? "waits itself" : "itself " + waitClause(program, *stands);
    case HangCertificate::Reason::Past:
        return "is past it, and nothing leads back there";
    case HangCertificate::Reason::Unreachable:
        return "stands where nothing leads there";
    }
    return {};
}

/// Wakers that differ in nothing but their thread: instances of one declaration, usually.
struct SameWakers {
    std::string action; ///< "could wake it at wake_up(&wq) in line 20"
    std::string reason;
    std::vector<ThreadId> threads;
};

std::string sentence(const Program &program, const SameWakers &same, ThreadId waiter)
{
    const std::string names = namesOf(program, same.threads);
    const bool isOne = same.threads.size() == 1;
    const bool isItself = same.threads.front() == waiter;
    return fmt::format("  {} {}: {} {}.", names, same.action,
                       isItself ? "it"
                       : isOne  ? names
                                : "each of them",
                       same.reason);
}

} // namespace

std::vector<std::string> waitingLines(const Program &program, const HangCertificate &certificate,
                                      const Waiting &waiting)
{
    const ThreadId waiter = waiting.wait.thread;
    const WaitRow &row = rowOf(waiting.wait.kind);
    std::vector<SameWakers> groups;
    for (const Waker &waker : waiting.wakers) {
        const bool isItself =
            waker.thread == waiter && waker.reason == HangCertificate::Reason::Waits;
        SameWakers one{.action =
                           fmt::format("{} {} at {} in line {}", waker.isCertain ? "could" : "may",
                                       row.could, waker.text, waker.span.line),
                       .reason = isItself ? "is the one that waits"
                                          : reasonClause(program, certificate, waker),
                       .threads = {waker.thread}};
        const auto same = std::ranges::find_if(groups, [&](const SameWakers &group) {
            return group.action == one.action && group.reason == one.reason &&
                   group.threads.front() != waiter && waker.thread != waiter;
        });
        if (same == groups.end())
            groups.push_back(std::move(one));
        else
            same->threads.push_back(waker.thread);
    }
    std::vector<std::string> lines{
        fmt::format("{} {}{} since {} in line {}.", program.threads[indexOf(waiter)].name,
                    waitClause(program, waiting), waiting.wait.holders == 0 ? "" : ",",
                    waiting.text, waiting.span.line)};
    for (const SameWakers &group : groups)
        lines.push_back(sentence(program, group, waiter));
    lines.push_back(fmt::format("  No {}statement {}.", groups.empty() ? "" : "other ", row.does));
    return lines;
}

std::string certificateText(const Program &program, const HangCertificate &certificate,
                            std::string_view indent)
{
    std::string text;
    for (const Waiting &waiting : certificate.waiting)
        for (const std::string &line : waitingLines(program, certificate, waiting))
            text += fmt::format("{}{}\n", indent, line);
    return text;
}

std::string_view waitedForText(const Program &program, const Wait &wait)
{
    if (wait.kind == Wait::Kind::GracePeriod)
        return "grace_period";
    if (wait.objects.empty())
        return "nothing";
    const auto &[cell, bit] = wait.objects.front();
    if (bit)
        return *bit == anyBit ? "variable" : "bit";
    const TypeKind kind = program.storage.typeOf(cell).kind;
    return kind == TypeKind::WaitQueue    ? "queue"
           : kind == TypeKind::Completion ? "completion"
           : kind == TypeKind::Semaphore  ? "semaphore"
           : kind == TypeKind::Mutex      ? "mutex"
           : kind == TypeKind::SpinLock   ? "spinlock"
           : kind == TypeKind::RwLock     ? "rwlock"
                                          : "seqlock";
}

std::string_view toText(HangCertificate::Reason reason)
{
    switch (reason) {
    case HangCertificate::Reason::Ended:
        return "ended";
    case HangCertificate::Reason::Waits:
        return "waits";
    case HangCertificate::Reason::Past:
        return "past";
    case HangCertificate::Reason::Unreachable:
        return "unreachable";
    }
    return "";
}

} // namespace racewalk
