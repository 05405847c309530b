// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/layer_order.h"

#include "program/ids.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace racewalk {

namespace {

constexpr double rounding = 0.1; ///< of places as float
constexpr std::size_t nothingFixed = std::numeric_limits<std::size_t>::max();

/// Which neighbours a state is moved to.
enum class Towards : std::uint8_t { Sources, Targets, Both };

class Orderer {
public:
    Orderer(const Layers &layers, std::vector<StateIndex> &states)
        : m_layers(layers), m_states(states), m_y(layers.layerOf.size(), 0),
          m_isFixed(layers.layerOf.size(), false)
    {
        for (const StateIndex state : layers.fixed)
            m_isFixed[indexOf(state)] = true;
    }

    std::vector<float> run(Watch &watch)
    {
        m_isKept.assign(count(), false);
        if (!m_layers.known.empty())
            keepKnown(watch);
        orderByProgress(watch);
        for (int sweep = 0; sweep < 2; ++sweep) {
            down(Towards::Sources, true, watch);
            up(Towards::Targets, true, watch);
        }
        // Then only straighten.
        down(Towards::Sources, false, watch);
        up(Towards::Both, false, watch);
        down(Towards::Both, false, watch);
        return std::move(m_y);
    }

private:
    std::size_t count() const { return m_layers.starts.size() - 1; }
    std::span<StateIndex> layer(std::size_t number)
    {
        return std::span(m_states).subspan(m_layers.starts[number],
                                           m_layers.starts[number + 1] - m_layers.starts[number]);
    }

    void keepKnown(Watch &watch)
    {
        const auto known = [this](StateIndex state) { return m_layers.known[indexOf(state)]; };
        for (std::size_t number = 0; number < count(); ++number) {
            watch.tick();
            const auto states = layer(number);
            if (std::ranges::any_of(states,
                                    [&](StateIndex state) { return std::isnan(known(state)); }))
                continue;
            std::ranges::stable_sort(states, {}, known);
            bool fits = std::ranges::none_of(states, [&](StateIndex state) {
                return m_isFixed[indexOf(state)] && known(state) != 0;
            });
            for (std::size_t i = 1; i < states.size(); ++i)
                fits = fits && static_cast<double>(known(states[i]) - known(states[i - 1])) >=
                                   gapBetween(states[i - 1], states[i]) - rounding;
            if (!fits)
                continue;
            m_isKept[number] = true;
            for (const StateIndex state : states)
                m_y[indexOf(state)] = known(state);
        }
    }

    double gapBetween(StateIndex first, StateIndex second) const
    {
        return static_cast<double>(m_layers.breadths[indexOf(first)] +
                                   m_layers.breadths[indexOf(second)]) /
               2;
    }

    void orderByProgress(Watch &watch)
    {
        // Behind the end of the fixed line, its last state stays the middle.
        double middle = 0;
        for (std::size_t number = 0; number < count(); ++number) {
            watch.tick();
            const auto states = layer(number);
            for (const StateIndex state : states)
                if (m_isFixed[indexOf(state)])
                    middle = m_layers.progress[indexOf(state)];
            if (m_isKept[number])
                continue;
            std::ranges::stable_sort(
                states, {}, [&](StateIndex state) { return m_layers.progress[indexOf(state)]; });
            m_wanted.clear();
            for (const StateIndex state : states)
                m_wanted.push_back(m_layers.progress[indexOf(state)] - middle);
            set(states);
        }
    }

    void down(Towards towards, bool mayReorder, Watch &watch)
    {
        for (std::size_t number = 1; number < count(); ++number)
            move(number, towards, mayReorder, watch);
    }

    void up(Towards towards, bool mayReorder, Watch &watch)
    {
        for (std::size_t number = count(); number-- > 0;)
            move(number, towards, mayReorder, watch);
    }

