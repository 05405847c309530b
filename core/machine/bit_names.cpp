// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/bit_names.h"

#include "program/identifier.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace racewalk {
namespace {

constexpr std::array bitOperations{Op::TestAndSetBit, Op::TestAndClearBit, Op::TestBit, Op::SetBit,
                                   Op::ClearBit};

/// "flags" of "old.flags", "volume->flags" or "&inodes[0].flags".
std::string_view lastName(std::string_view path)
{
    const auto end = std::ranges::find_if(path.rbegin(), path.rend(), isNamePart).base();
    const auto begin = std::find_if_not(std::make_reverse_iterator(end), path.rend(), isNamePart);
    return {begin.base(), end};
}

/// The text between the parentheses of a call, up to or after its first comma; or empty.
struct Arguments {
    std::string_view bit, word;
};

Arguments argumentsOf(std::string_view call)
{
    const auto open = call.find('('), comma = call.find(',', open), close = call.rfind(')');
    if (close == std::string_view::npos || comma > close)
        return {};
    return {call.substr(open + 1, comma - open - 1), call.substr(comma + 1, close - comma - 1)};
}

} // namespace

BitNames::BitNames(const Program &program)
{
    for (const Body &body : program.bodies)
        for (std::size_t index = 0; index < body.code.size(); ++index) {
            const Instruction &instruction = body.code[index];
            if (std::ranges::find(bitOperations, instruction.op) == bitOperations.end() ||
                instruction.b.kind != Operand::Kind::Constant)
                continue;
            const SourceSpan &span = body.origins[index].span;
            const std::string_view text = program.source->text();
            if (span.begin >= span.end || span.end > text.size())
                continue;
            const Arguments arguments = argumentsOf(text.substr(span.begin, span.end - span.begin));
            const std::string name(lastName(arguments.bit));
            if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
                continue;
            auto &names = m_names[std::string(lastName(arguments.word))];
            const auto [known, isNew] = names.emplace(instruction.b.value, name);
            if (!isNew && known->second != name)
                known->second.clear();
        }
}

std::vector<FlagValue> BitNames::flagsOf(const Program &program, CellId word,
                                         std::int32_t value) const
{
    const Storage &storage = program.storage;
    const auto names = m_names.find(lastName(storage.cells[indexOf(word)].path));
    if (storage.typeOf(word).kind != TypeKind::Integer || names == m_names.end())
        return {};
    std::vector<FlagValue> flags;
    auto left = static_cast<std::uint32_t>(value);
    for (const auto &[bit, name] : names->second) {
        if (name.empty() || bit < 0 || bit > 31)
            continue;
        const std::uint32_t mask = 1U << static_cast<std::uint32_t>(bit);
        flags.push_back({name, (left & mask) != 0});
        left &= ~mask;
    }
    return left == 0 ? flags : std::vector<FlagValue>{};
}

std::string flagsText(const std::vector<FlagValue> &flags)
{
    std::string text;
    for (const FlagValue &flag : flags)
        if (flag.isSet)
            text += (text.empty() ? "" : " | ") + flag.name;
    return text.empty() ? "0" : text;
}

} // namespace racewalk
