// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace racewalk::test {

/// What Spin says of an exported program.
struct SpinVerdict {
    std::string problem; ///< why there is no verdict: what failed said this
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    bool hasInvalidEnd = false;
    std::set<std::string> failures; ///< "use_after_free": KIND of each no_KIND that was violated
};

/// Whether spin and a C compiler are there.
bool isSpinInstalled();

/// Searches all states, without partial-order reduction. `folder` is made anew, and removed.
SpinVerdict spinVerdict(std::string_view promela, const std::string &folder);

} // namespace racewalk::test