    void move(std::size_t number, Towards towards, bool mayReorder, Watch &watch)
    {
        if (m_isKept[number])
            return;
        const auto states = layer(number);
        if (mayReorder) {
            m_sorted.clear();
            for (const StateIndex state : states) {
                watch.tick();
                m_sorted.push_back({wantedFor(state, towards), state});
            }
            std::ranges::stable_sort(m_sorted, {}, &Sorted::wanted);
            for (std::size_t i = 0; i < states.size(); ++i)
                states[i] = m_sorted[i].state;
        }
        m_wanted.clear();
        for (const StateIndex state : states) {
            watch.tick();
            m_wanted.push_back(wantedFor(state, towards));
        }
        set(states);
    }

    /// The mean of its neighbours; where it is, if it has none.
    double wantedFor(StateIndex state, Towards towards) const
    {
        const std::size_t i = indexOf(state);
        if (m_isFixed[i])
            return 0;
        double sum = 0;
        int number = 0;
        const auto add = [&](std::size_t other) {
            sum += static_cast<double>(m_y[other]);
            ++number;
        };
        const std::uint32_t own = m_layers.layerOf[i];
        if (towards != Towards::Targets)
            for (std::uint32_t at = m_layers.sourceStarts[i]; at < m_layers.sourceStarts[i + 1];
                 ++at)
                if (m_layers.layerOf[m_layers.sources[at]] + 1 == own)
                    add(m_layers.sources[at]);
        if (towards != Towards::Sources)
            for (const auto edge : transitionsFrom(m_layers.graph, state))
                if (const std::size_t target = indexOf(targetOf(m_layers.graph, edge));
                    m_layers.layerOf[target] == own + 1)
                    add(target);
        return number == 0 ? static_cast<double>(m_y[i]) : sum / number;
    }

    /// Places the states of a layer near m_wanted.
    void set(std::span<const StateIndex> states)
    {
        m_gaps.clear();
        std::size_t fixed = nothingFixed;
        for (std::size_t i = 0; i < states.size(); ++i) {
            if (m_isFixed[indexOf(states[i])]) {
                fixed = i;
                m_wanted[i] = 0;
            }
            if (i > 0)
                m_gaps.push_back(gapBetween(states[i - 1], states[i]));
        }
        spread(m_wanted, m_gaps, fixed);
        for (std::size_t i = 0; i < states.size(); ++i)
            m_y[indexOf(states[i])] = static_cast<float>(m_wanted[i]);
    }

    struct Sorted {
        double wanted = 0;
        StateIndex state{};
    };

    const Layers &m_layers;
    std::vector<StateIndex> &m_states;
    std::vector<float> m_y;
    std::vector<bool> m_isFixed;
    std::vector<bool> m_isKept;           ///< by layer
    std::vector<double> m_wanted, m_gaps; ///< of one layer
    std::vector<Sorted> m_sorted;         ///< of one layer
};

} // namespace

// With the gaps taken away the places must not descend: isotonic regression by pooling adjacent
// violators (Ayer and others 1955), clamped by the fixed one.
void spread(std::vector<double> &places, std::span<const double> gaps, std::size_t fixed)
{
    struct Block {
        double sum = 0;
        std::size_t size = 0;
        double mean() const { return sum / static_cast<double>(size); }
    };
    std::vector<Block> blocks;
    double offset = 0, bound = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i > 0)
            offset += gaps[i - 1];
        if (i == fixed)
            bound = places[i] - offset;
        blocks.push_back({places[i] - offset, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().size += last.size;
        }
    }
    offset = 0;
    std::size_t i = 0;
    for (const Block &block : blocks) {
        for (std::size_t each = 0; each < block.size; ++each, ++i) {
            if (i > 0)
                offset += gaps[i - 1];
            double place = block.mean();
            if (fixed < places.size())
                place = i < fixed    ? std::min(place, bound)
                        : i == fixed ? bound
                                     : std::max(place, bound);
            places[i] = place + offset;
        }
    }
}

std::vector<float> orderLayers(const Layers &layers, std::vector<StateIndex> &states, Watch &watch)
{
    return Orderer(layers, states).run(watch);
}

} // namespace racewalk
