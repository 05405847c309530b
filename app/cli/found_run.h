// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"
#include "program/program.h"

#include <string>
#include <string_view>

namespace racewalk::cli {

/// What the user asks for: at most one is not null.
struct Found {
    const Finding *finding = nullptr;
    const Outcome *outcome = nullptr;
};

/// `kind` is the name of a finding, "ok" for a good end, or empty for the first failure, else the
/// first end.
Found foundIn(const Verdict &verdict, std::string_view kind);

/// The other variants in which the scenario expects a finding of this name: "rcu_lookup or
/// lockless_wake". Empty if there is none.
std::string otherVariantsWith(std::string_view kind, const Program &program);

} // namespace racewalk::cli
