// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace racewalk::desktop {

/// Whether the environment names a display. It may still be out of reach.
bool hasDisplay();

/// While it exists, the process ends with the status that `explain` returns where Qt cannot reach
/// the display; Qt itself would abort. `explain` receives the reason, half a sentence. One at a
/// time.
class DisplayGuard {
public:
    explicit DisplayGuard(std::function<int(const std::string &)> explain);
    ~DisplayGuard();
    DisplayGuard(const DisplayGuard &) = delete;
    DisplayGuard &operator=(const DisplayGuard &) = delete;
};

} // namespace racewalk::desktop
