// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"

#include "support/program_from_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

// The engine's store buffers against a second definition that has none: the axioms of The SPARC
// Architecture Manual, Version 8, appendix K, as "there is a total order of all reads and writes,
// such that ...".

namespace racewalk::test {

namespace {

struct Operation {
    enum class Kind { Store, Load, Full, Write, Add };
    Kind kind = Kind::Load;
    std::size_t thread = 0;
    std::size_t place = 0;
    int value = 0; ///< stored; unique in its program

    bool isBarrier() const { return kind == Kind::Full || kind == Kind::Write; }
    bool reads() const { return kind == Kind::Load || kind == Kind::Add; }
    bool writes() const { return kind == Kind::Store || kind == Kind::Add; }
};

/// Thread by thread, each in program order.
using Operations = std::vector<Operation>;
/// What each load and addition read, in order, then the values of the places at the end.
using Results = std::vector<int>;

constexpr std::size_t places = 2;

std::string scenarioOf(const Operations &operations, std::size_t threads)
{
    std::string text = "scenario \"random\";\natomic_t x0, x1;\n";
    for (std::size_t thread = 0; thread < threads; ++thread) {
        text += fmt::format("thread t{} {{\n", thread);
        int loads = 0;
        for (const Operation &operation : operations) {
            if (operation.thread != thread)
                continue;
            switch (operation.kind) {
            case Operation::Kind::Store:
                text += fmt::format("atomic_set(&x{}, {});\n", operation.place, operation.value);
                break;
            case Operation::Kind::Load:
                text += fmt::format("int r{} = atomic_read(&x{});\n", loads++, operation.place);
                break;
            case Operation::Kind::Add:
                text += fmt::format("int r{} = atomic_inc_return(&x{}) - 1;\n", loads++,
                                    operation.place);
                break;
            case Operation::Kind::Full:
                text += "smp_mb();\n";
                break;
            case Operation::Kind::Write:
                text += "smp_wmb();\n";
                break;
            }
        }
        text += "}\n";
    }
    return text;
}

/// Whether the model keeps `first` before `second`, which follows it in the same thread.
bool areOrdered(const Operations &operations, std::size_t first, std::size_t second,
                MemoryModel model)
{
    const Operation &a = operations[first], &b = operations[second];
    if (!buffersStores(model) || a.reads() || b.kind == Operation::Kind::Add)
        return true;
    const auto isBetween = [&](Operation::Kind kind) {
        return std::any_of(operations.begin() + static_cast<std::ptrdiff_t>(first),
                           operations.begin() + static_cast<std::ptrdiff_t>(second),
                           [kind](const Operation &operation) { return operation.kind == kind; });
    };
    if (isBetween(Operation::Kind::Full) || isBetween(Operation::Kind::Add))
        return true;
    if (b.kind == Operation::Kind::Load)
        return false;
    return keepsStoreOrder(model) || a.place == b.place || isBetween(Operation::Kind::Write);
}

/// In this total order of reads and writes: the latest write to the place that is before the read
/// in the order, or in its own thread.
int valueRead(const Operations &operations, const std::vector<std::size_t> &order,
              std::size_t position, const std::vector<int> &written)
{
    const std::size_t read = order[position];
    int value = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Operation &other = operations[order[i]];
        const bool isOwn = other.thread == operations[read].thread && order[i] < read;
        if (order[i] != read && other.writes() && other.place == operations[read].place &&
            (i < position || isOwn))
            value = written[order[i]];
    }
    return value;
}

Results resultsOf(const Operations &operations, const std::vector<std::size_t> &order)
{
    std::vector<int> written(operations.size()), read(operations.size());
    for (std::size_t i = 0; i < operations.size(); ++i)
        written[i] = operations[i].value;
    std::vector<int> memory(places, 0);
    for (std::size_t position = 0; position < order.size(); ++position) {
        const std::size_t i = order[position];
        if (operations[i].reads())
            read[i] = valueRead(operations, order, position, written);
        if (operations[i].kind == Operation::Kind::Add)
            written[i] = read[i] + 1;
        if (operations[i].writes())
            memory[operations[i].place] = written[i];
    }
    Results results;
    for (std::size_t i = 0; i < operations.size(); ++i)
        if (operations[i].reads())
            results.push_back(read[i]);
    results.insert(results.end(), memory.begin(), memory.end());
    return results;
}

std::set<Results> allowedByAxioms(const Operations &operations, MemoryModel model)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < operations.size(); ++i)
        if (!operations[i].isBarrier())
            order.push_back(i);
    std::set<Results> allowed;
    do {
        bool isLegal = true;
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t j = i + 1; j < order.size(); ++j) {
                const bool isReversed =
                    operations[order[i]].thread == operations[order[j]].thread &&
                    order[j] < order[i];
                if (isReversed && areOrdered(operations, order[j], order[i], model))
                    isLegal = false;
            }
        if (isLegal)
            allowed.insert(resultsOf(operations, order));
    } while (std::ranges::next_permutation(order).found);
    return allowed;
}

