// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/small_programs.h"
#include "explore/explore.h"
#include "export/promela/promela.h"
#include "language/library.h"
#include "support/program_from_text.h"
#include "support/spin.h"
#include "support/tiny_programs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <ostream>

#include <unistd.h>

using namespace racewalk;
using namespace racewalk::test;

// Spin as an oracle. A model takes half a second, so ctest looks at some of them. All are looked at
// by this program itself, with RACEWALK_SPIN=all in the environment.

namespace racewalk {

void PrintTo(const ShippedScenario &scenario, std::ostream *out)
{
    *out << scenario.name;
}

} // namespace racewalk

namespace {

bool isFullSet()
{
    const char *set = std::getenv("RACEWALK_SPIN");
    return set != nullptr && std::string_view(set) == "all";
}

/// For the current test of this process alone: tests run side by side.
std::string folder()
{
    const auto *info = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(info->test_suite_name()) + "." + info->name() + "." +
                       std::to_string(::getpid());
    std::ranges::replace(name, '/', '.');
    return (std::filesystem::path(RACEWALK_TESTS_BUILD_DIR) / "spin_test" / name).string();
}

bool haveThreadsEnded(const Machine &machine, StateView state)
{
    for (std::size_t i = 0; i < machine.program().threads.size(); ++i) {
        const Thread &thread = machine.program().threads[i];
        const auto kind = machine.readiness(state, static_cast<ThreadId>(i)).kind;
        if (!thread.isDaemon && !thread.isSystem && kind != Readiness::Kind::Ended)
            return false;
    }
    return true;
}

/// The states in which Spin's process `watch` can go round: failures, and where all have ended.
std::size_t watchedStates(const Machine &machine, const StateSpace &space)
{
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < space.size(); ++i) {
        const State state = space.state(StateIndex{i});
        const bool isFault = machine.layout().fault(state) != FindingKind::None;
        count += isFault || haveThreadsEnded(machine, state);
    }
    return count;
}

/// The same states and transitions, the same failures, and an invalid end state if and only if
/// there is a hang. Spin's search for safety knows no livelock.
testing::AssertionResult agrees(const Machine &machine, std::string_view promela)
{
    const SpinVerdict spin = spinVerdict(promela, folder());
    if (!spin.problem.empty())
        return testing::AssertionFailure() << spin.problem;
    const Exploration ours = explore(machine, {.maxStates = 3'000'000});
    std::set<std::string> failures;
    for (const FindingKind kind : ours.verdict.failureKinds())
        if (kind != FindingKind::Livelock)
            failures.emplace(toText(kind));
    std::set<std::string> spinFailures = spin.failures;
    if (spin.hasInvalidEnd)
        spinFailures.emplace("hang");
    const std::size_t transitions = ours.verdict.transitions + watchedStates(machine, *ours.space);
    if (ours.verdict.isComplete() && ours.verdict.states == spin.states &&
        transitions == spin.transitions && failures == spinFailures)
        return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "states " << ours.verdict.states << ", Spin " << spin.states << "; transitions "
           << transitions << ", Spin " << spin.transitions << "; failures "
           << testing::PrintToString(failures) << ", Spin " << testing::PrintToString(spinFailures);
}

testing::AssertionResult agreesWithSpin(const Machine &machine)
{
    const auto promela = toPromela(machine);
    if (!promela)
        return testing::AssertionFailure() << promela.error().sentence;
    return agrees(machine, *promela);
}

class Spin : public testing::Test {
protected:
    void SetUp() override
    {
        if (!isSpinInstalled())
            GTEST_SKIP() << "spin or a C compiler is not installed";
    }
};

class SpinOnShippedScenarios : public Spin, public testing::WithParamInterface<ShippedScenario> {};

/// Programs that are made up go in groups of this many.
constexpr std::size_t groupSize = 10;
constexpr std::size_t groups = 20;

class SpinOnMadeUpPrograms : public Spin, public testing::WithParamInterface<std::size_t> {};

} // namespace

TEST_P(SpinOnShippedScenarios, AgreesOnEveryVariantThatPromelaCanExpress)
{
    const std::string resource =
        std::filesystem::relative(GetParam().path, RACEWALK_RESOURCES_DIR).generic_string();
    std::vector<Variant> variants = programOf(resource)->scenario.variants;
    if (!isFullSet())
        variants.resize(1);
    for (const Variant &variant : variants) {
        SCOPED_TRACE(resource + ", variant " + variant.name);
        const auto machine = machineOf(resource, variant.name, {}, MemoryModel::Sc);
        const auto promela = toPromela(*machine);
        if (promela) {
            EXPECT_TRUE(agreesWithSpin(*machine));
        }
        else
            EXPECT_NE(promela.error().sentence, "");
    }
}

INSTANTIATE_TEST_SUITE_P(All, SpinOnShippedScenarios,
                         testing::ValuesIn(shippedScenarios(RACEWALK_RESOURCES_DIR)),
                         [](const auto &instance) {
                             std::string name = instance.param.family + "_" + instance.param.name;
                             std::ranges::replace_if(
                                 name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                             return name;
                         });

TEST_F(Spin, AgreesOnSmallProgramsForEachWayToFail)
{
    std::vector<SmallProgram> programs = smallPrograms();
    // One after the other they would take half a minute.
    const std::size_t stride = isFullSet() ? 1 : 8;
    for (std::size_t i = 0; i < programs.size(); i += stride) {
        SCOPED_TRACE(std::string(programs[i].name));
        EXPECT_TRUE(agreesWithSpin(*machineFor(programs[i].text, {}, {}, MemoryModel::Sc)));
    }
}

/// The oracle itself: it has to notice a model that is only a little wrong.
TEST_F(Spin, DisagreesWithAModelThatIsWrong)
{
    const auto machine = machineFor(R"(scenario "t"; wait_queue_head_t wq; bool done;
thread waiter { wait_event(wq, READ_ONCE(done)); }
thread waker { WRITE_ONCE(done, true); wake_up(&wq); BUG_ON(!READ_ONCE(done)); }
)");
    const std::string right = toPromela(*machine).value();
    EXPECT_TRUE(agrees(*machine, right));
    for (const auto &[from, to] :
         {std::pair("wake_queue(0, 1);", "skip;"), std::pair("done = 1;", "done = 0;"),
          std::pair("dequeue(0, _pid);", "skip;")}) {
        std::string wrong = right;
        ASSERT_NE(wrong.find(from), std::string::npos) << right;
        wrong.replace(wrong.rfind(from), std::string_view(from).size(), to);
        EXPECT_FALSE(agrees(*machine, wrong)) << wrong;
    }
}

TEST_P(SpinOnMadeUpPrograms, Agrees)
{
    constexpr std::size_t maxStates = 2'000;
    const auto seed = static_cast<std::uint32_t>(1 + 1'000 * GetParam());
    for (const std::string &text :
         tinyPrograms(isFullSet() ? groupSize : groupSize / 2, maxStates, seed)) {
        SCOPED_TRACE(text);
        EXPECT_TRUE(agreesWithSpin(*machineFor(text)));
    }
}

INSTANTIATE_TEST_SUITE_P(All, SpinOnMadeUpPrograms,
                         testing::Range<std::size_t>(0, isFullSet() ? groups : 1));
