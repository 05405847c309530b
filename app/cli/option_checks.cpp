// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace racewalk::cli {

bool consistsOf(const std::string &text, std::string_view characters)
{
    return !text.empty() && text.find_first_not_of(characters) == std::string::npos;
}

std::string checkCount(const std::string &text)
{
    const bool isCount = consistsOf(text, "0123456789") && text.size() <= 12;
    return isCount ? "" : "'" + text + "' is not a whole number of up to 12 digits";
}

std::function<std::string(const std::string &)> checkOneOf(std::vector<std::string> words)
{
    return [words = std::move(words)](const std::string &text) {
        return std::ranges::find(words, text) != words.end()
                   ? ""
                   : fmt::format("'{}' is not {}", text, fmt::join(words, " or "));
    };
}

std::string checkSeconds(const std::string &text)
{
    const bool isTime = consistsOf(text, "0123456789.") && text.size() <= 9;
    return isTime ? "" : "'" + text + "' is not a number of seconds like 60 or 0.5";
}

std::string checkJobs(const std::string &text)
{
    const bool isNumber = consistsOf(text, "0123456789") && text.size() <= 3 && text != "0" &&
                          std::stoi(text) >= 1 && std::stoi(text) <= 256;
    return isNumber ? "" : "'" + text + "' is not a number of threads from 1 to 256";
}

} // namespace racewalk::cli
