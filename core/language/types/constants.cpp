// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/types/constants.h"

#include "language/lowering/primitives/primitives.h"
#include "language/words/foreign_words.h"
#include "language/words/nearest_name.h"
#include "program/arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

using syntax::BinaryOperator;
using syntax::UnaryOperator;

namespace {

/// How many names may stand for each other before one has a value.
constexpr std::size_t maxNameDepth = 16;

struct ConstantType {
    unsigned bits;
    bool isSigned;
};

struct IntegerType {
    syntax::BaseType base;
    ConstantType type;
};

constexpr std::array<IntegerType, 8> integerTypes = {{
    {syntax::BaseType::Bool, {1, false}},
    {syntax::BaseType::U8, {8, false}},
    {syntax::BaseType::U16, {16, false}},
    {syntax::BaseType::U32, {32, false}},
    {syntax::BaseType::S8, {8, true}},
    {syntax::BaseType::S16, {16, true}},
    {syntax::BaseType::S32, {32, true}},
    {syntax::BaseType::Enum, {32, true}},
}};

std::optional<ConstantType> integerType(const syntax::TypeName &type)
{
    const auto found = std::ranges::find(integerTypes, type.base, &IntegerType::base);
    if (type.pointers > 0 || found == integerTypes.end())
        return std::nullopt;
    return found->type;
}

} // namespace

BinaryOperation operationFor(BinaryOperator op, bool isUnsigned)
{
    const auto choose = [isUnsigned](Op whenSigned, Op whenUnsigned) {
        return isUnsigned ? whenUnsigned : whenSigned;
    };
    switch (op) {
    case BinaryOperator::Multiply:
        return {Op::Multiply};
    case BinaryOperator::Divide:
        return {choose(Op::DivideSigned, Op::DivideUnsigned)};
    case BinaryOperator::Remainder:
        return {choose(Op::RemainderSigned, Op::RemainderUnsigned)};
    case BinaryOperator::Add:
        return {Op::Add};
    case BinaryOperator::Subtract:
        return {Op::Subtract};
    case BinaryOperator::ShiftLeft:
        return {Op::ShiftLeft};
    case BinaryOperator::ShiftRight:
        return {choose(Op::ShiftRightSigned, Op::ShiftRightUnsigned)};
    case BinaryOperator::Less:
        return {choose(Op::LessSigned, Op::LessUnsigned)};
    case BinaryOperator::LessEqual:
        return {choose(Op::LessEqualSigned, Op::LessEqualUnsigned)};
    case BinaryOperator::Greater:
        return {choose(Op::LessSigned, Op::LessUnsigned), true};
    case BinaryOperator::GreaterEqual:
        return {choose(Op::LessEqualSigned, Op::LessEqualUnsigned), true};
    case BinaryOperator::Equal:
        return {Op::Equal};
    case BinaryOperator::NotEqual:
        return {Op::NotEqual};
    case BinaryOperator::BitAnd:
        return {Op::And};
    case BinaryOperator::BitXor:
        return {Op::Xor};
    case BinaryOperator::BitOr:
        return {Op::Or};
    case BinaryOperator::LogicalAnd:
    case BinaryOperator::LogicalOr:
        break;
    }
    return {Op::Move};
}

bool isComparison(BinaryOperator op)
{
    return operationOf(operationFor(op, false).op).isTruth;
}

std::optional<std::int32_t> fold(BinaryOperation operation, std::int32_t left, std::int32_t right)
{
    if (operation.isSwapped)
        std::swap(left, right);
    if (isDivision(operation.op) && right == 0)
        return std::nullopt;
    return compute(operation.op, left, right);
}

Constants::Constants(const syntax::SyntaxTree &tree,
                     const std::vector<std::pair<std::string, std::int32_t>> &parameters,
                     Problems &problems)
    : m_tree(tree), m_problems(problems)
{
    for (const KnownConstant &known : knownConstants())
        define(std::string(known.name), {nullptr, nullptr, Progress::Known, {known.value}, {}});
    for (const syntax::DefineDeclaration &declaration : tree.defines)
        define(declaration.name.name,
               {declaration.value.get(), nullptr, Progress::Waiting, {}, declaration.name.span});
    for (const syntax::EnumDeclaration &declaration : tree.enums)
        for (const syntax::Enumerator &enumerator : declaration.enumerators)
            define(enumerator.name.name, {enumerator.value.get(),
                                          &declaration,
                                          Progress::Waiting,
                                          {},
                                          enumerator.name.span});
    for (const syntax::ParamDeclaration &declaration : tree.params)
        define(declaration.name.name,
               {declaration.value.get(), nullptr, Progress::Waiting, {}, declaration.name.span});
    addParameters(parameters);
    for (const syntax::EnumDeclaration &declaration : tree.enums)
        settleEnum(declaration);
    for (auto &[name, entry] : m_entries)
        settle(entry, name);
}

