// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/moment/shared_state.h"

#include <optional>

namespace racewalk::desktop {

/// The store buffers at the cursor: a row for each store, a thread's oldest first, and one row for
/// the threads that have none. Nothing under a memory model without buffers.
std::optional<SharedTile> buffersTile(const Session &session);

} // namespace racewalk::desktop
