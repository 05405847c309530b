// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/context.h"

#include "language/syntax/code_text.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk::lowering {

std::string Context::text(const SourceSpan &span)
{
    std::string shown = codeText(names.source, span);
    const auto expression = m_expressions.find({span.begin, span.end});
    if (expression != m_expressions.end() && !builder.hasShape(shown))
        builder.addShape(shown, shapeOf(names.source, *expression->second));
    return shown;
}

std::string Context::text(const syntax::Expression &expression)
{
    remember(expression);
    return text(expression.span);
}

std::string Context::madeText(std::string_view callee, std::span<const CallPart> arguments)
{
    MadeCall made = madeCall(callee, arguments);
    builder.addShape(made.text, std::move(made.shape));
    return made.text;
}

void Context::remember(const syntax::Expression &expression)
{
    m_expressions.insert_or_assign({expression.span.begin, expression.span.end}, &expression);
}

void Context::openScope()
{
    frame().scopes.emplace_back();
}

void Context::closeScope()
{
    for (const auto &[name, local] : frame().scopes.back())
        if (local.type != noType && isValue(types[local.type]))
            builder.releaseVariable(local.first);
    frame().scopes.pop_back();
}

const LocalVariable *Context::findLocal(std::string_view name) const
{
    for (auto scope = frame().scopes.rbegin(); scope != frame().scopes.rend(); ++scope) {
        const auto found = scope->find(name);
        if (found != scope->end())
            return &found->second;
    }
    return nullptr;
}

std::uint32_t Context::visible(Instruction instruction, const SourceSpan &span, Role role,
                                std::string shown)
{
    if (isProperty && instruction.op != Op::Load)
        error(span, "a property may only read shared memory");
    if (atomicBlock != 0 && operationOf(instruction.op).canBlock())
        error(span, fmt::format("'{}' can block, so it is not allowed in an atomic block", shown));
    return builder.emit(instruction, span, role, std::move(shown));
}

} // namespace racewalk::lowering
