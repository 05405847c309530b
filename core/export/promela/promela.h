// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <expected>
#include <string>

namespace racewalk {

/// Why a program cannot be said in Promela: a sentence fit to show.
struct PromelaRefusal {
    std::string sentence;
};

/// The program as a Promela model for Spin, with the same steps and the same states: one transition
/// of Spin is one step of the Machine. Without partial-order reduction and with write-only
/// variables kept (spin -o2) Spin stores as many states as there are. A failure violates an
/// assertion, a hang is an invalid end state; one more process, which never changes a state, tells
/// Spin of both. Livelocks and warnings are not said.
std::expected<std::string, PromelaRefusal> toPromela(const Machine &machine);

} // namespace racewalk
