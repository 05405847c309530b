// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/export/export_entries.h"

#include "desktop/base/settings.h"
#include "desktop/base/translate.h"

#include <algorithm>
#include <array>

namespace racewalk::desktop {
namespace {

/// The presets that stand in the list: another one is chosen among the options.
struct ListedPreset {
    TextPreset preset;
    const char *title;
};

constexpr std::array listedPresets = std::to_array<ListedPreset>({
    {TextPreset::Commit, QT_TRANSLATE_NOOP("racewalk::desktop", "Commit diagram")},
    {TextPreset::Comment, QT_TRANSLATE_NOOP("racewalk::desktop", "Comment block")},
    {TextPreset::Lockdep, QT_TRANSLATE_NOOP("racewalk::desktop", "Lockdep splat")},
    {TextPreset::List, QT_TRANSLATE_NOOP("racewalk::desktop", "List, 3+ threads")},
});

struct PurposeTitle {
    ExportPurpose purpose;
    const char *title;
};

constexpr std::array purposeTitles = std::to_array<PurposeTitle>({
    {ExportPurpose::CommitMessage, QT_TRANSLATE_NOOP("racewalk::desktop", "Commit message")},
    {ExportPurpose::Picture, QT_TRANSLATE_NOOP("racewalk::desktop", "Slide or paper")},
    {ExportPurpose::Web, QT_TRANSLATE_NOOP("racewalk::desktop", "Web")},
    {ExportPurpose::OtherTool, QT_TRANSLATE_NOOP("racewalk::desktop", "Other tools")},
});
static_assert(isComplete<purposeTitles, &PurposeTitle::purpose>(),
              "purposeTitles needs one row for each ExportPurpose, in their order");

std::vector<ExportEntry> allEntries()
{
    std::vector<ExportEntry> entries;
    for (const PurposeTitle &group : purposeTitles)
        for (const ExportFormatRow &row : exportFormats) {
            if (row.group != group.purpose)
                continue;
            if (!row.options.contains(ExportOption::Preset))
                entries.push_back({row.format, std::nullopt});
            else
                for (const ListedPreset &listed : listedPresets)
                    entries.push_back({row.format, listed.preset});
        }
    return entries;
}

bool isRemembered(ExportOption option, const QString &value)
{
    // They are steps of one run.
    if (option == ExportOption::From || option == ExportOption::To || option == ExportOption::Start)
        return false;
    return option != ExportOption::Caption || value == QLatin1String("auto");
}

} // namespace

const std::vector<ExportEntry> &exportEntries()
{
    static const std::vector<ExportEntry> entries = allEntries();
    return entries;
}

std::size_t entryFor(ExportFormat format, const FormatOptions &options)
{
    const auto &entries = exportEntries();
    ExportEntry wanted{format, std::nullopt};
    if (rowOf(format).options.contains(ExportOption::Preset))
        wanted.preset = options.preset;
    auto found = std::ranges::find(entries, wanted);
    if (found == entries.end()) // a preset that is not listed
        found = std::ranges::find(entries, format, &ExportEntry::format);
    return static_cast<std::size_t>(found - entries.begin());
}

QString titleOf(const ExportEntry &entry)
{
    if (!entry.preset)
        return QString::fromUtf8(rowOf(entry.format).title);
    return tr(std::ranges::find(listedPresets, *entry.preset, &ListedPreset::preset)->title);
}

QString endingOf(const ExportEntry &entry)
{
    const std::string_view ending = rowOf(entry.format).ending;
    return QString::fromUtf8(ending.substr(ending.rfind('.')));
}

QString titleOf(ExportPurpose purpose)
{
    return tr(purposeTitles[static_cast<std::size_t>(purpose)].title);
}

QString settingsName(const ExportEntry &entry)
{
    QString name = QString::fromUtf8(rowOf(entry.format).name);
    if (entry.preset) {
        FormatOptions options;
        options.preset = *entry.preset;
        name += QLatin1Char('-') +
                QString::fromStdString(valueOf(rowOf(ExportOption::Preset), options));
    }
    return name;
}

FormatOptions rememberedOptions(const ExportEntry &entry, ThemeKind theme)
{
    FormatOptions options;
    options.theme = theme;
    const QStringList kept = settings::exportOptions(settingsName(entry));
    for (const ExportOptionRow &row : exportOptions()) {
        const QString start = QString::fromUtf8(row.name) + QLatin1Char('=');
        if (!rowOf(entry.format).options.contains(row.option))
            continue;
        for (const QString &text : kept)
            if (const QString value = text.mid(start.size());
                text.startsWith(start) && isRemembered(row.option, value))
                setValue(row, value.toStdString(), options); // one that is refused stays as usual
    }
    // A preset that is listed has an entry of its own.
    const bool isListed = std::ranges::any_of(
        listedPresets, [&](const auto &listed) { return listed.preset == options.preset; });
    if (entry.preset && isListed)
        options.preset = *entry.preset;
    return options;
}

void rememberOptions(const ExportEntry &entry, const FormatOptions &options)
{
    static const FormatOptions usual;
    QStringList kept;
    for (const ExportOptionRow &row : exportOptions()) {
        const std::string value = valueOf(row, options);
        const QString text = QString::fromStdString(value);
        const bool isUsual = row.option != ExportOption::Theme && value == valueOf(row, usual);
        if (rowOf(entry.format).options.contains(row.option) && !isUsual &&
            isRemembered(row.option, text))
            kept += QString::fromUtf8(row.name) + QLatin1Char('=') + text;
    }
    settings::setExportOptions(settingsName(entry), kept);
}

std::size_t rememberedEntry()
{
    const auto &entries = exportEntries();
    const auto found = std::ranges::find(entries, settings::exportEntry(), &settingsName);
    return found == entries.end() ? 0 : static_cast<std::size_t>(found - entries.begin());
}

void rememberEntry(std::size_t entry)
{
    settings::setExportEntry(settingsName(exportEntries()[entry]));
}

} // namespace racewalk::desktop
