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

} // namespace racewalk
