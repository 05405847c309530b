// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/syntax_walk.h"

#include "language/syntax/overloaded.h"

namespace racewalk::syntax {

namespace {

using VisitStatement = std::function<void(Statement &)>;
using VisitExpression = std::function<void(const Expression &)>;

void walk(Statement &statement, const VisitStatement &visit)
{
    visit(statement);
    std::visit(Overloaded{
                   [&](Block &node) { forEachStatement(node, visit); },
                   [&](IfStatement &node) {
                       walk(*node.whenTrue, visit);
                       if (node.whenFalse != nullptr)
                           walk(*node.whenFalse, visit);
                   },
                   [&](WhileStatement &node) { walk(*node.body, visit); },
                   [&](DoStatement &node) { walk(*node.body, visit); },
                   [&](ForStatement &node) { walk(*node.body, visit); },
                   [&](SwitchStatement &node) { forEachStatement(node.body, visit); },
                   [&](AtomicStatement &node) { forEachStatement(node.body, visit); },
                   [](auto &) {},
               },
               statement.node);
}

void walk(const Expression &expression, const VisitExpression &visit)
{
    visit(expression);
    forEachChild(expression, [&](const Expression &child) { walk(child, visit); });
}

void walk(const ExpressionPtr &expression, const VisitExpression &visit)
{
    if (expression != nullptr)
        walk(*expression, visit);
}

void walkAll(const std::vector<ExpressionPtr> &expressions, const VisitExpression &visit)
{
    for (const ExpressionPtr &expression : expressions)
        walk(expression, visit);
}

void walk(const Initializer &initializer, const VisitExpression &visit)
{
    if (const auto *value = std::get_if<ExpressionPtr>(&initializer.value)) {
        walk(*value, visit);
        return;
    }
    for (const InitializerItem &item : std::get<InitializerList>(initializer.value).items)
        walk(item.initializer, visit);
}

void walkAll(const std::vector<Variable> &variables, const VisitExpression &visit)
{
    for (const Variable &variable : variables)
        if (variable.initializer)
            walk(*variable.initializer, visit);
}

} // namespace

void forEachStatement(Block &block, const VisitStatement &visit)
{
    for (Statement &statement : block.statements)
        walk(statement, visit);
}

void forEachExpression(const Statement &statement, const VisitExpression &visit)
{
    std::visit(Overloaded{
                   [&](const ExpressionStatement &node) { walk(node.expression, visit); },
                   [&](const DeclarationStatement &node) { walkAll(node.variables, visit); },
                   [&](const IfStatement &node) { walk(node.condition, visit); },
                   [&](const WhileStatement &node) { walk(node.condition, visit); },
                   [&](const DoStatement &node) { walk(node.condition, visit); },
                   [&](const ForStatement &node) {
                       walkAll(node.declarations, visit);
                       walkAll(node.initial, visit);
                       walk(node.condition, visit);
                       walkAll(node.step, visit);
                   },
                   [&](const SwitchStatement &node) { walk(node.value, visit); },
                   [&](const ReturnStatement &node) { walk(node.value, visit); },
                   [](const auto &) {},
               },
               statement.node);
}

void forEachChild(const Expression &expression, const VisitExpression &visit)
{
    std::visit(Overloaded{
                   [&](const UnaryExpression &node) { visit(*node.operand); },
                   [&](const IncrementExpression &node) { visit(*node.operand); },
                   [&](const BinaryExpression &node) {
                       visit(*node.left);
                       visit(*node.right);
                   },
                   [&](const ConditionalExpression &node) {
                       visit(*node.condition);
                       visit(*node.whenTrue);
                       visit(*node.whenFalse);
                   },
                   [&](const AssignmentExpression &node) {
                       visit(*node.target);
                       visit(*node.value);
                   },
                   [&](const MemberExpression &node) { visit(*node.object); },
                   [&](const IndexExpression &node) {
                       visit(*node.array);
                       visit(*node.index);
                   },
                   [&](const CastExpression &node) { visit(*node.operand); },
                   [&](const CallExpression &node) {
                       for (const ExpressionPtr &argument : node.arguments)
                           visit(*argument);
                   },
                   [](const auto &) {},
               },
               expression.node);
}

} // namespace racewalk::syntax
