// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"

#include <memory>
#include <string>
#include <string_view>

namespace racewalk {

/// Whether an MPI launcher (mpirun, or srun with PMI) started this process together with others,
/// according to its environment. Does not initialize MPI: a process without a launcher does not
/// need it.
bool isLaunchedByMpi();

/// The number of this process among those that the launcher started, from the environment; 0 if it
/// is not set.
unsigned rankByEnvironment();

/// Whether this program was built with MPI.
bool hasMpi();

/// Joins the other processes that the launcher started. Call it once, and only if hasMpi(). The
/// result lives until all work is done.
std::unique_ptr<Ranks> joinMpiRanks();

/// Ends the processes of all ranks immediately, each with that exit status.
[[noreturn]] void abortMpiRanks(int exitStatus);

} // namespace racewalk
