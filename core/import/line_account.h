// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/imported.h"
#include "import/report_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// The account of a text's lines while it is read: at first all are outside, except blank ones.
class LineAccount {
public:
    /// `outside` is the meaning of the lines that are outside.
    LineAccount(const ReportText &text, std::string_view outside);

    void understand(std::size_t line, std::string meaning);
    void ignore(std::size_t line, std::string meaning);
    void flag(std::size_t line, std::string meaning);
    void notReached(std::size_t line, std::string meaning);
    std::vector<ImportedLine> take() { return std::move(m_lines); }

private:
    void set(std::size_t line, Reading reading, std::string meaning);

    std::vector<ImportedLine> m_lines;
};

} // namespace racewalk
