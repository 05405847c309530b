// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "program/source_span.h"

#include <cstddef>
#include <string>
#include <vector>

namespace racewalk {

/// Collects the errors in a scenario. The same error at the same place counts once, although a
/// function's body is lowered once for each of its calls.
class Problems {
public:
    void error(const SourceSpan &span, std::string sentence, std::string hint = {});

    bool hasErrors() const { return !m_diagnostics.empty(); }

    /// Returns the problems in the order of the text; those without a place come first.
    std::vector<Diagnostic> take();

private:
    /// Largest number of reported problems; it also bounds the work for them.
    static constexpr std::size_t maxReported = 200;

    std::vector<Diagnostic> m_diagnostics;
};

} // namespace racewalk
