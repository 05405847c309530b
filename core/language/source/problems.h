// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "program/source_span.h"

#include <string>
#include <vector>

namespace racewalk {

/// Collects what is wrong with a scenario. The same mistake at the same place counts once, however
/// often it is met: a function's body is looked at once for each of its calls.
class Problems {
public:
    void error(const SourceSpan &span, std::string sentence, std::string hint = {});

    bool hasErrors() const { return !m_diagnostics.empty(); }

    /// In the order of the text, what has no place first.
    std::vector<Diagnostic> take();

private:
    /// More than anybody reads; also bounds the work that is spent on them.
    static constexpr std::size_t maxReported = 200;

    std::vector<Diagnostic> m_diagnostics;
};

} // namespace racewalk
