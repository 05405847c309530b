// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/ending_words.h"

#include "machine/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace racewalk {

void EndingSummaries::add(const EndingFacts &facts)
{
    for (std::size_t i = 0; i < facts.values.size(); ++i) {
        if (facts.values[i])
            m_values[i].insert(*facts.values[i]);
    }
}

std::string EndingSummaries::text(const Program &program, const EndingFacts &facts) const
{
    std::string text = threadsText(program, facts);
    for (std::size_t i = 0; i < facts.values.size(); ++i) {
        const auto values = m_values.find(i);
        if (!facts.values[i] || values == m_values.end() || values->second.size() < 2)
            continue;
        const OutcomeVariable &variable = m_reader.variables()[i];
        text += "; " + variable.name + " = " + valueText(program, variable.type, *facts.values[i]);
    }
    return text;
}

bool stopsTheRun(FindingKind kind)
{
    return rowOf(kind).seenIn == SeenIn::Fault;
}

std::string faultSummary(const std::string &message, const SourceSpan &span)
{
    return fmt::format("{}, line {}", message, span.line);
}

std::vector<EndingWords> endingWords(const Program &program, std::span<const Outcome> outcomes)
{
    std::vector<EndingWords> words;
    std::map<std::string, std::vector<std::size_t>> named;
    for (const Outcome &outcome : outcomes) {
        EndingWords one{.name = std::string(rowOf(outcome.kind).headline),
                        .detail = outcome.summary};
        if (outcome.kind == FindingKind::None) {
            one.name = "Finished";
            const std::string threads = outcome.facts ? threadsText(program, *outcome.facts) : "";
            if (!threads.empty() && outcome.summary.starts_with(threads + "; "))
                one = {outcome.summary.substr(threads.size() + 2), threads};
        }
        named[one.name].push_back(words.size());
        words.push_back(std::move(one));
    }
    for (auto &[name, indices] : named) {
        if (indices.size() == 1)
            continue;
        std::ranges::stable_sort(indices, std::ranges::greater(), [&](std::size_t index) {
            return outcomes[index].probability.value_or(0);
        });
        for (std::size_t i = 0; i < indices.size(); ++i)
            words[indices[i]].name = fmt::format("{} {}", name, i + 1);
    }
    return words;
}

} // namespace racewalk
