// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/moment/shared_state.h"
#include "desktop/session/session.h"
#include "machine/bit_names.h"

#include <optional>

namespace racewalk::desktop {

/// The state at the cursor and the one before the last step; the same where there is none.
struct Moment {
    const Session &session;
    StateView now, before;
    std::optional<StateView> next; ///< after the step that the user points at
    BitNames bits;

    explicit Moment(const Session &shown)
        : session(shown), now(shown.run().state()),
          before(
              shown.run().stateAt(shown.run().position() - (shown.run().position() > 0 ? 1 : 0))),
          bits(shown.program())
    {
        if (shown.preview())
            next = shown.preview()->after;
    }
    const Machine &machine() const { return session.machine(); }
    const Program &program() const { return session.program(); }
    const Layout &layout() const { return session.machine().layout(); }
};

/// Notes what the value would become, as `textAt` has it.
inline void addNext(SharedRow &row, const Moment &moment, const auto &textAt)
{
    if (!moment.next)
        return;
    const QString text = textAt(*moment.next);
    if (text != row.value)
        row.next = text;
}

} // namespace racewalk::desktop
