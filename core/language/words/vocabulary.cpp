// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/vocabulary.h"

#include "language/syntax/parser.h"
#include "language/words/word_help.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace racewalk {

namespace {

constexpr std::array<std::string_view, 1> otherStatements = {"atomic"};
constexpr std::array<std::string_view, 1> otherTypes = {"signed"};
/// Inside of declarations that C does not have.
constexpr std::array<std::string_view, 3> innerWords = {"end", "in", "under"};
/// Known to the lowering by name.
constexpr std::array<std::string_view, 5> values = {"NULL", "current", "false", "self", "true"};

void add(std::vector<VocabularyWord> &words, WordKind kind, std::span<const std::string_view> names)
{
    for (const std::string_view name : names) {
        std::string usage(name);
        if (kind == WordKind::Tag)
            usage = fmt::format("struct {}", name);
        else if (kind == WordKind::Macro)
            usage = name == "DEFINE_SEMAPHORE" ? fmt::format("{}(name, count);", name)
                                               : fmt::format("{}(name);", name);
        words.push_back({name, kind, std::move(usage), wordHelp(name), nullptr});
    }
}

std::vector<VocabularyWord> allWords()
{
    std::vector<VocabularyWord> words;
    add(words, WordKind::Statement, statementWords());
    add(words, WordKind::Statement, otherStatements);
    add(words, WordKind::Declaration, raceWords());
    add(words, WordKind::Declaration, innerWords);
    add(words, WordKind::Type, typeWords());
    add(words, WordKind::Type, qualifierWords());
    add(words, WordKind::Type, otherTypes);
    add(words, WordKind::Tag, kernelStructNames());
    add(words, WordKind::Macro, kernelMacroNames());
    add(words, WordKind::Value, values);
    for (const KnownConstant &constant : knownConstants())
        add(words, WordKind::Constant, std::span(&constant.name, 1));
    for (const Primitive &primitive : primitives())
        words.push_back({primitive.name, WordKind::Primitive,
                         fmt::format("{}({})", primitive.name, primitive.usage),
                         primitive.help, &primitive});
    std::ranges::sort(words, {}, &VocabularyWord::name);
    return words;
}

} // namespace

std::span<const VocabularyWord> vocabulary()
{
    static const std::vector<VocabularyWord> words = allWords();
    return words;
}

const VocabularyWord *findWord(std::string_view name)
{
    const auto words = vocabulary();
    const auto found = std::ranges::lower_bound(words, name, {}, &VocabularyWord::name);
    return found != words.end() && found->name == name ? &*found : nullptr;
}

std::span<const VocabularyWord> completions(std::string_view prefix)
{
    const auto words = vocabulary();
    const auto begin = std::ranges::lower_bound(words, prefix, {}, &VocabularyWord::name);
    const auto end = std::find_if(begin, words.end(), [prefix](const VocabularyWord &word) {
        return !word.name.starts_with(prefix);
    });
    return {begin, end};
}

std::string_view familyName(PrimitiveFamily family)
{
    switch (family) {
    case PrimitiveFamily::Memory:
        return "memory";
    case PrimitiveFamily::Atomics:
        return "atomics";
    case PrimitiveFamily::Locks:
        return "locks";
    case PrimitiveFamily::Waiting:
        return "waiting";
    case PrimitiveFamily::Rcu:
        return "RCU";
    case PrimitiveFamily::Life:
        return "memory life";
    case PrimitiveFamily::Check:
        return "others";
    }
    return {};
}

} // namespace racewalk
