// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/spin.h"

#include "support/run_program.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>

namespace racewalk::test {

namespace {

/// Runs a line of the shell in the folder, with a bound on its memory.
ProgramResult shell(const std::string &line, const std::string &folder)
{
    ProgramSetting setting;
    setting.directory = folder;
    setting.timeoutSeconds = 200;
    return runProgram("/bin/sh", {"-c", "ulimit -v 4000000; exec " + line}, setting);
}

/// The number in front of "states, stored" and kin.
std::optional<std::uint64_t> numberBefore(const std::string &text, const std::string &words)
{
    std::smatch found;
    if (!std::regex_search(text, found, std::regex("([0-9]+) " + words)))
        return std::nullopt;
    return std::stoull(found[1]);
}

SpinVerdict read(const std::string &report)
{
    SpinVerdict verdict;
    const auto states = numberBefore(report, "states, stored");
    const auto transitions = numberBefore(report, "transitions \\(= stored\\+matched\\)");
    const bool isCut = report.find("max search depth too small") != std::string::npos ||
                       report.find("Search not completed") != std::string::npos;
    if (!states || !transitions || isCut) {
        verdict.problem = report;
        return verdict;
    }
    verdict.states = *states;
    // Spin counts coming into the initial state.
    verdict.transitions = *transitions - 1;
    verdict.hasInvalidEnd = report.find("pan:1: invalid end state") != std::string::npos ||
                            std::regex_search(report, std::regex("pan:[0-9]+: invalid end state"));
    const std::regex violated("assertion violated no_([a-z_]+)");
    for (auto at = std::sregex_iterator(report.begin(), report.end(), violated);
         at != std::sregex_iterator(); ++at)
        verdict.failures.insert((*at)[1]);
    return verdict;
}

} // namespace

bool isSpinInstalled()
{
    return shell("sh -c 'command -v spin && command -v cc'", "/").exitStatus == 0;
}

SpinVerdict spinVerdict(std::string_view promela, const std::string &folder)
{
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/model.pml", std::ios::binary) << promela;
    SpinVerdict verdict;
    std::string report;
    // No optimization: the C program of most models is compiled longer than it runs.
    for (const char *line : {"spin -o2 -a model.pml",
                             "cc -w -O0 -fwrapv -DSAFETY -DNOREDUCE -DVECTORSZ=16384 -o pan pan.c",
                             "./pan -c0 -w20 -m2000000"}) {
        const ProgramResult result = shell(line, folder);
        report = result.output + result.errors;
        const bool isModelWrong = report.find("Error") != std::string::npos;
        if (result.exitStatus != 0 || isModelWrong) {
            verdict.problem = std::string(line) + ": " + report;
            return verdict;
        }
    }
    std::filesystem::remove_all(folder);
    return read(report);
}

} // namespace racewalk::test
