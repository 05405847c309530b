// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/diagram/thread_path.h"

#include "export/diagram/wait_headers.h"
#include "export/diagram/whole_statements.h"
#include "import/diagram/statement_text.h"
#include "machine/words.h"
#include "program/one_line.h"

#include <algorithm>
#include <utility>

namespace racewalk {
namespace {

/// A statement that is farther ahead is not what a diagram means.
constexpr std::size_t farthest = 200;

void addOnce(std::vector<std::string> &texts, std::string text)
{
    if (std::ranges::find(texts, text) == texts.end())
        texts.push_back(std::move(text));
}

bool isOf(const OperationTexts &texts, const std::string &normal)
{
    if (!leavesOut(normal))
        return std::ranges::find(texts.statements, normal) != texts.statements.end();
    return std::ranges::any_of(texts.statements, [&](const std::string &statement) {
        return matchesWithGaps(normal, statement);
    });
}

} // namespace

std::optional<PathPlace> placeIn(const OperationTexts &texts, std::size_t at,
                                 const std::string &normal)
{
    if (isOf(texts, normal))
        return PathPlace{at, false};
    for (const std::string &call : texts.calls)
        if (call == normal ||
            (leavesOut(call) && isOneCall(normal) && matchesWithGaps(call, normal)))
            return PathPlace{at, true};
    return std::nullopt;
}

std::string remarkOfOperation(const Program &program, ThreadId thread, std::uint32_t position)
{
    const Origin &origin = program.bodyOf(thread).origins[position];
    const std::string call = onOneLine(program.textOf(origin.span)) + ": ";
    return origin.text.starts_with(call) ? origin.text.substr(call.size()) : std::string();
}

OperationTexts operationTexts(const Program &program, ThreadId thread, std::uint32_t position,
                              const std::string &text, const std::string &source)
{
    const Body &body = program.bodyOf(thread);
    const Origin &origin = body.origins[position];
    OperationTexts texts;
    for (const std::string &form : {text, source, origin.text}) {
        addOnce(texts.statements, normalStatement(form));
        if (form == origin.text && !origin.keyword.empty())
            addOnce(texts.statements,
                    normalStatement(std::string(origin.keyword) + " (" + form + ")"));
    }
    // The last step of "seen = READ_ONCE(x)".
    if (accessKind(body, position) == Access::Kind::Write)
        for (const std::string &form : copyForms(program, origin.statement, text))
            addOnce(texts.statements, normalStatement(form));
    if (!remarkOfOperation(program, thread, position).empty())
        addOnce(texts.statements, normalStatement(onOneLine(program.textOf(origin.span))));
    std::vector<CallId> stack = callStack(body, origin.call);
    for (std::size_t i = 1; i < stack.size(); ++i) {
        texts.callIds.push_back(stack[i]);
        texts.calls.push_back(
            program.functions[indexOf(body.calls[indexOf(stack[i])].function)].name + "()");
    }
    if (const auto wait = waitCallAt(program, body, position))
        texts.calls.push_back(normalStatement(wait->header));
    return texts;
}

ThreadPath::ThreadPath(const Run &run, ThreadId thread, const std::set<CallId> &entered,
                       std::size_t &budget)
    : m_machine(run.machine()), m_thread(thread), m_entered(entered), m_budget(budget),
      m_state(run.state())
{}

std::vector<OperationTexts> operationTexts(const Program &program, const Event &event)
{
    const ThreadId thread = event.step.thread;
    if (event.parts.empty())
        return {operationTexts(program, thread, event.position, event.text, event.source)};
    std::vector<OperationTexts> texts;
    for (const EventPart &part : event.parts)
        texts.push_back(operationTexts(program, thread, part.position, part.text, part.source));
    return texts;
}

/// All that a step does; the calls are those of its first operation.
OperationTexts ThreadPath::textsFor(const Event &event) const
{
    std::vector<OperationTexts> all = operationTexts(m_machine.program(), event);
    for (std::size_t i = 1; i < all.size(); ++i)
        for (std::string &text : all[i].statements)
            addOnce(all.front().statements, std::move(text));
    return std::move(all.front());
}

void ThreadPath::remember(const OperationTexts &texts, std::size_t at)
{
    for (const std::string &text : texts.statements) {
        m_byText.emplace(text, PathPlace{at, false});
        for (const std::string &name : namesOfStatement(text))
            m_byName.emplace(name, PathPlace{at, false});
    }
    for (std::size_t i = 0; i < texts.calls.size(); ++i) {
        const bool isEntered = i < texts.callIds.size() && m_entered.contains(texts.callIds[i]);
        (isEntered ? m_enteredByText : m_byText).emplace(texts.calls[i], PathPlace{at, true});
        if (!isEntered)
            m_byName.emplace(nameOfCall(texts.calls[i].substr(0, texts.calls[i].find('('))),
                             PathPlace{at, true});
    }
}

bool ThreadPath::extend()
{
    if (m_isComplete)
        return false;
    std::vector<Step> steps;
    if (m_steps.size() < farthest && m_budget > 0)
        m_machine.appendEnabledSteps(m_state, m_thread, steps);
    const auto own = std::ranges::find_if(steps, [](Step step) { return !step.isDrain(); });
    if (steps.empty() || (own == steps.end() && m_machine.readiness(m_state, m_thread).kind !=
                                                    Readiness::Kind::Draining)) {
        m_isComplete = true;
        return false;
    }
    --m_budget;
    const Step step = own == steps.end() ? steps.front() : *own;
    const Event event = eventAhead(m_machine, m_state, step);
    OperationTexts texts = step.isDrain() ? OperationTexts() : textsFor(event);
    remember(texts, m_steps.size());
    m_texts.push_back(std::move(texts));
    m_steps.push_back(step);
    m_machine.apply(m_state, step);
    return true;
}

void ThreadPath::extendAll()
{
    while (extend()) {
    }
}

std::optional<PathPlace> ThreadPath::next(const std::string &normal)
{
    if (m_steps.empty() && !extend())
        return isBlockedAtEnd() ? placeIn(textsAtEnd(), 0, normal) : std::nullopt;
    return placeIn(m_texts.front(), 0, normal);
}

std::optional<PathPlace> ThreadPath::ahead(const std::string &normal)
{
    extendAll();
    if (const auto known = m_byText.find(normal); known != m_byText.end())
        return known->second;
    if (leavesOut(normal))
        for (std::size_t i = 0; i < m_texts.size(); ++i)
            if (const auto place = placeIn(m_texts[i], i, normal))
                return place;
    if (isBlockedAtEnd())
        if (const auto place = placeIn(textsAtEnd(), m_steps.size(), normal))
            return place;
    if (const auto entered = m_enteredByText.find(normal); entered != m_enteredByText.end())
        return entered->second;
    return std::nullopt;
}

std::optional<PathPlace> ThreadPath::aheadByName(const std::string &name)
{
    extendAll();
    if (const auto known = m_byName.find(name); known != m_byName.end())
        return known->second;
    if (!isBlockedAtEnd())
        return std::nullopt;
    for (const std::string &text : textsAtEnd().statements)
        for (const std::string &known : namesOfStatement(text))
            if (known == name)
                return PathPlace{m_steps.size(), false};
    return std::nullopt;
}

bool ThreadPath::isBlockedAtEnd()
{
    extendAll();
    return m_isComplete && m_machine.nextOperation(m_state, m_thread) != nullptr &&
           m_machine.readiness(m_state, m_thread).kind != Readiness::Kind::Enabled;
}

const OperationTexts &ThreadPath::textsAtEnd()
{
    if (!m_atEnd) {
        const std::uint32_t position = m_machine.layout().position(m_state, m_thread);
        const OperationNames names = namesAhead(m_machine, m_state, m_thread);
        m_atEnd = operationTexts(m_machine.program(), m_thread, position, names.text, names.source);
    }
    return *m_atEnd;
}

} // namespace racewalk
