// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace racewalk {

/// Gives every thing of a program a name of its own that Promela, its preprocessor and the C
/// program that Spin makes can all live with.
class PromelaNames {
public:
    PromelaNames();

    /// "inodes[0].i_state" becomes inodes_0_i_state; what is taken or means something already gets
    /// a number behind it.
    std::string unique(std::string_view wanted);

private:
    std::set<std::string, std::less<>> m_taken;
};

} // namespace racewalk
