// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/differences/graph_difference.h"

#include "explore/differences/state_reading.h"
#include "explore/explore.h"
#include "language/changes/variant_lines.h"
#include "language/library.h"
#include "machine/words.h"
#include "support/program_from_text.h"
#include "support/tiny_programs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stop_token>

using namespace racewalk;
using namespace racewalk::test;

namespace {

constexpr std::uint64_t mostStates = 4000;

/// A program and its whole graph.
struct Side {
    std::shared_ptr<const Machine> machine;
    Exploration exploration;

    explicit Side(std::shared_ptr<const Machine> of, std::uint64_t maxStates = 0)
        : machine(std::move(of))
    {
        exploration = explore(*machine, {.maxStates = maxStates});
    }
    SearchedSide searched() const { return {*machine, exploration.verdict, *exploration.space}; }
    State state(std::size_t i) const
    {
        return exploration.space->state(StateIndex{static_cast<std::uint32_t>(i)});
    }
    std::size_t size() const { return exploration.space->size(); }
};

Patch patchOf(const Side &left, const Side &right)
{
    return patchBetween(*left.machine->program().source, left.machine->program().variant,
                        right.machine->program().variant);
}

GraphDifference differenceOf(const Side &left, const Side &right)
{
    return graphDifference(left.searched(), right.searched(), patchOf(left, right));
}

/// The state in words, slowly and without any table: the other way to say when two states are the
/// same. Of programs that declare the same globals and threads.
std::string wordsOf(const Side &side, StateView state, const Patch *patch)
{
    const Machine &machine = *side.machine;
    const Program &program = machine.program();
    const Layout &layout = machine.layout();
    const auto place = [&](SourceSpan span) {
        if (patch != nullptr)
            span = patch->asLeft(span, *program.source);
        return fmt::format("{}-{}", span.begin, span.end);
    };
    std::set<std::string> parts; // in the order of names, whatever the order of declarations
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (program.threads[i].isSystem)
            continue;
        const Body &body = program.bodyOf(thread);
        const std::uint32_t position = layout.position(state, thread);
        std::string text = program.threads[i].name + " ";
        if (body.code[position].op == Op::End) {
            text += "ended";
        } else {
            const Origin &origin = body.origins[position];
            for (const CallId call : callStack(body, origin.call))
                text += place(body.calls[indexOf(call)].site) + ">";
            std::size_t same = 0;
            for (std::uint32_t p = 0; p < position; ++p)
                if (body.origins[p].call == origin.call && body.origins[p].span == origin.span &&
                    body.code[p].op == body.code[position].op)
                    ++same;
            text += fmt::format("{} {} {}", place(origin.span),
                                static_cast<int>(body.code[position].op), same);
        }
        text += fmt::format(" state {} rcu {}", static_cast<int>(layout.taskState(state, thread)),
                            layout.rcuDepth(state, thread));
        const auto wait = layout.bitWait(state, thread);
        text += " bit " + addressText(program, wait.word) + std::to_string(wait.bit);
        text += " grace " + threadNames(program, layout.gracePeriod(state, thread).readers) + "/" +
                threadNames(program, layout.gracePeriod(state, thread).stores);
        std::multiset<std::string> locals;
        for (const RegisterId id : body.live[position]) {
            const Register &local = body.registers[indexOf(id)];
            locals.insert(local.name + "=" +
                          valueText(program, local.type, layout.registerValue(state, thread, id)));
        }
        for (const std::string &local : locals)
            text += " " + local;
        text += " buffer " + bufferText(machine, state, thread);
        for (std::size_t n = 0; n < layout.bufferedStores(state, thread); ++n)
            text += fmt::format(" {}", layout.storePosition(state, thread, n));
        parts.insert(text);
    }
    for (std::size_t i = 1; i < program.storage.cells.size(); ++i) {
        const auto cell = static_cast<CellId>(i);
        const Type &type = program.storage.typeOf(cell);
        std::string text = program.storage.cells[i].path + " = " + cellText(machine, state, cell);
        if (isValue(type) || type.kind == TypeKind::Atomic) // also of freed memory
            text +=
                " " + valueText(program, program.storage.cells[i].type, layout.value(state, cell));
        else if (type.kind != TypeKind::SpinLock && type.kind != TypeKind::Mutex)
            for (const Layout::Waiter &waiter : layout.waiters(state, cell))
                text += " " + program.threads[indexOf(waiter.thread)].name +
                        (waiter.exclusive ? "!" : "");
        parts.insert(text);
    }
    for (std::size_t i = 0; i < program.storage.objects.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        const GracePeriod waits = layout.gracePeriodOf(state, object);
        parts.insert(fmt::format("{} life {} readers {} stores {}", program.storage.objects[i].name,
                                 static_cast<int>(layout.life(state, object)),
                                 threadNames(program, waits.readers),
                                 threadNames(program, waits.stores)));
    }
    const FindingKind fault = layout.fault(state);
    std::string all = fmt::format("{} ", static_cast<int>(fault));
    if (fault != FindingKind::None)
        all += program.threads[indexOf(layout.faultThread(state))].name;
    for (const std::string &part : parts)
        all += "\n" + part;
    return all;
}

