// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/comparison/comparison.h"

#include "program/common_subsequence.h"
#include "program/memory_model.h"

#include "machine/words.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

/// What a row is about on one side: names, because the numbers of two programs differ.
struct Entry {
    ComparedStep step;
    Op op = Op::End; ///< the halves of an update have one text
    std::string thread, text, result;

    bool isSame(const Entry &other) const
    {
        return step.isBlocked == other.step.isBlocked && result == other.result;
    }
};

std::string nameOf(const Run &run, ThreadId thread)
{
    return run.machine().program().threads[indexOf(thread)].name;
}

/// What the step is in the source, whatever values it had to do with.
std::string statementOf(const Program &program, const Event &event)
{
    if (event.role == Role::Drain && event.cell)
        return "drain " + program.storage.cells[indexOf(*event.cell)].path;
    std::string text;
    for (const StepRecord::Operation &operation : event.record.operations)
        text += (text.empty() ? "" : "; ") +
                program.bodyOf(operation.thread).origins[operation.position].text;
    return text.empty() ? event.text : text;
}

std::vector<Entry> entriesOf(const ComparedSide &side)
{
    std::vector<Entry> entries;
    const auto addBlocked = [&](std::size_t before) {
        if (side.blocked && before == side.followed)
            entries.push_back({{before, true},
                               side.blocked->op,
                               nameOf(side.run, side.blocked->thread),
                               side.blocked->text,
                               side.blocked->reason});
    };
    for (std::size_t i = 0; i < side.run.length(); ++i) {
        addBlocked(i);
        const Event &event = side.run.event(i);
        entries.push_back({{i, false},
                           event.op,
                           nameOf(side.run, event.step.thread),
                           statementOf(side.run.machine().program(), event),
                           // The place too: a pointer can lead elsewhere.
                           event.note + '\n' + event.access.place + '\n' + event.access.value});
    }
    addBlocked(side.run.length());
    return entries;
}

/// Numbers the statements of both sides.
class Statements {
public:
    std::vector<std::uint32_t> numbersOf(const std::vector<Entry> &entries)
    {
        std::vector<std::uint32_t> result;
        for (const Entry &entry : entries)
            result.push_back(m_numbers
                                 .try_emplace({entry.thread, entry.text, entry.op},
                                              static_cast<std::uint32_t>(m_numbers.size()))
                                 .first->second);
        return result;
    }

private:
    std::map<std::tuple<std::string, std::string, Op>, std::uint32_t> m_numbers;
};

std::vector<ComparedRow> rowsOf(const std::vector<Entry> &left, const std::vector<Entry> &right)
{
    using Kind = ComparedRow::Kind;
    Statements statements;
    const auto leftNumbers = statements.numbersOf(left);
    const auto rightNumbers = statements.numbersOf(right);
    auto pairs = longestCommonSubsequence(leftNumbers, rightNumbers);
    pairs.push_back({left.size(), right.size()});
    std::vector<ComparedRow> rows;
    std::size_t l = 0, r = 0;
    for (const CommonPair &pair : pairs) {
        while (l < pair.left && r < pair.right)
            rows.push_back({Kind::Different, {left[l++].step, right[r++].step}});
        while (l < pair.left)
            rows.push_back({Kind::OneSide, {left[l++].step, std::nullopt}});
        while (r < pair.right)
            rows.push_back({Kind::OneSide, {std::nullopt, right[r++].step}});
        if (l == left.size() || r == right.size())
            continue;
        const bool isSame = left[l].isSame(right[r]);
        rows.push_back({isSame ? Kind::Equal : Kind::Different, {left[l++].step, right[r++].step}});
    }
    return rows;
}

/// The step that the thread would take next; null if it has ended or the run has failed.
std::optional<BlockedStep> blockedStep(const Run &run, ThreadId thread)
{
    const Machine &machine = run.machine();
    const StateView state = run.stateAt(run.length());
    const Readiness readiness = machine.readiness(state, thread);
    const bool isOver =
        readiness.kind == Readiness::Kind::Enabled || readiness.kind == Readiness::Kind::Ended ||
        readiness.kind == Readiness::Kind::Faulted || readiness.kind == Readiness::Kind::NoCallback;
    if (isOver)
        return std::nullopt;
    BlockedStep blocked{
        .thread = thread, .op = Op::Schedule, .text = "schedule()", .label = "schedule()"};
    blocked.isAsleep = readiness.kind == Readiness::Kind::Asleep;
    if (machine.nextOperation(state, thread) != nullptr) {
        blocked.op = machine.nextInstruction(state, thread).op;
        const OperationNames names = namesAhead(machine, state, thread);
        blocked.text = names.text;
        blocked.label = names.label;
    } else if (readiness.kind == Readiness::Kind::WaitingForReaders) {
        blocked.text = blocked.label = "callback";
    }
    blocked.reason = sentenceFor(machine, state, thread);
    for (const std::string &words : {nameOf(run, thread) + ' ', std::string("is ")})
        if (blocked.reason.starts_with(words))
            blocked.reason.erase(0, words.size());
    return blocked;
}

} // namespace

ComparedSide follow(std::shared_ptr<const Machine> machine, const Schedule &schedule)
{
    Schedule possible = schedule;
    if (!buffersStores(machine->program().memory))
        std::erase_if(possible.words, [](const ScheduleWord &word) {
            return word.extent == ScheduleWord::Extent::Drain;
        });
    Walk walked = walk(*machine, possible);
    ComparedSide side{.run = Run(std::move(machine))};
    side.run.replace(walked.steps);
    side.run.jump(side.run.length());
    side.followed = side.run.length();
    side.message = std::move(walked.message);
    if (!side.message.empty() && walked.thread)
        side.blocked = blockedStep(side.run, *walked.thread);
    return side;
}

void goOn(ComparedSide &side, std::span<const Step> steps)
{
    for (const Step step : steps)
        if (!side.run.take(step))
            break;
}

bool wantsToGoOn(const ComparedSide &side, const ComparedSide &other)
{
    const auto isOver = [](const Run &run) {
        return run.machine().standing(run.stateAt(run.length())) != Standing::Going;
    };
    return !isOver(side.run) && (!side.hasFollowed() || isOver(other.run));
}

std::size_t Comparison::position(std::size_t side, std::size_t rowCount) const
{
    for (std::size_t row = std::min(rowCount, rows.size()); row > 0; --row)
        if (const auto &step = rows[row - 1].steps[side])
            return step->isBlocked ? step->event : step->event + 1;
    return 0;
}

Comparison compare(ComparedSide left, ComparedSide right)
{
    Comparison comparison{.sides = {std::move(left), std::move(right)}, .rows = {}};
    comparison.rows = rowsOf(entriesOf(comparison.sides[0]), entriesOf(comparison.sides[1]));
    const auto first = std::ranges::find_if(comparison.rows, [](const ComparedRow &row) {
        return row.kind != ComparedRow::Kind::Equal;
    });
    if (first != comparison.rows.end())
        comparison.firstDifference = static_cast<std::size_t>(first - comparison.rows.begin());
    return comparison;
}

bool isOnLines(const Event &event, std::span<const std::uint32_t> lines)
{
    return event.span.line != 0 && std::ranges::binary_search(lines, event.span.line);
}

} // namespace racewalk
