// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/statement_code.h"

#include "program/identifier.h"
#include "program/one_line.h"

#include <algorithm>

namespace racewalk {

bool beginsWith(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view word) {
        return text.starts_with(word) &&
               (text.size() == word.size() || !isNamePart(text[word.size()]));
    });
}

std::string codeBefore(const SourceText &source, const SourceSpan &statement)
{
    const std::size_t start = source.lineStart(statement.line);
    return codeOf(std::string_view(source.text()).substr(start, statement.begin - start));
}

bool endsStatement(std::string_view code)
{
    return code.ends_with(';') || code.ends_with('{') || code.ends_with('}') || code.ends_with(':');
}

bool isCompound(std::string_view statement)
{
    return beginsWith(statement, {"if", "while", "for", "do", "switch", "else", "case", "default"});
}

std::string codeOf(std::string_view text)
{
    std::string code;
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with("//")) {
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        if (text.substr(at).starts_with("/*")) {
            const std::size_t end = text.find("*/", at + 2);
            at = end == std::string_view::npos ? text.size() : end + 2;
            continue;
        }
        code += text[at++];
    }
    return onOneLine(code);
}

std::optional<UpdateParts> updateIn(std::string_view statement)
{
    if (!statement.ends_with(';'))
        return std::nullopt;
    statement = trimmed(statement.substr(0, statement.size() - 1));
    if (statement.ends_with("++") || statement.ends_with("--"))
        return UpdateParts{trimmed(statement.substr(0, statement.size() - 2)),
                           statement.substr(statement.size() - 1), "1"};
    const std::size_t equals = statement.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return std::nullopt;
    for (const std::string_view sign : {"<<", ">>", "+", "-", "*", "/", "%", "&", "|", "^"})
        if (statement.substr(0, equals).ends_with(sign))
            return UpdateParts{trimmed(statement.substr(0, equals - sign.size())),
                               statement.substr(equals - sign.size(), sign.size()),
                               trimmed(statement.substr(equals + 1))};
    return std::nullopt;
}

} // namespace racewalk
