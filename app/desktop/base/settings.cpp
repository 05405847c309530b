// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSettings>

#include "desktop/base/settings.h"

#include <algorithm>
#include <array>

namespace racewalk::desktop::settings {
namespace {

constexpr qsizetype maxRecentFiles = 8;

const QString themeKey = QStringLiteral("theme");
const QString textSizeKey = QStringLiteral("textSize");
const QString recentKey = QStringLiteral("recentFiles");
const QString folderKey = QStringLiteral("folders/");
const QString exportKey = QStringLiteral("export/last");
const QString exportOptionsKey = QStringLiteral("export/options/");
const QString geometryKey = QStringLiteral("window/geometry");
const QString splitterKey = QStringLiteral("window/splitter");

QVariant read(const QString &key, const QVariant &otherwise = {})
{
    return QSettings().value(key, otherwise);
}

void write(const QString &key, const QVariant &value)
{
    QSettings().setValue(key, value);
}

} // namespace

ThemeChoice themeChoice()
{
    const QString word = read(themeKey).toString();
    if (word == QLatin1String("light"))
        return ThemeChoice::Light;
    return word == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void setThemeChoice(ThemeChoice choice)
{
    static constexpr std::array words{"system", "light", "dark"};
    write(themeKey, QString::fromLatin1(words[static_cast<std::size_t>(choice)]));
}

double textSize()
{
    const double size = read(textSizeKey, 1.0).toDouble();
    const int percent = qRound(size * 100);
    return std::ranges::find(textPercents, percent) != textPercents.end() ? percent / 100.0 : 1.0;
}

void setTextSize(double size)
{
    write(textSizeKey, size);
}

QStringList recentFiles()
{
    return read(recentKey).toStringList();
}

void addRecentFile(const QString &path)
{
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    write(recentKey, files.mid(0, maxRecentFiles));
}

QString lastFolder(const QString &dialog)
{
    return read(folderKey + dialog).toString();
}

void setLastFolder(const QString &dialog, const QString &folder)
{
    write(folderKey + dialog, folder);
}

QString exportEntry()
{
    return read(exportKey).toString();
}

void setExportEntry(const QString &entry)
{
    write(exportKey, entry);
}

QStringList exportOptions(const QString &entry)
{
    return read(exportOptionsKey + entry).toStringList();
}

void setExportOptions(const QString &entry, const QStringList &options)
{
    write(exportOptionsKey + entry, options);
}

QByteArray windowGeometry()
{
    return read(geometryKey).toByteArray();
}

void setWindowGeometry(const QByteArray &geometry)
{
    write(geometryKey, geometry);
}

QByteArray splitterState()
{
    return read(splitterKey).toByteArray();
}

void setSplitterState(const QByteArray &state)
{
    write(splitterKey, state);
}

} // namespace racewalk::desktop::settings
