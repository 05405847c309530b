// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/imported.h"
#include "import/report_text.h"
#include "program/program.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

inline constexpr std::size_t longestColumnHeader = 60;

/// The name above a column: "CPU0 (lookup)", "Thread B - waker", "PA".
struct ColumnHeader {
    std::string text;
    std::optional<std::size_t> number; ///< of the CPU or thread, from 0
    std::string role;                  ///< "lookup", or empty
};

/// Text of one column in one line.
struct ColumnText {
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t indent = 0; ///< where the text begins in the line, behind an arrow
    std::string text;       ///< a statement; empty: only a remark
    std::string remark;     ///< without its marks
    std::string raw;        ///< everything that stands there
    char bracket = 0;       ///< of the remark, if it has one: '[', '(' or '*'
    int open = 0;           ///< brackets that are not closed: the remark goes on in the next line
    bool goesOnDeeper = false; ///< the remark has no closing mark: it goes on in a deeper line

    /// What it would be as a statement; empty: it cannot be one. In round brackets stands a remark,
    /// unless it is a statement or a part of one.
    const std::string &asStatement() const { return bracket == '(' && text.empty() ? raw : text; }
};

/// How many more brackets of a remark a text opens than it closes.
int openBrackets(std::string_view text, char bracket);

/// A diagram in columns or as a list, before its statements are matched with a program.
struct DiagramColumns {
    std::vector<ColumnHeader> headers;
    std::vector<ColumnText> texts; ///< in the order of time
    /// One for each line of the text; without a meaning where the line has texts.
    std::vector<ImportedLine> lines;
    bool isList = false;
};

/// The first diagram in the text; `against` tells which names are threads. None if there is no line
/// of headers.
std::optional<DiagramColumns> diagramColumns(const ReportText &text, const Program *against);

/// The thread's name as the header of its column: "reader[0]".
std::optional<ColumnHeader> columnHeaderFrom(std::string_view cell, const Program *against);

} // namespace racewalk
