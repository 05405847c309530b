// SPDX-License-Identifier: GPL-3.0-or-later
// A file that this program exported, or a schedule.
#include "import/import.h"

#include "export/provenance.h"
#include "run/schedule/schedule.h"
#include "run/schedule/thread_names.h"

#include <algorithm>

namespace racewalk {
namespace {

constexpr std::string_view command = "racewalk replay ";

/// The whole text, if it is a schedule of the program.
std::optional<Schedule> scheduleIn(const ReportText &text, const Machine *against)
{
    constexpr std::size_t longest = std::size_t{1} << 20;
    if (against == nullptr || text.whole().size() > longest)
        return std::nullopt;
    auto schedule = parseSchedule(text.whole());
    if (!schedule || schedule->words.empty())
        return std::nullopt;
    for (const ScheduleWord &word : schedule->words)
        if (!threadFor(against->program(), word.thread))
            return std::nullopt;
    return std::move(*schedule);
}

std::expected<Schedule, std::string> scheduleFrom(const ReportText &text,
                                                  const std::optional<Provenance> &provenance,
                                                  const Machine *against)
{
    if (!provenance) {
        if (auto schedule = scheduleIn(text, against))
            return std::move(*schedule);
        return std::unexpected("there is no `racewalk replay` command in the text, and it is no "
                               "schedule of the scenario");
    }
    if (!provenance->schedule)
        return std::unexpected("the file is of a program, not of a run: it has no schedule");
    auto schedule = parseSchedule(*provenance->schedule);
    if (!schedule)
        return std::unexpected("its schedule cannot be read: " + schedule.error().message);
    return std::move(*schedule);
}

/// Walks it if there is a program; what cannot be walked is a message.
std::string walkInto(ImportedRun &run, const Schedule &schedule, const ImportAgainst &against)
{
    if (!against)
        return {};
    Walk walked = walk(*against, schedule);
    run.steps = std::move(walked.steps);
    return walked.message;
}

} // namespace

bool isExportedRun(const ReportText &text, const Machine *against)
{
    return provenanceIn(text.whole()) || scheduleIn(text, against);
}

ImportResult readExportedRun(const ReportText &text, const ImportAgainst &against)
{
    Imported imported{.kind = ImportKind::Run};
    for (std::size_t i = 0; i < text.size(); ++i)
        imported.lines.push_back({std::string(text.original(i)), Reading::Ignored, "blank"});
    ImportedRun run;
    std::string stop;
    const auto mark = [&](std::size_t line, const std::string &meaning) {
        imported.lines[line].reading = stop.empty() ? Reading::Understood : Reading::NotReached;
        imported.lines[line].meaning = stop.empty() ? meaning : stop;
    };
    const auto provenance = provenanceIn(text.whole());
    const auto schedule = scheduleFrom(text, provenance, against.get());
    if (!schedule)
        return std::unexpected(schedule.error());
    stop = walkInto(run, *schedule, against);
    run.schedule = toText(*schedule);
    Provenance own = provenance ? *provenance : provenanceOf(against->program());
    own.schedule = run.schedule;
    run.command = replayCommand(own);
    bool isCommand = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.inner(i).empty())
            continue;
        const bool begins = text[i].find(command) != std::string::npos;
        if (!provenance)
            mark(i, "the schedule");
        else if (begins || isCommand)
            mark(i, "the command that replays the run");
        else
            imported.lines[i].meaning = "drawn from the run";
        // Only the first command counts; it goes on behind a backslash and within its quotes.
        isCommand =
            (begins || isCommand) &&
            (text[i].ends_with('\\') || (std::ranges::count(text[i], '\'') % 2 == 1) == begins);
    }
    imported.summary = stop.empty() ? "A run, with its schedule." : "A run: " + stop + '.';
    imported.run = std::move(run);
    return imported;
}

} // namespace racewalk
