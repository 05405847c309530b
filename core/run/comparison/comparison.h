// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "run/run.h"
#include "run/schedule/schedule.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace racewalk {

/// A step that a schedule asked for and that its thread could not take.
struct BlockedStep {
    ThreadId thread{};
    Op op = Op::End;
    std::string text;  ///< as Event::text; "schedule()" of a thread that is asleep
    std::string label; ///< as Event::label
    bool isAsleep = false;
    std::string reason{}; ///< "spinning on i_lock, held by evict"
};

/// A schedule executed by one of the two programs that are compared.
struct ComparedSide {
    Run run;                  ///< its cursor is at the end
    std::size_t followed = 0; ///< number of steps of the schedule; the later ones are its own
    std::string message{};    ///< why the schedule could not be continued; empty if all of it was
    std::optional<BlockedStep> blocked{}; ///< after the step number `followed`

    bool hasFollowed() const { return message.empty(); }
    bool goesOnAlone() const { return run.length() > followed; }
};

/// Executes a schedule as far as possible. Without store buffers, its drains are left out: a store
/// is in memory at once.
ComparedSide follow(std::shared_ptr<const Machine> machine, const Schedule &schedule);

/// Appends steps of the side's own. Stops at one that is not enabled.
void goOn(ComparedSide &side, std::span<const Step> steps);

/// Whether a side needs steps of its own: it can step, and either could not follow its schedule, or
/// the run of the other one is over.
bool wantsToGoOn(const ComparedSide &side, const ComparedSide &other);

/// One side's part of a row: a step, or the one that it could not take.
struct ComparedStep {
    std::size_t event = 0; ///< of a blocked step: the number of steps before it
    bool isBlocked = false;
    auto operator<=>(const ComparedStep &) const = default;
};

struct ComparedRow {
    enum class Kind : std::uint8_t {
        Equal,     ///< the same thread, the same statement, the same result
        Different, ///< two steps; if their statements are the same, with different results
        OneSide,
    };
    Kind kind = Kind::Equal;
    std::array<std::optional<ComparedStep>, 2> steps; ///< left, right; at least one
    auto operator<=>(const ComparedRow &) const = default;
};

/// Two runs, row by row. Steps of the same thread and the same operation, compared as text, share a
/// row as far as they are in the same order in both (a longest common subsequence). Of the steps
/// between two such rows, the first of one side is next to the first of the other, and so on.
struct Comparison {
    std::array<ComparedSide, 2> sides;            ///< left, right
    std::vector<ComparedRow> rows;                ///< every step of both sides, in order
    std::optional<std::size_t> firstDifference{}; ///< row

    /// The steps that a side has taken in the first `rows` rows.
    std::size_t position(std::size_t side, std::size_t rowCount) const;
};

Comparison compare(ComparedSide left, ComparedSide right);

/// "=", "!=" or "+".
constexpr const char *markOf(ComparedRow::Kind kind)
{
    switch (kind) {
    case ComparedRow::Kind::Equal:
        return "=";
    case ComparedRow::Kind::Different:
        return "!=";
    case ComparedRow::Kind::OneSide:
        return "+";
    }
    return "";
}

/// Whether the event's operation is on one of these lines, which are ascending.
bool isOnLines(const Event &event, std::span<const std::uint32_t> lines);

} // namespace racewalk
