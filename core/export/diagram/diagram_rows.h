// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/diagram_lines.h"
#include "export/diagram/text_diagram.h"
#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

// The lines of a text diagram as rows of characters, in ASCII.

inline constexpr std::size_t columnGap = 2; ///< blanks between columns, and before a remark
inline constexpr std::size_t narrowestColumn = 16;

/// The name above a thread's column.
std::string headerFor(const Program &program, ThreadId thread, HeaderStyle style);

/// Whether arguments of calls are as short as they can be, or none is left out.
enum class Arguments : std::uint8_t { Short, Full };

/// The characters that a line takes; a remark may go below it.
std::size_t widthNeeded(const DiagramLine &line, Arguments arguments,
                        const TextDiagramStyle &style);
/// The same if the remark is broken at each of its blanks.
std::size_t widthNeededAtLeast(const DiagramLine &line, Arguments arguments,
                               const TextDiagramStyle &style);

/// Whether a column that is `width` wide would break a word of the line, or between brackets.
bool breaksWord(const DiagramLine &line, std::size_t width, const TextDiagramStyle &style);

/// A line as rows of a column that is `width` wide.
std::vector<std::string> rowsOf(const DiagramLine &line, std::size_t width,
                                const TextDiagramStyle &style);

/// A text as lines over all columns, each with its line end.
std::string acrossAll(const std::string &text, const TextDiagramStyle &style);

} // namespace racewalk
