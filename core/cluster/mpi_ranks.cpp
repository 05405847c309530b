// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/mpi_ranks.h"

#include <boost/mpi/collectives/all_gather.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <boost/mpi/nonblocking.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace racewalk {

namespace {

namespace mpi = boost::mpi;

/// MPI counts in int.
constexpr std::size_t maxMessage = std::size_t{1} << 30;
constexpr int tag = 1;

/// Ranks wait for each other often. On a processor of its own a rank loses nothing by letting
/// others run meanwhile, and elsewhere it wins much. What the user has set stays.
void waitPolitely()
{
    constexpr int keep = 0;
    setenv("OMPI_MCA_mpi_yield_when_idle", "1", keep);
}

class MpiRanks final : public Ranks {
public:
    // Only the thread that joins talks to the others. What goes wrong inside MPI ends all ranks:
    // that is its own way of handling errors, and exceptions would not know better.
    MpiRanks() : m_environment((waitPolitely(), mpi::threading::funneled), false) {}

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
        std::vector<mpi::request> requests;
        for (unsigned other = 0; other < count(); ++other) {
            if (other != rank())
                send(parcels[other], static_cast<int>(other), requests);
        }
        std::vector<Parcel> received(count());
        for (unsigned other = 0; other < count(); ++other) {
            if (other != rank())
                receive(received[other], static_cast<int>(other));
        }
        received[rank()] = std::move(parcels[rank()]);
        mpi::wait_all(requests.begin(), requests.end());
        return received;
    }

private:
    /// A parcel ends with the first message that is not full.
    void send(const Parcel &parcel, int to, std::vector<mpi::request> &requests) const
    {
        for (std::size_t at = 0;; at += maxMessage) {
            const std::size_t size = std::min(maxMessage, parcel.size() - at);
            requests.push_back(m_world.isend(to, tag,
                                             reinterpret_cast<const char *>(parcel.data()) + at,
                                             static_cast<int>(size)));
            if (size < maxMessage)
                return;
        }
    }

    /// Messages from one rank come in the order in which they were sent.
    void receive(Parcel &parcel, int from) const
    {
        for (;;) {
            const auto size =
                static_cast<std::size_t>(m_world.probe(from, tag).count<char>().value());
            const std::size_t at = parcel.size();
            parcel.resize(at + size);
            m_world.recv(from, tag, reinterpret_cast<char *>(parcel.data()) + at,
                         static_cast<int>(size));
            if (size < maxMessage)
                return;
        }
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
