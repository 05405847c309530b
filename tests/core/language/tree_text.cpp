// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/tree_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace racewalk::test {

using namespace syntax;

namespace {

constexpr std::array<std::string_view, 6> unaryTexts = {"+", "-", "!", "~", "&", "*"};
constexpr std::array<std::string_view, 18> binaryTexts = {"*",  "/", "%",  "+", "-",  "<<",
                                                          ">>", "<", "<=", ">", ">=", "==",
                                                          "!=", "&", "^",  "|", "&&", "||"};
constexpr std::array<std::string_view, 22> typeTexts = {"void",       "bool",
                                                        "u8",         "u16",
                                                        "u32",        "s8",
                                                        "s16",        "s32",
                                                        "atomic_t",   "spinlock_t",
                                                        "mutex",      "rwlock_t",
                                                        "seqcount_t", "wait_queue_head_t",
                                                        "completion", "semaphore",
                                                        "task",       "struct",
                                                        "enum",       "rcu_head",
                                                        "irq flags",  "wait entry"};

std::string orNothing(const ExpressionPtr &expression)
{
    return expression ? toText(*expression) : std::string();
}

template <class Range>
std::string listed(const Range &range)
{
    std::string result;
    for (const auto &element : range)
        result += (result.empty() ? "" : ", ") + element;
    return result;
}

std::string listed(const std::vector<ExpressionPtr> &expressions)
{
    std::vector<std::string> texts;
    for (const ExpressionPtr &expression : expressions)
        texts.push_back(toText(*expression));
    return listed(texts);
}

std::string listed(const std::vector<Variable> &variables)
{
    std::vector<std::string> texts;
    for (const Variable &variable : variables)
        texts.push_back(toText(variable));
    return listed(texts);
}

struct ExpressionText {
    std::string operator()(const NumberLiteral &node) const
    {
        return fmt::format("{}{}", node.value, node.isUnsigned ? "u" : "");
    }
    std::string operator()(const StringLiteral &node) const
    {
        return fmt::format("\"{}\"", node.value);
    }
    std::string operator()(const NameExpression &node) const { return node.name; }
    std::string operator()(const UnaryExpression &node) const
    {
        return fmt::format("({}{})", unaryTexts.at(static_cast<std::size_t>(node.op)),
                           toText(*node.operand));
    }
    std::string operator()(const IncrementExpression &node) const
    {
        const std::string_view op = node.isIncrement ? "++" : "--";
        return fmt::format("({}{}{})", node.isPrefix ? op : "", toText(*node.operand),
                           node.isPrefix ? "" : op);
    }
    std::string operator()(const BinaryExpression &node) const
    {
        return fmt::format("({} {} {})", toText(*node.left),
                           binaryTexts.at(static_cast<std::size_t>(node.op)), toText(*node.right));
    }
    std::string operator()(const ConditionalExpression &node) const
    {
        return fmt::format("({} ? {} : {})", toText(*node.condition), toText(*node.whenTrue),
                           toText(*node.whenFalse));
    }
    std::string operator()(const AssignmentExpression &node) const
    {
        const std::string_view op =
            node.op ? binaryTexts.at(static_cast<std::size_t>(*node.op)) : "";
        return fmt::format("({} {}= {})", toText(*node.target), op, toText(*node.value));
    }
    std::string operator()(const MemberExpression &node) const
    {
        return fmt::format("{}{}{}", toText(*node.object), node.isArrow ? "->" : ".",
                           node.field.name);
    }
    std::string operator()(const IndexExpression &node) const
    {
        return fmt::format("{}[{}]", toText(*node.array), toText(*node.index));
    }
    std::string operator()(const CastExpression &node) const
    {
        return fmt::format("(({}){})", toText(node.type), toText(*node.operand));
    }
    std::string operator()(const CallExpression &node) const
    {
        return fmt::format("{}({})", node.callee.name, listed(node.arguments));
    }
    std::string operator()(const TypeArgument &node) const { return toText(node.type); }
};

struct StatementText {
    std::string operator()(const EmptyStatement &) const { return ";"; }
    std::string operator()(const ExpressionStatement &node) const
    {
        return toText(*node.expression) + ";";
    }
    std::string operator()(const DeclarationStatement &node) const
    {
        return listed(node.variables) + ";";
    }
    std::string operator()(const Block &node) const { return toText(node); }
    std::string operator()(const IfStatement &node) const
    {
        return fmt::format("if {} {}{}", toText(*node.condition), toText(*node.whenTrue),
                           node.whenFalse ? " else " + toText(*node.whenFalse) : "");
    }
    std::string operator()(const WhileStatement &node) const
    {
        return fmt::format("while {} {}", toText(*node.condition), toText(*node.body));
    }
    std::string operator()(const DoStatement &node) const
    {
        return fmt::format("do {} while {};", toText(*node.body), toText(*node.condition));
    }
    std::string operator()(const ForStatement &node) const
    {
        return fmt::format("for ({}{}; {}; {}) {}", listed(node.declarations), listed(node.initial),
                           orNothing(node.condition), listed(node.step), toText(*node.body));
    }
    std::string operator()(const SwitchStatement &node) const
    {
        return fmt::format("switch {} {}", toText(*node.value), toText(node.body));
    }
    std::string operator()(const CaseLabel &node) const
    {
        return node.value ? fmt::format("case {}:", toText(*node.value)) : "default:";
    }
    std::string operator()(const Label &node) const { return node.name.name + ":"; }
    std::string operator()(const GotoStatement &node) const
    {
        return "goto " + node.label.name + ";";
    }
    std::string operator()(const BreakStatement &) const { return "break;"; }
    std::string operator()(const ContinueStatement &) const { return "continue;"; }
    std::string operator()(const ReturnStatement &node) const
    {
        return node.value ? fmt::format("return {};", toText(*node.value)) : "return;";
    }
    std::string operator()(const AtomicStatement &node) const
    {
        return "atomic " + toText(node.body);
    }
};

} // namespace

std::string toText(const Expression &expression)
{
    return std::visit(ExpressionText(), expression.node);
}

std::string toText(const Initializer &initializer)
{
    if (const auto *expression = std::get_if<ExpressionPtr>(&initializer.value))
        return toText(**expression);
    std::vector<std::string> items;
    for (const InitializerItem &item : std::get<InitializerList>(initializer.value).items) {
        std::string text;
        for (const Designator &designator : item.designators) {
            if (const auto *field = std::get_if<Identifier>(&designator.value))
                text += "." + field->name;
            else
                text += fmt::format("[{}]", toText(*std::get<ExpressionPtr>(designator.value)));
        }
        items.push_back(text + (text.empty() ? "" : " = ") + toText(item.initializer));
    }
    return fmt::format("{{{}}}", listed(items));
}

std::string toText(const TypeName &type)
{
    std::string result(typeTexts.at(static_cast<std::size_t>(type.base)));
    if (type.base == BaseType::Struct || type.base == BaseType::Enum)
        result += " " + type.tag.name;
    return result + std::string(type.pointers, '*');
}

std::string toText(const Variable &variable)
{
    std::string result = toText(variable.type) + " " + variable.name.name;
    for (const ExpressionPtr &size : variable.arraySizes)
        result += fmt::format("[{}]", orNothing(size));
    if (variable.initializer)
        result += " = " + toText(*variable.initializer);
    return result;
}

std::string toText(const Statement &statement)
{
    return std::visit(StatementText(), statement.node);
}

std::string toText(const Block &block)
{
    std::string result = "{";
    for (const Statement &statement : block.statements)
        result += " " + toText(statement);
    return result + " }";
}

} // namespace racewalk::test
