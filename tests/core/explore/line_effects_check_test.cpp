// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/line_effects.h"
#include "language/changes/line_changes.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"
#include "support/tiny_programs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace racewalk;
using namespace racewalk::test;

namespace {

/// All that an outcome is told apart by, the plain way.
std::string describedEnd(const Machine &machine, StateView state)
{
    const Program &program = machine.program();
    std::string text;
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        if (program.threads[i].isSystem)
            continue;
        const auto thread = static_cast<ThreadId>(i);
        const Body &body = program.bodyOf(thread);
        const Readiness readiness = machine.readiness(state, thread);
        if (readiness.kind != Readiness::Kind::Ended) {
            std::uint32_t at = machine.layout().position(state, thread);
            at -= body.code[at].op == Op::Awake ? 1 : 0;
            text +=
                fmt::format("at {} for {};", body.origins[at].span.begin, indexOf(readiness.cell));
            continue;
        }
        std::vector<std::int32_t> values(body.registers.size());
        machine.layout().loadRegisters(state, thread, values.data());
        for (std::size_t r = 0; r < values.size(); ++r)
            if (body.registers[r].isResult)
                text += fmt::format("{}={};", body.registers[r].name, values[r]);
    }
    for (const Global &global : program.storage.globals) {
        const std::size_t first = indexOf(global.first);
        for (std::size_t i = first; i < first + program.storage.type(global.type).cells; ++i) {
            const Type &type = program.storage.type(program.storage.cells[i].type);
            if (isValue(type) || type.kind == TypeKind::Atomic)
                text += fmt::format("{};", machine.layout().value(state, static_cast<CellId>(i)));
        }
    }
    return text;
}

/// How runs end, faults left out. Nothing if there are too many states, or runs that never end.
std::optional<std::set<std::string>> endsOf(const Machine &machine, std::size_t maxStates)
{
    std::map<Bytes, std::vector<Bytes>> sources;
    std::vector<Bytes> open{bytesOf(machine.initialState())};
    std::vector<Bytes> ends;
    sources[open.front()];
    while (!open.empty()) {
        const Bytes state = open.back();
        open.pop_back();
        if (machine.standing(state) != Standing::Going)
            ends.push_back(state);
        for (const Step step : machine.enabledSteps(state)) {
            State next{StateView(state)};
            machine.apply(next, step);
            const auto [known, isNew] = sources.try_emplace(bytesOf(next));
            known->second.push_back(state);
            if (isNew)
                open.push_back(bytesOf(next));
        }
        if (sources.size() > maxStates)
            return std::nullopt;
    }
    std::set<std::string> result;
    for (const Bytes &end : ends)
        if (machine.standing(end) != Standing::Fault)
            result.insert(describedEnd(machine, end));
    std::set<Bytes> ending(ends.begin(), ends.end());
    for (open = ends; !open.empty();) {
        const Bytes state = open.back();
        open.pop_back();
        for (const Bytes &source : sources[state])
            if (ending.insert(source).second)
                open.push_back(source);
    }
    return ending.size() == sources.size() ? std::optional(result) : std::nullopt;
}

std::set<std::string> variablesOf(const Program &program)
{
    std::set<std::string> names;
    for (std::size_t i = 0; i < program.bodies.size(); ++i)
        for (const Register &one : program.bodies[i].registers)
            if (one.isResult)
                names.insert(fmt::format("{} {}", i, one.name));
    return names;
}

bool hasEnding(const std::vector<Difference> &differences)
{
    return std::ranges::any_of(differences, &Difference::isEnding);
}

struct Counts {
    int same = 0;
    int different = 0;
};

void compareWithPlainSearch(const std::shared_ptr<const Program> &program, Counts &counts)
{
    constexpr std::size_t maxStates = 600;
    const Machine machine(program);
    const auto before = endsOf(machine, maxStates);
    if (!before)
        return;
    LineChanges changes(program);
    const LineEffects effects =
        findLineEffects(machine, changes.list().size(),
                        [&](std::size_t number) { return changes.changed(number); }, {});
    for (std::size_t i = 0; i < changes.list().size(); ++i) {
        const auto changed = changes.changed(i);
        if (changed == nullptr || variablesOf(*changed) != variablesOf(*program))
            continue;
        const auto after = endsOf(Machine(changed), maxStates);
        if (!after)
            continue;
        SCOPED_TRACE(changes.list()[i].text);
        const LineEffect &effect = effects.effects[i];
        ASSERT_TRUE(effect.isComplete());
        std::vector<std::string> added, taken;
        std::ranges::set_difference(*after, *before, std::back_inserter(added));
        std::ranges::set_difference(*before, *after, std::back_inserter(taken));
        ASSERT_EQ(hasEnding(effect.appears), !added.empty());
        ASSERT_EQ(hasEnding(effect.vanishes), !taken.empty());
        ++(added.empty() && taken.empty() ? counts.same : counts.different);
    }
}

} // namespace

TEST(LineEffectsCheck, EndingsDifferWhereThoseOfAPlainSearchDo)
{
    Counts counts;
    for (const std::string &text : tinyPrograms(40, 200)) {
        SCOPED_TRACE(text);
        compareWithPlainSearch(programFor(text), counts);
        if (HasFatalFailure())
            return;
    }
    EXPECT_GT(counts.same, 100);
    EXPECT_GT(counts.different, 100);
}

TEST(LineEffectsCheck, AProgramIsNotChangedByNoChange)
{
    for (const std::string &text : tinyPrograms(100, 300)) {
        SCOPED_TRACE(text);
        const auto program = programFor(text);
        const LineEffects effects =
            findLineEffects(Machine(program), 1, [&](std::size_t) { return program; }, {});
        EXPECT_EQ(effects.effects.front().kind, LineEffect::Kind::Unchanged);
    }
}

TEST(LineEffectsCheck, WhatAppearsOneWayVanishesTheOther)
{
    const auto one = programOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const auto other = programOf("scenarios/inode/inode-teardown.race", "no_grace_period");
    const auto effectOf = [](const auto &from, const auto &to) {
        return findLineEffects(Machine(from), 1, [&](std::size_t) { return to; }, {}).effects[0];
    };
    const auto texts = [](const std::vector<Difference> &differences) {
        std::vector<std::string> result;
        for (const Difference &difference : differences)
            result.push_back(fmt::format("{} {}", toText(difference.kind), difference.text));
        return result;
    };
    const LineEffect there = effectOf(one, other);
    const LineEffect back = effectOf(other, one);
    EXPECT_FALSE(there.appears.empty());
    EXPECT_FALSE(there.vanishes.empty());
    EXPECT_EQ(texts(there.appears), texts(back.vanishes));
    EXPECT_EQ(texts(there.vanishes), texts(back.appears));
    EXPECT_EQ(there.newKinds, back.lostKinds);
    EXPECT_EQ(there.lostKinds, back.newKinds);
}
