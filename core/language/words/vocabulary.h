// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/primitives/primitives.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

enum class WordKind : std::uint8_t {
    Statement,   ///< if, atomic ...
    Declaration, ///< scenario, thread, end ...: words that C does not have
    Type,        ///< u8, spinlock_t, struct, const ...
    Tag,         ///< allowed after `struct` without a declaration: mutex, task_struct ...
    Macro,       ///< DEFINE_MUTEX and similar macros, which declare globals
    Value,       ///< NULL, self ...
    Constant,    ///< TASK_RUNNING ...
    Primitive,
};

/// A word of the language, with its explanation for editors.
struct VocabularyWord {
    std::string_view name;
    WordKind kind{};
    /// How it is written: "spin_lock(&lock)", "struct mutex", or only the word.
    std::string usage;
    /// What it is or does, in one sentence.
    std::string_view explanation;
    /// Null if the word is not a primitive.
    const Primitive *primitive = nullptr;
};

/// Returns every word, by name. Generated from the tables of the parser and the lowering.
std::span<const VocabularyWord> vocabulary();

/// Null if the word has no meaning of its own.
const VocabularyWord *findWord(std::string_view name);

/// The words that begin with the prefix, by name; all of them if it is empty.
std::span<const VocabularyWord> completions(std::string_view prefix);

/// "locks"; the families of the table of primitives in docs/language.md.
std::string_view familyName(PrimitiveFamily family);

} // namespace racewalk
