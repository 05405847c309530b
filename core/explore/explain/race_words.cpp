// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/race_words.h"

#include "program/ids.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace racewalk {

namespace {

std::string_view accessWord(Op op)
{
    switch (op) {
    case Op::Load:
    case Op::TestBit:
        return "read";
    case Op::Store:
        return "write";
    default:
        return "update";
    }
}

} // namespace

RaceWords raceWords(const Machine &machine, StateView state, const Machine::Race &race)
{
    const Program &program = machine.program();
    const auto [first, second, cell] = race;
    const Instruction &one = machine.nextInstruction(state, first);
    const Instruction &two = machine.nextInstruction(state, second);
    const auto rank = [](const Instruction &access) {
        return std::pair(access.ordering != Ordering::Plain, access.op == Op::Load);
    };
    const bool isSwapped = rank(two) < rank(one);
    const auto name = [&](bool isFirst) {
        return program.threads[indexOf(isFirst ? first : second)].name;
    };
    const auto words = [](const Instruction &access) {
        return fmt::format("{}{}", access.ordering == Ordering::Plain ? "plain " : "",
                           accessWord(access.op));
    };
    const std::string &path = program.storage.cells[indexOf(cell)].path;
    return {fmt::format("{}'s {} of {} races with {}'s {}", name(!isSwapped),
                        words(isSwapped ? two : one), path, name(isSwapped),
                        words(isSwapped ? one : two)),
            isSwapped ? second : first};
}

} // namespace racewalk
