// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/problems.h"
#include "language/syntax/syntax_tree.h"
#include "program/instruction.h"
#include "program/program.h"
#include "program/types.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

struct Constant {
    std::int32_t value = 0;
    bool isUnsigned = false;
};

/// The instruction for an operator of C on two 32-bit integers. `isSwapped`: it takes the right
/// operand first. Not for && and ||.
struct BinaryOperation {
    Op op{};
    bool isSwapped = false;
};
BinaryOperation operationFor(syntax::BinaryOperator op, bool isUnsigned);

/// Whether the operator is a comparison, whose result is always an int.
bool isComparison(syntax::BinaryOperator op);

/// Computes the operation; nullopt for a division by zero.
std::optional<std::int32_t> fold(BinaryOperation operation, std::int32_t left, std::int32_t right);

/// The values of enumerators, params and #defines, and of constant expressions. Reports expressions
/// that are not constant.
class Constants {
public:
    /// `parameters` replaces the values of params by name; the tree must outlive this.
    Constants(const syntax::SyntaxTree &tree,
              const std::vector<std::pair<std::string, std::int32_t>> &parameters,
              Problems &problems);

    /// Returns the value of a name; nullopt, without a report, if there is no such constant or its
    /// value is invalid.
    std::optional<Constant> find(std::string_view name);
    bool has(std::string_view name) const { return m_entries.find(name) != m_entries.end(); }
    void appendNames(std::vector<std::string_view> &names) const;

    /// Returns the expression's value; nullopt, with a report, if it is not constant. `what` names
    /// the expression in the report: "an array's size".
    std::optional<Constant> evaluate(const syntax::Expression &expression, std::string_view what);

    /// The enumerators of one enum declaration; those with errors are 0.
    std::vector<Enumerator> enumerators(const syntax::EnumDeclaration &declaration);

    const std::vector<Parameter> &parameters() const { return m_parameters; }

private:
    enum class Progress { Waiting, Working, Known, Wrong };
    struct Entry {
        const syntax::Expression *expression = nullptr;
        const syntax::EnumDeclaration *owner = nullptr;
        Progress progress = Progress::Waiting;
        Constant value;
        SourceSpan span;
    };

    void define(const std::string &name, Entry entry);
    void addParameters(const std::vector<std::pair<std::string, std::int32_t>> &overrides);
    void settle(Entry &entry, std::string_view name);
    void settleValue(Entry &entry, std::string_view name);
    void settleEnum(const syntax::EnumDeclaration &declaration);
    std::optional<Constant> evaluateBinary(const syntax::BinaryExpression &binary,
                                           const SourceSpan &span);
    std::optional<Constant> evaluateNode(const syntax::Expression &expression);
    std::optional<Constant> nameValue(const std::string &name, const SourceSpan &span);
    std::optional<Constant> notConstant(const SourceSpan &span, std::string hint = {});

    const syntax::SyntaxTree &m_tree;
    Problems &m_problems;
    std::map<std::string, Entry, std::less<>> m_entries;
    std::vector<Parameter> m_parameters;
    std::string_view m_what = "this";
    std::size_t m_depth = 0;
};

} // namespace racewalk
