// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include "language/words/kernel_names.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

using namespace syntax;

namespace {

/// Nobody reads a call stack that is deeper.
constexpr std::size_t maxCallDepth = 64;

} // namespace

Value Lowering::call(const CallExpression &node, const SourceSpan &span, Use use)
{
    const auto function = m_names.functions.find(node.callee.name);
    if (function != m_names.functions.end())
        return inlineFunction(function->second, node, span);
    if (const Primitive *known = findPrimitive(node.callee.name))
        return primitive(*known, node, span, use);
    return unknownCallee(node);
}

Value Lowering::unknownCallee(const CallExpression &node)
{
    const std::string &name = node.callee.name;
    if (findLocal(name) != nullptr || m_names.globals.contains(name) ||
        m_names.constants.has(name)) {
        error(node.callee.span, fmt::format("'{}' is no function", name));
        return {};
    }
    if (const std::string_view why = whyNotNeeded(name); !why.empty()) {
        error(node.callee.span, fmt::format("'{}' is not needed in a scenario", name),
              fmt::format("leave it out: {}", why));
        return {};
    }
    if (std::string hint = whatToWriteFor(name); !hint.empty()) {
        error(node.callee.span, fmt::format("'{}' is not part of the language", name),
              std::move(hint));
        return {};
    }
    std::vector<std::string_view> known;
    for (const Primitive &primitive : primitives())
        known.push_back(primitive.name);
    for (const auto &[function, entry] : m_names.functions)
        known.push_back(function);
    error(node.callee.span, fmt::format("unknown function or primitive '{}'", name),
          didYouMean(name, known));
    return {};
}

bool Lowering::isRecursive(const FunctionName &function, const CallExpression &node)
{
    const std::string name = function.declaration->name.name + "()";
    const auto found = std::ranges::find(m_frames, name, &Frame::name);
    if (found == m_frames.end())
        return false;
    std::vector<std::string> cycle;
    for (auto entry = found; entry != m_frames.end(); ++entry)
        cycle.push_back(entry->name);
    // One report for a cycle, wherever it was entered.
    std::vector<std::string> key = cycle;
    std::ranges::sort(key);
    if (!m_record.cycles.insert(fmt::format("{}", fmt::join(key, " "))).second)
        return true;
    cycle.push_back(name);
    error(node.callee.span,
          fmt::format("recursion is not supported: {}", fmt::join(cycle, " calls ")),
          "write a loop");
    return true;
}

std::optional<std::vector<Value>> Lowering::argumentsFor(const FunctionName &function,
                                                         const CallExpression &node,
                                                         std::vector<TypeId> &types)
{
    const auto &parameters = function.declaration->parameters;
    const std::size_t given = node.arguments.size();
    bool isWrong = false;
    if (given != parameters.size()) {
        error(node.callee.span,
              fmt::format("{}() takes {} argument{}, but {} {} given", node.callee.name,
                          parameters.size(), parameters.size() == 1 ? "" : "s", given,
                          given == 1 ? "is" : "are"));
        isWrong = true;
    }
    std::vector<Value> values;
    for (std::size_t i = 0; i < given; ++i) {
        Value argument = value(*node.arguments[i]);
        if (i < parameters.size()) {
            types.push_back(m_types.declared(parameters[i]));
            argument = convert(argument, types.back(), node.arguments[i]->span);
        }
        argument = keptArgument(argument, node, i);
        isWrong = isWrong || argument.isWrong();
        values.push_back(argument);
    }
    if (isWrong)
        return std::nullopt;
    return values;
}

void Lowering::enterFunction(FunctionId function, const SourceSpan &site)
{
    Body &body = m_builder.body();
    if (std::ranges::find(body.functions, function) == body.functions.end())
        body.functions.push_back(function);
    body.calls.push_back({function, site, m_builder.call});
    m_builder.call = static_cast<CallId>(body.calls.size() - 1);
}

Value Lowering::inlineFunction(const FunctionName &function, const CallExpression &node,
                               const SourceSpan &span)
{
    const FunctionDeclaration &declaration = *function.declaration;
    const TypeId result = m_types.resolve(declaration.result);
    std::vector<TypeId> types;
    const auto values = argumentsFor(function, node, types);
    if (!declaration.body) {
        error(node.callee.span,
              fmt::format("'{}' is declared, but has no body", declaration.name.name));
        return {};
    }
    if (isRecursive(function, node))
        return {};
    const bool isTooDeep = m_frames.size() > maxCallDepth;
    if (isTooDeep && !m_isCheck) {
        error(node.callee.span, fmt::format("calls nest deeper than {}", maxCallDepth));
        return {};
    }
    if (!values || result == noType)
        return {};

    Frame called;
    called.name = declaration.name.name + "()";
    called.result = result;
    if (result != m_types.voidType())
        called.resultRegister = m_builder.temporary(result);
    const Value given = called.resultRegister ? Value{Operand::reg(*called.resultRegister), result,
                                                      m_types.kind(result) == TypeKind::Bool}
                                              : nothing();
    if (isTooDeep || (!m_record.functions.insert(declaration.name.name).second && m_isCheck))
        return given; // its own mistakes were, or will be, found elsewhere
    called.exit = m_builder.newLabel();
    called.atomicBlock = m_atomicBlock;

    const CallId caller = m_builder.call;
    const SourceSpan statement = m_builder.statement;
    m_builder.emit({.op = Op::EnterCall}, span, Role::None, text(span));
    enterFunction(function.id, span);
    m_frames.push_back(std::move(called));
    openScope();
    for (std::size_t i = 0; i < values->size(); ++i) {
        const Variable &parameter = declaration.parameters[i];
        const RegisterId own = m_builder.variable(parameter.name.name, types[i], false);
        frame().scopes.back().insert_or_assign(
            parameter.name.name, LocalVariable{types[i], own, 1, parameter.name.span});
        m_builder.emit({.op = Op::Move, .result = own, .a = (*values)[i].operand}, span);
    }
    const SourceSpan &all = declaration.body->span;
    const SourceSpan closing = m_names.source.span(all.end - 1, all.end);
    lowerBlockOf(*declaration.body, closing);
    const auto resultRegister = frame().resultRegister;
    m_builder.statement = closing;
    m_builder.emit(
        {.op = Op::LeaveCall, .a = resultRegister ? Operand::reg(*resultRegister) : Operand{}},
        closing);
    closeScope();
    m_frames.pop_back();
    m_builder.call = caller;
    m_builder.statement = statement;
    return given;
}

} // namespace racewalk
