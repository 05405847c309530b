// SPDX-License-Identifier: GPL-3.0-or-later
#include "patched_scenario.h"

#include "support/run_program.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <sstream>
#include <utility>

namespace racewalk::test {
namespace {

std::string replaced(const std::string &text, const std::string &expression, const char *by)
{
    return std::regex_replace(text, std::regex(expression), by);
}

/// A folder that is removed.
class Folder {
public:
    Folder() : m_path(std::filesystem::temp_directory_path() / "racewalk-patch-XXXXXX")
    {
        std::string name = m_path.string();
        EXPECT_NE(mkdtemp(name.data()), nullptr);
        m_path = name;
    }
    ~Folder() { std::filesystem::remove_all(m_path); }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace

std::string patched(const std::string &text, const std::string &patch)
{
    std::smatch name;
    if (!std::regex_search(patch, name, std::regex(R"((?:^|\n)--- a/([^\n\t]+))")))
        return text;
    const Folder folder;
    const std::filesystem::path file = folder.path() / name.str(1);
    std::ofstream(file, std::ios::binary) << text;
    const ProgramResult result =
        runProgram("/usr/bin/patch", {"-p1", "--fuzz=0", "--no-backup-if-mismatch"},
                   {.environment = {}, .input = patch, .directory = folder.path().string()});
    EXPECT_EQ(result.exitStatus, 0) << result.output << result.errors << patch;
    EXPECT_EQ(result.output.find("offset"), std::string::npos) << result.output;
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string asScenario(std::string text)
{
    text = replaced(text, R"(static DECLARE_COMPLETION\((racewalk_\d+)\);)", "bool $1;");
    text = replaced(text, R"(/\* Waits for a second[^}]*\}\n)", "");
    text = replaced(text, R"(/\* Whether the thread[^;]*;[^;]*;[^\n]*\n)", "");
    text = replaced(text, R"(complete_all\(&(racewalk_\d+)\);)", "smp_store_release(&$1, true);");
    text = replaced(text, R"((?:wait_for_completion_timeout|racewalk_spin)\(&(racewalk_\d+)[^;]*;)",
                    "while (!READ_ONCE($1)) {}");
    text = replaced(text, R"(typeof\([^)]*\) racewalk_value)", "int racewalk_value");
    text = replaced(text, R"((?:rcu_barrier\(\)|[md]?[ms]*(?:delay|sleep)\(100\));)", ";");
    // Each use of racewalk_here() is a function of its own.
    const std::regex here(R"re(racewalk_here\("(\w+)(?:\[(\d+)\])?", (\d+)\))re");
    std::string definitions, result;
    std::map<std::string, bool> arrays;
    std::smatch use;
    std::size_t count = 0;
    for (auto at = text.cbegin(); at != text.cend();) {
        if (!std::regex_search(at, text.cend(), use, here)) {
            result.append(at, text.cend());
            break;
        }
        result.append(at, use[0].first);
        const std::string number = std::to_string(++count);
        const bool isInstance = use[2].matched;
        arrays[use.str(1)] = arrays[use.str(1)] || isInstance;
        result += "racewalk_here_" + number + "()";
        // It counts no further than it has to, so that loops have a finite number of states.
        definitions += "int racewalk_count_" + number + ";\nstatic bool racewalk_here_" + number +
                       "(void)\n{\n        if (current != racewalk_" + use.str(1) +
                       (isInstance ? "[" + use.str(2) + "]" : "") + " || racewalk_count_" + number +
                       " == " + use.str(3) +
                       ")\n                return false;\n        racewalk_count_" + number +
                       "++;\n        return racewalk_count_" + number + " == " + use.str(3) +
                       ";\n}\n";
        at = use[0].second;
    }
    for (const auto &[name, isArray] : arrays) {
        definitions =
            "struct task_struct *racewalk_" + name + (isArray ? "[8]" : "") + ";\n" + definitions;
        result =
            std::regex_replace(result, std::regex("(\nthread " + name + R"((?:\[[^\]]*\])? *\{))"),
                               "$1 racewalk_" + name + (isArray ? "[self]" : "") + " = current; ");
    }
    const std::string mark = "/* For reproduction only. */\n";
    if (const std::size_t at = result.find(mark); at != std::string::npos)
        result.insert(at + mark.size(), definitions);
    // The tours and expectations are those of the scenario as it was.
    result = std::regex_replace(result, std::regex(R"(\nexpect [^;]*;)"), "");
    return result;
}

} // namespace racewalk::test
