// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "language/lowering/primitives/primitives.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"
#include "support/random_program.h"
#include "support/tiny_programs.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <string>
#include <string_view>

using namespace racewalk;
using namespace racewalk::test;

namespace {

void expectWhatNaiveSearchFinds(const NaiveResult &naive, const Exploration &explored)
{
    ASSERT_TRUE(explored.verdict.isComplete());
    EXPECT_EQ(explored.verdict.states, naive.transitions.size());
    EXPECT_EQ(explored.verdict.transitions, naive.transitionCount());
    const std::vector<FindingKind> kinds = explored.verdict.failureKinds();
    EXPECT_EQ(std::set(kinds.begin(), kinds.end()), naive.failureKinds());
    for (const FindingKind kind : kinds) {
        const Finding &finding = *explored.verdict.first(kind);
        EXPECT_EQ((NaiveCost{finding.contextSwitches, finding.steps.size()}), naive.cheapest(kind))
            << finding.message;
    }
    for (const auto &[bytes, fate] : naive.fates)
        ASSERT_EQ(explored.space->fateOf(bytes), fate);
}

} // namespace

TEST(MadeUpPrograms, HaveTheStatesFailuresCostsAndFatesThatNaiveSearchFinds)
{
    std::set<FindingKind> kinds;
    std::size_t good = 0;
    for (const std::string &text : tinyPrograms(200, 200)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        const NaiveResult naive = naiveSearch(*machine);
        expectWhatNaiveSearchFinds(naive, explore(*machine, {}));
        if (HasFailure())
            return;
        kinds.merge(naive.failureKinds());
        good += naive.failures.empty();
    }
    // They say something only if they fail in every way, and often not at all.
    EXPECT_GT(good, 30U);
    for (const FindingKindRow &row : findingKinds)
        EXPECT_TRUE(row.severity != Severity::Failure || kinds.contains(row.kind)) << row.name;
}

TEST(MadeUpPrograms, AreTheSameEachTime)
{
    EXPECT_EQ(randomProgram(7), randomProgram(7));
    EXPECT_NE(randomProgram(7), randomProgram(8));
}

TEST(MadeUpPrograms, UseEveryPrimitive)
{
    std::set<std::string_view> missing;
    for (const Primitive &primitive : primitives())
        missing.insert(primitive.name);
    for (std::uint32_t seed = 1; seed <= 3000 && !missing.empty(); ++seed) {
        const std::string text = randomProgram(seed);
        const auto uses = [&text](std::string_view name) {
            const std::string call = std::string(name) + "(";
            for (std::size_t at = text.find(call); at != std::string::npos;
                 at = text.find(call, at + 1))
                if (std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0 &&
                    text[at - 1] != '_')
                    return true;
            return false;
        };
        // machineFor() throws if the text does not compile.
        if (std::erase_if(missing, uses) > 0) {
            EXPECT_NE(machineFor(text), nullptr);
        }
    }
    for (const std::string_view name : missing)
        ADD_FAILURE() << "no made-up program uses " << name;
}