std::set<std::string> allWords(const Side &side, const Patch *patch)
{
    std::set<std::string> words;
    for (std::size_t i = 0; i < side.size(); ++i)
        words.insert(wordsOf(side, side.state(i), patch));
    return words;
}

/// Compares with the recount, state by state.
void expectRecount(const Side &left, const Side &right)
{
    const Patch patch = patchOf(left, right);
    const GraphDifference difference = differenceOf(left, right);
    ASSERT_TRUE(difference.isAvailable()) << difference.whyNot;
    const auto leftWords = allWords(left, nullptr), rightWords = allWords(right, &patch);
    EXPECT_EQ(leftWords.size(), left.size());
    EXPECT_EQ(rightWords.size(), right.size());
    std::size_t both = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const bool isThere = rightWords.contains(wordsOf(left, left.state(i), nullptr));
        both += isThere ? 1 : 0;
        EXPECT_EQ(difference.presence[0][i], isThere ? Presence::Both : Presence::OnlyHere) << i;
    }
    for (std::size_t i = 0; i < right.size(); ++i)
        EXPECT_EQ(difference.presence[1][i],
                  leftWords.contains(wordsOf(right, right.state(i), &patch)) ? Presence::Both
                                                                             : Presence::OnlyHere)
            << i;
    EXPECT_EQ(difference.both.states, both);
    EXPECT_EQ(difference.onlyIn[0].states, left.size() - both);
    EXPECT_EQ(difference.onlyIn[1].states, right.size() - both);
    EXPECT_TRUE(difference.both.isExact && difference.onlyIn[0].isExact &&
                difference.onlyIn[1].isExact);
}

constexpr std::string_view twoWays = R"(scenario "Two ways";
variant a;
variant b;
int x, y;
thread t {
        x = 1;
#ifdef b
        y = 1;
#endif
        x = 2;
}
)";

TEST(GraphDifference, CountsTheStatesOfAnAddedStatement)
{
    // a: before x = 1, before x = 2, end. b: the same without y = 1, the state before it, and two
    // after it.
    const Side left(machineFor(twoWays, "a")), right(machineFor(twoWays, "b"));
    const GraphDifference difference = differenceOf(left, right);
    ASSERT_TRUE(difference.isAvailable());
    EXPECT_EQ(left.size(), 3U);
    EXPECT_EQ(right.size(), 4U);
    EXPECT_EQ(difference.both.states, 1U); // the start; behind y = 1, y differs
    EXPECT_EQ(difference.onlyIn[0].states, 2U);
    EXPECT_EQ(difference.onlyIn[1].states, 3U);
    EXPECT_EQ(difference.presence[0][0], Presence::Both);
    EXPECT_EQ(difference.presence[1][0], Presence::Both);
    expectRecount(left, right);
}

TEST(GraphDifference, HasEveryStateOfOneProgramInItself)
{
    for (const ShippedScenario &scenario : shippedScenarios(dataFolder())) {
        for (const MemoryModel model : {MemoryModel::Sc, MemoryModel::Pso}) {
            const std::string file = std::filesystem::relative(scenario.path, dataFolder());
            const Side side(machineOf(file, {}, {}, model), mostStates);
            const GraphDifference difference = differenceOf(side, side);
            ASSERT_TRUE(difference.isAvailable()) << scenario.name << difference.whyNot;
            // Each state is found under its own number: no two have the same reading.
            EXPECT_EQ(difference.both.states, side.size()) << scenario.name;
            EXPECT_EQ(std::ranges::count(difference.presence[0], Presence::Both),
                      static_cast<std::ptrdiff_t>(side.size()))
                << scenario.name;
        }
    }
}

TEST(GraphDifference, IsThatOfARecountForVariants)
{
    const char *const inode = "scenarios/inode/inode-teardown.race";
    const Side lookup(machineOf(inode, "rcu_lookup"));
    for (const char *variant : {"hash_lock", "rcu_recheck", "lockless_wake", "wake_before_unhash",
                                "unlock_before_queue", "check_after_queue", "no_grace_period"}) {
        SCOPED_TRACE(variant);
        const Side other(machineOf(inode, variant));
        expectRecount(lookup, other);
        expectRecount(other, lookup);
    }
}

