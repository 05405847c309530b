// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Returns a statement without blanks, a semicolon at its end, and what mails put in front of a
/// line: "->", "=>", bullets. Characters that are not printable ASCII are '?'.
std::string normalStatement(std::string_view text);
/// The two halves of normalStatement(), for a statement in several parts: the first of each part,
/// of which only the first has marks in front, the second of all of it.
std::string compactStatement(std::string_view text, bool isFirst = true);
std::string withoutEnd(std::string compact);

/// Whether a normal statement leaves out something: "prepare_to_wait(&wq,..)".
bool leavesOut(std::string_view normal);
/// Whether `normal` is the statement `written` with something in place of each "..".
bool matchesWithGaps(std::string_view written, std::string_view normal);

/// Whether a normal statement is a call and nothing more.
bool isOneCall(std::string_view normal);

/// Returns what a normal statement of the program can also be called, the most exact first: a
/// lock call by its function and the last name in its first argument, an assignment without the
/// macro around it, a test without its keyword.
std::vector<std::string> namesOfStatement(std::string_view normal);
/// The same for a statement in a diagram: a call by its function alone only if it is written
/// without arguments.
std::vector<std::string> namesInDiagram(std::string_view normal);
/// How a call of a function of the scenario is named among those: "f:evict".
std::string nameOfCall(std::string_view function);

/// How many of the characters of two texts are the same in the same order, from 0 to 1.
double likeness(std::string_view a, std::string_view b);

} // namespace racewalk
