// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace racewalk::test {

/// A file of the project; `path` is relative to its top, with slashes: "core/run/schedule.h".
struct SourceFile {
    std::string path;
    std::string text;
};

/// A broken rule, as FILE:LINE: SENTENCE. Empty lists mean that the rule holds.
using Violations = std::vector<std::string>;

/// The .h, .cpp and CMakeLists.txt files below the folders, by path.
std::vector<SourceFile> readSources(const std::filesystem::path &top,
                                    std::span<const std::string> folders);

/// The include rules: every `#include` of core and app is compared with the table of modules. A
/// quoted include must name an existing file as "module/file.h".
Violations includeViolations(std::span<const SourceFile> files);

/// In app Qt's headers come before all others: moc of Qt 6.4 cannot read some of std's.
Violations includeOrderViolations(std::span<const SourceFile> files);

/// Every .h and .cpp of core and app, and every .cpp of the tests, is in a CMakeLists.txt.
Violations unlistedFiles(std::span<const SourceFile> files);

/// A .cpp of core includes its own header before any other, so the header includes what it uses.
Violations ownHeaderViolations(std::span<const SourceFile> files);

/// The licence line comes first, and no file has over 400 lines.
Violations fileFormViolations(std::span<const SourceFile> files);

/// Types that two headers of core and app define under one name in one namespace: the linker would
/// take the members of either for both.
Violations doubledTypes(std::span<const SourceFile> files);

} // namespace racewalk::test
