// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/mpi_ranks.h"

#include <boost/mpi/collectives/all_gather.hpp>
#include <boost/mpi/collectives/all_to_all.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <boost/mpi/nonblocking.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace racewalk {

namespace {

namespace mpi = boost::mpi;

/// MPI counts in int.
constexpr std::size_t maxMessage = std::size_t{1} << 30;
constexpr int tag = 1;

class MpiRanks final : public Ranks {
public:
    // Only the thread that joins talks to the others. What goes wrong inside MPI ends all ranks:
    // that is its own way of handling errors, and exceptions would not know better.
    MpiRanks() : m_environment(mpi::threading::funneled, false) {}

    unsigned rank() const override { return static_cast<unsigned>(m_world.rank()); }
    unsigned count() const override { return static_cast<unsigned>(m_world.size()); }

    std::vector<std::uint64_t> all(std::uint64_t value) override
    {
        std::vector<std::uint64_t> values(count());
        mpi::all_gather(m_world, &value, 1, values.data());
        return values;
    }

    std::vector<Parcel> exchange(std::vector<Parcel> parcels) override
    {
        std::vector<std::uint64_t> ours(count()), theirs(count());
        std::ranges::transform(parcels, ours.begin(), &Parcel::size);
        mpi::all_to_all(m_world, ours.data(), 1, theirs.data());
        std::vector<Parcel> received(count());
        std::vector<mpi::request> requests;
        for (unsigned other = 0; other < count(); ++other) {
            if (other == rank())
                continue;
            received[other].resize(theirs[other]);
            forEachMessage(received[other], [&](char *bytes, int size) {
                requests.push_back(m_world.irecv(static_cast<int>(other), tag, bytes, size));
            });
        }
        for (unsigned other = 0; other < count(); ++other) {
            if (other == rank())
                continue;
            forEachMessage(parcels[other], [&](const char *bytes, int size) {
                requests.push_back(m_world.isend(static_cast<int>(other), tag, bytes, size));
            });
        }
        received[rank()] = std::move(parcels[rank()]);
        mpi::wait_all(requests.begin(), requests.end());
        return received;
    }

private:
    template <class Call>
    static void forEachMessage(Parcel &parcel, const Call &call)
    {
        for (std::size_t at = 0; at < parcel.size(); at += maxMessage)
            call(reinterpret_cast<char *>(parcel.data() + at),
                 static_cast<int>(std::min(maxMessage, parcel.size() - at)));
    }

    mpi::environment m_environment;
    mpi::communicator m_world;
};

} // namespace

bool hasMpi()
{
    return true;
}

std::unique_ptr<Ranks> joinMpiRanks()
{
    return std::make_unique<MpiRanks>();
}

void abortMpiRanks(int exitStatus)
{
    mpi::environment::abort(exitStatus);
    std::abort();
}

} // namespace racewalk
