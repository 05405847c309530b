// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawing/code_layout.h"
#include "program/program.h"
#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// One line of a card's code, or the title row of a function.
struct CodeLine {
    bool isTitle = false;
    std::uint32_t number = 0; ///< in the scenario's text; of a title: that of the function
    std::string text; ///< UTF-8, without the indentation that all lines of the function share
    std::vector<drawing::CodeSpan> spans;
    std::size_t removed = 0; ///< bytes of the source line that are not in `text`, all at its front
    std::size_t added = 0;   ///< bytes of indentation at the front of `text` that replace them
    bool isAdded = false;    ///< the variant has it, the one declared before it has not
};

/// What a run makes of the lines of a listing; as many as the listing has.
struct CodeMark {
    enum class Place { None, Current, Caller };
    Place place = Place::None;
    bool isExecuted = false;
    bool isLoadBearing = false;                 ///< see markLoadBearing()
    bool isGuarding = false;                    ///< and without it there is a new kind of failure
    std::size_t strongBegin = 0, strongEnd = 0; ///< bytes of the current statement
    bool operator==(const CodeMark &) const = default;
};

/// The functions that a thread may run, one after the other in order of their first call.
std::vector<CodeLine> codeListing(const Program &program, ThreadId thread);

/// At the run's cursor.
std::vector<CodeMark> codeMarks(const std::vector<CodeLine> &listing, const Run &run,
                                ThreadId thread);

/// The line a thread stands at, or slept at; none if it has ended.
std::optional<std::uint32_t> currentLine(const Run &run, ThreadId thread);

} // namespace racewalk::desktop
