// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/imported.h"
#include "import/report_text.h"
#include "machine/machine.h"
#include "program/enum_table.h"

#include <array>
#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Largest size of a text that is imported, in bytes.
inline constexpr std::size_t maxImportBytes = std::size_t{16} << 20;

/// The program that a text is read against; null if there is none.
using ImportAgainst = std::shared_ptr<const Machine>;

/// The result, or a sentence without a full stop that says why there is none.
using ImportResult = std::expected<Imported, std::string>;

/// Whether a text looks like one of the kind.
using ImportRecogniser = bool (*)(const ReportText &, const Machine *against);
using ImportReader = ImportResult (*)(const ReportText &, const ImportAgainst &);

bool isExportedRun(const ReportText &text, const Machine *against);
bool isLockdepReport(const ReportText &text, const Machine *against);
bool isKcsanReport(const ReportText &text, const Machine *against);
bool isHungTaskReport(const ReportText &text, const Machine *against);
bool isDiagram(const ReportText &text, const Machine *against);
ImportResult readExportedRun(const ReportText &text, const ImportAgainst &against);
ImportResult readLockdepReport(const ReportText &text, const ImportAgainst &against);
ImportResult readKcsanReport(const ReportText &text, const ImportAgainst &against);
ImportResult readHungTaskReport(const ReportText &text, const ImportAgainst &against);
ImportResult readDiagram(const ReportText &text, const ImportAgainst &against);

/// One kind of text: everything that the command line, the window and the documentation need.
struct ImportKindRow {
    ImportKind kind;
    std::string_view name;  ///< for --as
    std::string_view title; ///< in a dialog
    std::string_view mark;  ///< what it is recognised by, as a clause
    std::string_view gives; ///< what is made of it, as a clause
    ImportRecogniser recognises;
    ImportReader read;
    /// Only recognised in a text that is of no kind with a mark of its own.
    bool isLast = false;
    bool needsScenario = false;
};

inline constexpr std::array importKinds = std::to_array<ImportKindRow>({
    {.kind = ImportKind::Run,
     .name = "run",
     .title = "Exported run",
     .mark = "a `racewalk replay` command in it, or a schedule of the scenario",
     .gives = "the schedule and the command that replays it",
     .recognises = &isExportedRun,
     .read = &readExportedRun},
    {.kind = ImportKind::Lockdep,
     .name = "lockdep",
     .title = "Lockdep report",
     .mark = "\"unsafe locking scenario\"",
     .gives = "a scenario with those threads and locks, and its hang",
     .recognises = &isLockdepReport,
     .read = &readLockdepReport},
    {.kind = ImportKind::Kcsan,
     .name = "kcsan",
     .title = "KCSAN report",
     .mark = "\"BUG: KCSAN:\"",
     .gives = "a starter scenario with two threads and the shared variable",
     .recognises = &isKcsanReport,
     .read = &readKcsanReport},
    {.kind = ImportKind::HungTask,
     .name = "hung-task",
     .title = "Hung task report",
     .mark = "\"blocked for more than N seconds\"",
     .gives = "a starter scenario with the tasks, their locks and where they sleep",
     .recognises = &isHungTaskReport,
     .read = &readHungTaskReport},
    {.kind = ImportKind::Diagram,
     .name = "diagram",
     .title = "Two-column diagram",
     .mark = "a line of headers, such as CPU0 and CPU1",
     .gives = "a schedule of the scenario that it is read against",
     .recognises = &isDiagram,
     .read = &readDiagram,
     .isLast = true,
     .needsScenario = true},
});
static_assert(isComplete<importKinds, &ImportKindRow::kind>(),
              "importKinds needs one row for each ImportKind, in their order");

constexpr const ImportKindRow &rowOf(ImportKind kind)
{
    return importKinds[static_cast<std::size_t>(kind)];
}

std::optional<ImportKind> importKindFrom(std::string_view name);
/// "run, lockdep or diagram"
std::string importKindNames();

/// What can be imported at all: not an empty text, not a binary file, not one that is too long.
/// Returns why it cannot, as a sentence without a full stop; otherwise an empty text.
std::string importFault(std::string_view bytes);

/// The kinds that a text can be read as, in the order of ImportKind. Only a run if it is one: that
/// says exactly what was walked, whatever else the text shows.
std::vector<ImportKind> importKindsOf(const ReportText &text, const Machine *against);

/// The only one of them, or a sentence that says that it is none, or of which kinds it is.
std::expected<ImportKind, std::string> importKindOf(const ReportText &text, const Machine *against);

/// Reads a text of the given kind, or of the kind that it is recognised as. Takes linear time for
/// any text.
ImportResult importText(std::string_view bytes, std::optional<ImportKind> kind,
                        const ImportAgainst &against);

} // namespace racewalk
