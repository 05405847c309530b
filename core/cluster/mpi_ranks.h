// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"

#include <memory>
#include <string>
#include <string_view>

namespace racewalk {

/// Whether an MPI launcher (mpirun, or srun with PMI) started this process and others, as its
/// environment says it. MPI itself is not asked: who did not come from a launcher has no use for
/// it.
bool isLaunchedByMpi();

/// The number of this process among those, as the environment says it; 0 if it does not.
unsigned rankByEnvironment();

/// Whether this program was built with MPI.
bool hasMpi();

/// Joins the others that the launcher started. Once, and only where hasMpi(); lives until all is
/// done.
std::unique_ptr<Ranks> joinMpiRanks();

/// Ends the processes of all ranks, each with that exit status, without waiting for them.
[[noreturn]] void abortMpiRanks(int exitStatus);

} // namespace racewalk
