// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace racewalk::test {

CommandLine::CommandLine()
{
    const auto *info = testing::UnitTest::GetInstance()->current_test_info();
    m_folder = std::filesystem::path(RACEWALK_TESTS_BUILD_DIR) / "cli_test" / info->name();
    std::filesystem::remove_all(m_folder);
    std::filesystem::create_directories(m_folder);
}

ProgramResult CommandLine::racewalk(const std::vector<std::string> &arguments) const
{
    ProgramSetting setting;
    setting.directory = m_folder.string();
    return runProgram(RACEWALK_PROGRAM, arguments, setting);
}

ProgramResult CommandLine::shell(const std::string &command) const
{
    ProgramSetting setting;
    setting.directory = m_folder.string();
    setting.environment = {"RACEWALK=" RACEWALK_PROGRAM};
    return runProgram("/bin/sh", {"-c", command}, setting);
}

std::string CommandLine::write(const std::string &name, std::string_view content) const
{
    std::ofstream(m_folder / name, std::ios::binary) << content;
    return name;
}

std::string CommandLine::contentOf(const std::string &name) const
{
    std::ifstream file(m_folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> CommandLine::filesInFolder() const
{
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(m_folder))
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

testing::AssertionResult isMessage(const ProgramResult &result, std::string_view part)
{
    if (result.errors.find(part) == std::string::npos)
        return testing::AssertionFailure() << "no '" << part << "' in: " << result.errors;
    for (const char *inner : {"std::", "terminate", "what()", "Assertion"})
        if (result.errors.find(inner) != std::string::npos)
            return testing::AssertionFailure() << "unfit for users: " << result.errors;
    return testing::AssertionSuccess();
}

} // namespace racewalk::test
