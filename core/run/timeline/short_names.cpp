// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/short_names.h"

#include "program/identifier.h"

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

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

/// Whether text[begin, end) is a part of a file's name or of a word with a hyphen.
bool isPartOfWord(std::string_view text, std::size_t begin, std::size_t end)
{
    const std::string_view joints = "/-";
    const bool isAfter = begin > 0 && joints.contains(text[begin - 1]);
    return isAfter || (end < text.size() && joints.contains(text[end]));
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
            const bool isWhole = isCall || isConstant(name) || isPartOfWord(text, at, end);
            pieces.push_back({isWhole ? std::vector{std::string(name)} : nameForms(name)});
        } else {
            while (end < text.size() && !isNameStart(text[end]))
                end = isNamePart(text[end]) ? endOfName(text, end) : end + 1;
            pieces.push_back({{std::string(text.substr(at, end - at))}});
        }
        at = end;
    }
    return pieces;
}

/// The `)` that closes the `(` at `open`, or npos.
std::size_t closeOf(std::string_view text, std::size_t open)
{
    int depth = 0;
    for (std::size_t at = open; at < text.size(); ++at) {
        depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
        if (depth == 0)
            return at;
    }
    return std::string_view::npos;
}

/// The text with an ellipsis for its last arguments, longest first; empty if it is not a single
/// call of several arguments.
std::vector<std::string> withFewerArguments(std::string_view text)
{
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || open == 0 || !isNamePart(text[open - 1]))
        return {};
    const std::size_t close = closeOf(text, open);
    if (close == std::string_view::npos || text.find('(', close) != std::string_view::npos)
        return {};
    std::vector<std::string> forms;
    int depth = 0;
    const auto cutAfter = [&](std::size_t at, std::string_view blank) {
        forms.push_back(std::string(text.substr(0, at + 1)) + std::string(blank) +
                        std::string(nameEllipsis) + std::string(text.substr(close)));
    };
    for (std::size_t at = close; --at > open;) {
        depth += text[at] == ')' ? 1 : text[at] == '(' ? -1 : 0;
        if (depth == 0 && text[at] == ',')
            cutAfter(at, " ");
    }
    if (!forms.empty())
        cutAfter(open, "");
    return forms;
}

/// Whether `at` is inside a constant or the name of a call, which are only shown whole.
bool isInsideWholeName(std::string_view text, std::size_t at)
{
    std::size_t begin = at, end = at;
    while (begin > 0 && isNamePart(text[begin - 1]))
        --begin;
    while (end < text.size() && isNamePart(text[end]))
        ++end;
    const bool isCall = end < text.size() && text[end] == '(';
    return begin < at && (isCall || isConstant(text.substr(begin, end - begin)));
}

/// The last parts of a text after an ellipsis, longest first, then the ellipsis alone.
std::vector<std::string> lastParts(std::string_view text)
{
    std::vector<std::string> forms;
    for (std::size_t at = 1; at < text.size(); ++at)
        if (isNameStart(text[at]) && (text[at] != '_' || !isNamePart(text[at - 1])) &&
            std::string_view(" (.>_&|!/-").contains(text[at - 1]) && !isInsideWholeName(text, at))
            forms.push_back(std::string(nameEllipsis) + std::string(text.substr(at)));
    forms.emplace_back(nameEllipsis);
    return forms;
}

/// The first words of a text before an ellipsis, longest first.
std::vector<std::string> firstWords(std::string_view text)
{
    std::vector<std::string> forms;
    for (std::size_t blank = text.rfind(' '); blank != std::string_view::npos && blank > 0;
         blank = text.rfind(' ', blank - 1)) {
        const std::size_t last = text.find_last_not_of(" .,;:(-", blank);
        if (last != std::string_view::npos)
            forms.push_back(std::string(text.substr(0, last + 1)) + std::string(nameEllipsis));
    }
    return forms;
}

std::string firstFitting(const std::vector<std::string> &forms, const ScreenNames::Fits &fits)
{
    const auto form = std::ranges::find_if(forms, fits);
    return form == forms.end() ? std::string() : *form;
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

ScreenNames::ScreenNames(const Program &program)
{
    for (const Thread &thread : program.threads)
        add(thread.name);
    for (const Function &function : program.functions)
        add(function.signature);
    for (const Global &global : program.storage.globals)
        add(global.name);
    for (const Type &type : program.storage.types)
        for (const Field &field : type.fields)
            add(field.name);
    for (const Body &body : program.bodies)
        for (const Register &variable : body.registers)
            add(variable.name);
    addNamesakes(program.storage.cells);
}

/// "balance" does not tell whether "accounts[0].balance" or "accounts[1].balance" is meant.
void ScreenNames::addNamesakes(const std::vector<Cell> &cells)
{
    std::set<std::string_view> fields;
    for (const Cell &cell : cells) {
        const std::size_t dot = cell.path.rfind('.');
        if (dot == std::string::npos)
            continue;
        const std::string_view field = std::string_view(cell.path).substr(dot + 1);
        if (fields.insert(field).second)
            continue;
        for (const std::string &form : nameForms(field))
            m_namesakes.insert(form);
    }
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

/// The text with its longest names shortened until it fits; empty if it never does.
std::string ScreenNames::withShorterNames(std::string_view text, const Fits &fits) const
{
    std::vector<Piece> pieces = piecesOf(text);
    for (Piece &piece : pieces)
        for (std::string &form : piece.forms)
            if (&form != &piece.forms.front() && m_namesakes.contains(form))
                form.insert(0, nameEllipsis);
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
            return {};
        longest->form = *next(*longest);
        if (std::string shorter = joined(pieces); fits(shorter))
            return shorter;
    }
}

std::string ScreenNames::fitting(std::string_view text, const Fits &fits) const
{
    if (fits(text))
        return std::string(text);
    if (std::string shorter = withShorterNames(text, fits); !shorter.empty())
        return shorter;
    for (const std::string &call : withFewerArguments(text)) {
        if (fits(call))
            return call;
        if (std::string shorter = withShorterNames(call, fits); !shorter.empty())
            return shorter;
    }
    return firstFitting(lastParts(text), fits);
}

std::string ScreenNames::fittingWords(std::string_view text, const Fits &fits) const
{
    if (fits(text))
        return std::string(text);
    if (!text.contains(' '))
        return fitting(text, fits);
    if (std::string shorter = withShorterNames(text, fits); !shorter.empty())
        return shorter;
    std::vector<std::string> forms = firstWords(text);
    forms.emplace_back(nameEllipsis);
    return firstFitting(forms, fits);
}

} // namespace racewalk
