// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "export/formats.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

namespace {

using namespace racewalk::test;
using Words = std::set<std::string>;

std::string resource(const std::string &name)
{
    std::ifstream file(std::string(RACEWALK_RESOURCES_DIR) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Words longOptionsIn(const std::string &text)
{
    static const std::regex form(R"((^|[^-\w])(--[a-z][a-z-]*))");
    Words words;
    for (std::sregex_iterator match(text.begin(), text.end(), form), end; match != end; ++match)
        words.insert((*match)[2]);
    return words;
}

/// From `begin` to the next `end` behind it.
std::string part(const std::string &text, const std::string &begin, const std::string &end)
{
    const std::size_t from = text.find(begin);
    if (from == std::string::npos)
        return {};
    return text.substr(from, text.find(end, from + begin.size()) - from);
}

class Help : public CommandLine {
protected:
    static constexpr const char *commands[] = {"list",   "litmus",  "check",  "odds",  "lines",
                                               "replay", "compare", "export", "import", "format"};

    Words optionsOf(const std::string &command) const
    {
        return longOptionsIn(racewalk({command, "--help"}).output);
    }
};

TEST_F(Help, NamesTheCommandsThatThereAre)
{
    const auto result = racewalk({"--help"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_EQ(result.errors, "");
    for (const char *command : commands)
        EXPECT_NE(result.output.find(std::string("\n  ") + command + " "), std::string::npos)
            << result.output;
}

TEST_F(Help, EveryCommandAnswersHelpAndVersion)
{
    const std::string version = racewalk({"--version"}).output;
    EXPECT_TRUE(std::regex_match(version, std::regex(R"(racewalk \d+\.\d+\.\d+\n)"))) << version;
    for (const char *command : commands) {
        const auto help = racewalk({command, "--help"});
        EXPECT_EQ(help.exitStatus, 0) << command;
        EXPECT_NE(help.output.find("--quiet"), std::string::npos) << help.output;
        EXPECT_EQ(racewalk({command, "--version"}).output, version) << command;
    }
}

TEST_F(Help, BeginsWithAnImperative)
{
    for (const char *command : commands) {
        const std::string help = racewalk({command, "--help"}).output;
        EXPECT_FALSE(help.substr(0, help.find(' ')).ends_with('s')) << help;
    }
}

TEST_F(Help, TheBashCompletionOffersExactlyTheOptionsOfHelp)
{
    const std::string file = resource("completion/racewalk.bash");
    const Words common = longOptionsIn(part(file, "common=\"", "\"\n"));
    ASSERT_FALSE(common.empty());
    for (const std::string command : commands) {
        const std::string options = part(file, "\n    " + command + ")", ";;");
        ASSERT_FALSE(options.empty()) << command;
        Words offered = longOptionsIn(options);
        if (options.find("$common") != std::string::npos)
            offered.insert(common.begin(), common.end());
        EXPECT_EQ(offered, optionsOf(command)) << command;
    }
}

TEST_F(Help, TheZshCompletionOffersExactlyTheOptionsOfHelp)
{
    const std::string file = resource("completion/_racewalk");
    const Words common = longOptionsIn(part(file, "common=(\n", "\n    )"));
    ASSERT_FALSE(common.empty());
    for (const std::string command : commands) {
        const std::string options = part(file, "\n    " + command + ")", ";;");
        ASSERT_FALSE(options.empty()) << command;
        Words offered = longOptionsIn(options);
        if (options.find("$common") != std::string::npos)
            offered.insert(common.begin(), common.end());
        EXPECT_EQ(offered, optionsOf(command)) << command;
    }
}

TEST_F(Help, TheManPageNamesEveryOptionAndNoOther)
{
    std::string page = resource("man/racewalk.1");
    page = std::regex_replace(page, std::regex(R"(\\-)"), "-");
    const std::size_t window = page.find(".SS Options of the window"); // see WindowOptions
    page.erase(window, page.find(".SS Options of check") - window);
    Words all;
    for (const char *command : commands)
        all.merge(optionsOf(command));
    EXPECT_EQ(longOptionsIn(page), all);
}

/// The words of a text, without its quotes and line ends.
std::vector<std::string> wordsOf(const std::string &text)
{
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

template <const auto &table>
std::vector<std::string> namesIn()
{
    std::vector<std::string> names;
    for (const auto &row : table)
        names.emplace_back(row.name);
    return names;
}

TEST_F(Help, BothCompletionsOfferTheExportFormatsFindingKindsAndMemoryModelsThatThereAre)
{
    const std::string bash = resource("completion/racewalk.bash");
    const std::string zsh = resource("completion/_racewalk");
    const auto between = [](const std::string &text, const std::string &begin, char end) {
        const std::string found = part(text, begin, std::string(1, end));
        return wordsOf(found.substr(std::min(begin.size(), found.size())));
    };
    EXPECT_EQ(between(zsh, "'2:format:(", ')'), namesIn<racewalk::exportFormats>());
    EXPECT_EQ(between(bash,
                      "$command == export ]] && ((position == 1)); then\n"
                      "        _racewalk_words \"",
                      '"'),
              namesIn<racewalk::exportFormats>());
    EXPECT_EQ(between(zsh, "kinds=(", ')'), namesIn<racewalk::findingKinds>());
    EXPECT_EQ(between(bash, "--find)\n        _racewalk_words \"", '"'),
              namesIn<racewalk::findingKinds>());
    EXPECT_EQ(between(zsh, "'--memory[memory model]:model:(", ')'),
              namesIn<racewalk::memoryModels>());
    EXPECT_EQ(between(bash, "--memory) _racewalk_words \"", '"'),
              namesIn<racewalk::memoryModels>());
}

TEST_F(Help, ExportListsEveryFormatWithItsPurpose)
{
    const std::string help = racewalk({"export", "--help"}).output;
    for (const racewalk::ExportFormatRow &row : racewalk::exportFormats)
        EXPECT_TRUE(std::regex_search(help, std::regex("\n  " + std::string(row.name) + " +" +
                                                       std::string(row.purpose) + "\n")))
            << row.name << '\n'
            << help;
}

TEST_F(Help, TheManPageAndTheCommandLinePageListEveryFormatAndNoOther)
{
    const std::string man =
        std::regex_replace(resource("man/racewalk.1"), std::regex(R"(\\-)"), "-");
    std::string inMan, inPage;
    for (const racewalk::ExportFormatRow &row : racewalk::exportFormats) {
        inMan += fmt::format(".TP\n.B {}\n{}\n", row.name, row.purpose);
        const std::string_view source =
            std::holds_alternative<racewalk::ProgramWriter>(row.writer) ? "the program"
            : std::holds_alternative<racewalk::GraphWriter>(row.writer) ? "the state graph"
                                                                        : "a run";
        inPage +=
            fmt::format("| `{}` | {} | {} | {} |\n", row.name, row.ending, source, row.purpose);
    }
    EXPECT_EQ(part(man, ".TP\n.B text\n", ".PP\n"), inMan);
    const std::string page = resource("../docs/command-line.md");
    EXPECT_EQ(part(page, "| `text` | .txt |", "\n\n") + "\n", inPage);
}

TEST_F(Help, TheGuideListsEveryFormat)
{
    std::string list = part(resource("../docs/guide.md"), "\n## Export\n", "\n## ");
    std::ranges::transform(list, list.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const std::string &name : namesIn<racewalk::exportFormats>())
        EXPECT_NE(list.find(name), std::string::npos) << name;
}

TEST_F(Help, TheManPageAndTheZshCompletionSayWhichFormatsTakeAnOption)
{
    const std::string zsh = resource("completion/_racewalk");
    const std::string man = part(resource("man/racewalk.1"), ".SS Options of export\n", "\n.SS");
    for (const auto *option : {"theme", "scale"}) {
        const std::string names = racewalk::exportFormatNames(option);
        const std::string inMan = part(man, std::string(".BI \\-\\-") + option + " ", ".TP");
        EXPECT_NE(inMan.find('\n' + racewalk::exportOptionHelp(option) + ".\n"), std::string::npos)
            << inMan;
        EXPECT_NE(zsh.find("'--" + std::string(option) + '[' + option + " for " + names),
                  std::string::npos);
    }
}

TEST_F(Help, TheManPageNamesEveryMemoryModelAndEveryFindingKind)
{
    const std::string man = resource("man/racewalk.1");
    const auto wordsBehind = [](const std::string &text, const std::string &begin) {
        const std::vector<std::string> all = wordsOf(part(text, begin, ".TP"));
        return Words(all.begin(), all.end());
    };
    const Words models = wordsBehind(man, "The memory model:\n");
    for (const std::string &name : namesIn<racewalk::memoryModels>())
        EXPECT_TRUE(models.contains(name)) << name;
    const Words kinds =
        wordsBehind(part(man, ".SS Options of export\n", "\n.SS"), ".BI \\-\\-find \" KIND\"\n");
    for (const std::string &name : namesIn<racewalk::findingKinds>())
        EXPECT_TRUE(kinds.contains(name)) << name;
}

TEST_F(Help, BashCompletesCommandsOptionsScenariosAndVariants)
{
    const std::string file = std::string(RACEWALK_RESOURCES_DIR) + "/completion/racewalk.bash";
    const auto completed = [&](const std::string &words, int index) {
        return shell("bash -c 'racewalk() { $RACEWALK \"$@\"; }; . " + file + "; COMP_WORDS=(" +
                     words + "); COMP_CWORD=" + std::to_string(index) +
                     "; _racewalk; echo ${COMPREPLY[@]}'")
            .output;
    };
    EXPECT_EQ(completed("racewalk ch", 1), "check\n");
    EXPECT_EQ(completed("racewalk check inode-t", 2), "inode-teardown\n");
    EXPECT_EQ(completed("racewalk --the", 1), "--theme\n");
    EXPECT_EQ(completed("racewalk --theme dark inode-t", 3), "inode-teardown\n");
    EXPECT_EQ(completed("racewalk --find ha", 2), "hang\n");
    EXPECT_EQ(completed("racewalk check inode-teardown --variant rcu_", 4),
              "rcu_lookup rcu_recheck\n");
    EXPECT_EQ(completed("racewalk export inode-teardown s", 3), "svg shiviz schedule\n");
    EXPECT_EQ(completed("racewalk export inode-teardown pr", 3), "promela\n");
    EXPECT_EQ(completed("racewalk check inode-teardown --max", 3), "--max-states --max-memory\n");
}

TEST_F(Help, ListShowsEveryShippedScenario)
{
    const auto text = racewalk({"list"});
    EXPECT_EQ(text.exitStatus, 0) << text.errors;
    EXPECT_NE(text.output.find("\ninode-teardown\n    Inode lookup vs. evict()\n"
                               "    A lookup goes to sleep after evict() has woken the waiters.\n"
                               "    param lookups = 1 in 1..8\n"),
              std::string::npos)
        << text.output;
    EXPECT_TRUE(text.output.starts_with("== classroom ==\n\n")) << text.output;
    const auto heading = text.output.find("\n\n== inode ==\n\n");
    EXPECT_LT(heading, text.output.find("\ninode-teardown\n")) << text.output;
    EXPECT_TRUE(std::regex_search(text.output,
                                  std::regex("\n    rcu_lookup +hang; tso: hang +RCU lookup\n")))
        << text.output;
    const auto names = racewalk({"list", "--quiet"});
    EXPECT_NE(names.output.find("inode-teardown\n"), std::string::npos) << names.output;
    const auto json = nlohmann::json::parse(racewalk({"list", "--json"}).output);
    const auto inode = std::find_if(json.begin(), json.end(), [](const auto &scenario) {
        return scenario["name"] == "inode-teardown";
    });
    ASSERT_NE(inode, json.end());
    EXPECT_EQ((*inode)["variants"].size(), 10u);
    EXPECT_EQ((*inode)["variants"][1]["expected"], nlohmann::json::parse(R"(["hang"])"));
    EXPECT_EQ((*inode)["teaches"], "A lookup goes to sleep after evict() has woken the waiters.");
    EXPECT_EQ((*inode)["params"][0]["high"], 8);
    EXPECT_EQ(std::count(names.output.begin(), names.output.end(), '\n'),
              static_cast<std::ptrdiff_t>(json.size()));
}

TEST_F(Help, ListShowsHowThePrimitivesAreWrittenAndWhatTheyDo)
{
    const auto text = racewalk({"list", "--primitives"});
    EXPECT_EQ(text.exitStatus, 0) << text.errors;
    EXPECT_NE(text.output.find("\nlocks\n    spin_lock(&lock)            Takes the spinlock; spins "
                               "while another thread holds it.\n"),
              std::string::npos)
        << text.output;
    EXPECT_NE(text.output.find("\n    prepare_to_wait_exclusive(&wq, state)\n"
                               "                                Like prepare_to_wait(), but"),
              std::string::npos)
        << text.output;
    const auto names = racewalk({"list", "--primitives", "--quiet"});
    const auto json = nlohmann::json::parse(racewalk({"list", "--primitives", "--json"}).output);
    EXPECT_EQ(std::count(names.output.begin(), names.output.end(), '\n'),
              static_cast<std::ptrdiff_t>(json.size()));
    EXPECT_TRUE(names.output.starts_with("READ_ONCE\nWRITE_ONCE\n")) << names.output;
    const auto down = std::find_if(json.begin(), json.end(), [](const auto &primitive) {
        return primitive["name"] == "down";
    });
    ASSERT_NE(down, json.end());
    EXPECT_EQ((*down)["family"], "locks");
    EXPECT_EQ((*down)["usage"], "down(&sem)");
    EXPECT_NE((*down)["explanation"], "");
}

TEST_F(Help, ListSaysWhatIsExpectedUnderEachClaimedModel)
{
    const auto prepared =
        shell("mkdir -p listed/scenarios/mine && printf '%s\\n' 'scenario \"Two stores\";' "
              "'about \"One. Two.\";' 'memory tso;' 'variant plain \"No barrier\";' "
              "'variant fenced \"Barriers\";' 'int x;' 'thread t {' '    WRITE_ONCE(x, 1);' '}' "
              "'expect plain: final;' 'expect plain under sc: ok;' 'expect fenced: ok;' "
              "> listed/scenarios/mine/two-stores.race");
    ASSERT_EQ(prepared.exitStatus, 0) << prepared.errors;
    const auto text = shell("RACEWALK_DATA_DIR=$PWD/listed $RACEWALK list");
    EXPECT_EQ(text.output, "== mine ==\n\ntwo-stores\n    Two stores\n    One.\n    memory tso\n"
                           "    plain   final; sc: ok  No barrier\n"
                           "    fenced  ok; sc: ok     Barriers\n")
        << text.errors;
    const auto json =
        nlohmann::json::parse(shell("RACEWALK_DATA_DIR=$PWD/listed $RACEWALK list --json").output);
    EXPECT_EQ(json[0]["memory"], "tso");
    EXPECT_EQ(json[0]["variants"][0]["expected"], nlohmann::json::parse(R"(["final"])"));
    EXPECT_EQ(json[0]["variants"][0]["expected_under"],
              nlohmann::json::parse(R"({"sc": [], "tso": ["final"]})"));
}

TEST_F(Help, ListSaysWhereItLookedIfThereIsNothing)
{
    const auto result = shell("RACEWALK_DATA_DIR=/nowhere $RACEWALK list");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "/nowhere/scenarios"));
}

} // namespace