void Constants::define(const std::string &name, Entry entry)
{
    // Names that are declared twice are reported with all other names.
    m_entries.try_emplace(name, entry);
}

void Constants::addParameters(const std::vector<std::pair<std::string, std::int32_t>> &overrides)
{
    for (const syntax::ParamDeclaration &declaration : m_tree.params) {
        const auto value = evaluate(*declaration.value, "a param's value");
        const auto low = evaluate(*declaration.low, "a param's range");
        const auto high = evaluate(*declaration.high, "a param's range");
        if (!value || !low || !high)
            continue;
        const std::string &name = declaration.name.name;
        if (low->value > high->value)
            m_problems.error(
                join(declaration.low->span, declaration.high->span),
                fmt::format("the range {}..{} of '{}' is empty", low->value, high->value, name),
                "write the lower end first");
        else if (value->value < low->value || value->value > high->value)
            m_problems.error(declaration.value->span,
                             fmt::format("the value {} of '{}' is not in {}..{}", value->value,
                                         name, low->value, high->value));
        m_parameters.push_back(
            {name, value->value, low->value, high->value, declaration.name.span});
    }
    for (const auto &[name, value] : overrides) {
        const auto found = std::ranges::find(m_parameters, name, &Parameter::name);
        if (found == m_parameters.end()) {
            std::vector<std::string_view> known;
            for (const Parameter &parameter : m_parameters)
                known.push_back(parameter.name);
            m_problems.error({}, fmt::format("there is no param '{}'", name),
                             known.empty()
                                 ? "this scenario has no params"
                                 : fmt::format("its params are: {}", fmt::join(known, ", ")));
        } else if (value < found->low || value > found->high) {
            m_problems.error({}, fmt::format("param '{}' is {}, but must be in {}..{}", name, value,
                                             found->low, found->high));
        } else {
            found->value = value;
            Entry &entry = m_entries.find(name)->second;
            entry.value = {value, false};
            entry.progress = Progress::Known;
        }
    }
}

void Constants::settle(Entry &entry, std::string_view name)
{
    if (entry.progress == Progress::Working) {
        m_problems.error(entry.span, fmt::format("the value of '{}' depends on itself", name));
        entry.progress = Progress::Wrong;
    }
    if (entry.progress != Progress::Waiting)
        return;
    if (m_depth >= maxNameDepth) {
        m_problems.error(entry.span,
                         fmt::format("the value of '{}' goes through more than {} other names",
                                     name, maxNameDepth));
        return;
    }
    ++m_depth;
    if (entry.owner != nullptr)
        settleEnum(*entry.owner);
    else
        settleValue(entry, name);
    --m_depth;
}

void Constants::settleValue(Entry &entry, std::string_view name)
{
    entry.progress = Progress::Working;
    const auto value = evaluate(*entry.expression, fmt::format("'{}'", name));
    if (entry.progress == Progress::Working)
        entry.progress = value ? Progress::Known : Progress::Wrong;
    entry.value = value.value_or(Constant{});
}

void Constants::settleEnum(const syntax::EnumDeclaration &declaration)
{
    std::int32_t next = 0;
    for (const syntax::Enumerator &enumerator : declaration.enumerators) {
        Entry &entry = m_entries.find(enumerator.name.name)->second;
        if (entry.owner != &declaration)
            continue;
        if (entry.progress == Progress::Working) {
            m_problems.error(entry.span, fmt::format("the value of '{}' depends on itself",
                                                     enumerator.name.name));
            entry.progress = Progress::Wrong;
            return;
        }
        if (entry.progress == Progress::Waiting) {
            entry.progress = Progress::Working;
            std::optional<Constant> value = Constant{next, false};
            if (entry.expression != nullptr)
                value = evaluate(*entry.expression, "an enumerator's value");
            if (entry.progress == Progress::Working)
                entry.progress = value ? Progress::Known : Progress::Wrong;
            entry.value = {value ? value->value : next, false};
        }
        next = wrappedSum(entry.value.value, 1);
    }
}

std::vector<Enumerator> Constants::enumerators(const syntax::EnumDeclaration &declaration)
{
    std::vector<Enumerator> result;
    for (const syntax::Enumerator &enumerator : declaration.enumerators)
        result.push_back(
            {enumerator.name.name, m_entries.find(enumerator.name.name)->second.value.value});
    return result;
}

std::optional<Constant> Constants::find(std::string_view name)
{
    const auto found = m_entries.find(name);
    if (found == m_entries.end())
        return std::nullopt;
    settle(found->second, name);
    if (found->second.progress != Progress::Known)
        return std::nullopt;
    return found->second.value;
}

void Constants::appendNames(std::vector<std::string_view> &names) const
{
    for (const auto &[name, entry] : m_entries)
        names.push_back(name);
}

