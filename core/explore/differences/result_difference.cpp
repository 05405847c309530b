// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/differences/result_difference.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace racewalk {

namespace {

using Names = std::set<std::string>;

using FoundEndings = std::map<FoundEnding, EndingWords>;

FoundEndings with(const Names &variables, const FoundEndings &endings)
{
    FoundEndings result;
    for (const auto &[ending, words] : endings) {
        FoundEnding shown = ending;
        std::erase_if(shown.values,
                      [&](const auto &value) { return !variables.contains(value.first); });
        result.emplace(std::move(shown), words);
    }
    return result;
}

/// In which the endings differ.
Names tellingVariables(const Names &variables, const FoundEndings &before,
                       const FoundEndings &after)
{
    Names telling;
    for (const std::string &name : variables) {
        std::set<std::string> values;
        for (const auto *endings : {&before, &after})
            for (const auto &[ending, words] : *endings)
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
                            .object = place.object,
                            .words = failureWords(place.kind, message, place.span)});
}

/// Adds the endings to `list` that only `from` has.
void addEndings(const FoundEndings &from, const FoundEndings &other,
                const std::vector<std::string> &threads, const Names &telling,
                std::vector<Difference> &list)
{
    for (const auto &[ending, words] : from)
        if (!other.contains(ending))
            list.push_back({.kind = ending.kind,
                            .isEnding = true,
                            .text = summaryOf(ending, threads, telling),
                            .span = {},
                            .object = {},
                            .words = wordsFor(ending, words, threads, telling)});
}

} // namespace

ResultDifference resultDifference(const ResultSet &before, const ResultSet &after)
{
    ResultDifference difference;
    // A change can remove an unused variable.
    Names common;
    std::ranges::set_intersection(before.variables, after.variables,
                                  std::inserter(common, common.end()));
    const FoundEndings old = with(common, before.endings);
    const FoundEndings now = with(common, after.endings);
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
