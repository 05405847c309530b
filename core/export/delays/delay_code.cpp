// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/delay_code.h"

#include "export/delays/delay_patch.h"
#include "export/delays/statement_code.h"
#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {
namespace {

constexpr std::size_t longestComm = 15; ///< TASK_COMM_LEN without its end

} // namespace

std::string commOf(const std::string &name)
{
    return name.substr(0, longestComm);
}

DelayCode::DelayCode(const Program &program)
    : m_program(program),
      m_level(program.source ? DelayPatch(*program.source).level() : std::string())
{}

void DelayCode::addReport(const DelaySpot &spot, ThreadId thread, std::size_t completion)
{
    add(spot, thread, {fmt::format("complete_all(&racewalk_{});", completion)});
}

void DelayCode::addWaits(const DelaySpot &spot, ThreadId thread, std::span<const DelayWait> waits,
                         bool sleeps)
{
    std::vector<std::string> lines;
    for (const DelayWait &wait : waits) {
        if (wait.completion != 0) {
            m_spins = m_spins || !sleeps;
            lines.push_back(sleeps
                                ? fmt::format("wait_for_completion_timeout(&racewalk_{}, 10 * HZ);",
                                              wait.completion)
                                : fmt::format("racewalk_spin(&racewalk_{});", wait.completion));
        }
        if (wait.isCallback && sleeps)
            lines.emplace_back("rcu_barrier();");
        else if (wait.isTimed)
            lines.emplace_back(sleeps ? "msleep(100);" : "mdelay(100);");
    }
    add(spot, thread, std::move(lines));
}

void DelayCode::add(const DelaySpot &spot, ThreadId thread, std::vector<std::string> lines)
{
    Statement &statement = m_statements[spot.statement];
    statement.spot = spot;
    std::string condition;
    if (spot.isShared || spot.time > 1) {
        m_counts = true;
        condition = fmt::format("racewalk_here(\"{}\", {})",
                                commOf(m_program.threads[indexOf(thread)].name), spot.time);
    }
    std::vector<Part> &parts = spot.isWithin  ? statement.within
                               : spot.isAfter ? statement.after
                                              : statement.before;
    addOnce(parts, {std::move(condition), std::move(lines)});
}

/// One passage of a thread has one condition.
void DelayCode::addOnce(std::vector<Part> &parts, Part part)
{
    const auto known = std::ranges::find(parts, part.condition, &Part::condition);
    if (known == parts.end()) {
        parts.push_back(std::move(part));
        return;
    }
    for (std::string &line : part.lines)
        if (std::ranges::find(known->lines, line) == known->lines.end())
            known->lines.push_back(std::move(line));
}

/// What follows a statement is in front of the next one, if nothing stands between them.
std::map<SourceSpan, DelayCode::Statement> DelayCode::statements() const
{
    std::map<SourceSpan, Statement> all = m_statements;
    for (auto last = all.begin(), next = last; ++next != all.end(); last = next) {
        const std::size_t end = last->first.end, begin = next->first.begin;
        Statement &first = last->second, &second = next->second;
        if (end > begin || first.spot.needsBraces || second.spot.needsBraces ||
            !codeOf(std::string_view(m_program.source->text()).substr(end, begin - end)).empty())
            continue;
        for (Part &part : second.before)
            addOnce(first.after, std::move(part));
        second.before = std::exchange(first.after, {});
    }
    return all;
}

std::vector<std::string> DelayCode::linesOf(std::span<const Part> parts) const
{
    std::vector<std::string> all;
    for (const Part &part : parts) {
        const bool hasBraces = !part.condition.empty() && part.lines.size() > 1;
        if (!part.condition.empty())
            all.push_back(fmt::format("if ({}){}", part.condition, hasBraces ? " {" : ""));
        for (const std::string &line : part.lines)
            all.push_back((part.condition.empty() ? "" : m_level) + line);
        if (hasBraces)
            all.emplace_back("}");
    }
    return all;
}

std::string DelayCode::patch(std::span<const std::string> passed) const
{
    if (m_statements.empty() || !m_program.source)
        return {};
    DelayPatch patch(*m_program.source);
    patch.addBefore(lineOfDefinitions(), definitions(passed));
    for (const auto &[span, each] : statements())
        patch.add({.statement = span,
                   .needsBraces = each.spot.needsBraces,
                   .before = linesOf(each.before),
                   .within = linesOf(each.within),
                   .after = linesOf(each.after)});
    return patch.text();
}

/// In front of the first function, and of the comment on it.
std::uint32_t DelayCode::lineOfDefinitions() const
{
    std::uint32_t line = 0;
    for (const Function &each : m_program.functions)
        if (each.span.line != 0 && (line == 0 || each.span.line < line))
            line = each.span.line;
    const auto isComment = [&](std::uint32_t number) {
        const std::string text = onOneLine(m_program.source->line(number));
        return text.starts_with("//") || text.starts_with("/*") || text.starts_with('*');
    };
    while (line > 1 && isComment(line - 1))
        --line;
    return std::max<std::uint32_t>(line, 1);
}

std::vector<std::string> DelayCode::definitions(std::span<const std::string> passed) const
{
    std::vector<std::string> code{"/* For reproduction only. */"};
    for (std::size_t i = 0; i < passed.size(); ++i) {
        std::string comment = passed[i];
        for (std::size_t at = 0; (at = comment.find("*/", at)) != std::string::npos;)
            comment.insert(at + 1, " ");
        code.push_back(fmt::format("/* {} */", comment));
        code.push_back(fmt::format("static DECLARE_COMPLETION(racewalk_{});", i + 1));
    }
    const std::string &in = m_level;
    code.emplace_back();
    if (m_spins)
        code.insert(code.end(),
                    {"/* Waits for a second at most, without sleeping. */",
                     "static void racewalk_spin(struct completion *passed)", "{", in + "int ms;",
                     "", in + "for (ms = 0; ms < 1000 && !completion_done(passed); ms++)",
                     in + in + "mdelay(1);", "}", ""});
    if (m_counts)
        code.insert(code.end(),
                    {"/* Whether the thread of that name is here for the nth time. */",
                     "#define racewalk_here(name, n) ({" + in + "\\",
                     in + "static atomic_t racewalk_count = ATOMIC_INIT(0);" + in + "\\",
                     in + "!strcmp(current->comm, name) &&" + in + "\\",
                     in + in + "atomic_inc_return(&racewalk_count) == (n); })", ""});
    return code;
}

std::vector<std::string> DelayCode::namesakes() const
{
    std::vector<std::string> names;
    if (!m_counts)
        return names;
    const auto isNamesake = [&](const Thread &thread) {
        return std::ranges::count_if(m_program.threads, [&](const Thread &other) {
                   return commOf(other.name) == commOf(thread.name);
               }) > 1;
    };
    for (const Thread &thread : m_program.threads)
        if (!thread.isSystem && isNamesake(thread))
            names.push_back(thread.name);
    return names;
}

} // namespace racewalk
