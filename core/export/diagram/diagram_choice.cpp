// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/diagram_choice.h"

#include "export/diagram/left_out_steps.h"
#include "machine/words.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace racewalk {
namespace {

using Kind = DiagramLine::Kind;

const Operation &rowOf(const Program &program, const StepRecord::Operation &operation)
{
    return operationOf(program.bodyOf(operation.thread).code[operation.position].op);
}

bool isData(const Operation &row)
{
    return row.family == Operation::Family::Memory && row.access != Operation::Access::None;
}

/// What a property reads concerns all threads, as far as it reads it by name.
void addPropertyCells(const Program &program, std::map<CellId, std::set<ThreadId>> &threads)
{
    for (const auto *properties : {&program.invariants, &program.finals})
        for (const Property &property : *properties)
            for (const Instruction &instruction : property.body.code)
                if ((instruction.op == Op::Peek || instruction.op == Op::Load) &&
                    instruction.a.kind == Operand::Kind::Constant)
                    for (std::size_t i = 0; i < program.threads.size(); ++i)
                        threads[static_cast<CellId>(instruction.a.value)].insert(ThreadId(i));
}

/// Which threads access each cell in the run up to its cursor.
std::map<CellId, std::set<ThreadId>> threadsByCell(const Run &run)
{
    std::map<CellId, std::set<ThreadId>> threads;
    addPropertyCells(run.machine().program(), threads);
    for (std::size_t i = 0; i < run.position(); ++i)
        for (const StepRecord::Operation &operation : run.event(i).record.operations)
            if (operation.cell && *operation.cell != nullCell)
                threads[*operation.cell].insert(operation.thread);
    return threads;
}

bool isLocal(const Program &program, const Event &event,
             const std::map<CellId, std::set<ThreadId>> &threads)
{
    const StepRecord &record = event.record;
    if (record.failure || !record.prints.empty() || !record.warnings.empty() ||
        program.threads[indexOf(event.step.thread)].isSystem)
        return false;
    const auto isOwn = [&](const std::optional<CellId> &cell) {
        const auto found = cell ? threads.find(*cell) : threads.end();
        return found != threads.end() && found->second.size() == 1;
    };
    if (record.drained)
        return isOwn(record.drained->cell);
    return std::ranges::all_of(record.operations, [&](const StepRecord::Operation &operation) {
        const Operation &row = rowOf(program, operation);
        if (row.depth != 0)
            return true; // the mark of an atomic block
        return isData(row) && isOwn(operation.cell);
    });
}

/// One line for several.
void fold(std::vector<DiagramLine> &lines, std::size_t begin)
{
    DiagramLine whole;
    whole.thread = lines[begin].thread;
    whole.depth = lines[begin].depth;
    whole.text = "...";
    whole.step = lines[begin].step;
    whole.steps = 0;
    for (std::size_t i = begin; i < lines.size(); ++i)
        whole.steps += lines[i].steps;
    lines.resize(begin);
    lines.push_back(std::move(whole));
}

/// Without the names of calls in which nothing is shown: what is deeper follows in its column.
std::vector<DiagramLine> withoutEmptyCalls(std::vector<DiagramLine> lines)
{
    std::map<ThreadId, std::size_t> depthBelow; // of the line of the thread that follows
    std::vector<DiagramLine> kept;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (line->thread) {
            const auto below = depthBelow.find(*line->thread);
            if (line->kind == Kind::Call &&
                (below == depthBelow.end() || below->second <= line->depth))
                continue;
            depthBelow[*line->thread] = line->depth;
        }
        kept.push_back(std::move(*line));
    }
    std::ranges::reverse(kept);
    return kept;
}

/// What the thread's steps changed together, without its own name.
std::string changesText(const Run &run, ThreadId thread, std::size_t begin, std::size_t end)
{
    const std::string own = run.machine().program().threads[indexOf(thread)].name + ": ";
    std::string text;
    for (const Change &change :
         changesBetween(run.machine(), run.stateAt(begin), run.stateAt(end))) {
        const std::string_view place = change.place;
        text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ",
                            place.substr(place.starts_with(own) ? own.size() : 0),
                            change.cell ? " = " : " ", change.after);
    }
    return text.empty() ? "changes nothing" : text;
}

