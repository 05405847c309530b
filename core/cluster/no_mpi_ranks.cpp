// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/mpi_ranks.h"

#include "program/check.h"

#include <cstdlib>

// What mpi_ranks.cpp has, for a program that is built without MPI.

namespace racewalk {

bool hasMpi()
{
    return false;
}

std::unique_ptr<Ranks> joinMpiRanks()
{
    RACEWALK_CHECK(hasMpi());
    return nullptr;
}

void abortMpiRanks(int exitStatus)
{
    std::_Exit(exitStatus);
}

} // namespace racewalk
