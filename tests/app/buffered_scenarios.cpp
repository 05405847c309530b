// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/buffered_scenarios.h"

namespace racewalk::desktop {

const char *const storeBuffering = R"(scenario "Store buffering";
about "Two threads store, then look. Neither need see the other's store.";
variant plain "No barrier";
variant fenced "smp_mb() on both sides";
int x, y;
int left_saw, right_saw;
thread left {
        WRITE_ONCE(x, 1);
#ifdef fenced
        smp_mb();
#endif
        left_saw = READ_ONCE(y);
}
thread right {
        WRITE_ONCE(y, 1);
#ifdef fenced
        smp_mb();
#endif
        right_saw = READ_ONCE(x);
}
final left_saw || right_saw;
expect plain: ok;
expect plain under tso: final;
expect fenced: ok;
expect fenced under tso: ok;
tour "Neither sees" for plain under tso {
        left! right!  "Both stores wait in their buffers.";
        end final;
}
)";

const char *const lockedStores = R"(scenario "Locked stores";
memory tso;
spinlock_t guard;
int count, flag;
thread first {
        spin_lock(&guard);
        count = 1;
        spin_unlock(&guard);
}
thread second {
        WRITE_ONCE(flag, 1);
        smp_wmb();
        WRITE_ONCE(count, 2);
}
thread third {
        spin_lock(&guard);
        spin_unlock(&guard);
}
)";

} // namespace racewalk::desktop
