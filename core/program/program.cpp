// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/program.h"

#include <algorithm>
#include <cctype>

namespace racewalk {

std::string_view Program::textOf(SourceSpan span) const
{
    return source->slice(span);
}

const Expectation *Scenario::expectation(std::string_view ofVariant, MemoryModel model) const
{
    const Expectation *general = nullptr;
    for (const Expectation &expectation : expectations) {
        if (expectation.variant != ofVariant)
            continue;
        if (expectation.memory == model)
            return &expectation;
        if (!expectation.memory)
            general = &expectation;
    }
    return general;
}

std::vector<MemoryModel> Scenario::claimedModels() const
{
    std::vector<MemoryModel> models;
    for (const MemoryModelRow &row : memoryModels) {
        const MemoryModel model = row.model;
        const bool isExpected = std::ranges::any_of(
            expectations, [model](const Expectation &each) { return each.memory == model; });
        const bool isToured = std::ranges::find(tours, model, &Tour::memory) != tours.end();
        if (model == memory || isExpected || isToured)
            models.push_back(model);
    }
    return models;
}

namespace {

/// Whether the full stop behind `words` only shortens a word: "RCU vs. a lock".
bool isAbbreviated(std::string_view words)
{
    constexpr std::string_view shortened[] = {"e.g", "i.e", "cf", "vs", "approx", "resp"};
    return std::ranges::any_of(shortened, [words](std::string_view word) {
        if (!words.ends_with(word))
            return false;
        const std::string_view before = words.substr(0, words.size() - word.size());
        return before.empty() || std::isalnum(static_cast<unsigned char>(before.back())) == 0;
    });
}

} // namespace

std::string_view teaches(const Scenario &scenario)
{
    const std::string_view about = scenario.about;
    for (std::size_t end = about.find_first_of(".!?"); end != std::string_view::npos;
         end = about.find_first_of(".!?", end + 1)) {
        // What quotes or brackets the sentence belongs to it; "6.10" and "fs/inode.c" go on.
        const std::size_t behind = about.find_first_not_of(".!?\")'", end);
        const bool isLast = behind == std::string_view::npos;
        if (!isLast && std::isspace(static_cast<unsigned char>(about[behind])) == 0)
            continue;
        if (about[end] != '.' || isLast || !isAbbreviated(about.substr(0, end)))
            return about.substr(0, behind);
    }
    return about;
}

const Expectation *Program::expectation() const
{
    return scenario.expectation(variant, memory);
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

} // namespace racewalk
