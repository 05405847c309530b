// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

/// Deeper than this, what follows becomes a block of its own.
constexpr std::size_t maxDepth = 16;

bool wakes(Op op)
{
    return operationOf(op).wakes != Operation::Waiters::None;
}

} // namespace

PromelaCode::PromelaCode(const PromelaModel &model, PromelaFrame frame)
    : m_model(model), m_frame(std::move(frame))
{}

void PromelaCode::writeStep(PromelaText &text, std::uint32_t position, std::int32_t choice)
{
    m_choice = choice;
    const StepFlow flow = stepFlow(*m_frame.body, position, false);
    const bool canWake =
        m_model.canWakeSleepers() &&
        std::ranges::any_of(flow.passed, [&](std::uint32_t at) { return wakes(code(at).op); });
    if (canWake)
        text.line("woken_threads = 0;");
    write(text, position, false);
    if (canWake)
        text.line("resume_woken();");
}

void PromelaCode::writeLocalWork(PromelaText &text, std::uint32_t position)
{
    write(text, position, true);
}

void PromelaCode::write(PromelaText &text, std::uint32_t start, bool isLocal)
{
    m_flow = stepFlow(*m_frame.body, start, isLocal);
    m_start = start;
    m_isLocal = isLocal;
    PromelaText tree(text.depth());
    if (!m_flow.hasJoins && !m_flow.hasLoop && writeTree(tree))
        text.append(tree);
    else
        writeBlocks(text);
}

bool PromelaCode::writeTree(PromelaText &text)
{
    m_text = &text;
    m_hasBlocks = false;
    m_isTooDeep = false;
    run(m_start, m_isLocal ? Entry::Block : Entry::Operation);
    return !m_isTooDeep;
}

void PromelaCode::writeBlocks(PromelaText &text)
{
    m_hasBlocks = true;
    m_blocks = {m_start};
    m_isBlock.assign(m_frame.body->code.size(), false);
    m_isBlock[m_start] = true;
    PromelaText blocks(text.depth() + (m_flow.hasLoop ? 1 : 0));
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        m_text = &blocks;
        blocks.option(fmt::format("next_block == {}", m_blocks[i]));
        run(m_blocks[i], i == 0 && !m_isLocal ? Entry::Operation : Entry::Block);
        blocks.closeOption();
    }
    m_text = &text;
    text.line(fmt::format("next_block = {};", m_start));
    // The operation that the step begins with is no local work.
    if (m_flow.hasLoop)
        text.line(m_isLocal ? "work_done = 0;" : "work_done = -1;");
    text.line("do");
    if (m_flow.hasLoop) {
        writeWorkLimit(m_blocks);
        text.option("else");
        text.line("work_done++;");
        text.openIf();
    }
    text.append(blocks);
    if (m_flow.hasLoop) {
        text.closeIf();
        text.closeOption();
    }
    text.line("od;");
}

/// Who works on and on fails where it is then. Nothing of its registers is kept, but where a
/// visible operation inside an atomic block is next.
void PromelaCode::writeWorkLimit(const std::vector<std::uint32_t> &positions)
{
    PromelaText &text = *m_text;
    for (const std::uint32_t position : positions) {
        text.option(fmt::format("work_done == {} && next_block == {}", maxLocalWork, position));
        fail("diverges", position);
        text.closeOption();
    }
}

/// Writes the instructions from `position` on, up to the end of the step or of the block.
void PromelaCode::run(std::uint32_t position, Entry entry)
{
    const std::size_t openBefore = m_openRests;
    for (Next next = position; next;) {
        m_position = *next;
        if (entry != Entry::Operation && standsHere(m_position))
            break;
        if (entry == Entry::Inside && leaveToBlock(m_position))
            break;
        entry = Entry::Inside;
        next = instruction(m_position);
    }
    while (m_openRests > openBefore) {
        m_text->closeLastOption();
        --m_openRests;
    }
}

/// Writes that the thread stays before this instruction, if it can. True if it always does.
bool PromelaCode::standsHere(std::uint32_t position)
{
    if (!m_flow.isStop(position))
        return false;
    if (operationOf(code(position).op).stand != Operation::Stand::InAtomicContext) {
        stand(position);
        return true;
    }
    if (m_model.hasAtomicContext()) {
        m_text->openIf();
        m_text->option(fmt::format("in_atomic({})", m_frame.me));
        stand(position);
        m_text->closeOption();
        openRest();
    }
    return false;
}

