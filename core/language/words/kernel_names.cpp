// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/kernel_names.h"

#include "language/lowering/primitives.h"
#include "language/words/foreign_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace racewalk {

namespace {

/// The beginning or end of a name, what to replace it with, and why the rest is enough.
struct Variation {
    std::string_view affix;
    std::string_view replacement;
    std::string_view reason;
};

constexpr std::string_view noInterrupts = ": there are no interrupts";
constexpr std::string_view noSignals = ": there are no signals";
constexpr std::string_view oneStrength = ": it has one strength";

constexpr std::array beginnings = {
    Variation{"raw_", "", ""},
    Variation{"arch_", "", ""},
    Variation{"__", "", ""},
    Variation{"refcount_", "atomic_", ""},
    Variation{"atomic_long_", "atomic_", ""},
    Variation{"atomic64_", "atomic_", ""},
};

constexpr std::array endings = {
    Variation{"_irqsave", "", noInterrupts},
    Variation{"_irqrestore", "", noInterrupts},
    Variation{"_irq", "", noInterrupts},
    Variation{"_bh", "", noInterrupts},
    Variation{"_interruptible", "", noSignals},
    Variation{"_killable", "", noSignals},
    Variation{"_timeout", "", ": there are no timeouts"},
    Variation{"_nested", "", ""},
    Variation{"_relaxed", "", oneStrength},
    Variation{"_acquire", "", oneStrength},
    Variation{"_release", "", oneStrength},
    Variation{"__before_atomic", "", ""},
    Variation{"__after_atomic", "", ""},
};

std::string written(const Primitive &primitive, std::string_view reason)
{
    return fmt::format("write {}({}){}", primitive.name, primitive.usage, reason);
}

/// What has more order than its name says hides the want of it, so the reason says that it has; what
/// has less would find failures that are none, and is no replacement.
bool isEnough(const Primitive &primitive, const Variation &ending)
{
    return ending.reason != oneStrength || ending.affix == "_relaxed" ||
           primitive.ordering == Ordering::Full;
}

} // namespace

std::string whatToWriteFor(std::string_view name)
{
    if (std::string known = insteadOf(name); !known.empty())
        return known;
    for (const Variation &ending : endings) {
        if (!name.ends_with(ending.affix))
            continue;
        const auto *rest = findPrimitive(name.substr(0, name.size() - ending.affix.size()));
        if (rest != nullptr && isEnough(*rest, ending))
            return written(*rest, ending.reason);
    }
    for (const Variation &beginning : beginnings) {
        if (!name.starts_with(beginning.affix))
            continue;
        const std::string other =
            fmt::format("{}{}", beginning.replacement, name.substr(beginning.affix.size()));
        if (const auto *rest = findPrimitive(other))
            return written(*rest, beginning.reason);
    }
    return {};
}

} // namespace racewalk
