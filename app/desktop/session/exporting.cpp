// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>

#include "desktop/session/exporting.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/session/session.h"
#include "drawing/painted_formats.h"
#include "explore/explore.h"
#include "export/graph/graph_part.h"
#include "export/whole_file.h"
#include "language/library.h"
#include "language/source/visible_text.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

/// What the command line sees of a search for fates without being told otherwise.
constexpr std::uint64_t statesForFates = 100'000;

/// With the steps of the range, if the format can show a part.
FormatOptions optionsIn(const ExportRange &range, ExportFormat format, FormatOptions options)
{
    options.from.reset();
    options.to.reset();
    if (range.kind == ExportRange::Kind::Steps &&
        rowOf(format).options.contains(ExportOption::From)) {
        options.from = range.from;
        options.to = range.to;
    }
    return options;
}

struct Export {
    const ExportSource &source;
    ExportFormat format;
    const FormatOptions &options;
    std::stop_token stop{};

    Written operator()(RunWriter writeRun) const
    {
        return ofRun([&](const RunToExport &run) { return writeRun(run, options); });
    }
    /// Searches as the command line does, so that the file is the same.
    Written operator()(GraphWriter writeGraph) const
    {
        Limits limits;
        limits.reductions = {.threads = true};
        limits.maxStates = source.call.maxStates == 0 ? statesForFates : source.call.maxStates;
        const Exploration exploration = explore(*source.machine, limits, stop, nullptr);
        const Run none(source.machine); // as for `--schedule ''`
        if (!exploration.verdict.isGraphKept)
            return std::unexpected("there was no memory for the state graph");
        return writeGraph({.machine = *source.machine,
                           .space = exploration.space,
                           .verdict = exploration.verdict,
                           .run = source.run ? &*source.run : &none},
                          options);
    }
    Written operator()(ProgramWriter writeProgram) const { return writeProgram(*source.machine); }
    Written operator()(PaintedRun) const
    {
        return ofRun([&](const RunToExport &run) { return drawing::paint(format, run, options); });
    }

    /// Of the part of the run that the options ask for.
    template <class Write>
    Written ofRun(const Write &write) const
    {
        if (!source.run)
            return std::unexpected("there is no run");
        Run part = *source.run;
        const bool wasSearched = rowOf(format).showsFates || !source.call.found.empty();
        RunToExport run{.run = part,
                        .timeline = wasSearched ? source.timeline : withoutFates(),
                        .ending = source.ending};
        if (source.space)
            run.fateAt = [space = source.space](StateView state) { return space->fateOf(state); };
        if (const std::string fault = choosePart(part, run, options); !fault.empty())
            return std::unexpected(fault);
        if (options.walks == WalkChoice::All && source.space && source.verdict) {
            addGivenWalks(run, source.walks, *source.space);
            addOutcomeWalks(run, *source.verdict, *source.space);
        }
        return write(run);
    }

private:
    /// As the command line has it, which does not search for them in vain.
    std::shared_ptr<const Timeline> withoutFates() const
    {
        Timeline timeline = timelineOf(*source.run, [](StateView) { return Fate::Unknown; });
        timeline.notes = source.timeline->notes;
        return std::make_shared<const Timeline>(std::move(timeline));
    }
};

/// The finding that a search reports for just this run and that says more than its last state.
const Finding *findingOf(const Session &session, const Run &run)
{
    const SearchResult &result = session.result();
    if (!result.verdict || result.awaitsOdds)
        return nullptr;
    for (const Finding &finding : result.verdict->findings)
        if (std::ranges::equal(finding.steps, run.steps()) &&
            result.verdict->first(finding.kind) == &finding)
            return &finding;
    return nullptr;
}

/// The run of the first failure; none is known while the search goes on.
std::optional<Run> foundRun(const Session &session)
{
    const auto &verdict = session.result().verdict;
    const Finding *finding = verdict ? verdict->firstFailure() : nullptr;
    if (finding == nullptr)
        return std::nullopt;
    Run run(session.run().sharedMachine());
    run.replace(finding->steps);
    return run;
}

/// With those of the notes that its events have.
std::shared_ptr<const Timeline> withNotes(Timeline timeline, const StepNotes &notes)
{
    timeline.notes = StepNotes(notes.begin(), notes.lower_bound(timeline.events.size()));
    return std::make_shared<const Timeline>(std::move(timeline));
}

/// The walks beside the one that is exported, and that one if the user has named it, with what they
/// need on the command line.
void addOtherWalks(ExportSource &source, const Walks &walks)
{
    for (std::size_t row = 0; row < walks.size(); ++row) {
        const NamedWalk &walk = walks.replayed(row);
        const std::span<const Step> steps = walk.run.steps();
        const bool isExported = std::ranges::equal(steps, source.run->steps());
        if (steps.empty() || (isExported && !walk.hasOwnName))
            continue;
        source.walks.push_back({walk.name, {steps.begin(), steps.end()}});
        source.call.walks.emplace_back(walk.name, toText(scheduleOf(walk.run.machine(), steps)));
    }
}

