// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/import.h"
#include "import/import_report.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace racewalk::test {

/// An import that must succeed. Every line of the text is accounted for, once.
inline Imported imported(std::string_view text, const ImportAgainst &against = {},
                         std::optional<ImportKind> kind = {})
{
    ImportResult result = importText(text, kind, against);
    EXPECT_TRUE(result) << (result ? "" : result.error()) << '\n' << text;
    if (!result)
        return {};
    const ReportText lines(text);
    EXPECT_EQ(result->lines.size(), lines.size());
    for (std::size_t i = 0; i < std::min(lines.size(), result->lines.size()); ++i) {
        EXPECT_EQ(result->lines[i].text, lines.original(i));
        EXPECT_FALSE(result->lines[i].meaning.empty()) << result->lines[i].text;
    }
    return std::move(*result);
}

/// The machine of an imported scenario, which must compile.
inline std::shared_ptr<const Machine> machineFrom(const Imported &import)
{
    return machineFor(import.scenario.value());
}

} // namespace racewalk::test
