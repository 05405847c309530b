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

    /// From each rank to rank 0; the others get nothing.
    std::vector<Parcel> gather(Parcel parcel);
    /// From rank 0 to all.
    Parcel fromFirst(const Parcel &parcel);

    /// Does what each rank does by itself. When a stop was requested on one, or memory ran out, all
    /// throw EvaluationStopped or std::bad_alloc, and nobody waits for who is gone.
    void together(const std::function<void()> &work);
};

/// The two halves of Ranks::together(), for who tells the others by other means. tried() does the
/// work and returns what went wrong as a sign, or 0; throwAsSigned() throws what some rank signed.
std::uint8_t tried(const std::function<void()> &work);
void throwAsSigned(std::uint8_t signs);

} // namespace racewalk