TEST(GraphDifference, IsThatOfARecountForMemoryModels)
{
    for (const std::string &text : tinyPrograms(60, 400)) {
        SCOPED_TRACE(text);
        const Side sc(machineFor(text, {}, {}, MemoryModel::Sc), mostStates);
        const Side pso(machineFor(text, {}, {}, MemoryModel::Pso), mostStates);
        if (!pso.exploration.verdict.isComplete())
            continue;
        expectRecount(sc, pso);
    }
}

TEST(GraphDifference, TakesWhatOnlyOneDeclaresForUnchanged)
{
    constexpr std::string_view text = R"(scenario "More";
variant a;
variant b;
int x;
#ifdef b
int more = 5;
spinlock_t l;
thread extra { spin_lock(&l); more = 6; spin_unlock(&l); }
#endif
thread t { x = 1; x = 2; }
)";
    const Side left(machineFor(text, "a")), right(machineFor(text, "b"));
    const GraphDifference difference = differenceOf(left, right);
    ASSERT_TRUE(difference.isAvailable());
    // As long as `extra` has not begun, it is as if it were not there.
    EXPECT_EQ(difference.both.states, left.size());
    EXPECT_EQ(difference.onlyIn[0].states, 0U);
    EXPECT_EQ(difference.onlyIn[1].states, right.size() - left.size());
    EXPECT_EQ(differenceOf(right, left).both.states, left.size());
}

TEST(GraphDifference, FollowsThreadsAndGlobalsByNameNotByNumber)
{
    constexpr std::string_view text = R"(scenario "Order";
variant a;
variant b;
#ifdef a
int x;
int y;
#else
int y;
int x;
#endif
int *p;
#ifdef a
thread t { p = &x; *p = 1; }
thread u { p = &y; }
#else
thread u { p = &y; }
thread t { p = &x; *p = 1; }
#endif
)";
    const Side left(machineFor(text, "a")), right(machineFor(text, "b"));
    const GraphDifference difference = differenceOf(left, right);
    ASSERT_TRUE(difference.isAvailable());
    // The patch keeps one of the two threads' lines, so places of the other are not the same, but
    // its end is.
    EXPECT_GT(difference.both.states, 2U);
    expectRecount(left, right);
}

TEST(GraphDifference, SaysAtLeastWhereASearchIsIncomplete)
{
    const char *const inode = "scenarios/inode/inode-teardown.race";
    const Side whole(machineOf(inode, "rcu_lookup"));
    const Side part(machineOf(inode, "rcu_recheck"), 30);
    ASSERT_FALSE(part.exploration.verdict.isComplete());
    const GraphDifference difference = differenceOf(whole, part);
    ASSERT_TRUE(difference.isAvailable());
    EXPECT_FALSE(difference.both.isExact);
    EXPECT_GT(difference.both.states, 0U);
    EXPECT_EQ(difference.onlyIn[0].states, 0U); // it may be in the part that was not seen
    EXPECT_FALSE(difference.onlyIn[0].isExact);
    EXPECT_EQ(difference.onlyIn[1].states, part.size() - difference.both.states);
    EXPECT_FALSE(difference.onlyIn[1].isExact);
    EXPECT_EQ(std::ranges::count(difference.presence[0], Presence::OnlyHere), 0);
    EXPECT_GT(std::ranges::count(difference.presence[0], Presence::Unknown), 0);
}

TEST(GraphDifference, IsNotAvailableOfAReducedGraph)
{
    const char *const inode = "scenarios/inode/inode-teardown.race";
    const auto machine = machineOf(inode, "rcu_lookup", {{"lookups", 2}});
    const Exploration reduced = explore(*machine, {.reductions = {.threads = true}});
    ASSERT_TRUE(reduced.verdict.isReduced);
    const Side whole(machine);
    const GraphDifference difference =
        graphDifference(whole.searched(), {*machine, reduced.verdict, *reduced.space}, Patch());
    EXPECT_FALSE(difference.isAvailable());
    EXPECT_NE(difference.whyNot.find("right"), std::string::npos) << difference.whyNot;
    EXPECT_TRUE(difference.presence[0].empty());
}

TEST(GraphDifference, StopsIfAsked)
{
    const Side side(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"));
    std::stop_source stop;
    stop.request_stop();
    const std::stop_token token = stop.get_token();
    EXPECT_THROW(graphDifference(side.searched(), side.searched(), Patch(),
                                 Watch(token, Watch::Clock::time_point::max())),
                 EvaluationStopped);
}

} // namespace
