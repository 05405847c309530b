// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/program.h"

#include <algorithm>
#include <cctype>

namespace racewalk {

bool isVisible(Op op)
{
    return (op >= Op::Load && op != Op::Awake) || op == Op::AtomicBegin;
}

std::string_view Program::textOf(SourceSpan span) const
{
    return source->slice(span);
}

const Expectation *Program::expectation() const
{
    const auto found = std::ranges::find(scenario.expectations, variant, &Expectation::variant);
    return found == scenario.expectations.end() ? nullptr : &*found;
}

std::optional<ThreadId> Program::findThread(std::string_view name) const
{
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    const auto found = std::ranges::find_if(threads, [&](const Thread &thread) {
        return std::ranges::equal(thread.name, name, {}, lower, lower);
    });
    if (found == threads.end())
        return std::nullopt;
    return static_cast<ThreadId>(found - threads.begin());
}

std::vector<CallId> callStack(const Body &body, CallId call)
{
    std::vector<CallId> stack{call};
    while (indexOf(call) != 0) {
        call = body.calls[indexOf(call)].parent;
        stack.push_back(call);
    }
    std::ranges::reverse(stack);
    return stack;
}

std::string_view toText(MemoryModel model)
{
    switch (model) {
    case MemoryModel::Sc:
        return "sc";
    case MemoryModel::Tso:
        return "tso";
    case MemoryModel::Pso:
        return "pso";
    }
    return "";
}

std::optional<MemoryModel> memoryModelFrom(std::string_view text)
{
    for (const MemoryModel model : {MemoryModel::Sc, MemoryModel::Tso, MemoryModel::Pso})
        if (text == toText(model))
            return model;
    return std::nullopt;
}

} // namespace racewalk
