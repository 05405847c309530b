// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/line_effects.h"

#include "explore/differences/result_difference.h"
#include "explore/differences/result_set.h"
#include "explore/explore.h"
#include "explore/search/workers.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace racewalk {

namespace {

class Comparison {
public:
    explicit Comparison(ResultSet before) : m_before(std::move(before)) {}

    void compare(const ResultSet &after, LineEffect &effect) const
    {
        ResultDifference difference = resultDifference(m_before, after);
        effect.kind = !difference.isNone() ? LineEffect::Kind::Changed
                      : after.isAll        ? LineEffect::Kind::Unchanged
                                           : LineEffect::Kind::Undecided;
        effect.newKinds = std::move(difference.newKinds);
        effect.lostKinds = std::move(difference.lostKinds);
        effect.appears = std::move(difference.appears);
        effect.vanishes = std::move(difference.vanishes);
    }

private:
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
