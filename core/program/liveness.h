// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

namespace racewalk {

/// Fills Body::live. Registers that cannot be read any more are not part of the state, so that
/// states which differ only in dead values are one. Registers that are results, or elements of a
/// local array or struct (accessed by ReadLocal and WriteLocal), count as live everywhere. Classic
/// backward data-flow analysis (Aho et al., ch. 9).
void computeLiveness(Body &body);

} // namespace racewalk