/// What stands behind the last step: a failure, or why threads cannot go on.
void addEnd(const std::vector<DiagramLine> &lines, const Run &run,
            std::vector<DiagramLine> &stretches)
{
    const auto *failure = run.position() > 0 && run.event(run.position() - 1).record.failure
                              ? &*run.event(run.position() - 1).record.failure
                              : nullptr;
    for (const DiagramLine &line : lines) {
        if (!line.isEnd || (line.kind != Kind::Operation && line.kind != Kind::Remark))
            continue;
        // "spin_lock(&a)" and below it "waits for b".
        const bool isOfLast = line.kind == Kind::Remark && !stretches.empty() &&
                              !stretches.back().step && stretches.back().remark.empty() &&
                              stretches.back().thread == line.thread;
        DiagramLine &end = isOfLast ? stretches.back() : stretches.emplace_back(line);
        end.depth = 0;
        const bool isFailure = failure && !failure->isInProperty && line.kind == Kind::Remark &&
                               line.thread == failure->thread;
        end.remark = isFailure ? failure->message : line.remark;
    }
}

} // namespace

std::vector<DiagramLine> collapsed(std::vector<DiagramLine> lines, const Run &run,
                                   Collapse collapse)
{
    if (collapse == Collapse::Nothing)
        return lines;
    const auto threads = threadsByCell(run);
    const auto isLocalLine = [&](const DiagramLine &line) {
        if (!line.step || !line.thread)
            return false;
        for (std::size_t i = *line.step; i < *line.step + std::max<std::size_t>(line.steps, 1); ++i)
            if (!isLocal(run.machine().program(), run.event(i), threads))
                return false;
        return true;
    };
    std::vector<DiagramLine> kept;
    std::size_t local = 0; // how many of the last lines that are kept
    const auto endLocal = [&] {
        if (local > 1)
            fold(kept, kept.size() - local);
        local = 0;
    };
    for (DiagramLine &line : lines) {
        const bool isLocalHere = isLocalLine(line);
        if (collapse == Collapse::AllButShared && (isLocalHere || line.kind == Kind::Flow) &&
            line.thread)
            continue;
        if (!isLocalHere || (local > 0 && kept.back().thread != line.thread))
            endLocal();
        local += isLocalHere ? 1 : 0;
        kept.push_back(std::move(line));
    }
    endLocal();
    return collapse == Collapse::AllButShared ? withoutEmptyCalls(std::move(kept)) : kept;
}

std::vector<DiagramLine> linesBySwitch(const std::vector<DiagramLine> &lines, const Run &run,
                                       std::size_t first)
{
    std::vector<DiagramLine> stretches;
    for (std::size_t begin = first, end = 0; begin < run.position(); begin = end) {
        const ThreadId thread = run.event(begin).step.thread;
        for (end = begin; end < run.position() && run.event(end).step.thread == thread;)
            ++end;
        DiagramLine line;
        line.thread = thread;
        line.text = changesText(run, thread, begin, end);
        line.step = begin;
        line.steps = end - begin;
        stretches.push_back(std::move(line));
    }
    if (const LeftOutSteps leftOut = leftOutSteps(stretches.size()); leftOut.areAny()) {
        DiagramLine gap;
        gap.kind = Kind::Flow;
        gap.text = "...";
        gap.remark = leftOut.text();
        const auto begin = stretches.begin() + static_cast<std::ptrdiff_t>(leftOut.begin);
        stretches.erase(begin, stretches.begin() + static_cast<std::ptrdiff_t>(leftOut.end));
        stretches.insert(stretches.begin() + static_cast<std::ptrdiff_t>(leftOut.begin),
                         std::move(gap));
    }
    addEnd(lines, run, stretches);
    return stretches;
}

std::string valuesText(const Run &run, std::size_t position)
{
    std::set<CellId> cells;
    const Program &program = run.machine().program();
    for (std::size_t i = 0; i < run.position(); ++i)
        for (const StepRecord::Operation &operation : run.event(i).record.operations)
            if (operation.cell && *operation.cell != nullCell && isData(rowOf(program, operation)))
                cells.insert(*operation.cell);
    std::string text;
    for (const CellId cell : cells)
        text += fmt::format("{}{} = {}", text.empty() ? "" : "; ",
                            program.storage.cells[indexOf(cell)].path,
                            cellText(run.machine(), run.stateAt(position), cell));
    return text.empty() ? "" : "{ " + text + " }";
}

} // namespace racewalk
