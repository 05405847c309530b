// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/step.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace racewalk {

/// Picks steps at random. Each step first picks, with equal probability, among the threads, store
/// buffers and system lanes that can step, and then among the steps of the chosen one. The same
/// seed yields the same steps on every machine.
class RandomScheduler {
public:
    explicit RandomScheduler(std::uint64_t seed) : m_random(seed) {}

    /// Returns one of `steps`, which are all enabled steps in the order of Machine::enabledSteps();
    /// there is at least one.
    Step choose(std::span<const Step> steps);

private:
    /// Returns a number below `end`, each equally likely.
    std::size_t below(std::size_t end);

    std::mt19937_64 m_random;
};

} // namespace racewalk
