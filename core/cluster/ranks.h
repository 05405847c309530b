// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/parcel.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace racewalk {

/// One of several processes that work together, each with its own memory. Every call except the
/// first two is collective: all ranks make it, in the same order, and it returns when all have made
/// it. So a decision that depends on its result is the same on all ranks.
///
/// If a rank is lost, all ranks end, with a message and without a result.
class Ranks {
public:
    virtual ~Ranks() = default;

    virtual unsigned rank() const = 0; ///< from 0
    virtual unsigned count() const = 0;

    /// Returns the value of each rank, by number.
    virtual std::vector<std::uint64_t> all(std::uint64_t value) = 0;

    /// Sends parcels[i] to rank i. Returns the parcels that each rank sent to this one, by number.
    virtual std::vector<Parcel> exchange(std::vector<Parcel> parcels) = 0;

    bool isFirst() const { return rank() == 0; }
    std::vector<Parcel> emptyParcels() const { return std::vector<Parcel>(count()); }

    std::uint64_t sum(std::uint64_t value);
    std::uint64_t least(std::uint64_t value);
    bool any(bool value);
    /// Whether all ranks have the same text, according to a hash.
    bool haveSame(std::string_view text);
    /// Returns the bits that at least one rank has set.
    std::uint64_t anyOf(std::uint64_t bits);

    /// Sends a parcel from each rank to rank 0, which receives all; the others receive nothing.
    std::vector<Parcel> gather(Parcel parcel);
    /// Sends a parcel from rank 0 to all ranks.
    Parcel fromFirst(const Parcel &parcel);

    /// Runs work that each rank does by itself. If a stop was requested on one rank, or memory ran
    /// out there, all ranks throw EvaluationStopped or std::bad_alloc, so that no rank waits for
    /// one that has stopped.
    void together(const std::function<void()> &work);
};

/// The two halves of Ranks::together(), for callers that exchange the result themselves. tried()
/// runs the work and returns a flag for what went wrong, or 0; throwAsSigned() throws the exception
/// for the flags of all ranks.
std::uint8_t tried(const std::function<void()> &work);
void throwAsSigned(std::uint8_t signs);

} // namespace racewalk