/// The name of a shipped scenario, or the path.
std::string scenarioArgument(const Session &session)
{
    const std::string path = session.path().toStdString();
    const auto shipped = shippedAt(shippedScenarios(dataFolder()), path);
    return shipped ? shipped->name : path;
}

} // namespace

ExportSource exportSource(const Session &session, const ExportRange &range)
{
    ExportSource source;
    source.range = range;
    source.machine = session.run().sharedMachine();
    source.space = session.result().space;
    source.verdict = session.result().verdict;
    const Run &walk = session.run();
    std::optional<Run> run = walk.length() > 0 ? std::optional(walk) : foundRun(session);
    source.isFound = walk.length() == 0;
    const bool isCut = !source.isFound && range.kind == ExportRange::Kind::UpToNow &&
                       walk.position() < walk.length();
    if (run && isCut) {
        const std::vector<Step> steps(walk.steps().begin(),
                                      walk.steps().begin() +
                                          static_cast<std::ptrdiff_t>(walk.position()));
        run->replace(steps);
    }
    source.call.scenario = scenarioArgument(session);
    if (!run) {
        source.call.from = provenanceOf(session.program());
        return source;
    }
    run->jump(run->length());
    const bool isAsShown = !source.isFound && !isCut;
    source.timeline = isAsShown ? session.timeline() : session.timelineOf(*run);
    if (isCut)
        source.timeline = withNotes(*source.timeline, session.timeline()->notes);
    source.call.from = provenanceOf(*run);
    source.call.notes = source.timeline->notes;
    if (const Finding *finding = findingOf(session, *run)) {
        source.ending = diagramEndingFor(*run, *finding);
        // Only a search knows this ending.
        if (!source.ending.next.empty() || !source.ending.remark.empty())
            source.call.found = rowOf(finding->kind).name;
    }
    if (const auto &space = session.result().space; space && space->size() > statesForFates)
        source.call.maxStates = space->size() + 1;
    source.run = std::move(run);
    addOtherWalks(source, session.walks());
    return source;
}

bool needsRun(const ExportFormatRow &format)
{
    return std::holds_alternative<RunWriter>(format.writer) ||
           std::holds_alternative<PaintedRun>(format.writer);
}

std::expected<QByteArray, QString> exported(const ExportSource &source, ExportFormat format,
                                            FormatOptions options, const std::stop_token &stop)
{
    options = optionsIn(source.range, format, std::move(options));
    const Written written = std::visit(Export{source, format, options, stop}, rowOf(format).writer);
    if (!written)
        return std::unexpected(tr("%1: %2.").arg(QString::fromUtf8(rowOf(format).title),
                                                 QString::fromStdString(written.error())));
    return QByteArray::fromStdString(rowOf(format).isText ? visibleText(*written) : *written);
}

QImage readersPicture(const ExportSource &source, ExportFormat format, FormatOptions options)
{
    options = optionsIn(source.range, format, std::move(options));
    QImage picture;
    const Written written = Export{source, format, options}.ofRun([&](const RunToExport &run) {
        if (format == ExportFormat::Pdf)
            picture = drawing::pagesImage(run, options);
        else if (format == ExportFormat::Html)
            picture = drawing::pageImage(run, options);
        return Written();
    });
    return written ? picture : QImage();
}

QString exportCommand(const ExportSource &source, ExportFormat format, FormatOptions options,
                      const QString &file)
{
    ExportCall call = source.call;
    call.format = format;
    call.options = optionsIn(source.range, format, std::move(options));
    call.file = file.toStdString();
    return QString::fromStdString(racewalk::exportCommand(call));
}

QString suggestedFileName(const Session &session, ExportFormat format, const FormatOptions &options)
{
    QString name = QFileInfo(session.path()).completeBaseName();
    if (!session.program().variant.empty())
        name += QLatin1Char('-') + QString::fromStdString(session.program().variant);
    if (session.memory() != session.scenario().memory)
        name += QLatin1Char('-') + QString::fromLatin1(toText(session.memory()));
    return name +
           (options.scorm ? QStringLiteral(".zip") : QString::fromUtf8(rowOf(format).ending));
}

QString suggestedFolder(const Session &session)
{
    const bool isShipped =
        shippedAt(shippedScenarios(dataFolder()), session.path().toStdString()).has_value();
    return isShipped ? QString() : QFileInfo(session.path()).absolutePath();
}

QString writeExport(const QString &path, const QByteArray &content)
{
    const std::string failure =
        writeFile(path.toStdString(),
                  std::string_view(content.constData(), static_cast<std::size_t>(content.size())));
    return failure.empty() ? QString() : capitalized(QString::fromStdString(failure)) + u'.';
}

} // namespace racewalk::desktop
