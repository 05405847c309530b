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

std::vector<std::string> endingNames(std::span<const Outcome> outcomes)
{
    std::map<FindingKind, std::vector<std::size_t>> ofKind;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        ofKind[outcomes[i].kind].push_back(i);
    std::vector<std::string> names(outcomes.size());
    for (auto &[kind, indices] : ofKind) {
        std::ranges::stable_sort(indices, std::ranges::greater(), [&](std::size_t index) {
            return outcomes[index].probability.value_or(0);
        });
        std::string noun(kind == FindingKind::None ? "good end" : rowOf(kind).noun);
        if (noun[0] >= 'a' && noun[0] <= 'z')
            noun[0] = static_cast<char>(noun[0] - 'a' + 'A');
        std::size_t number = 0;
        for (const std::size_t index : indices)
            names[index] = indices.size() == 1 ? noun : fmt::format("{} {}", noun, ++number);
    }
    return names;
}

} // namespace racewalk
