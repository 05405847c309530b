// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/label_oracle.h"
#include "run/run.h"

#include "support/program_from_text.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

namespace racewalk {

namespace {

class Labels : public testing::Test {
protected:
    void walk(const std::shared_ptr<const Machine> &machine, std::size_t runs, std::size_t longest)
    {
        for (std::size_t i = 0; i < runs && !HasFailure(); ++i) {
            racewalk::Run run(machine);
            while (run.length() < longest && !HasFailure()) {
                const std::vector<Step> steps = machine->enabledSteps(run.state());
                if (steps.empty())
                    break;
                const State before(run.state());
                run.take(steps[m_random() % steps.size()]);
                const Event &event = run.event(run.length() - 1);
                test::expectTrueLabel(*machine, before, run.state(), event, m_checked);
            }
        }
    }

    std::mt19937 m_random{1};
    test::CheckedLabels m_checked;
};

} // namespace

TEST_F(Labels, OfEveryStepOfEveryShippedScenarioAreTrueOfItsAccess)
{
    const std::filesystem::path resources(RACEWALK_RESOURCES_DIR);
    for (const auto &entry :
         std::filesystem::recursive_directory_iterator(resources / "scenarios")) {
        if (entry.path().extension() != ".race")
            continue;
        const std::string scenario = std::filesystem::relative(entry.path(), resources).string();
        const auto program = test::programOf(scenario);
        for (const Variant &variant : program->scenario.variants) {
            SCOPED_TRACE(scenario + " " + variant.name);
            walk(test::machineOf(scenario, variant.name), 12, 120);
        }
    }
    EXPECT_GT(m_checked.reads, 1000U);
    EXPECT_GT(m_checked.writes, 500U);
    EXPECT_GT(m_checked.halves, 100U);
    EXPECT_GT(m_checked.lineLabels, 500U);
    EXPECT_GT(m_checked.drains, 10U);
}

TEST_F(Labels, OfEveryStepOfMadeUpProgramsAreTrueOfItsAccess)
{
    for (const MemoryModelRow &row : memoryModels)
        for (std::uint32_t seed = 1; seed <= 60 && !HasFailure(); ++seed)
            walk(test::machineFor(test::randomProgram(seed), {}, {}, row.model), 4, 60);
    EXPECT_GT(m_checked.reads, 500U);
    EXPECT_GT(m_checked.writes, 200U);
    EXPECT_GT(m_checked.halves, 100U);
    EXPECT_GT(m_checked.drains, 50U);
}

} // namespace racewalk
