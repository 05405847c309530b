// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/line_effects.h"

#include "explore/explore.h"
#include "explore/results/result_set.h"
#include "explore/search/workers.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <utility>

namespace racewalk {

namespace {

using Names = std::set<std::string>;

std::set<FoundEnding> with(const Names &variables, const std::set<FoundEnding> &endings)
{
    std::set<FoundEnding> result;
    for (FoundEnding ending : endings) {
        std::erase_if(ending.values,
                      [&](const auto &value) { return !variables.contains(value.first); });
        result.insert(std::move(ending));
    }
    return result;
}

/// In which the endings differ.
Names tellingVariables(const Names &variables, const std::set<FoundEnding> &before,
                       const std::set<FoundEnding> &after)
{
    Names telling;
    for (const std::string &name : variables) {
        std::set<std::string> values;
        for (const auto *endings : {&before, &after})
            for (const FoundEnding &ending : *endings)
                if (const auto &value = ending.values.at(name))
                    values.insert(*value);
        if (values.size() > 1)
            telling.insert(name);
    }
    return telling;
}

template <class Set>
Set without(const Set &all, const Set &known)
{
    Set rest;
    std::ranges::set_difference(all, known, std::inserter(rest, rest.end()));
    return rest;
}

void addPlaces(const ResultSet &from, const ResultSet &other, std::vector<Difference> &list)
{
    for (const auto &[place, message] : from.places)
        if (!other.places.contains(place))
            list.push_back({.kind = place.kind,
                            .isEnding = false,
                            .text = message,
                            .span = place.span,
                            .object = place.object});
}

class Comparison {
public:
    explicit Comparison(ResultSet before) : m_before(std::move(before)) {}

    void compare(const ResultSet &after, LineEffect &effect) const
    {
        const bool isAll = after.isAll;
        effect.newKinds = without(after.kinds, m_before.kinds);
        addPlaces(after, m_before, effect.appears);
        if (isAll) {
            effect.lostKinds = without(m_before.kinds, after.kinds);
            addPlaces(m_before, after, effect.vanishes);
        }
        compareEndings(after, effect);
        const bool isSame = effect.newKinds.empty() && effect.lostKinds.empty() &&
                            effect.appears.empty() && effect.vanishes.empty();
        effect.kind = !isSame ? LineEffect::Kind::Changed
                      : isAll ? LineEffect::Kind::Unchanged
                              : LineEffect::Kind::Undecided;
    }

private:
    void compareEndings(const ResultSet &after, LineEffect &effect) const
    {
        // A change can remove an unused variable.
        Names common;
        std::ranges::set_intersection(m_before.variables, after.variables,
                                      std::inserter(common, common.end()));
        const std::set<FoundEnding> old = with(common, m_before.endings);
        const std::set<FoundEnding> now = with(common, after.endings);
        const Names telling = tellingVariables(common, old, now);
        const auto add = [&](const std::set<FoundEnding> &from, const std::set<FoundEnding> &other,
                             std::vector<Difference> &list) {
            for (const FoundEnding &ending : without(from, other))
                list.push_back({.kind = ending.kind,
                                .isEnding = true,
                                .text = summaryOf(ending, m_before.threads, telling),
                                .span = {},
                                .object = {}});
        };
        add(now, old, effect.appears);
        if (after.isAll)
            add(old, now, effect.vanishes);
    }

    ResultSet m_before;
};

LineEffect undecided(Limit limit, double limitValue)
{
    LineEffect effect;
    effect.limit = limit;
    effect.limitValue = limitValue;
    return effect;
}

LineEffect withoutProgram()
{
    LineEffect effect;
    effect.kind = LineEffect::Kind::NoProgram;
    return effect;
}

LineEffect effectOf(std::shared_ptr<const Program> program, const Comparison &comparison,
                    const Limits &limits, const std::stop_token &stop)
{
    const Machine machine(std::move(program));
    const Verdict verdict = explore(machine, limits, stop).verdict;
    LineEffect effect = undecided(verdict.limit, verdict.limitValue);
    effect.states = verdict.states;
    if (verdict.limit == Limit::Cancelled)
        return effect;
    const ResultSet results = resultSetOf(machine, verdict);
    effect.isListCut = verdict.isComplete() && !results.isAll;
    comparison.compare(results, effect);
    return effect;
}

} // namespace

bool LineEffects::isComplete() const
{
    return verdict.isComplete() && std::ranges::all_of(effects, [](const LineEffect &effect) {
               return effect.isComplete();
           });
}

LineEffects
findLineEffects(const Machine &machine, std::size_t count,
                const std::function<std::shared_ptr<const Program>(std::size_t)> &changed,
                const LineEffectsSettings &settings, std::stop_token stop,
                const LineEffectsProgress &progress)
{
    Limits limits = settings.limits;
    LineEffects result{.verdict = explore(machine, limits, stop).verdict, .effects = {}};
    ResultSet known = resultSetOf(machine, result.verdict);
    if (!known.isAll) {
        result.effects.assign(count, undecided(result.verdict.limit, result.verdict.limitValue));
        for (LineEffect &effect : result.effects)
            effect.isListCut = result.verdict.isComplete();
        return result;
    }
    if (limits.maxStates == 0)
        limits.maxStates = std::max(LineEffectsSettings::fewestStates,
                                    LineEffectsSettings::manyTimes * result.verdict.states);
    const Comparison comparison(std::move(known));
    result.effects.assign(count, undecided(Limit::Cancelled, 0));
    if (progress)
        progress(0, count);

    Workers workers(limits.workers == 0 ? Workers::fit() : limits.workers);
    limits.workers = 1;
    std::mutex mutex; // of `changed`
    std::atomic<std::size_t> next = 0, done = 0;
    workers.run([&](unsigned worker) {
        for (std::size_t i = next++; i < count && !stop.stop_requested(); i = next++) {
            std::shared_ptr<const Program> program;
            {
                const std::lock_guard lock(mutex);
                program = changed(i);
            }
            if (program != nullptr)
                result.effects[i] = effectOf(std::move(program), comparison, limits, stop);
            else
                result.effects[i] = withoutProgram();
            ++done;
            if (worker == 0 && progress)
                progress(done, count);
        }
    });
    return result;
}

} // namespace racewalk
