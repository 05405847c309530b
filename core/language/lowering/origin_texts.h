// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/body_builder.h"
#include "program/source_text.h"

#include <cstdint>
#include <map>
#include <string>

namespace racewalk {

/// Gives a condition's only read the condition's text. Wants to know which reads are steps, so it
/// comes after makeQuietReads.
void nameSoleReads(DraftBody &draft);

/// Fills Origin::brief and Origin::arguments. Comes after the last change of a text.
void shapeTexts(DraftBody &draft);

/// Gives `//@ text` to the first visible operation of its line, in each call anew; if that is a
/// read for an assignment or update, to the store. If the line has no operation, to the first one,
/// or the store, of the statement that goes over the line. `notes` are by line.
void attachNotes(Body &body, const SourceText &source,
                 const std::map<std::uint32_t, std::string> &notes);

} // namespace racewalk
