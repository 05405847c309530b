// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/base/number_words.h"

#include <fmt/format.h>

#include <cmath>

namespace racewalk {

std::string grouped(std::uint64_t number)
{
    const std::string digits = fmt::format("{}", number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += ',';
        text += digits[i];
    }
    return text;
}

std::string decimalText(double number)
{
    return number == std::floor(number) ? grouped(static_cast<std::uint64_t>(number))
                                        : fmt::format("{}", number);
}

std::string roundedText(double number)
{
    if (number < 1e6)
        return grouped(static_cast<std::uint64_t>(number));
    if (number < 999'950'000)
        return fmt::format("{:.1f} million", number / 1e6);
    const std::string text = fmt::format("{:.1e}", number); // "1.2e+09"
    return fmt::format("{} x 10^{}", text.substr(0, text.find('e')),
                       std::stoi(text.substr(text.find('e') + 1)));
}

std::string percentText(double probability)
{
    const double percent = 100 * probability;
    // Sums of many shares are not exact in their last digits.
    constexpr double rounding = 1e-9;
    if (percent <= 0)
        return "0 %";
    if (percent >= 100 - rounding)
        return "100 %";
    if (percent >= 99.95)
        return "over 99.9 %";
    if (percent >= 0.995)
        return fmt::format("{:.1f} %", percent);
    if (percent < 1e-4) {
        const auto exponent = static_cast<int>(std::floor(std::log10(percent)));
        return fmt::format("{:.1f} x 10^{} %", percent / std::pow(10, exponent), exponent);
    }
    const auto decimals = 1 - static_cast<int>(std::floor(std::log10(percent)));
    return fmt::format("{:.{}f} %", percent, decimals);
}

} // namespace racewalk
