// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/found_run.h"

#include "program/one_line.h"

#include <algorithm>
#include <vector>

namespace racewalk::cli {

Found foundIn(const Verdict &verdict, std::string_view kind)
{
    Found found;
    if (kind == "ok") {
        const auto good = std::ranges::find(verdict.outcomes, FindingKind::None, &Outcome::kind);
        found.outcome = good == verdict.outcomes.end() ? nullptr : &*good;
    } else if (!kind.empty()) {
        found.finding = verdict.first(*findingKindFrom(kind));
    } else {
        found.finding = verdict.firstFailure();
        if (found.finding == nullptr && !verdict.outcomes.empty())
            found.outcome = &verdict.outcomes.front();
    }
    return found;
}

std::string otherVariantsWith(std::string_view kind, const Program &program)
{
    std::vector<std::string> names;
    for (const Variant &variant : program.scenario.variants) {
        const Expectation *expected = program.scenario.expectation(variant.name, program.memory);
        const auto isOfKind = [&](FindingKind each) { return rowOf(each).name == kind; };
        if (variant.name != program.variant && expected != nullptr &&
            std::ranges::any_of(expected->kinds, isOfKind))
            names.push_back(variant.name);
    }
    return listText(names, "or");
}

} // namespace racewalk::cli
