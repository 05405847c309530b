// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/short_names.h"

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

/// A flag or another constant, which is a value rather than a place.
bool isConstant(std::string_view name)
{
    return std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The end of the name that begins at `begin`: identifiers with `->`, `.` and `[...]` between them.
std::size_t endOfName(std::string_view text, std::size_t begin)
{
    std::size_t at = begin;
    while (at < text.size()) {
        const std::string_view rest = text.substr(at);
        if (isNamePart(rest.front()))
            ++at;
        else if (rest.front() == '.' && rest.size() > 1 && isNameStart(rest[1]))
            ++at;
        else if (rest.starts_with("->") && rest.size() > 2 && isNameStart(rest[2]))
            at += 2;
        else if (rest.front() == '[' && rest.find(']') < rest.find('('))
            at += rest.find(']') + 1;
        else
            break;
    }
    return at;
}

/// A piece of a text: a name in one of its forms, or what stands between names.
struct Piece {
    std::vector<std::string> forms;
    std::size_t form = 0;
    const std::string &text() const { return forms[form]; }
};

std::vector<Piece> piecesOf(std::string_view text)
{
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        if (isNameStart(text[at])) {
            end = endOfName(text, at);
            const std::string_view name = text.substr(at, end - at);
            const bool isCall = end < text.size() && text[end] == '(';
            pieces.push_back(
                {isCall || isConstant(name) ? std::vector{std::string(name)} : nameForms(name)});
        } else {
            while (end < text.size() && !isNameStart(text[end]))
                end = isNamePart(text[end]) ? endOfName(text, end) : end + 1;
            pieces.push_back({{std::string(text.substr(at, end - at))}});
        }
        at = end;
    }
    return pieces;
}

std::string joined(const std::vector<Piece> &pieces)
{
    std::string text;
    for (const Piece &piece : pieces)
        text += piece.text();
    return text;
}

} // namespace

std::vector<std::string> nameForms(std::string_view name)
{
    std::vector<std::string> forms{std::string(name)};
    int depth = 0;
    for (std::size_t at = 0; at + 1 < name.size(); ++at) {
        const char c = name[at];
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        const bool isEnd = c == '.' || c == '_' || c == ']' || (c == '>' && at > 0);
        if (depth == 0 && isEnd && isNameStart(name[at + 1]) && name[at + 1] != '_')
            forms.emplace_back(name.substr(at + 1));
    }
    return forms;
}

void ScreenNames::add(std::string_view text)
{
    for (const Piece &piece : piecesOf(text))
        if (isNameStart(piece.text().front()) && m_names.insert(piece.text()).second)
            for (const std::string &form : nameForms(piece.text()))
                ++m_owners[form];
}

bool ScreenNames::isUnique(const std::string &form) const
{
    const auto owners = m_owners.find(form);
    return owners == m_owners.end() || owners->second <= 1;
}

std::string ScreenNames::fitting(std::string_view text, const Fits &fits) const
{
    if (fits(text))
        return std::string(text);
    std::vector<Piece> pieces = piecesOf(text);
    const auto next = [this](const Piece &piece) -> std::optional<std::size_t> {
        for (std::size_t form = piece.form + 1; form < piece.forms.size(); ++form)
            if (isUnique(piece.forms[form]))
                return form;
        return std::nullopt;
    };
    while (true) {
        Piece *longest = nullptr;
        for (Piece &piece : pieces)
            if (next(piece) && (longest == nullptr || piece.text().size() > longest->text().size()))
                longest = &piece;
        if (longest == nullptr)
            break;
        longest->form = *next(*longest);
        if (std::string shorter = joined(pieces); fits(shorter))
            return shorter;
    }
    const std::string shortest = joined(pieces);
    for (std::size_t at = 1; at < shortest.size(); ++at) {
        const bool isPart = isNameStart(shortest[at]) && shortest[at] != '_' &&
                            std::string_view(" (.>_&|!").contains(shortest[at - 1]);
        std::string last = std::string(nameEllipsis) + shortest.substr(at);
        if (isPart && fits(last))
            return last;
    }
    return fits(nameEllipsis) ? std::string(nameEllipsis) : std::string();
}

} // namespace racewalk