/// Writes that the step goes on in another block, if it does.
bool PromelaCode::leaveToBlock(std::uint32_t position)
{
    const bool isTooDeep = m_text->depth() > maxDepth;
    if (!m_hasBlocks) {
        m_isTooDeep = m_isTooDeep || isTooDeep;
        return m_isTooDeep;
    }
    if (!m_flow.hasLoop && !m_flow.isJoin(position) && !isTooDeep)
        return false;
    m_text->line(fmt::format("next_block = {};", position));
    if (!m_isBlock[position])
        m_blocks.push_back(position);
    m_isBlock[position] = true;
    return true;
}

void PromelaCode::branch(const std::string &condition, std::uint32_t yes, std::uint32_t no)
{
    m_text->openIf();
    m_text->option(condition);
    run(yes, Entry::Inside);
    m_text->otherwise();
    run(no, Entry::Inside);
    m_text->closeLastOption();
}

/// The step ends with the thread before this instruction.
void PromelaCode::stand(std::uint32_t position)
{
    if (m_frame.group == nullptr) {
        m_text->line(m_hasBlocks ? "break;" : "skip;");
        return;
    }
    stayAt(position);
    if (operationOf(code(position).op).isEnd() && m_model.hasHeldThings()) {
        m_text->openIf();
        m_text->option(fmt::format("holds_something({})", m_frame.me));
        m_text->line(fmt::format("fail(lock_misuse, {});", m_frame.me));
        m_text->otherwise();
        m_text->line("skip;");
        m_text->closeLastOption();
    }
    endRun();
}

void PromelaCode::endRun()
{
    if (m_hasBlocks)
        m_text->line("break;");
}

/// Variables that may hold something, but nothing that is still needed at `position`.
std::vector<std::size_t> PromelaCode::lostVariables(std::uint32_t position) const
{
    const PromelaGroup &group = *m_frame.group;
    const Body &body = *m_frame.body;
    std::vector<bool> isLost(group.variables.size());
    // Local work begins behind an Awake, with the registers that it kept.
    for (const RegisterId id : body.live[m_isLocal ? m_start - 1 : m_start])
        isLost[group.variableOf[indexOf(id)]] = true;
    for (const std::uint32_t at : m_flow.passed)
        if (body.code[at].result != noRegister)
            isLost[group.variableOf[indexOf(body.code[at].result)]] = true;
    for (const RegisterId id : body.live[position])
        isLost[group.variableOf[indexOf(id)]] = false;
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < isLost.size(); ++i)
        if (isLost[i] && group.variables[i].isStored)
            result.push_back(i);
    return result;
}

/// Sets to zero what the state does not keep there, so that dead values tell no states apart.
void PromelaCode::forget(std::uint32_t position)
{
    for (const std::size_t number : lostVariables(position)) {
        const PromelaVariable &variable = m_frame.group->variables[number];
        if (!variable.isArray) {
            m_text->line(element(variable, "0") + " = 0;");
            continue;
        }
        m_text->line(fmt::format("index_i = 0;"));
        m_text->line(fmt::format("do :: index_i < {} -> {} = 0; index_i++; :: else -> break; od;",
                                 variable.size, element(variable, "index_i")));
    }
}

void PromelaCode::fail(std::string_view kind, std::uint32_t position)
{
    m_text->line(fmt::format("fail({}, {});", kind, m_frame.me));
    const bool hasMoved = m_isLocal || position != m_start;
    if (m_frame.group != nullptr && hasMoved)
        stayAt(position);
    endRun();
}

void PromelaCode::stayAt(std::uint32_t position)
{
    m_text->line(fmt::format("pc[{}] = {};", m_frame.me, position));
    forget(position);
}

void PromelaCode::failIf(const std::string &condition, std::string_view kind)
{
    // Of several options that hold, a d_step takes the first.
    if (m_text->takeElse())
        --m_openRests;
    else
        m_text->openIf();
    m_text->option(condition);
    fail(kind, m_position);
    m_text->closeOption();
    openRest();
}

void PromelaCode::openRest()
{
    m_text->deferElse();
    ++m_openRests;
}

void PromelaCode::failIfFaulted()
{
    m_text->openIf();
    m_text->option("fault != none");
    if (m_position != m_start)
        stayAt(m_position);
    else
        m_text->line("skip;");
    endRun();
    m_text->closeOption();
    openRest();
}

} // namespace racewalk
