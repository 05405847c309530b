// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace racewalk {

/// Assigns unique names that are valid in Promela, its preprocessor and Spin's C program.
class PromelaNames {
public:
    PromelaNames();

    /// Turns "inodes[0].i_state" into inodes_0_i_state; appends a number to a name that is already
    /// used or reserved.
    std::string unique(std::string_view wanted);

private:
    std::set<std::string, std::less<>> m_taken;
};

} // namespace racewalk
