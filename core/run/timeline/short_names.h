// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What stands for what was left out.
inline constexpr std::string_view nameEllipsis = "\u2026";

/// The forms of a name, longest first: the name itself, then without the leading parts that end at
/// `->`, `.`, `]` or `_`. "inode_hash_lock" gives "hash_lock" and "lock"; an index at the end
/// stays: "slow_lookup[3]" gives "lookup[3]".
std::vector<std::string> nameForms(std::string_view name);

/// The names that stand on the screen together. A name that does not fit is shortened by the same
/// rule everywhere, and never inside an identifier.
class ScreenNames {
public:
    using Fits = std::function<bool(std::string_view)>;

    ScreenNames() = default;
    /// The names that a program declares: threads, functions, parameters, variables and fields.
    explicit ScreenNames(const Program &program);

    /// Adds every name of a text, which may be a name or code.
    void add(std::string_view text);

    /// A name or code: the text, or the first of these that fits: with its longest names in shorter
    /// forms that no other name on the screen has, after an ellipsis if several objects have a
    /// field of that name; if it is a call, with an ellipsis for its last arguments; an ellipsis
    /// and the last parts; an ellipsis; nothing. Constants and names of calls stay whole.
    std::string fitting(std::string_view text, const Fits &fits) const;

    /// A sentence or a title: the text, or the first of these that fits: with shorter names, as
    /// above; its first words and an ellipsis; for a single word, what fitting() returns; an
    /// ellipsis; nothing.
    std::string fittingWords(std::string_view text, const Fits &fits) const;

private:
    void addNamesakes(const std::vector<Cell> &cells);
    bool isUnique(const std::string &form) const;
    std::string withShorterNames(std::string_view text, const Fits &fits) const;

    std::set<std::string, std::less<>> m_names;
    std::map<std::string, std::size_t, std::less<>> m_owners; ///< by form: names that have it
    std::set<std::string, std::less<>> m_namesakes; ///< forms of fields that several objects have
};

} // namespace racewalk
