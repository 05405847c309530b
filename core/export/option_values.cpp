// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/options.h"

#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace racewalk {
namespace {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct Inner {
    using Type = T;
};
template <class T>
struct Inner<std::optional<T>> {
    using Type = T;
};

/// A value that is there.
template <class T>
std::string textOf(const ExportOptionRow &row, const T &value)
{
    if constexpr (std::is_same_v<T, bool>)
        return value ? "yes" : "no";
    else if constexpr (std::is_enum_v<T>)
        return std::string(row.choices[static_cast<std::size_t>(value)].name);
    else
        return fmt::format("{}", value);
}

std::optional<std::size_t> numberIn(const ExportOptionRow &row, std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < row.least ||
        number > row.most)
        return std::nullopt;
    return number;
}

/// Returns whether `value` was one of the type.
template <class T>
std::optional<T> valueIn(const ExportOptionRow &row, std::string_view text)
{
    if constexpr (std::is_same_v<T, bool>) {
        return text == "yes"  ? std::optional(true)
               : text == "no" ? std::optional(false)
                              : std::nullopt;
    } else if constexpr (std::is_same_v<T, std::size_t>) {
        return numberIn(row, text);
    } else if constexpr (std::is_enum_v<T>) {
        const auto choice = std::ranges::find(row.choices, text, &OptionChoice::name);
        if (choice == row.choices.end())
            return std::nullopt;
        return static_cast<T>(choice - row.choices.begin());
    } else {
        return std::string(text);
    }
}

std::string demand(const ExportOptionRow &row)
{
    if (isSwitch(row))
        return "must be yes or no";
    if (!row.choices.empty())
        return "must be " + choiceNames(row);
    return fmt::format("must be a number from {} to {}", row.least, row.most);
}

} // namespace

std::string choiceNames(const ExportOptionRow &row)
{
    std::vector<std::string> names;
    for (const OptionChoice &choice : row.choices)
        names.emplace_back(choice.name);
    return listText(names, "or");
}

bool isSwitch(const ExportOptionRow &row)
{
    return std::holds_alternative<bool FormatOptions::*>(row.field);
}

std::string valueOf(const ExportOptionRow &row, const FormatOptions &values)
{
    return std::visit(
        [&](auto field) {
            const auto &value = values.*field;
            if constexpr (IsOptional<std::remove_cvref_t<decltype(value)>>::value)
                return value ? textOf(row, *value) : std::string();
            else
                return textOf(row, value);
        },
        row.field);
}

std::string setValue(const ExportOptionRow &row, std::string_view text, FormatOptions &values)
{
    const bool isSet = std::visit(
        [&](auto field) {
            using Value = std::remove_cvref_t<decltype(values.*field)>;
            if constexpr (IsOptional<Value>::value)
                if (text.empty()) {
                    values.*field = std::nullopt;
                    return true;
                }
            const auto value = valueIn<typename Inner<Value>::Type>(row, text);
            if (value)
                values.*field = *value;
            return value.has_value();
        },
        row.field);
    return isSet ? "" : demand(row);
}

std::string optionsText(const FormatOptions &values, ExportOptionSet set)
{
    static const FormatOptions usual;
    std::string text;
    for (const ExportOptionRow &row : exportOptions()) {
        const std::string value = valueOf(row, values);
        if (!set.contains(row.option) || value == valueOf(row, usual))
            continue;
        if (isSwitch(row))
            text += fmt::format(" --{}{}", value == "no" ? "no-" : "", row.name);
        else
            text += fmt::format(" --{} {}", row.name, shellQuoted(value));
    }
    return text;
}

std::string shellQuoted(std::string_view word)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_-./=:,+@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
        return std::string(word);
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

} // namespace racewalk
