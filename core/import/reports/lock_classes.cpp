// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/reports/lock_classes.h"

#include "program/identifier.h"
#include "program/one_line.h"

#include <algorithm>

namespace racewalk {

std::optional<LockLine> lockLineIn(std::string_view text)
{
    const std::size_t brace = text.find("){"), open = text.find('(');
    if (brace == std::string_view::npos || open == std::string_view::npos || open + 1 >= brace)
        return std::nullopt;
    LockLine line;
    line.name = text.substr(open + 1, brace - open - 1);
    std::string_view before = trimmed(text.substr(0, open));
    line.address = before.substr(std::min(before.size(), before.find_last_of(' ') + 1));
    const std::string_view after = text.substr(brace);
    if (const auto type = between(after, "}-{", "}"))
        line.waitType = *type;
    if (const std::size_t at = after.find("at: "); at != std::string_view::npos)
        line.function = functionIn(after.substr(at + 4));
    return line;
}

std::string functionIn(std::string_view text)
{
    text = trimmed(text);
    std::size_t end = 0;
    while (end < text.size() && (isNamePart(text[end]) || text[end] == '.'))
        ++end;
    if (end == 0 || !isNameStart(text[0]) || !text.substr(end).starts_with("+0x"))
        return {};
    // "foo.isra.0": what the compiler made of foo.
    return std::string(text.substr(0, std::min(end, text.find('.'))));
}

LockClasses::LockClasses(const ReportText &text)
{
    for (std::size_t i = 0; i < text.size(); ++i)
        if (const auto line = lockLineIn(text.inner(i)); line && !line->waitType.empty()) {
            m_types.emplace(line->name, line->waitType.front());
            m_hasFour = m_hasFour || line->waitType.front() == '4';
        }
}

LockKind LockClasses::kindOf(std::string_view name) const
{
    const auto known = m_types.find(name);
    const char type = known == m_types.end() ? '0' : known->second;
    if (type == '4' || (type == '3' && !m_hasFour))
        return LockKind::Sleeping;
    return type == '2' || type == '3' ? LockKind::Spinning : LockKind::Unknown;
}

} // namespace racewalk
