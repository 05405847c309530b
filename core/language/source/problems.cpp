// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/problems.h"

#include <algorithm>
#include <utility>

namespace racewalk {

void Problems::error(const SourceSpan &span, std::string sentence, std::string hint)
{
    if (m_diagnostics.size() >= maxReported)
        return;
    Diagnostic diagnostic{Diagnostic::Severity::Error, span, std::move(sentence), std::move(hint)};
    if (std::ranges::find(m_diagnostics, diagnostic) == m_diagnostics.end())
        m_diagnostics.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Problems::take()
{
    std::ranges::stable_sort(m_diagnostics, {}, [](const Diagnostic &diagnostic) {
        return diagnostic.span.line == 0 ? 0 : std::size_t{diagnostic.span.begin} + 1;
    });
    return std::exchange(m_diagnostics, {});
}

} // namespace racewalk
