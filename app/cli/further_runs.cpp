// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/further_runs.h"

#include "cli/schedule_text.h"

#include <fmt/format.h>

namespace racewalk::cli {

std::expected<std::vector<GivenWalk>, Refusal>
givenWalks(const std::vector<std::pair<std::string, std::string>> &walks,
           const std::shared_ptr<const Machine> &machine, Console &console)
{
    std::vector<GivenWalk> given;
    for (const auto &[name, schedule] : walks) {
        const auto result = walked(machine, schedule);
        if (!result) {
            console.complainLines(result.error());
            return std::unexpected(Refusal{});
        }
        if (!result->message.empty())
            return std::unexpected(Refusal{ExitStatus::Unexpected,
                                           fmt::format("--walk {}: {}", name, result->message)});
        given.push_back({name, {result->run.steps().begin(), result->run.steps().end()}});
    }
    return given;
}

std::expected<std::shared_ptr<const Run>, Refusal> runAgainst(const FormatOptions &options,
                                                              const Run &run,
                                                              const ScenarioOptions &scenario,
                                                              Console &console)
{
    if (options.from || options.to)
        return std::unexpected(
            Refusal{ExitStatus::BadInput, "--against shows whole runs: leave out --from and --to"});
    const auto program =
        compileScenario(run.machine().program().source, scenario, options.against, console);
    if (!program) {
        console.complainLines(program.error().lines);
        return std::unexpected(Refusal{});
    }
    const auto machine = std::make_shared<const Machine>(*program);
    auto other = std::make_shared<Run>(machine);
    other->replace(walk(*machine, portableScheduleOf(run.machine(), run.steps())).steps);
    other->jump(other->length());
    return other;
}

} // namespace racewalk::cli
