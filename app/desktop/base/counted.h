// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace racewalk::desktop {

/// "1,824": digits in groups of three, the same in every locale.
QString grouped(std::uint64_t number);

/// "1 step", "23 steps".
QString countedSteps(std::uint64_t number);
QString countedStates(std::uint64_t number);
QString countedSwitches(std::uint64_t number); ///< "2 context switches"

/// The first letter made a capital one.
QString capitalized(QString text);

} // namespace racewalk::desktop
