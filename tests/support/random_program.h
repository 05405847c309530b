// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace racewalk::test {

/// A small scenario made up from a number: two or three threads over a few globals, with locks,
/// queues, RCU, objects and arithmetic, now and then wrong. The same number gives the same text on
/// every machine.
std::string randomProgram(std::uint32_t seed);
/// The same, but the threads of a declaration are two or three.
std::string programOfLikeThreads(std::uint32_t seed);

/// The first `count` of these programs, from number `seed` on, that have at most `maxStates`
/// states; those with fewer than three say nothing and are left out.
std::vector<std::string> tinyPrograms(std::size_t count, std::size_t maxStates,
                                      std::uint32_t seed = 1);

} // namespace racewalk::test
