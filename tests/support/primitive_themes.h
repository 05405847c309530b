// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/primitives/primitives.h"

#include <cstdint>
#include <string>

namespace racewalk::test {

/// What the threads of one generated program are about. Threads about different things never meet.
enum class Theme : std::uint8_t {
    Values,
    Locks,
    Queue,
    Bits,
    Completion,
    Rcu,
    Tasks,
    Readers,
    Semaphore,
    Count
};

/// Whether the primitive is one that programs of the theme use, by what it is about: primitives for
/// different things never meet.
bool isOf(Theme theme, const Primitive &primitive);

/// The name of what gives back what the primitive takes: spin_unlock for spin_trylock.
std::string releaseOf(const Primitive &primitive);

} // namespace racewalk::test
