// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <boost/dynamic_bitset.hpp>

#include <vector>

namespace racewalk {

/// Registers of a body, by number.
using RegisterSet = boost::dynamic_bitset<>;

/// Returns, by instruction, the registers whose values matter before it: those that are read by
/// anything but a computation whose own result does not matter. Registers that are results, or
/// elements of a local array or struct (accessed by ReadLocal and WriteLocal), matter everywhere.
/// Backward data-flow analysis of strongly live variables (Nielson, Nielson and Hankin, Principles
/// of Program Analysis, exercise 2.4).
std::vector<RegisterSet> liveRegisters(const Body &body);

/// Fills Body::live from liveRegisters(). Other registers are not part of the state, so that states
/// which differ only in dead values are one.
void computeLiveness(Body &body);

} // namespace racewalk
