// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fate_words.h"

#include <fmt/format.h>

#include <cctype>

namespace racewalk {
namespace {

std::string capitalized(std::string text)
{
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

/// "hang inevitable", "failure inevitable".
std::string inevitable(OnlyFailure only)
{
    const bool isNamed = only && *only != FindingKind::None;
    return std::string(isNamed ? rowOf(*only).noun : "failure") + " inevitable";
}

} // namespace

std::string fateText(Fate fate, OnlyFailure only)
{
    switch (fate) {
    case Fate::Safe:
        return "Safe";
    case Fate::Open:
        return only == FindingKind::Hang ? "May hang" : "May fail";
    case Fate::Doomed:
        return capitalized(inevitable(only));
    case Fate::Unknown:
        break;
    }
    return "Not known";
}

std::string stepFateText(Fate now, Fate next, OnlyFailure only)
{
    switch (next) {
    case Fate::Safe:
        if (now != Fate::Open)
            break;
        return only == FindingKind::Hang ? "Safe: no hang reachable any more"
                                         : "Safe: no failure reachable any more";
    case Fate::Open:
        return fmt::format("{}: still undecided", fateText(next, only));
    case Fate::Doomed:
        if (now != Fate::Open)
            break;
        return "Point of no return: " + inevitable(only);
    case Fate::Unknown:
        break;
    }
    return fateText(next, only);
}

} // namespace racewalk
