// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace racewalk {

/// A walk to tell or to ask about: the first `length` steps of a run. The run and its timeline must
/// outlive what uses them.
struct WalkToTell {
    const Run &run;
    std::size_t length = 0;
    const Timeline &timeline; ///< of all steps of the run
    /// The fate of any state of the machine; none: not known.
    std::function<Fate(StateView)> fateAt{};
    std::string livelock{}; ///< what repeats, if the run ends in a livelock and that is known
};

/// What is said of one position.
struct Narration {
    std::string say; ///< one sentence: what the last step did
    std::string why; ///< further sentences: what that means for the others, and how the run ends
    /// "lookup, step 4 of 9: takes inode.i_lock, evict now blocked"
    std::string item;
};

/// Tells a walk in the words of the scenario's tour that has just these steps, and otherwise by
/// what each step does.
class Narrator {
public:
    explicit Narrator(const WalkToTell &walk);

    /// At the cursor of `at`, the walk's run or a copy of it.
    Narration at(const Run &at) const;

private:
    Fate fateAt(std::size_t position) const;
    std::string fateWords(std::size_t position) const;
    std::string ending(const Run &at) const;

    WalkToTell m_walk;
    std::map<std::size_t, std::string> m_tour; ///< by position
};

} // namespace racewalk
