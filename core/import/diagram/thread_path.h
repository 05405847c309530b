// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What the operation at a position of a thread's body is called in a diagram.
struct OperationTexts {
    std::vector<std::string> statements; ///< normal: see normalStatement()
    std::vector<std::string> calls;      ///< normal: the calls and waits that it stands in
    std::vector<CallId> callIds;         ///< of the first of `calls`, as many as are functions
};

/// Where a thread gets to a statement if it runs alone.
struct PathPlace {
    std::size_t steps = 0; ///< that it takes before
    bool isCall = false;   ///< the name of a call: nothing more to take; else the next step is it
};

/// "the count is odd" of an operation that is called "write_seqlock(&lock): the count is odd";
/// empty for others.
std::string remarkOfOperation(const Program &program, ThreadId thread, std::uint32_t position);

/// Whether a normal statement is one of the operation, or a call that it stands in.
std::optional<PathPlace> placeIn(const OperationTexts &texts, std::size_t at,
                                 const std::string &normal);

/// The steps that one thread would take alone from a run's cursor. At a choice it takes the first.
/// It is made as far as it is asked for; a step of the run makes it invalid.
class ThreadPath {
public:
    /// `budget` is the number of steps that all paths of an import may still simulate.
    ThreadPath(const Run &run, ThreadId thread, const std::set<CallId> &entered,
               std::size_t &budget);

    /// The statement as it stands next, or within some steps. A call that the thread has entered
    /// already is found last.
    std::optional<PathPlace> next(const std::string &normal);
    std::optional<PathPlace> ahead(const std::string &normal);
    /// The same by a name of the statement: see namesOfStatement().
    std::optional<PathPlace> aheadByName(const std::string &name);

    const std::vector<Step> &steps() const { return m_steps; }
    /// Whether the thread cannot go on alone where the path ends, but has a next operation.
    bool isBlockedAtEnd();
    /// Where the path ends: the texts of that next operation.
    const OperationTexts &textsAtEnd();
    StateView stateAtEnd() const { return m_state; }

private:
    bool extend(); ///< by one step; false if it cannot
    void extendAll();
    OperationTexts textsFor(const Event &event) const;
    void remember(const OperationTexts &texts, std::size_t at);

    const Machine &m_machine;
    const ThreadId m_thread;
    const std::set<CallId> &m_entered;
    std::size_t &m_budget;
    State m_state;
    std::vector<Step> m_steps;
    std::vector<OperationTexts> m_texts; ///< as many as steps
    std::map<std::string, PathPlace, std::less<>> m_byText, m_byName, m_enteredByText;
    std::optional<OperationTexts> m_atEnd;
    bool m_isComplete = false;
};

/// The texts of an event's operations: one, or those of an atomic block.
std::vector<OperationTexts> operationTexts(const Program &program, const Event &event);

/// The texts of an operation: of OperationNames, and its own.
OperationTexts operationTexts(const Program &program, ThreadId thread, std::uint32_t position,
                              const std::string &text, const std::string &source);

} // namespace racewalk
