/* SPDX-License-Identifier: GPL-3.0-or-later

   Peterson's lock with a store buffer for each thread: the scenario peterson under tso, written
   by hand, since the export to Promela knows sequential consistency alone. Every step is one of
   the scenario's: a store into the buffer, a load, a drain, the barrier. Threads stand where their
   code stands, so that Spin's partial-order reduction sees what is local.

   spin -DONE_BARRIER for the variant one_barrier, else it is the variant textbook. */

#define ROOM 4 /* all stores of one thread */
#define TURN 2
#define COUNTER 3

byte mem[4]; /* who wants to enter (two), the turn, the counter */
byte place[8], value[8]; /* the buffers, the oldest store first */
byte used[2];

#define holds(k, where) (used[_pid] > k && place[ROOM * _pid + k] == (where))
/* The thread's own youngest store to that place, or what is in memory. */
#define load(where) \
    (holds(3, where) -> value[ROOM * _pid + 3] : \
    (holds(2, where) -> value[ROOM * _pid + 2] : \
    (holds(1, where) -> value[ROOM * _pid + 1] : \
    (holds(0, where) -> value[ROOM * _pid] : mem[where]))))

inline store(where, what) {
    d_step {
        place[ROOM * _pid + used[_pid]] = where;
        value[ROOM * _pid + used[_pid]] = what;
        used[_pid]++
    }
}

active [2] proctype guest() {
    byte seen;

    store(_pid, 1);
    store(TURN, 1 - _pid);
#ifdef ONE_BARRIER
    used[_pid] == 0;
#endif
again:
    if
    :: load(1 - _pid) == 0 -> goto inside
    :: else
    fi;
    if
    :: load(TURN) == 1 - _pid -> goto again
    :: else
    fi;
inside:
    seen = load(COUNTER);
    d_step {
        place[ROOM * _pid + used[_pid]] = COUNTER;
        value[ROOM * _pid + used[_pid]] = seen + 1;
        used[_pid]++;
        seen = 0
    }
    store(_pid, 0);
end:
    false
}

#define buffer (_pid - 2)

active [2] proctype drain() {
end:
    do
    :: d_step {
           used[buffer] > 0 ->
           mem[place[ROOM * buffer]] = value[ROOM * buffer];
           place[ROOM * buffer] = place[ROOM * buffer + 1];
           value[ROOM * buffer] = value[ROOM * buffer + 1];
           place[ROOM * buffer + 1] = place[ROOM * buffer + 2];
           value[ROOM * buffer + 1] = value[ROOM * buffer + 2];
           place[ROOM * buffer + 2] = place[ROOM * buffer + 3];
           value[ROOM * buffer + 2] = value[ROOM * buffer + 3];
           place[ROOM * buffer + 3] = 0;
           value[ROOM * buffer + 3] = 0;
           used[buffer]--
       }
    od
}
