// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/narration/step_words.h"

#include "program/one_line.h"

namespace racewalk {
namespace {

/// "i_lock" of "spin_lock(i_lock)".
std::string_view argumentIn(std::string_view label)
{
    const std::size_t open = label.find('('), close = label.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close <= open + 1)
        return {};
    return label.substr(open + 1, close - open - 1);
}

Deed both(const std::string &verb, const std::string &rest)
{
    const bool isEs = verb.ends_with("ch") || verb == "go";
    return {verb + (isEs ? "es " : "s ") + rest, verb + ' ' + rest};
}

/// As the timeline names it, where no other words are known.
Deed asWritten(const Event &event)
{
    std::string text = event.isLabelled ? "\u201c" + event.label + "\u201d" : event.label;
    if (!event.note.empty())
        text += " (" + event.note + ')';
    return both("run", text);
}

} // namespace

Deed deedOf(const Program &program, const Event &event)
{
    if (event.isLabelled)
        return asWritten(event);
    const Access &access = event.access;
    if (access.kind != Access::Kind::None && !access.value.empty())
        return access.isRead()
                   ? both("read", access.place + ": " + access.value)
                   : both("set", access.place + " to " + access.value +
                                     (event.result.empty() || event.result.starts_with("writes")
                                          ? ""
                                          : " (" + event.result + ')'));
    const std::string argument(argumentIn(event.label));
    const bool isPlain = !argument.empty() && event.result.empty();
    switch (event.role) {
    case Role::Drain:
        return both("drain", event.label + " from its store buffer");
    case Role::Lock:
        return isPlain ? both("take", argument) : asWritten(event);
    case Role::Unlock:
        return isPlain ? both("release", argument) : asWritten(event);
    case Role::RcuEnter:
        return both("enter", "an RCU read section");
    case Role::RcuLeave:
        return both("leave", "its RCU read section");
    case Role::Sleep:
        return event.slept ? both("go", "to sleep") : asWritten(event);
    case Role::Wake: {
        std::vector<std::string> names;
        for (const ThreadId thread : event.woken)
            names.push_back(program.threads[indexOf(thread)].name);
        return names.empty() ? both("run", event.label + ", which wakes nobody")
                             : both("wake", listText(names, "and"));
    }
    case Role::Test:
        return both("test", event.label + (event.result.empty() ? "" : ": " + event.result));
    case Role::Assert:
        return both("check", event.label + (event.note.empty() ? "" : ": " + event.note));
    case Role::Free:
        if (event.label.starts_with("free "))
            return both("free", event.label.substr(5));
        break;
    case Role::None:
    case Role::Read:
    case Role::Find:
    case Role::Write:
    case Role::WriteFlags:
    case Role::Unlink:
    case Role::Wait:
    case Role::Fence:
    case Role::GracePeriod:
    case Role::Deferred:
    case Role::Allocate:
    case Role::Choose:
        break;
    }
    return asWritten(event);
}

std::vector<EffectOnOthers> effectsOf(const Machine &machine, StateView before, StateView after,
                                      ThreadId stepped)
{
    const auto canStep = [&](StateView state, ThreadId thread) {
        return machine.readiness(state, thread).kind == Readiness::Kind::Enabled;
    };
    std::vector<EffectOnOthers> effects;
    for (std::size_t i = 0; i < machine.program().threads.size(); ++i) {
        const ThreadId thread{static_cast<std::uint16_t>(i)};
        if (thread == stepped || machine.program().threads[i].isSystem)
            continue;
        const auto kind = machine.readiness(after, thread).kind;
        const bool could = canStep(before, thread), can = kind == Readiness::Kind::Enabled;
        if (could != can && kind != Readiness::Kind::Ended && kind != Readiness::Kind::Faulted)
            effects.push_back({thread, !can});
    }
    return effects;
}

std::string shortText(const Program &program, const EffectOnOthers &effect)
{
    return program.threads[indexOf(effect.thread)].name +
           (effect.isBlocked ? " now blocked" : " can step again");
}

SplitText splitSentence(std::string_view text)
{
    const std::size_t stop = text.find(". ");
    if (stop == std::string_view::npos)
        return {text, {}};
    return {text.substr(0, stop + 1), text.substr(stop + 2)};
}

std::string asSentence(std::string text)
{
    return text.empty() || text.ends_with('.') ? text : text + '.';
}

} // namespace racewalk
