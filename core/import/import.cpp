// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/import.h"

#include "export/reports/verdict_text.h"
#include "language/compile.h"
#include "program/one_line.h"
#include "run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace racewalk {
namespace {

std::string kindNames(const std::vector<ImportKind> &kinds, std::string_view conjunction)
{
    std::vector<std::string> names;
    for (const ImportKind kind : kinds)
        names.emplace_back(rowOf(kind).name);
    return listText(names, conjunction);
}

std::vector<ImportKind> allKinds()
{
    std::vector<ImportKind> kinds;
    for (const ImportKindRow &row : importKinds)
        kinds.push_back(row.kind);
    return kinds;
}

/// How `replay` says that the run ends.
std::string endingOf(const std::vector<Step> &steps, const ImportAgainst &against)
{
    Run run(against);
    run.replace(steps);
    run.jump(run.length());
    std::string text = ' ' + endingText(run);
    for (const std::string &race : dataRacesAt(run))
        text += " Data race: " + race + '.';
    return text;
}

std::string countedLines(std::size_t lines)
{
    return lines == 1 ? "1 line is" : fmt::format("{} lines are", lines);
}

/// A variant of the program's scenario in which fewer lines are flagged, if there is one.
std::string betterVariant(const ReportText &text, const ImportKindRow &row,
                          const Imported &imported, const Program &program)
{
    std::string sentence;
    std::size_t fewest = imported.flagged();
    CompileOptions options;
    options.memory = program.memory;
    for (const Parameter &parameter : program.parameters)
        options.parameters.emplace_back(parameter.name, parameter.value);
    for (const Variant &variant : program.scenario.variants) {
        options.variant = variant.name;
        const Compiled compiled =
            variant.name == program.variant ? Compiled() : compile(program.source, options);
        if (!compiled.program)
            continue;
        const auto other = row.read(text, std::make_shared<const Machine>(compiled.program));
        if (!other || other->flagged() >= fewest)
            continue;
        fewest = other->flagged();
        sentence = fmt::format(" Variant {} fits better: there, {} in the result.", variant.name,
                               fewest == 0 ? "every line is"
                                           : fmt::format("only {} not", countedLines(fewest)));
    }
    return sentence;
}

} // namespace

std::string_view toText(Reading reading)
{
    switch (reading) {
    case Reading::Outside:
        return "outside";
    case Reading::Understood:
        return "understood";
    case Reading::Ignored:
        return "ignored";
    case Reading::NotReached:
        return "not reached";
    case Reading::NotUnderstood:
        return "not understood";
    }
    return {};
}

std::size_t Imported::flagged() const
{
    return static_cast<std::size_t>(std::ranges::count_if(
        lines, [](const ImportedLine &line) { return isFlagged(line.reading); }));
}

std::vector<LineRange> Imported::folded() const
{
    std::vector<LineRange> ranges;
    for (std::size_t i = 0; i < lines.size();) {
        std::size_t end = i + 1;
        if (lines[i].reading == Reading::Outside)
            for (std::size_t next = end; next < lines.size(); ++next) {
                if (lines[next].reading == Reading::Outside)
                    end = next + 1;
                else if (lines[next].meaning != blankLine)
                    break;
            }
        ranges.push_back({i, end});
        i = end;
    }
    return ranges;
}

std::optional<ImportKind> importKindFrom(std::string_view name)
{
    const auto row = std::ranges::find(importKinds, name, &ImportKindRow::name);
    return row == importKinds.end() ? std::nullopt : std::optional(row->kind);
}

std::string importKindNames()
{
    return kindNames(allKinds(), "or");
}

std::string importFault(std::string_view bytes)
{
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return "the text is empty";
    if (bytes.size() > maxImportBytes)
        return "the text is longer than " + std::to_string(maxImportBytes >> 20) + " MiB";
    if (bytes.find('\0') != std::string_view::npos)
        return "this is not a text: it has zero bytes";
    return {};
}

std::vector<ImportKind> importKindsOf(const ReportText &text, const Machine *against)
{
    std::vector<ImportKind> found;
    for (const ImportKindRow &row : importKinds)
        if (!(row.isLast && !found.empty()) && row.recognises(text, against))
            found.push_back(row.kind);
    if (!found.empty() && found.front() == ImportKind::Run)
        return {ImportKind::Run};
    return found;
}

std::expected<ImportKind, std::string> importKindOf(const ReportText &text, const Machine *against)
{
    const std::vector<ImportKind> found = importKindsOf(text, against);
    if (found.empty())
        return std::unexpected(
            "the text is not of a known kind; `racewalk import --as` reads it as one: " +
            importKindNames());
    if (found.size() > 1)
        return std::unexpected("the text can be read as " + kindNames(found, "and") +
                               "; `racewalk import --as` chooses one");
    return found.front();
}

ImportResult importText(std::string_view bytes, std::optional<ImportKind> kind,
                        const ImportAgainst &against)
{
    if (std::string fault = importFault(bytes); !fault.empty())
        return std::unexpected(std::move(fault));
    const ReportText text(bytes);
    if (!kind) {
        const auto recognised = importKindOf(text, against.get());
        if (!recognised)
            return std::unexpected(recognised.error());
        kind = *recognised;
    }
    const ImportKindRow &row = rowOf(*kind);
    if (row.needsScenario && !against)
        return std::unexpected("a " + std::string(row.name) +
                               " is read against a scenario: open one, or name it with --against");
    ImportResult result = row.read(text, against);
    if (!result || !result->run || !against)
        return result;
    if (!result->run->steps.empty())
        result->summary += endingOf(result->run->steps, against);
    if (result->flagged() > 0)
        result->summary += betterVariant(text, row, *result, against->program());
    return result;
}

} // namespace racewalk
