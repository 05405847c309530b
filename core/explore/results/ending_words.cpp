// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/ending_words.h"

#include "machine/words.h"

#include <fmt/format.h>

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
    std::map<FindingKind, std::size_t> counts;
    for (const Outcome &outcome : outcomes)
        ++counts[outcome.kind];
    std::map<FindingKind, std::size_t> numbers;
    std::vector<std::string> names;
    for (const Outcome &outcome : outcomes) {
        const FindingKind kind = outcome.kind;
        std::string name(kind == FindingKind::None ? "good end" : rowOf(kind).noun);
        if (name[0] >= 'a' && name[0] <= 'z')
            name[0] = static_cast<char>(name[0] - 'a' + 'A');
        names.push_back(counts[kind] == 1 ? name : fmt::format("{} {}", name, ++numbers[kind]));
    }
    return names;
}

} // namespace racewalk
