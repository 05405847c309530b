// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/race_words.h"

#include "program/ids.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace racewalk {

namespace {

std::string_view accessWord(Operation::Access access)
{
    switch (access) {
    case Operation::Access::Read:
        return "read";
    case Operation::Access::Write:
        return "write";
    case Operation::Access::Update:
        return "update";
    case Operation::Access::None:
        break;
    }
    return "";
}

} // namespace

RaceWords raceWords(const Machine &machine, StateView state, const Machine::Race &race)
{
    const Program &program = machine.program();
    const auto [first, second, cell] = race;
    const Instruction &one = machine.nextInstruction(state, first);
    const Instruction &two = machine.nextInstruction(state, second);
    const auto rank = [](const Instruction &access) {
        return std::pair(access.ordering != Ordering::Plain,
                         operationOf(access.op).access == Operation::Access::Read);
    };
    const bool isSwapped = rank(two) < rank(one);
    const auto name = [&](bool isFirst) {
        return program.threads[indexOf(isFirst ? first : second)].name;
    };
    const auto words = [](const Instruction &access) {
        return fmt::format("{}{}", access.ordering == Ordering::Plain ? "plain " : "",
                           accessWord(operationOf(access.op).access));
    };
    const std::string &path = program.storage.cells[indexOf(cell)].path;
    return {fmt::format("{}'s {} of {} races with {}'s {}", name(!isSwapped),
                        words(isSwapped ? two : one), path, name(isSwapped),
                        words(isSwapped ? one : two)),
            isSwapped ? second : first};
}

} // namespace racewalk
