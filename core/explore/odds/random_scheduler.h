// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/step.h"

#include <cstdint>
#include <random>
#include <span>

namespace racewalk {

/// At each step all who can step are equally likely: threads, their store buffers, and system
/// lanes; then each of the steps that the chosen one can take. Same seed: same steps, on every
/// machine.
class RandomScheduler {
public:
    explicit RandomScheduler(std::uint64_t seed) : m_random(seed) {}

    /// One of `steps`, which are all that are enabled, in the order of Machine::enabledSteps(); at
    /// least one.
    Step choose(std::span<const Step> steps);

private:
    /// Below `end`, each number equally likely.
    std::size_t below(std::size_t end);

    std::mt19937_64 m_random;
};

} // namespace racewalk
