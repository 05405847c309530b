// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/differences/result_difference.h"

#include <algorithm>
#include <iterator>
#include <optional>
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

/// Adds the endings to `list` that only `from` has.
void addEndings(const std::set<FoundEnding> &from, const std::set<FoundEnding> &other,
                const std::vector<std::string> &threads, const Names &telling,
                std::vector<Difference> &list)
{
    for (const FoundEnding &ending : without(from, other))
        list.push_back({.kind = ending.kind,
                        .isEnding = true,
                        .text = summaryOf(ending, threads, telling),
                        .span = {},
                        .object = {}});
}

} // namespace

ResultDifference resultDifference(const ResultSet &before, const ResultSet &after)
{
    ResultDifference difference;
    // A change can remove an unused variable.
    Names common;
    std::ranges::set_intersection(before.variables, after.variables,
                                  std::inserter(common, common.end()));
    const std::set<FoundEnding> old = with(common, before.endings);
    const std::set<FoundEnding> now = with(common, after.endings);
    const Names telling = tellingVariables(common, old, now);
    if (before.isAll) {
        difference.newKinds = without(after.kinds, before.kinds);
        addPlaces(after, before, difference.appears);
        addEndings(now, old, after.threads, telling, difference.appears);
    }
    if (after.isAll) {
        difference.lostKinds = without(before.kinds, after.kinds);
        addPlaces(before, after, difference.vanishes);
        addEndings(old, now, before.threads, telling, difference.vanishes);
    }
    return difference;
}

} // namespace racewalk
