// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/thread_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

namespace {

std::vector<ThreadId> threadsOfGroup(const Program &program, std::string_view group)
{
    std::vector<ThreadId> result;
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        if (equalWithoutCase(program.threads[i].group, group))
            result.push_back(ThreadId(i));
    return result;
}

} // namespace

bool equalWithoutCase(std::string_view a, std::string_view b)
{
    const auto lowered = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(a, b, {}, lowered, lowered);
}

std::string listed(const std::vector<std::string> &names, std::string_view last)
{
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        const bool isLast = i + 1 == names.size();
        text += i == 0 ? "" : isLast ? fmt::format(" {} ", last) : ", ";
        text += names[i];
    }
    if (names.size() > most)
        text += fmt::format(" {} {} more", last, names.size() - most);
    return text;
}

std::string scheduleName(const Program &program, ThreadId thread)
{
    const Thread &named = program.threads[indexOf(thread)];
    std::string name = threadsOfGroup(program, named.group).size() == 1 ? named.group : named.name;
    for (char &c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return name;
}

std::expected<ThreadId, std::string> threadFor(const Program &program, std::string_view name)
{
    if (const auto thread = program.findThread(name))
        return *thread;
    const std::string_view group = name.substr(0, name.find('['));
    const std::vector<ThreadId> instances = threadsOfGroup(program, group);
    const bool numbered = group.size() != name.size();
    if (instances.size() == 1 && (!numbered || name.substr(group.size()) == "[0]"))
        return instances.front();

    std::vector<std::string> known;
    if (instances.empty()) {
        for (const Thread &thread : program.threads)
            if (std::ranges::find(known, thread.group) == known.end())
                known.push_back(thread.group);
        return std::unexpected(
            fmt::format("there is no thread '{}', only {}", name, listed(known, "and")));
    }
    for (const ThreadId thread : instances)
        known.push_back(program.threads[indexOf(thread)].name);
    if (numbered)
        return std::unexpected(
            fmt::format("there is no thread '{}', only {}", name, listed(known, "and")));
    return std::unexpected(fmt::format("there are {} threads called {}: write {}", instances.size(),
                                       name, listed(known, "or")));
}

} // namespace racewalk
