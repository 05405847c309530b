// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/thread_ranks.h"

#include <barrier>
#include <thread>
#include <utility>
#include <vector>

namespace racewalk::test {
namespace {

/// What all ranks see.
struct Meeting {
    explicit Meeting(unsigned count)
        : barrier(count), values(count), parcels(count, std::vector<Parcel>(count))
    {}

    std::barrier<> barrier;
    std::vector<std::uint64_t> values;
    std::vector<std::vector<Parcel>> parcels; ///< by receiver, then sender
};

class ThreadRanks final : public Ranks {
public:
    ThreadRanks(Meeting &meeting, unsigned rank) : m_meeting(meeting), m_rank(rank) {}

    unsigned rank() const override { return m_rank; }
    unsigned count() const override { return static_cast<unsigned>(m_meeting.values.size()); }

    std::vector<std::uint64_t> all(std::uint64_t value) override
    {
        m_meeting.values[m_rank] = value;
        m_meeting.barrier.arrive_and_wait();
        std::vector<std::uint64_t> values = m_meeting.values;
        m_meeting.barrier.arrive_and_wait();
        return values;
    }

    std::vector<Parcel> exchange(std::vector<Parcel> parcels) override
    {
        for (unsigned to = 0; to < count(); ++to)
            m_meeting.parcels[to][m_rank] = std::move(parcels[to]);
        m_meeting.barrier.arrive_and_wait();
        std::vector<Parcel> received =
            std::exchange(m_meeting.parcels[m_rank], std::vector<Parcel>(count()));
        m_meeting.barrier.arrive_and_wait();
        return received;
    }

private:
    Meeting &m_meeting;
    const unsigned m_rank;
};

} // namespace

void asRanks(unsigned count, const std::function<void(Ranks &)> &work)
{
    Meeting meeting(count);
    std::vector<std::jthread> threads;
    for (unsigned rank = 0; rank < count; ++rank) {
        threads.emplace_back([&meeting, &work, rank] {
            ThreadRanks ranks(meeting, rank);
            work(ranks);
        });
    }
}

} // namespace racewalk::test
