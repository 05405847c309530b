// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/differences/result_set.h"
#include "program/finding_kind.h"
#include "program/source_span.h"

#include <set>
#include <string>
#include <vector>

namespace racewalk {

/// A finding or an ending that only one of two programs has.
struct Difference {
    FindingKind kind = FindingKind::None;
    bool isEnding = false;
    std::string text; ///< the ending's summary, or the finding's message
    SourceSpan span;  ///< place of a finding
    std::string object;
    EndingWords words{};
};

/// What one program can do and another cannot. What only one of them can do is only known if the
/// results of the other one are all there are.
struct ResultDifference {
    std::set<FindingKind> newKinds, lostKinds;
    std::vector<Difference> appears, vanishes; ///< findings, then endings, in a fixed order

    bool isNone() const
    {
        return newKinds.empty() && lostKinds.empty() && appears.empty() && vanishes.empty();
    }
};

/// Compares the results of two programs from the same source. Endings are compared by the variables
/// that both programs have.
ResultDifference resultDifference(const ResultSet &before, const ResultSet &after);

} // namespace racewalk
