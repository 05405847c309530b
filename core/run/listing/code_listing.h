// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/words/code_highlight.h"
#include "program/program.h"
#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// One line of a card's code, or the title row of a function.
struct CodeLine {
    bool isTitle = false;
    /// Line number in the scenario's text; for a title: that of the function.
    std::uint32_t number = 0;
    std::string text; ///< UTF-8, without the indentation that all lines of the function share
    std::vector<CodeSpan> spans;
    std::size_t removed = 0; ///< bytes of the source line that are not in `text`, all at its front
    std::size_t added = 0;   ///< bytes of indentation at the front of `text` that replace them
    bool isAdded = false;    ///< this variant has the line, the previously declared one does not
};

/// The marks of a listing's lines at a run's cursor; as many as the listing has lines.
struct CodeMark {
    enum class Frame { None, Current, Caller };
    Frame frame = Frame::None; ///< of the call stack, that stands on this line
    bool isExecuted = false;
    bool isLoadBearing = false; ///< see markLoadBearing()
    /// Load-bearing, and a new kind of failure appears without it.
    bool isGuarding = false;
    std::size_t strongBegin = 0, strongEnd = 0; ///< bytes of the current statement
    bool operator==(const CodeMark &) const = default;
};

/// Returns the functions that a thread may call, in order of their first call.
std::vector<CodeLine> codeListing(const Program &program, ThreadId thread);

/// The listing without the comments behind its code, and without lines that were only comments.
std::vector<CodeLine> withoutComments(std::vector<CodeLine> listing);

/// Returns the marks at the run's cursor.
std::vector<CodeMark> codeMarks(const std::vector<CodeLine> &listing, const Run &run,
                                ThreadId thread);

/// Returns the line of a thread's next operation, or the line it sleeps at, or the one that has
/// just made an invariant fail; none if it has finished.
std::optional<std::uint32_t> currentLine(const Run &run, ThreadId thread);

} // namespace racewalk
