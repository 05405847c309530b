// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/mpi_ranks.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace racewalk {

namespace {

/// What Open MPI's mpirun, PMIx (srun --mpi=pmix), and PMI-1 and 2 (srun, MPICH's mpirun) set. PMIx
/// leaves the number of processes to its library; Slurm says it too.
struct Variables {
    const char *rank;
    const char *count;
};
constexpr std::array launchers = {Variables{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                  Variables{"PMIX_RANK", "SLURM_STEP_NUM_TASKS"},
                                  Variables{"PMI_RANK", "PMI_SIZE"}};

std::optional<unsigned> numberIn(const char *variable)
{
    const char *const value = std::getenv(variable);
    if (value == nullptr)
        return std::nullopt;
    const std::string_view text = value;
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

bool isLaunchedByMpi()
{
    for (const auto &[rank, count] : launchers) {
        if (numberIn(rank))
            return numberIn(count) != 1;
    }
    return false;
}

unsigned rankByEnvironment()
{
    for (const auto &[rank, count] : launchers) {
        if (const std::optional<unsigned> number = numberIn(rank))
            return *number;
    }
    return 0;
}

} // namespace racewalk
