// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/problems.h"
#include "language/syntax/syntax_tree.h"
#include "language/types/constants.h"
#include "language/types/type_table.h"
#include "program/ids.h"
#include "program/source_text.h"
#include "program/storage.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// A global variable or a pool.
struct GlobalName {
    TypeId type = noType; ///< of a pool: array of its objects
    CellId first{};
    std::optional<PoolId> pool;
    SourceSpan span;
};

struct FunctionName {
    const syntax::FunctionDeclaration *declaration = nullptr; ///< with a body if there is one
    FunctionId id{};
};

/// Shared data of the passes over one variant of a scenario: its tree, its names, and the list of
/// problems. Owns only the two maps.
struct ScenarioNames {
    const SourceText &source;
    const syntax::SyntaxTree &tree;
    Problems &problems;
    Constants &constants;
    TypeTable &types;
    Storage &storage;
    std::map<std::string, GlobalName, std::less<>> globals;
    std::map<std::string, FunctionName, std::less<>> functions;
};

/// Reports names that are declared twice, that are the language's own, or that two threads share.
void checkDeclaredNames(const syntax::SyntaxTree &tree, Problems &problems);

/// Whether the language itself gives the name a meaning: primitives, `self`, `true` ...
bool isReservedName(std::string_view name);

} // namespace racewalk