std::optional<Constant> Constants::evaluate(const syntax::Expression &expression,
                                            std::string_view what)
{
    // Evaluation can lead to other names' values and back.
    const std::string kept(what);
    const std::string_view outer = std::exchange(m_what, kept);
    const auto result = evaluateNode(expression);
    m_what = outer;
    return result;
}

std::optional<Constant> Constants::notConstant(const SourceSpan &span, std::string hint)
{
    if (hint.empty())
        hint = "constants are made of numbers, params, enumerators and #define names";
    m_problems.error(span, fmt::format("{} must be a constant", m_what), std::move(hint));
    return std::nullopt;
}

std::optional<Constant> Constants::nameValue(const std::string &name, const SourceSpan &span)
{
    if (name == "true" || name == "false")
        return Constant{name == "true" ? 1 : 0, false};
    if (has(name))
        return find(name);
    const auto isGlobal = [&name](const syntax::GlobalDeclaration &declaration) {
        return declaration.variable.name.name == name;
    };
    if (std::ranges::any_of(m_tree.globals, isGlobal) || name == "self" || name == "current" ||
        name == "NULL")
        return notConstant(span);
    std::vector<std::string_view> known;
    appendNames(known);
    std::string hint = whatToWriteFor(name);
    m_problems.error(span, fmt::format("unknown constant '{}'", name),
                     hint.empty() ? didYouMean(name, known) : hint);
    return std::nullopt;
}

std::optional<Constant> Constants::evaluateBinary(const syntax::BinaryExpression &binary,
                                                  const SourceSpan &span)
{
    const auto left = evaluateNode(*binary.left);
    if (!left)
        return std::nullopt;
    const bool isAnd = binary.op == BinaryOperator::LogicalAnd;
    if (isAnd || binary.op == BinaryOperator::LogicalOr) {
        if ((left->value != 0) != isAnd)
            return Constant{isAnd ? 0 : 1, false};
        const auto right = evaluateNode(*binary.right);
        if (!right)
            return std::nullopt;
        return Constant{right->value != 0 ? 1 : 0, false};
    }
    const auto right = evaluateNode(*binary.right);
    if (!right)
        return std::nullopt;
    const bool isShift =
        binary.op == BinaryOperator::ShiftLeft || binary.op == BinaryOperator::ShiftRight;
    const bool isUnsigned = left->isUnsigned || (!isShift && right->isUnsigned);
    const auto value = fold(operationFor(binary.op, isUnsigned), left->value, right->value);
    if (!value) {
        m_problems.error(span, "division by zero");
        return std::nullopt;
    }
    return Constant{*value, isUnsigned && !isComparison(binary.op)};
}

std::optional<Constant> Constants::evaluateNode(const syntax::Expression &expression)
{
    using namespace syntax;
    const SourceSpan &span = expression.span;
    if (const auto *number = std::get_if<NumberLiteral>(&expression.node))
        return Constant{static_cast<std::int32_t>(number->value), number->isUnsigned};
    if (const auto *name = std::get_if<NameExpression>(&expression.node))
        return nameValue(name->name, span);
    if (const auto *binary = std::get_if<BinaryExpression>(&expression.node))
        return evaluateBinary(*binary, span);
    if (const auto *conditional = std::get_if<ConditionalExpression>(&expression.node)) {
        const auto condition = evaluateNode(*conditional->condition);
        if (!condition)
            return std::nullopt;
        return evaluateNode(condition->value != 0 ? *conditional->whenTrue
                                                  : *conditional->whenFalse);
    }
    if (const auto *unary = std::get_if<UnaryExpression>(&expression.node)) {
        if (unary->op == UnaryOperator::AddressOf || unary->op == UnaryOperator::Dereference)
            return notConstant(span);
        const auto operand = evaluateNode(*unary->operand);
        if (!operand || unary->op == UnaryOperator::Plus)
            return operand;
        if (unary->op == UnaryOperator::Not)
            return Constant{operand->value == 0 ? 1 : 0, false};
        const Op op = unary->op == UnaryOperator::Minus ? Op::Negate : Op::Complement;
        return Constant{compute(op, operand->value, 0), operand->isUnsigned};
    }
    if (const auto *cast = std::get_if<CastExpression>(&expression.node)) {
        const auto type = integerType(cast->type);
        if (!type)
            return notConstant(span);
        const auto operand = evaluateNode(*cast->operand);
        if (!operand)
            return std::nullopt;
        if (type->bits == 1)
            return Constant{operand->value != 0 ? 1 : 0, false};
        Type narrow;
        narrow.kind = TypeKind::Integer;
        narrow.bits = static_cast<std::uint8_t>(type->bits);
        narrow.isSigned = type->isSigned;
        return Constant{wrapTo(narrow, operand->value), type->bits == 32 && !type->isSigned};
    }
    const auto *call = std::get_if<CallExpression>(&expression.node);
    return notConstant(span, call == nullptr ? "" : whatToWriteFor(call->callee.name));
}

} // namespace racewalk
