// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/body_builder.h"
#include "program/source_text.h"

#include <cstdint>
#include <map>
#include <string>

namespace racewalk {

/// Gives the condition's text to a condition's only read. Must run after makeQuietReads(), which
/// decides which reads are steps.
void nameSoleReads(DraftBody &draft);

/// Fills Origin::brief and Origin::arguments. Must run after the last change of a text.
void shapeTexts(DraftBody &draft);

/// Gives a `//@` label to the last visible operation of its line, in each call separately; to both
/// halves of an operation that may queue first. "read: text; write: text", or one of them, names
/// the line's last read and last write instead. If no operation reaches the line, the label is that
/// of the statement that spans it. `notes` are by line.
void attachNotes(Body &body, const SourceText &source,
                 const std::map<std::uint32_t, std::string> &notes);

} // namespace racewalk
