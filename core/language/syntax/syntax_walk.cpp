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

void walk(const ExpressionPtr &expression, const VisitExpression &visit);

void walkAll(const std::vector<ExpressionPtr> &expressions, const VisitExpression &visit)
{
    for (const ExpressionPtr &expression : expressions)
        walk(expression, visit);
}

void walk(const ExpressionPtr &expression, const VisitExpression &visit)
{
    if (expression == nullptr)
        return;
    visit(*expression);
    std::visit(Overloaded{
                   [&](const UnaryExpression &node) { walk(node.operand, visit); },
                   [&](const IncrementExpression &node) { walk(node.operand, visit); },
                   [&](const BinaryExpression &node) {
                       walk(node.left, visit);
                       walk(node.right, visit);
                   },
                   [&](const ConditionalExpression &node) {
                       walk(node.condition, visit);
                       walk(node.whenTrue, visit);
                       walk(node.whenFalse, visit);
                   },
                   [&](const AssignmentExpression &node) {
                       walk(node.target, visit);
                       walk(node.value, visit);
                   },
                   [&](const MemberExpression &node) { walk(node.object, visit); },
                   [&](const IndexExpression &node) {
                       walk(node.array, visit);
                       walk(node.index, visit);
                   },
                   [&](const CastExpression &node) { walk(node.operand, visit); },
                   [&](const CallExpression &node) { walkAll(node.arguments, visit); },
                   [](const auto &) {},
               },
               expression->node);
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

} // namespace racewalk::syntax
