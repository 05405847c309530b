// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search/expander.h"
#include "explore/search/search.h"
#include "explore/search/watch.h"
#include "explore/search/workers.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace racewalk {

/// Expands states again that a search has expanded before, where their transitions were not kept.
/// The workers take the steps; what comes of them is handed on by one thread, in an order that does
/// not depend on how many they are.
class Resweep {
public:
    /// Some transitions of one state, in the order of steps. Of most states that is all of them;
    /// where there are many thousands, the last say so.
    struct Part {
        StateIndex source{};
        std::span<const Expansion::Transition> transitions;
        bool isLast = true;
    };
    using Take = std::function<void(const Part &)>;
    using IsWanted = std::function<bool(std::uint32_t state)>;
    enum class Order : std::uint8_t { Ascending, Descending };

    /// The states that were expanded have all of their targets among the states; of the one after
    /// them, targets may be missing. All arguments outlive it.
    Resweep(const Machine &machine, const SearchResult &search, Workers &workers,
            const std::stop_token &stop);

    /// The states that are wanted, of those that were expanded. False if it ended early because
    /// `watch` was late. Throws EvaluationStopped.
    bool sweep(Order order, const IsWanted &isWanted, const Take &take, Watch &watch);

    /// The transitions of the first state that was not expanded whose targets are there: a limit
    /// was hit among them.
    void takeUnfinished(const Take &take, Watch &watch);

    /// Where the first transition of a state leads that was expanded and has one.
    std::uint32_t firstTarget(std::uint32_t state, Watch &watch);

    using Judge = std::function<bool(StateView state)>;
    using TakeState = std::function<void(std::uint32_t state)>;
    /// The states from `begin` to `end` that are wanted and of which `judge` says yes, in ascending
    /// order. The workers judge.
    bool judgeAll(std::uint32_t begin, std::uint32_t end, const IsWanted &isWanted,
                  const Judge &judge, const TakeState &take, Watch &watch);

private:
    std::vector<Stretch> stretchesIn(std::uint32_t begin, std::uint32_t end,
                                     const IsWanted &isWanted) const;
    void handOn(std::span<const Stretch> stretches, Order order, const Take &take, Watch &watch);
    void expand(std::span<const Stretch> stretches, Watch &watch);
    void handOn(Stretch stretch, const Expansion &expansion, Order order, const Take &take,
                Watch &watch);
    void handOnTheRest(Stretch rest, const Take &take, Watch &watch);

    const StateStore &m_states;
    const std::size_t m_expanded;
    Workers &m_workers;
    const std::stop_token &m_stop;
    std::vector<Expander> m_expanders;   ///< of each worker
    std::vector<Expansion> m_expansions; ///< of each stretch
    std::vector<std::size_t> m_ends;     ///< where the transitions of each state of a stretch end
};

} // namespace racewalk
