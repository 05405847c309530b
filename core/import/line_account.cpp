// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/line_account.h"

#include <utility>

namespace racewalk {

LineAccount::LineAccount(const ReportText &text, std::string_view outside)
{
    m_lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isBlank = text.inner(i).empty();
        m_lines.push_back({std::string(text.original(i)),
                           isBlank ? Reading::Ignored : Reading::Outside,
                           std::string(isBlank ? blankLine : outside)});
    }
}

void LineAccount::understand(std::size_t line, std::string meaning)
{
    set(line, Reading::Understood, std::move(meaning));
}

void LineAccount::ignore(std::size_t line, std::string meaning)
{
    set(line, Reading::Ignored, std::move(meaning));
}

void LineAccount::flag(std::size_t line, std::string meaning)
{
    set(line, Reading::NotUnderstood, std::move(meaning));
}

void LineAccount::notReached(std::size_t line, std::string meaning)
{
    set(line, Reading::NotReached, std::move(meaning));
}

void LineAccount::set(std::size_t line, Reading reading, std::string meaning)
{
    m_lines[line].reading = reading;
    m_lines[line].meaning = std::move(meaning);
}

} // namespace racewalk
