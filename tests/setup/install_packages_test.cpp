// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/run_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace fs = std::filesystem;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

/// A made-up system: a folder that is the whole PATH, with a package manager that only keeps a log,
/// and a checkout with its own list of packages.
class InstallPackages : public testing::Test {
protected:
    InstallPackages()
    {
        const auto *info = testing::UnitTest::GetInstance()->current_test_info();
        m_root = fs::path(RACEWALK_TESTS_BUILD_DIR) / "install_packages_test" / info->name();
        fs::remove_all(m_root);
        fs::create_directories(m_root / "bin");
        fs::create_directories(m_root / "checkout/app");
        fs::create_directories(m_root / "checkout/resources");
        for (const char *tool : {"bash", "env", "dirname", "grep", "mkdir", "tail"})
            fs::create_symlink(systemTool(tool), m_root / "bin" / tool);
        fs::copy_file(fs::path(RACEWALK_SOURCE_DIR) / "app/install-packages", script());
        std::ofstream(m_root / "checkout/resources/packages.txt")
            << "# a comment\nbuild  g++\nbuild  qt6-svg-dev  libqt6svg6-dev\ntests  libgtest-dev\n";
        setUser("root");
        setInstalled("");
        command("apt-get", "echo \"apt-get $*\" >> LOG");
        command("apt-cache", "case $* in *g*) echo found ;; esac");
    }

    static fs::path systemTool(const std::string &name)
    {
        const auto path = fs::path("/usr/bin") / name;
        return fs::exists(path) ? path : fs::path("/bin") / name;
    }

    fs::path script() const { return m_root / "checkout/app/install-packages"; }

    void command(const std::string &name, std::string body)
    {
        const auto path = m_root / "bin" / name;
        if (const auto at = body.find("LOG"); at != std::string::npos)
            body.replace(at, 3, "'" + (m_root / "log").string() + "'");
        std::ofstream(path) << "#!/bin/sh\n" << body << '\n';
        fs::permissions(path, fs::perms::owner_all);
    }

    void setUser(const std::string &name)
    {
        command("id", name == "root" ? "echo 0" : "echo 1000");
    }

    /// `names`: the installed packages, with a blank on both sides of each.
    void setInstalled(const std::string &names)
    {
        command("dpkg-query", "known='" + names +
                                  "'\n"
                                  "for name; do case \" $known \" in *\" $name \"*)\n"
                                  "    echo \"installed $name\" ;; esac; done");
    }

    ProgramResult install(const std::vector<std::string> &groups) const
    {
        ProgramSetting setting;
        setting.environment = {"PATH=" + (m_root / "bin").string()};
        setting.directory = "/";
        return runProgram(script().string(), groups, setting);
    }

    std::string log() const
    {
        std::ifstream file(m_root / "log");
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path m_root;
};

TEST_F(InstallPackages, AsksAptNothingIfAllIsThere)
{
    setInstalled("g++ qt6-svg-dev libgtest-dev");
    const auto result = install({"build", "tests"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_EQ(result.output + result.errors, "");
    EXPECT_EQ(log(), "");
}

TEST_F(InstallPackages, TakesAStandInForThePackage)
{
    setInstalled("g++ libqt6svg6-dev");
    EXPECT_EQ(install({"build"}).exitStatus, 0);
    EXPECT_EQ(log(), "");
}

TEST_F(InstallPackages, InstallsOnlyWhatIsMissingAndOnlyOfTheGroups)
{
    setInstalled("qt6-svg-dev");
    const auto result = install({"build"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_THAT(log(), HasSubstr(" update\n"));
    EXPECT_THAT(log(), HasSubstr(" install -y --no-install-recommends g++\n"));
}

TEST_F(InstallPackages, InstallsTheStandInWhereTheSystemKnowsOnlyThat)
{
    setInstalled("g++");
    command("apt-cache", "case $* in *libqt6svg6-dev*) echo found ;; esac");
    EXPECT_EQ(install({"build"}).exitStatus, 0);
    EXPECT_THAT(log(), HasSubstr(" --no-install-recommends libqt6svg6-dev\n"));
}

TEST_F(InstallPackages, GoesThroughSudoIfTheUserIsNotRoot)
{
    setUser("someone");
    command("sudo", "echo sudo >> LOG; exec \"$@\"");
    EXPECT_EQ(install({"tests"}).exitStatus, 0);
    EXPECT_THAT(log(), HasSubstr("sudo\napt-get"));
    EXPECT_THAT(log(), HasSubstr("libgtest-dev\n"));
}

TEST_F(InstallPackages, WithoutRootAndSudoSaysWhatRootShouldRun)
{
    setUser("someone");
    const auto result = install({"build", "tests"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_THAT(result.errors,
                HasSubstr("apt-get update && apt-get install -y --no-install-recommends "
                          "g++ qt6-svg-dev libgtest-dev\n"));
    EXPECT_EQ(log(), "");
}

TEST_F(InstallPackages, ShowsWhatAptSaidWhenItFails)
{
    command("apt-get", "case $* in *update*) ;; *) echo 'no such package'; exit 100 ;; esac");
    const auto result = install({"build"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_THAT(result.errors, HasSubstr("no such package"));
    EXPECT_THAT(result.errors, HasSubstr("apt-get could not install them"));
}

TEST_F(InstallPackages, TriesTheOldListsWhenTheyCannotBeRenewed)
{
    setInstalled("qt6-svg-dev");
    command("apt-get", "echo \"apt-get $*\" >> LOG; case $* in *update*) exit 100 ;; esac");
    const auto result = install({"build"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_THAT(result.errors, HasSubstr("could not be renewed"));
    EXPECT_THAT(log(), HasSubstr(" install -y"));
}

TEST_F(InstallPackages, LeavesOtherSystemsAlone)
{
    fs::remove(m_root / "bin/dpkg-query");
    const auto result = install({"build"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_THAT(result.errors, HasSubstr("neither Debian nor Ubuntu"));
    EXPECT_THAT(log(), Not(HasSubstr("apt-get")));
}

} // namespace
