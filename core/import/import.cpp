// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/import.h"

#include "program/one_line.h"

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

} // namespace

std::string_view toText(Reading reading)
{
    switch (reading) {
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

std::expected<ImportKind, std::string> importKindOf(const ReportText &text, const Machine *against)
{
    std::vector<ImportKind> found;
    for (const ImportKindRow &row : importKinds)
        if (!(row.isLast && !found.empty()) && row.recognises(text, against))
            found.push_back(row.kind);
    // A run says exactly what was walked, whatever else the text shows.
    if (!found.empty() && found.front() == ImportKind::Run)
        return ImportKind::Run;
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
    return row.read(text, against);
}

} // namespace racewalk
