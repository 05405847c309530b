// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela.h"

#include "export/promela/promela_code.h"
#include "export/promela/promela_helpers.h"
#include "export/reports/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

/// As many as the bits of an int without its sign.
constexpr std::size_t maxPromelaThreads = 31;
/// Each of them is an option.
constexpr std::int32_t maxPromelaChoices = 256;
/// Local work is written anew for each step that it is part of: where many steps lead to the same
/// long work the text grows with the square of the program.
constexpr std::size_t maxPromelaText = std::size_t{32} << 20U;

std::string refusalFor(const Program &program)
{
    if (buffersStores(program.memory))
        return fmt::format("the Promela export knows only the memory model sc, not {}",
                           toText(program.memory));
    const auto threads =
        static_cast<std::size_t>(std::ranges::count(program.threads, false, &Thread::isSystem));
    if (threads > maxPromelaThreads)
        return fmt::format("the Promela export knows at most {} threads; these are {}",
                           maxPromelaThreads, threads);
    for (const Body &body : program.bodies)
        for (std::size_t i = 0; i < body.code.size(); ++i) {
            const Instruction &instruction = body.code[i];
            if (operationOf(instruction.op).choice == Operation::Choice::Value &&
                instruction.b.value - instruction.a.value >= maxPromelaChoices)
                return fmt::format("{}:{}: the Promela export knows at most {} values of choose()",
                                   program.source->fileName(), body.origins[i].span.line,
                                   maxPromelaChoices);
        }
    return {};
}

class Writer {
public:
    explicit Writer(const Machine &machine) : m_model(machine) {}

    /// Nothing if it became too long.
    std::optional<std::string> write()
    {
        PromelaText code;
        writeResumption(code);
        writeProperties(code);
        for (const PromelaGroup &group : m_model.groups())
            writeGroup(code, group);
        if (isTooLong(code))
            return std::nullopt;
        if (m_model.hasLane())
            writeLane(code); // only a program with pools has one
        PromelaText helpers;
        writeHelpers(helpers, m_model, code.text());
        const std::vector<std::string> kinds = kindsIn(helpers.text() + code.text());
        writeWatch(code, kinds);

        PromelaText text;
        writeHeader(text);
        writeDeclarations(text, m_model, kinds);
        text.append(helpers);
        text.append(code);
        return text.text();
    }

private:
    static bool isTooLong(const PromelaText &text) { return text.text().size() > maxPromelaText; }

    void writeHeader(PromelaText &text) const
    {
        text.line(fmt::format("/* {}", promelaComment(subjectText(m_model.program()))));
        text.line("");
        text.line("   Written by racewalk export. One transition is one step of a thread.");
        text.line("");
        text.line(fmt::format("   spin -o2 -a FILE && cc -O2 -fwrapv -DSAFETY -DNOREDUCE{} -o pan "
                              "pan.c",
                              vectorSize()));
        text.line("   ./pan -c0 -e -m1000000");
        text.line("");
        text.line(
            "   finds every state. A failure violates no_KIND, a hang is an invalid end state;");
        text.line("   -c0 goes on after the first, -e keeps a trail of each. */");
        text.line("");
    }

    /// Spin's vector of 1024 bytes does not hold every program's state.
    std::string vectorSize() const
    {
        const std::size_t needed = 4 * m_model.machine().layout().stateSize() + 1024;
        return needed <= 2048 ? "" : fmt::format(" -DVECTORSZ={}", needed);
    }

    /// What the failures that can happen are called, "none" first.
    std::vector<std::string> kindsIn(std::string_view code) const
    {
        const FindingKind initial =
            m_model.machine().layout().fault(m_model.machine().initialState());
        std::vector<std::string> kinds{"none"};
        for (const FindingKindRow &row : findingKinds) {
            if (row.seenIn != SeenIn::Fault)
                continue;
            const std::string name(row.name);
            if (row.kind == initial || code.find("fail(" + name + ",") != std::string_view::npos)
                kinds.push_back(name);
        }
        return kinds;
    }

    /// The local work of threads that another thread's step woke.
    void writeResumption(PromelaText &text) const
    {
        if (!m_model.canWakeSleepers())
            return;
        std::vector<const PromelaGroup *> sleepers;
        for (const PromelaGroup &group : m_model.groups())
            if (!m_model.sleepersPositions(group).empty())
                sleepers.push_back(&group);
        for (const PromelaGroup *group : sleepers)
            writeAwakening(text, *group);
        text.line("");
        text.line("/* Who was woken out of schedule() goes on to its next visible operation. */");
        text.open("inline resume_woken() {");
        text.line("next_woken = 0;");
        text.line("do");
        text.option("next_woken < THREADS && fault == none");
        text.openIf();
        for (const PromelaGroup *group : sleepers)
            text.line(fmt::format(":: ((woken_threads >> next_woken) & 1) == 1 && next_woken >= {} "
                                  "&& next_woken < {} -> "
                                  "{}_awakes(next_woken);",
                                  group->first, group->first + group->count, group->name));
        text.line(":: else -> skip;");
        text.closeIf();
        text.line("next_woken++;");
        text.closeOption();
        text.line(":: else -> break;");
        text.line("od;");
        text.close("}");
    }

    void writeAwakening(PromelaText &text, const PromelaGroup &group) const
    {
        text.line("");
        text.open(fmt::format("inline {}_awakes(the_thread) {{", group.name));
        text.openIf();
        for (const std::uint32_t position : m_model.sleepersPositions(group)) {
            text.option(fmt::format("pc[the_thread] == {}", position));
            PromelaCode(m_model, {&m_model.bodyOf(group), &group, "the_thread"})
                .writeLocalWork(text, position + 1);
            text.closeOption();
        }
        text.line(":: else -> skip; /* it was about to sleep */");
        text.closeIf();
        text.close("}");
    }

