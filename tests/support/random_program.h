// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace racewalk::test {

/// Generates a small scenario from a seed: two or three threads over a few globals, with locks,
/// queues, RCU, objects and arithmetic, sometimes with errors. Any primitive of the table can occur.
/// The same seed yields the same text on every machine.
std::string randomProgram(std::uint32_t seed);
/// Like randomProgram(), but each declaration has two or three threads.
std::string programOfLikeThreads(std::uint32_t seed);

} // namespace racewalk::test
