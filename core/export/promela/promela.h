// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <expected>
#include <string>

namespace racewalk {

/// Why a program cannot be exported to Promela: a sentence for the user.
struct PromelaRefusal {
    std::string sentence;
};

/// Returns the program as a Promela model for Spin, with the same steps and states: one transition
/// of Spin is one step of the Machine. Without partial-order reduction and with write-only
/// variables kept (spin -o2), Spin stores exactly the program's states. A failure violates an
/// assertion, and a hang is an invalid end state; an additional process that never changes a state
/// reports both to Spin. Livelocks and warnings are not exported.
std::expected<std::string, PromelaRefusal> toPromela(const Machine &machine);

} // namespace racewalk