    void writeProperties(PromelaText &text) const
    {
        if (!m_model.hasProperties())
            return;
        text.line("");
        text.open("inline check_properties(the_thread) {");
        for (const Property &property : m_model.program().invariants)
            writeProperty(text, property, "fault == none", "invariant");
        for (const Property &property : m_model.program().finals)
            writeProperty(text, property, "fault == none && all_ended", "final");
        text.close("}");
    }

    void writeProperty(PromelaText &text, const Property &property, std::string_view guard,
                       std::string_view kind) const
    {
        text.line(fmt::format("/* line {}: {} {} */", property.span.line, kind,
                              promelaComment(property.text)));
        text.openIf();
        text.option(guard);
        for (std::size_t i = 0; i < property.body.registers.size(); ++i)
            text.line(m_model.propertyRegisters()[i] + " = 0;");
        PromelaCode(m_model, {&property.body, nullptr, "the_thread"}).writeLocalWork(text, 0);
        text.openIf();
        text.line(fmt::format(":: {} == 0 -> fail({}, the_thread);", m_model.propertyRegisters()[0],
                              kind));
        text.line(":: else -> skip;");
        text.closeIf();
        text.closeOption();
        text.line(":: else -> skip;");
        text.closeIf();
    }

    void writeGroup(PromelaText &text, const PromelaGroup &group) const
    {
        text.line("");
        const std::string count = group.count == 1 ? "" : fmt::format("[{}] ", group.count);
        text.open(fmt::format("active {}proctype {}() {{", count, group.name));
        text.line("end:");
        text.line("do");
        const Body &body = m_model.bodyOf(group);
        bool hasSteps = false;
        for (const std::uint32_t position : group.positions) {
            const Operation &operation = operationOf(body.code[position].op);
            const bool isStep =
                operation.isVisible() || (operation.stand == Operation::Stand::InAtomicContext &&
                                          m_model.hasAtomicContext());
            if (isStep && !isTooLong(text))
                writeOptions(text, group, position);
            hasSteps = hasSteps || isStep;
        }
        if (!hasSteps)
            text.line(":: false -> skip;");
        text.line("od;");
        text.close("}");
    }

    void writeOptions(PromelaText &text, const PromelaGroup &group, std::uint32_t position) const
    {
        const Body &body = m_model.bodyOf(group);
        const Origin &origin = body.origins[position];
        const Instruction &instruction = body.code[position];
        text.line(fmt::format("/* line {}: {} */", origin.span.line,
                              promelaComment(origin.text.empty()
                                                 ? m_model.program().textOf(origin.statement)
                                                 : std::string_view(origin.text))));
        PromelaCode code(m_model, {&body, &group, "_pid"});
        const bool isChoice = operationOf(instruction.op).choice == Operation::Choice::Value;
        const std::int32_t low = isChoice ? instruction.a.value : 0;
        const std::int32_t high = isChoice ? instruction.b.value : 0;
        for (std::int32_t choice = low; choice <= high && !isTooLong(text); ++choice) {
            const std::string guard = code.guardOf(position);
            text.open(fmt::format(":: d_step {{ stands({}){} ->", position,
                                  guard.empty() ? "" : " && (" + guard + ")"));
            code.writeStep(text, position, choice);
            if (m_model.hasProperties())
                text.line("check_properties(_pid);");
            text.line("skip;"); // Spin lets no loop be the last in a d_step
            text.close("}");
        }
    }

    void writeLane(PromelaText &text) const
    {
        text.line("");
        text.line("/* Frees what call_rcu() was given, one object a step. */");
        text.open("active proctype rcu() {");
        text.line("end:");
        text.line("do");
        for (std::size_t i = 0; i < m_model.storage().objects.size(); ++i) {
            text.open(fmt::format(":: d_step {{ life_of[{0}] == PENDING && readers_of[{0}] == 0 && "
                                  "fault == none ->",
                                  i));
            text.line(fmt::format("free_object({});", i));
            if (m_model.hasProperties())
                text.line("check_properties(_pid);");
            text.line("skip;"); // Spin lets no loop be the last in a d_step
            text.close("}");
        }
        text.line("od;");
        text.close("}");
    }

    /// Changes nothing. Where it can go round, Spin sees no end state; where every thread waits, it
    /// is the process that has not ended.
    void writeWatch(PromelaText &text, const std::vector<std::string> &kinds) const
    {
        text.line("");
        for (std::size_t i = 1; i < kinds.size(); ++i)
            text.line(fmt::format("hidden byte no_{};", kinds[i]));
        text.line("");
        text.line("/* Tells Spin of failures; and of hangs, where it waits for threads to end. */");
        text.open("active proctype watch_run() {");
        text.line("do");
        for (std::size_t i = 1; i < kinds.size(); ++i)
            text.line(fmt::format(":: d_step {{ fault == {0} -> no_{0} = 0; assert(no_{0}); }}",
                                  kinds[i]));
        text.line(":: d_step { fault == none && all_ended -> skip; }");
        text.line("od;");
        text.close("}");
    }

    PromelaModel m_model;
};

} // namespace

std::expected<std::string, PromelaRefusal> toPromela(const Machine &machine)
{
    std::string refusal = refusalFor(machine.program());
    if (!refusal.empty())
        return std::unexpected(PromelaRefusal{std::move(refusal)});
    std::optional<std::string> text = Writer(machine).write();
    if (!text)
        return std::unexpected(PromelaRefusal{
            fmt::format("the Promela model would be longer than {} MiB", maxPromelaText >> 20U)});
    return std::move(*text);
}

} // namespace racewalk
