// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/export_runs.h"

#include "cli/schedule_text.h"
#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk::cli {

Found foundIn(const Verdict &verdict, std::string_view kind)
{
    Found found;
    if (kind == "ok") {
        const auto good = std::ranges::find(verdict.outcomes, FindingKind::None, &Outcome::kind);
        found.outcome = good == verdict.outcomes.end() ? nullptr : &*good;
    } else if (!kind.empty()) {
        found.finding = verdict.first(*findingKindFrom(kind));
    } else {
        found.finding = verdict.firstFailure();
        if (found.finding == nullptr && !verdict.outcomes.empty())
            found.outcome = &verdict.outcomes.front();
    }
    return found;
}

std::string otherVariantsWith(std::string_view kind, const Program &program)
{
    std::vector<std::string> names;
    for (const Variant &variant : program.scenario.variants) {
        const Expectation *expected = program.scenario.expectation(variant.name, program.memory);
        const auto isOfKind = [&](FindingKind each) { return rowOf(each).name == kind; };
        if (variant.name != program.variant && expected != nullptr &&
            std::ranges::any_of(expected->kinds, isOfKind))
            names.push_back(variant.name);
    }
    return listText(names, "or");
}

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
