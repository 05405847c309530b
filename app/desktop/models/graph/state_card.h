// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/models/graph/graph_walk.h"
#include "drawing/parts.h"
#include "explore/graph_layout/graph_layout.h"
#include "machine/fate_words.h"
#include "machine/machine.h"

#include <cstddef>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// "spin_lock(i_lock)", "drain x = 1": a step in a state of a graph, as the timeline calls it.
QString stepLabel(const Machine &machine, StateView state, Step step);
/// "lookup", or "lookup[1]".
QString threadName(const Machine &machine, ThreadId thread);

/// What is said about one state of a graph.
struct StateCard {
    struct Way {
        std::string icon; ///< of the fate that it leads to
        QString thread, statement;
        QString after; ///< "then 3 more": the steps of a folded chain
        QString fate;  ///< in words
    };
    QString title;      ///< "Current state", "State", "Start", or the name of the ending
    QString place;      ///< "step 12", "12 steps from the start"
    drawing::Pill pill; ///< the fate
    QString summary;    ///< "2 next steps:", "The run ends here."
    std::vector<Way> ways;

    /// All of it as one sentence after the other.
    QString spoken() const;
};

/// The card of a state; ways are the edges of its node. With more than `mostWays`, the last one
/// says how many are left out.
StateCard stateCard(const Machine &machine, const GraphLayout &layout, StateIndex state,
                    const GraphWalk &walk, bool isCurrent, OnlyFailure only);

inline constexpr std::size_t mostWays = 6;

} // namespace racewalk::desktop
