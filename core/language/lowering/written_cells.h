// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/body_builder.h"
#include "program/storage.h"

#include <vector>

namespace racewalk {

/// Sets Cell::written for the shared scalars that some thread may write. Memory that can be
/// allocated or freed counts as written.
void markWrittenCells(Storage &storage, const std::vector<DraftBody> &bodies);

/// Turns every read that can only reach cells that are never written into a Peek, which is not a
/// step; in a property, every read. A read that a thread may repeat forever stays a step, so that
/// other threads can run.
void makeQuietReads(DraftBody &draft, const Storage &storage, bool isProperty);

} // namespace racewalk
