// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/diagram/thread_path.h"
#include "import/imported.h"
#include "run/run.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What a statement of a diagram led to.
struct StatementRead {
    Reading reading = Reading::NotUnderstood;
    std::string meaning;
    std::size_t texts = 1; ///< how many of the given texts it took
};

/// Walks a program along the statements of a diagram. Between two statements of a thread, the
/// thread takes the steps in between by itself.
class DiagramWalk {
public:
    explicit DiagramWalk(std::shared_ptr<const Machine> machine);

    const Run &run() const { return m_run; }

    /// A statement, broken over one or more texts; `remarks` stand behind it. With `textsToLast` of
    /// the texts, no other statement of the thread follows; 0: another one does.
    StatementRead statement(ThreadId thread, std::span<const std::string> texts,
                            std::span<const std::string> remarks, std::size_t textsToLast);
    /// No other statement of the thread follows: where it holds a lock that another thread needs
    /// for its next statement, it goes on until it releases it.
    void finish(ThreadId thread) { m_isFinished[indexOf(thread)] = true; }
    /// A remark that stands alone; of a step if it is that step's result.
    StatementRead remark(ThreadId thread, std::string_view text);
    /// Whether the run has ended in a failure.
    bool isOver() const { return m_run.machine().standing(m_run.state()) == Standing::Fault; }
    /// Whether the texts are a statement that the thread can reach.
    bool knows(ThreadId thread, std::span<const std::string> texts)
    {
        return find(thread, texts).has_value();
    }
    /// Whether the first texts, as they stand, are the thread's next statement.
    bool isNext(ThreadId thread, std::span<const std::string> texts);

    /// Takes back the last statements, because the diagram only shows that they come next.
    /// Returns how many steps that were.
    std::size_t takeBack(std::size_t statements);

private:
    struct Found {
        PathPlace place;
        std::size_t texts = 1;
    };
    ThreadPath &pathOf(ThreadId thread);
    /// How many of the texts are another operation of the atomic block that is the thread's last
    /// step; 0: none.
    std::size_t takePart(ThreadId thread, std::span<const std::string> texts);
    std::optional<Found> find(ThreadId thread, std::span<const std::string> texts);
    /// Lets finished threads release what the thread waits for, if the statement is reached then.
    /// Returns how many steps they take; 0: it does not help.
    std::size_t release(ThreadId thread, std::span<const std::string> texts);
    bool isReached(ThreadId thread, const std::optional<Found> &found);
    void forgetPaths();
    StatementRead go(ThreadId thread, const Found &found, std::span<const std::string> texts,
                     std::span<const std::string> remarks, std::size_t textsToLast);
    StatementRead blocked(ThreadId thread, std::size_t steps, std::size_t texts, bool isLast);
    StatementRead unknown(ThreadId thread, std::string_view text);
    void take(Step step);
    /// Takes the thread's step with the choice whose result is among the remarks.
    Step chosen(ThreadId thread, std::span<const std::string> remarks) const;
    std::optional<Step> onlyStep(ThreadId thread) const;
    void takeRest(ThreadId thread, std::span<const std::string> remarks);
    std::string name(ThreadId thread) const;
    std::string stepsText(std::size_t begin) const;

    Run m_run;
    std::size_t m_budget;
    std::vector<std::set<CallId>> m_entered; ///< by thread: calls that the diagram has named
    std::vector<std::optional<ThreadPath>> m_paths;
    std::vector<bool> m_isFinished; ///< by thread
    /// By thread, the operations of its last step that the diagram has not shown yet.
    std::vector<std::vector<OperationTexts>> m_parts;
    std::vector<std::size_t> m_begins; ///< by statement: the steps before it
    std::size_t m_released = 0;        ///< steps up to the last release()
    std::size_t m_failedReleases = 0;
    std::size_t m_comparisons = 0; ///< with statements that are near
};

/// Without blanks, so that it does not matter where a mail has broken a line.
std::string textWithoutBlanks(std::string_view text);
/// Whether a diagram shows both steps in one line, as diagramLines() does: the halves of an update,
/// or the test before a wakeup and the wakeup.
bool isFirstHalfOf(const Event &event, const Event &next);
/// Whether they are two operations of one call, such as write_seqlock().
bool isOfSameCall(const Program &program, const Event &event, const Event &next);

} // namespace racewalk
