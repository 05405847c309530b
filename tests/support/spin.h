// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace racewalk::test {

/// Spin's result for an exported program.
struct SpinVerdict {
    std::string problem; ///< why there is no verdict: the output of the command that failed
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    bool hasInvalidEnd = false;
    std::set<std::string> failures; ///< "use_after_free": KIND of each no_KIND that was violated
};

/// Whether spin and a C compiler are installed.
bool isSpinInstalled();

/// Searches all states, without partial-order reduction. `folder` is recreated, and removed
/// afterwards.
SpinVerdict spinVerdict(std::string_view promela, const std::string &folder);

} // namespace racewalk::test
