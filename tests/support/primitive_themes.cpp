// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/primitive_themes.h"

#include <gtest/gtest.h>

#include <string_view>

namespace racewalk::test {

bool isOf(Theme theme, const Primitive &primitive)
{
    using Family = PrimitiveFamily;
    const Family family = primitive.family;
    const auto takesOneOf = [&primitive](std::string_view letters) {
        return primitive.arguments.find_first_of(letters) != std::string_view::npos;
    };
    switch (theme) {
    case Theme::Values:
        return family == Family::Memory || family == Family::Atomics || family == Family::Check;
    case Theme::Locks:
        return family == Family::Locks && takesOneOf("sml");
    case Theme::Queue:
        return family == Family::Waiting && (takesOneOf("qQ") || primitive.arguments.empty());
    case Theme::Bits:
        return family == Family::Waiting && takesOneOf("wx");
    case Theme::Completion:
        return family == Family::Waiting && takesOneOf("c");
    case Theme::Rcu:
        return family == Family::Rcu || family == Family::Life;
    case Theme::Tasks:
        return family == Family::Waiting && (takesOneOf("t") || primitive.arguments == "v");
    case Theme::Readers:
        return family == Family::Locks && takesOneOf("rS");
    case Theme::Semaphore:
        return family == Family::Locks && takesOneOf("e");
    case Theme::Count:
        break;
    }
    return false;
}

std::string releaseOf(const Primitive &primitive)
{
    std::string name(primitive.name);
    const auto replace = [&name](std::string_view from, std::string_view to) {
        if (const std::size_t at = name.rfind(from); at != std::string::npos)
            name.replace(at, from.size(), to);
    };
    replace("down", "up");
    replace("trylock", "lock");
    replace("irqsave", "irqrestore");
    replace("lock", "unlock");
    EXPECT_NE(findPrimitive(name), nullptr) << name;
    return name;
}

} // namespace racewalk::test
