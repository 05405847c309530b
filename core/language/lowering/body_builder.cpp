// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/body_builder.h"

#include "program/check.h"

#include <limits>

namespace racewalk {

namespace {

constexpr std::uint32_t unbound = std::numeric_limits<std::uint32_t>::max();

} // namespace

std::uint32_t BodyBuilder::emit(Instruction instruction, const SourceSpan &span, Role role,
                                std::string text)
{
    if (body().code.size() >= maxInstructions) {
        m_isFull = true;
        return position() - 1;
    }
    body().code.push_back(instruction);
    Origin origin;
    origin.span = span;
    origin.statement = statement;
    origin.call = call;
    origin.role = role;
    origin.text = std::move(text);
    body().origins.push_back(std::move(origin));
    return position() - 1;
}

JumpLabel BodyBuilder::newLabel()
{
    m_labels.push_back(unbound);
    return static_cast<JumpLabel>(m_labels.size() - 1);
}

void BodyBuilder::bind(JumpLabel label)
{
    // A jump to the very next instruction is none.
    if (endsInJump() && !m_jumps.empty() && m_jumps.back() == std::pair(position() - 1, label)) {
        m_jumps.pop_back();
        body().code.pop_back();
        body().origins.pop_back();
    }
    m_labels[static_cast<std::size_t>(label)] = position();
    m_lastBound = position();
}

void BodyBuilder::jump(JumpLabel label, const SourceSpan &span)
{
    m_jumps.emplace_back(emit({.op = Op::Jump}, span), label);
}

bool BodyBuilder::endsInJump() const
{
    return !body().code.empty() && body().code.back().op == Op::Jump && m_lastBound != position();
}

std::uint32_t BodyBuilder::labelNumber(const std::string &name, const SourceSpan &span)
{
    std::vector<LabelPosition> &labels = body().labels;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i].name == name && labels[i].span == span)
            return static_cast<std::uint32_t>(i);
    labels.push_back({name, span});
    return static_cast<std::uint32_t>(labels.size() - 1);
}

void BodyBuilder::branchIfZero(Operand condition, JumpLabel label, const SourceSpan &span)
{
    m_jumps.emplace_back(emit({.op = Op::BranchIfZero, .a = condition}, span), label);
}

void BodyBuilder::branchIfNotZero(Operand condition, JumpLabel label, const SourceSpan &span)
{
    m_jumps.emplace_back(emit({.op = Op::BranchIfNotZero, .a = condition}, span), label);
}

RegisterId BodyBuilder::addRegister(Register made)
{
    if (body().registers.size() >= maxRegisters) {
        m_hasTooManyRegisters = true;
        return RegisterId{0};
    }
    body().registers.push_back(std::move(made));
    return static_cast<RegisterId>(body().registers.size() - 1);
}

RegisterId BodyBuilder::variable(const std::string &name, TypeId type, bool isResult)
{
    if (!isResult) {
        std::vector<RegisterId> &free = m_freeVariables[{name, type}];
        if (!free.empty()) {
            const RegisterId result = free.back();
            free.pop_back();
            return result;
        }
    }
    return addRegister({name, type, isResult});
}

void BodyBuilder::releaseVariable(RegisterId variable)
{
    const Register &made = body().registers[indexOf(variable)];
    if (!made.isResult)
        m_freeVariables[{made.name, made.type}].push_back(variable);
}

RegisterId BodyBuilder::block(const std::vector<Register> &registers)
{
    if (body().registers.size() + registers.size() > maxRegisters) {
        m_hasTooManyRegisters = true;
        return RegisterId{0};
    }
    const auto first = static_cast<RegisterId>(body().registers.size());
    for (const Register &made : registers)
        addRegister(made);
    return first;
}

RegisterId BodyBuilder::temporary(TypeId type)
{
    std::vector<RegisterId> &free = m_freeTemporaries[type];
    RegisterId result{};
    if (free.empty()) {
        result = addRegister({"", type, false});
    } else {
        result = free.back();
        free.pop_back();
    }
    m_usedTemporaries.push_back(result);
    return result;
}

bool BodyBuilder::redirectResult(Operand temporary, RegisterId target)
{
    if (temporary.kind != Operand::Kind::Register)
        return false;
    // The Decide of an operation that is a test stands behind what computes its outcome.
    Instruction *const decide =
        !body().code.empty() && body().code.back().op == Op::Decide ? &body().code.back() : nullptr;
    const std::uint32_t end = position() - (decide != nullptr ? 1 : 0);
    if (end == 0 || m_lastBound >= end || (decide != nullptr && decide->a != temporary))
        return false;
    Instruction &last = body().code[end - 1];
    const auto source = static_cast<RegisterId>(temporary.value);
    if (last.result != source || !body().registers[indexOf(source)].name.empty() ||
        body().registers[indexOf(source)].isResult)
        return false;
    last.result = target;
    if (decide != nullptr)
        decide->a = Operand::reg(target);
    return true;
}

void BodyBuilder::setReach(std::uint32_t instruction, Reach reach)
{
    m_draft.reaches.insert_or_assign(instruction, std::move(reach));
}

void BodyBuilder::addSoleReadText(std::uint32_t begin, std::string text, std::uint32_t test,
                                  std::string_view keyword)
{
    m_draft.soleReads.push_back({begin, position(), call, std::move(text), keyword, test});
}

void BodyBuilder::addShape(std::string text, CodeShape shape)
{
    m_draft.shapes.try_emplace(std::move(text), std::move(shape));
}

std::string BodyBuilder::extended(std::string_view before, const std::string &text,
                                  std::string_view after)
{
    const auto around = [&](const std::string &inside) {
        return std::string(before) + inside + std::string(after);
    };
    if (const auto known = m_draft.shapes.find(text); known != m_draft.shapes.end()) {
        CodeShape shape = known->second;
        shape.brief = around(shape.brief);
        for (TextRange &argument : shape.arguments) {
            argument.begin += static_cast<std::uint32_t>(before.size());
            argument.end += static_cast<std::uint32_t>(before.size());
        }
        addShape(around(text), std::move(shape));
    }
    return around(text);
}

void BodyBuilder::setText(std::uint32_t instruction, std::string text)
{
    body().origins[instruction].text = std::move(text);
}

void BodyBuilder::setTest(std::uint32_t instruction, std::uint32_t decide)
{
    body().origins[instruction].test = decide;
}

void BodyBuilder::setRole(std::uint32_t instruction, Role role)
{
    body().origins[instruction].role = role;
}

DraftBody BodyBuilder::finish()
{
    for (const auto &[instruction, label] : m_jumps) {
        const std::uint32_t target = m_labels[static_cast<std::size_t>(label)];
        RACEWALK_CHECK(m_isFull || target != unbound);
        body().code[instruction].target = target;
    }
    m_jumps.clear();
    return std::move(m_draft);
}

TemporaryScope::TemporaryScope(BodyBuilder &builder)
    : m_builder(builder), m_count(builder.m_usedTemporaries.size())
{}

TemporaryScope::~TemporaryScope()
{
    auto &used = m_builder.m_usedTemporaries;
    while (used.size() > m_count) {
        const RegisterId freed = used.back();
        used.pop_back();
        m_builder.m_freeTemporaries[m_builder.body().registers[indexOf(freed)].type].push_back(
            freed);
    }
}

} // namespace racewalk
