// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/library.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace {

using namespace racewalk;
namespace fs = std::filesystem;

class Library : public testing::Test {
protected:
    /// A folder for each test: they run at the same time.
    Library()
        : m_folder(fs::path(RACEWALK_TESTS_BUILD_DIR) / "library_test" /
                   testing::UnitTest::GetInstance()->current_test_info()->name())
    {
        fs::remove_all(m_folder);
        for (const char *file : {"b/zero.race", "a/two.race", "a/one.race", "a/notes.txt"}) {
            const fs::path path = m_folder / "scenarios" / file;
            fs::create_directories(path.parent_path());
            std::ofstream(path) << "scenario";
        }
        fs::create_directories(m_folder / "scenarios/a/folder.race");
    }

    fs::path m_folder;
};

TEST_F(Library, ListsScenariosByFamilyThenNameAndNothingElse)
{
    std::vector<std::string> names;
    for (const ShippedScenario &scenario : shippedScenarios(m_folder))
        names.push_back(scenario.family + "/" + scenario.name);
    EXPECT_EQ(names, (std::vector<std::string>{"a/one", "a/two", "b/zero"}));
}

TEST_F(Library, IsEmptyWhereThereIsNoFolder)
{
    EXPECT_TRUE(shippedScenarios(m_folder / "nowhere").empty());
}

TEST_F(Library, ANameGoesBeforeAFileAndAPathStaysAsItWasGiven)
{
    const auto scenarios = shippedScenarios(m_folder);
    const ScenarioLocation shipped = locateScenario(scenarios, "two");
    EXPECT_EQ(shipped.path, m_folder / "scenarios/a/two.race");
    EXPECT_EQ(shipped.shownName, "two.race");
    const ScenarioLocation file = locateScenario(scenarios, "./two");
    EXPECT_EQ(file.path, "./two");
    EXPECT_EQ(file.shownName, "./two");
    EXPECT_FALSE(findShipped(scenarios, "three"));
}

TEST_F(Library, AShippedScenarioIsFoundByItsFileNameWhereThereIsNoSuchFile)
{
    const auto scenarios = shippedScenarios(m_folder);
    EXPECT_EQ(locateScenario(scenarios, "two.race").path, m_folder / "scenarios/a/two.race");
    EXPECT_EQ(locateScenario(scenarios, "./two.race").path, "./two.race");
    EXPECT_EQ(locateScenario(scenarios, "three.race").path, "three.race");
}

TEST_F(Library, TheEnvironmentNamesTheDataFolder)
{
    setenv("RACEWALK_DATA_DIR", m_folder.c_str(), 1);
    EXPECT_EQ(dataFolder(), m_folder);
    unsetenv("RACEWALK_DATA_DIR");
    EXPECT_EQ(dataFolder().filename(), "racewalk");
    EXPECT_EQ(dataFolder().parent_path().filename(), "share");
}

} // namespace
