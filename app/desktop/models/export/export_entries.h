// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "export/formats.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk::desktop {

/// A row of the export dialog's list: a format, or one layout of the text diagram.
struct ExportEntry {
    ExportFormat format{};
    std::optional<TextPreset> preset{}; ///< none: the format has no presets

    bool operator==(const ExportEntry &) const = default;
};

/// By purpose, in the order of the list.
const std::vector<ExportEntry> &exportEntries();
/// The entry that shows a format with these options.
std::size_t entryFor(ExportFormat format, const FormatOptions &options);

QString titleOf(const ExportEntry &entry);
/// ".json": the end of the file's name.
QString endingOf(const ExportEntry &entry);
QString titleOf(ExportPurpose purpose);
/// "text-lockdep": stays the same in settings.
QString settingsName(const ExportEntry &entry);

/// The options of an entry as the user left them, or as usual. A caption belongs to one run and is
/// not kept, except "auto"; nor is the range.
FormatOptions rememberedOptions(const ExportEntry &entry, ThemeKind theme);
void rememberOptions(const ExportEntry &entry, const FormatOptions &options);
/// The entry used last; the first if there is none.
std::size_t rememberedEntry();
void rememberEntry(std::size_t entry);

} // namespace racewalk::desktop
