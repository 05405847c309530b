// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/step.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// The kinds of text that can be imported; importKinds has a row for each.
enum class ImportKind : std::uint8_t { Run, Lockdep, Kcsan, HungTask, Diagram };

/// What an import made of a line.
enum class Reading : std::uint8_t {
    Outside,       ///< it is no part of what is imported, such as the sentences of a mail
    Understood,    ///< it is in the result
    Ignored,       ///< it says nothing that the result could show
    NotReached,    ///< a statement of the program that the thread cannot step to
    NotUnderstood, ///< it may matter, but the import cannot use it
};

/// "outside", "understood", "ignored", "not reached", "not understood"
std::string_view toText(Reading reading);
/// Whether the user should look at the line.
constexpr bool isFlagged(Reading reading)
{
    return reading == Reading::NotReached || reading == Reading::NotUnderstood;
}

/// The meaning of a blank line.
inline constexpr std::string_view blankLine = "blank";

/// One line of the text, and what it was taken for.
struct ImportedLine {
    std::string text; ///< as it stands there, without its line end
    Reading reading = Reading::NotUnderstood;
    std::string meaning; ///< "step 4: evict: spin_lock(&inode->i_lock)", or why it is ignored
};

/// A run that the text describes.
struct ImportedRun {
    /// In the program that it was read against; empty if there was none.
    std::vector<Step> steps;
    std::string schedule;
    std::string command; ///< that replays it
};

/// Lines that an account shows as one.
struct LineRange {
    std::size_t begin = 0, end = 0;
};

/// The result of an import: a scenario or a run, and an account of every line.
struct Imported {
    ImportKind kind{};
    std::vector<ImportedLine> lines{};     ///< one for each line of the text, in order
    std::string summary{};                 ///< sentences: what the result is
    std::optional<std::string> scenario{}; ///< in the standard layout; it compiles
    std::optional<ImportedRun> run{};

    std::size_t flagged() const; ///< the number of flagged lines
    /// Every line, but lines outside that follow each other, with the blank ones between, as one.
    std::vector<LineRange> folded() const;
};

} // namespace racewalk
