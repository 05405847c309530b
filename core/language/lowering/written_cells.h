// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/body_builder.h"
#include "program/storage.h"

#include <vector>

namespace racewalk {

/// Sets Cell::written: which shared scalars some thread may write. Memory that can be allocated or
/// freed counts as written.
void markWrittenCells(Storage &storage, const std::vector<DraftBody> &bodies);

/// Makes a Peek of every read that can only reach cells which are never written, or of every read
/// at all in a property: it is no step. A read that a thread may repeat for ever stays one: others go
/// on meanwhile.
void makeQuietReads(DraftBody &draft, const Storage &storage, bool isProperty);

} // namespace racewalk
