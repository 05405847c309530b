// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"
#include "program/source_text.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace racewalk {

/// The parts of an update: `x += 2` and `x++` as x, "+" and 2 or 1.
struct UpdateParts {
    std::string_view place, sign, value;
};
std::optional<UpdateParts> updateIn(std::string_view statement);

/// Code without its comments, on one line.
std::string codeOf(std::string_view text);
/// What stands before the statement in its line.
std::string codeBefore(const SourceText &source, const SourceSpan &statement);

/// Whether the code begins with one of the words.
bool beginsWith(std::string_view code, std::initializer_list<std::string_view> words);
/// Whether a statement can follow as one of several.
bool endsStatement(std::string_view code);
bool isCompound(std::string_view statement);

} // namespace racewalk
