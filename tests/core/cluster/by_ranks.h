// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/explore_divided.h"
#include "machine/machine.h"

#include <memory>
#include <stop_token>
#include <string>

namespace racewalk::test {

/// Whether the graph comes together on rank 0, or is evaluated where it is.
enum class Evaluation { Gathered, Divided };

/// What is found, as JSON without seconds; and without what a divided evaluation does not give.
std::string foundByOneProcess(const std::shared_ptr<const Machine> &machine, const Limits &limits,
                              Evaluation evaluation);
std::string foundByRanks(unsigned count, const std::shared_ptr<const Machine> &machine,
                         const Limits &limits, Evaluation evaluation);

/// Rank 0's. All ranks have agreed on its limit.
DividedExploration exploredByRanks(unsigned count, const Machine &machine, const Limits &limits,
                                   Evaluation evaluation, const std::stop_token &stop = {});

} // namespace racewalk::test