std::set<Results> foundByTheEngine(const Operations &operations, std::size_t threads,
                                   MemoryModel model)
{
    const auto machine = machineFor(scenarioOf(operations, threads), {}, {}, model);
    const Exploration exploration = explore(*machine, {});
    EXPECT_TRUE(exploration.verdict.isComplete());
    EXPECT_FALSE(exploration.verdict.hasFailure());
    std::set<Results> found;
    for (std::uint32_t i = 0; i < exploration.space->size(); ++i) {
        const State state(exploration.space->state(StateIndex{i}));
        if (machine->standing(state) != Standing::Ended)
            continue;
        Results results;
        for (std::size_t thread = 0; thread < threads; ++thread) {
            const auto &registers = machine->program().bodyOf(ThreadId(thread)).registers;
            for (std::size_t r = 0; r < registers.size(); ++r)
                if (registers[r].isResult)
                    results.push_back(
                        machine->layout().registerValue(state, ThreadId(thread), RegisterId(r)));
        }
        for (std::size_t place = 0; place < places; ++place)
            results.push_back(machine->layout().value(state, CellId(1 + place)));
        found.insert(results);
    }
    return found;
}

/// At most six reads and writes by two or three threads.
Operations randomOperations(std::mt19937 &random, std::size_t threads)
{
    Operations operations;
    int value = 0;
    const std::size_t accesses = threads == 2 ? 3 : 2;
    for (std::size_t thread = 0; thread < threads; ++thread)
        for (std::size_t i = 0; i < accesses; ++i) {
            const auto roll = random() % 10;
            const auto kind = roll < 5   ? Operation::Kind::Store
                              : roll < 9 ? Operation::Kind::Load
                                         : Operation::Kind::Add;
            operations.push_back({kind, thread, random() % places, 10 * ++value});
            if (i + 1 < accesses && random() % 3 == 0)
                operations.push_back({random() % 2 == 0 ? Operation::Kind::Full
                                                        : Operation::Kind::Write,
                                      thread, 0, 0});
        }
    return operations;
}

class MemoryModels : public testing::TestWithParam<MemoryModelRow> {};

} // namespace

TEST_P(MemoryModels, AllowExactlyWhatTheAxiomsAllow)
{
    std::mt19937 random(7);
    std::size_t outcomes = 0;
    for (int round = 0; round < 150; ++round) {
        const std::size_t threads = 2 + round % 2;
        const Operations operations = randomOperations(random, threads);
        const auto allowed = allowedByAxioms(operations, GetParam().model);
        EXPECT_EQ(foundByTheEngine(operations, threads, GetParam().model), allowed)
            << scenarioOf(operations, threads);
        outcomes += allowed.size();
    }
    EXPECT_GT(outcomes, 600U) << "the programs say nothing about the models";
}

INSTANTIATE_TEST_SUITE_P(All, MemoryModels,
                         testing::ValuesIn(memoryModels),
                         [](const auto &instance) { return std::string(instance.param.name); });

} // namespace racewalk::test
