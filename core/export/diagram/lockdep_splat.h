// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"

#include <expected>
#include <string>

namespace racewalk {

/// A deadlock at the run's cursor in the words and columns of lockdep's "Possible unsafe locking
/// scenario": the locks that each thread holds, and the one that it waits for. The error, a
/// fragment of a sentence, says why the run is no such deadlock: it takes exactly two threads that
/// wait for locks, each for one that the other holds.
std::expected<std::string, std::string> lockdepSplat(const Run &run);

} // namespace racewalk
