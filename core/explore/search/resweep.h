// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/search/expander.h"
#include "explore/search/search.h"
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

/// Expands the states of a search again if their transitions were not kept. The workers take the
/// steps; one thread passes on the results, in an order that does not depend on the number of
/// workers.
class Resweep {
public:
    /// Transitions of one state, in the order of steps. For most states all of them; a state with
    /// many thousands has several parts, and the last one is marked.
    struct Part {
        StateIndex source{};
        std::span<const Expansion::Transition> transitions;
        bool isLast = true;
    };
    using Take = std::function<void(const Part &)>;
    using IsWanted = std::function<bool(std::uint32_t state)>;
    enum class Order : std::uint8_t { Ascending, Descending };

    /// All targets of the expanded states are among the states; of the next state, targets may be
    /// missing. All arguments outlive this object.
    Resweep(const Machine &machine, const SearchResult &search, Workers &workers,
            const std::stop_token &stop);

    /// Visits the wanted states among the expanded ones. Returns false if it ended early because
    /// `watch` was late. Throws EvaluationStopped.
    bool sweep(Order order, const IsWanted &isWanted, const Take &take, Watch &watch);

    /// Visits the transitions of the first state that was not expanded whose targets are known; a
    /// limit was reached among them.
    void takeUnfinished(const Take &take, Watch &watch);

    /// Returns the target of the first transition of an expanded state that has one.
    std::uint32_t firstTarget(std::uint32_t state, Watch &watch);

    using Judge = std::function<bool(StateView state)>;
    using TakeState = std::function<void(std::uint32_t state)>;
    /// Returns the wanted states from `begin` to `end` for which `judge` returns true, in ascending
    /// order. `judge` runs in the workers.
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
    std::vector<Expander> m_expanders;   ///< by worker
    std::vector<Expansion> m_expansions; ///< by stretch
    std::vector<std::size_t> m_ends;     ///< where the transitions of each state of a stretch end
};

} // namespace racewalk
