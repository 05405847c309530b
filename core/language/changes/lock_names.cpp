// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/changes/lock_names.h"

#include "language/syntax/code_text.h"
#include "language/syntax/syntax_walk.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace racewalk {

namespace {

using namespace syntax;

/// "i_lock" of "inode@2->i_lock", "fork" of "&fork[left@1]".
std::string lastIdentifier(std::string_view name)
{
    const auto isPart = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    name = name.substr(0, name.rfind('['));
    if (const std::size_t at = name.rfind('@');
        at != std::string_view::npos && std::ranges::all_of(name.substr(at + 1), isPart))
        name = name.substr(0, at);
    std::size_t begin = name.size();
    while (begin > 0 && isPart(name[begin - 1]))
        --begin;
    return std::string(name.substr(begin));
}

} // namespace

LockNames::LockNames(const Program &program, const SyntaxTree &tree,
                     const std::vector<Statement *> &statements)
    : m_program(program)
{
    for (const GlobalDeclaration &global : tree.globals)
        m_globals.insert(global.variable.name.name);
    for (const FunctionDeclaration &function : tree.functions)
        if (function.body)
            m_functions.emplace(function.name.name, &function);
    for (const Statement *statement : statements)
        forEachExpression(*statement, [this](const Expression &expression) {
            if (const auto *call = std::get_if<CallExpression>(&expression.node))
                m_calls.emplace(std::pair(expression.span.begin, expression.span.end), call);
        });
}

LockName LockNames::of(const CallExpression &primitive, const Body &body, CallId call) const
{
    if (primitive.arguments.empty())
        return {};
    LockName result{name(*primitive.arguments.front(), body, call), {}};
    result.last = lastIdentifier(result.whole);
    return result;
}

std::string LockNames::nameOf(const std::string &variable, const Body &body, CallId call) const
{
    const Call &where = body.calls[indexOf(call)];
    const auto function = m_functions.find(m_program.functions[indexOf(where.function)].name);
    const auto site = m_calls.find({where.site.begin, where.site.end});
    if (call != CallId{0} && function != m_functions.end() && site != m_calls.end()) {
        const std::vector<Variable> &parameters = function->second->parameters;
        for (std::size_t i = 0; i < parameters.size() && i < site->second->arguments.size(); ++i)
            if (parameters[i].name.name == variable)
                return name(*site->second->arguments[i], body, where.parent);
    }
    return m_globals.contains(variable) ? variable : fmt::format("{}@{}", variable, indexOf(call));
}

/// `(&x)->y` is x.y.
std::string LockNames::memberName(const MemberExpression &node, const Body &body, CallId call) const
{
    std::string object = name(*node.object, body, call);
    if (node.isArrow && object.starts_with('&'))
        return object.substr(1) + '.' + node.field.name;
    return object + (node.isArrow ? "->" : ".") + node.field.name;
}

std::string LockNames::name(const Expression &expression, const Body &body, CallId call) const
{
    if (const auto *variable = std::get_if<NameExpression>(&expression.node))
        return nameOf(variable->name, body, call);
    if (const auto *member = std::get_if<MemberExpression>(&expression.node))
        return memberName(*member, body, call);
    if (const auto *element = std::get_if<IndexExpression>(&expression.node))
        return fmt::format("{}[{}]", name(*element->array, body, call),
                           name(*element->index, body, call));
    if (const auto *unary = std::get_if<UnaryExpression>(&expression.node)) {
        const std::string operand = name(*unary->operand, body, call);
        if (unary->op == UnaryOperator::AddressOf)
            return operand.starts_with('*') ? operand.substr(1) : '&' + operand;
        if (unary->op == UnaryOperator::Dereference)
            return operand.starts_with('&') ? operand.substr(1) : '*' + operand;
    }
    return codeText(*m_program.source, expression.span);
}

} // namespace racewalk
