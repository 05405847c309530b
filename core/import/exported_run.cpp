// SPDX-License-Identifier: GPL-3.0-or-later
// A file that this program exported, or a schedule.
#include "import/import.h"

#include "export/provenance.h"
#include "import/line_account.h"
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

/// Why the file is not of the program's scenario; empty if it is, or if there is no program.
std::string foreignScenario(const Provenance &file, const ImportAgainst &against)
{
    if (!against)
        return {};
    const std::string own(baseName(against->program().source->fileName()));
    const std::string other(baseName(file.file));
    return other == own ? "" : "the file is of " + other + ", not of " + own;
}

/// What the file says of its program and the program has otherwise, as a sentence.
std::string otherProgram(const Provenance &file, const Program &program)
{
    const Provenance own = provenanceOf(program);
    std::string text;
    if (file.variant != own.variant)
        text += ", variant " + file.variant;
    for (const auto &parameter : file.parameters)
        if (std::ranges::find(own.parameters, parameter) == own.parameters.end())
            text += ", " + parameter.first + " = " + parameter.second;
    if (!file.memory.empty() && file.memory != own.memory)
        text += ", memory " + file.memory;
    return text.empty() ? "" : " The file was made with" + text.substr(1) + '.';
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
    const auto provenance = provenanceIn(text.whole());
    const auto schedule = scheduleFrom(text, provenance, against.get());
    if (!schedule)
        return std::unexpected(schedule.error());
    Imported imported{.kind = ImportKind::Run};
    ImportedRun run;
    std::string stop = provenance ? foreignScenario(*provenance, against) : "";
    if (stop.empty())
        stop = walkInto(run, *schedule, against);
    run.schedule = toText(*schedule);
    Provenance own = provenance ? *provenance : provenanceOf(against->program());
    own.schedule = run.schedule;
    run.command = replayCommand(own);
    LineAccount account(text, "not needed to replay the run");
    const auto mark = [&](std::size_t line, const std::string &meaning) {
        if (stop.empty())
            account.understand(line, meaning);
        else
            account.notReached(line, stop);
    };
    bool isCommand = false, isQuoted = false; // at the end of a line
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.inner(i).empty())
            continue;
        const std::size_t begin = text[i].find(command);
        const bool begins = begin != std::string::npos;
        if (!provenance)
            mark(i, "the schedule");
        if (!provenance || !(begins || isCommand))
            continue;
        mark(i, "the command that replays the run");
        // It goes on behind a backslash and within its quotes.
        const auto part = std::string_view(text[i]).substr(begins ? begin : 0);
        isQuoted = (isQuoted && !begins) != (std::ranges::count(part, '\'') % 2 == 1);
        isCommand = isQuoted || part.ends_with('\\');
    }
    imported.lines = account.take();
    imported.summary = stop.empty() ? "A run, with its schedule." : "A run: " + stop + '.';
    if (provenance && against && foreignScenario(*provenance, against).empty())
        imported.summary += otherProgram(*provenance, against->program());
    imported.run = std::move(run);
    return imported;
}

} // namespace racewalk
