// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <array>

namespace racewalk::desktop {

enum class ThemeChoice { System, Light, Dark };

/// The text sizes that there are, in percent.
inline constexpr std::array textPercents{90, 100, 115, 130, 150, 175, 200};

/// Settings that are stored in the user's configuration folder.
namespace settings {

ThemeChoice themeChoice();
void setThemeChoice(ThemeChoice choice);

/// One of textPercents, as a factor.
double textSize();
void setTextSize(double size);

/// Paths, the last opened first; at most eight.
QStringList recentFiles();
void addRecentFile(const QString &path);

/// The folder that a dialog was last used in, or empty.
QString lastFolder(const QString &dialog);
void setLastFolder(const QString &dialog, const QString &folder);

/// The export that was chosen last; empty: none.
QString exportEntry();
void setExportEntry(const QString &entry);
/// The options of an export that are not as usual: "theme=dark".
QStringList exportOptions(const QString &entry);
void setExportOptions(const QString &entry, const QStringList &options);

QByteArray windowGeometry();
void setWindowGeometry(const QByteArray &geometry);
QByteArray splitterState();
void setSplitterState(const QByteArray &state);

} // namespace settings

} // namespace racewalk::desktop
