// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QUndoStack>

#include "desktop/session/line_search.h"
#include "desktop/session/message.h"
#include "desktop/session/scenario_file.h"
#include "desktop/session/search_queue.h"
#include "desktop/session/walked.h"
#include "run/run.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// The state of the window: one scenario; the current variant, parameters and memory model; one run
/// with its cursor; and the search results. Views show it and call it; it uses no view. Everything
/// except open(), isOpen() and the message needs an open scenario.
class Session final : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    /// Opens a file with its first variant. If it cannot be read or has an error, shows a message
    /// and changes nothing else.
    bool open(const QString &path);
    bool isOpen() const { return m_run.has_value(); }
    const QString &path() const { return m_path; }
    QString title() const;

    const Program &program() const { return machine().program(); }
    const Machine &machine() const { return m_run->machine(); }
    const Scenario &scenario() const { return program().scenario; }

    std::size_t variantCount() const { return m_variants.size(); }
    std::size_t variant() const { return m_variant; }
    /// Replays the user's last schedule as far as possible in the other variant. A message tells
    /// which steps were dropped, and undo brings them back.
    void setVariant(std::size_t variant);
    MemoryModel memory() const { return program().memory; }
    /// Like setVariant(). Results for the variants under the other model are kept.
    void setMemory(MemoryModel memory);
    /// The value must be in the parameter's range.
    void setParameter(const std::string &name, std::int32_t value);

    /// Result for the current variant, or for `variant`, under the current memory model.
    const SearchResult &result() const { return result(m_variant); }
    const SearchResult &result(std::size_t variant) const
    {
        return m_search.result({variant, memory()});
    }
    SearchQueue &search() { return m_search; }
    LineSearch &lines() { return m_lines; }
    const LineSearch &lines() const { return m_lines; }
    /// Starts exploring; until then there are no results. Scenarios that are opened later are
    /// explored immediately.
    void startSearching();

    const Run &run() const { return *m_run; }
    /// The timeline of all known steps. Cached until the steps or their fates change.
    std::shared_ptr<const Timeline> timeline() const;
    Fate fateOf(StateView state) const;
    /// The fate of the state after an enabled step at the cursor.
    Fate fateBehind(Step step) const;
    /// The enabled steps of one thread: several if there is a choice.
    std::vector<Step> stepsOf(ThreadId thread) const;
    /// The drains that the thread's buffer can do now: several under pso.
    std::vector<Step> drainsOf(ThreadId thread) const;

    void take(Step step);
    /// Runs the thread until it blocks or its next operation is a scheduling point.
    void runThread(ThreadId thread);
    void runToLine(ThreadId thread, std::uint32_t line);
    void back() { jump(run().position() - (run().position() > 0 ? 1 : 0)); }
    void forward() { jump(run().position() + 1); }
    /// Clamped to the known steps.
    void jump(std::size_t position);

    /// The failures whose runs findFailure() loads in turn.
    std::vector<const Finding *> failures() const;
    /// Loads the next failure's run, with the cursor at the start.
    void findFailure();

    QString scheduleText() const;
    /// Replaces the run; the cursor moves to its end. The run ends, with a message, before the first
    /// step that cannot be taken. Returns false, with a message, and changes nothing, if the text is
    /// not a schedule or not even its first step can be taken.
    bool replay(const QString &schedule);
    /// Replaces the run with steps of the current machine.
    void replaceSteps(std::span<const Step> steps, std::size_t position, const QString &undoText);
    /// Resets all parameters to the scenario's defaults, in this variant and model, with the cursor
    /// at the start.
    void resetTo(std::size_t variant, MemoryModel memory);

    QUndoStack &undoStack() { return m_undo; }
    Walked walked() const;
    void restore(const Walked &walked) { restore(walked, {}); }

    /// What every view marks: a location, a thread, a thread at a location, or an outcome of the
    /// current verdict.
    struct Highlight {
        std::optional<CellId> cell;
        std::optional<ThreadId> thread;
        std::optional<std::size_t> outcome; ///< index into Verdict::outcomes
        bool operator==(const Highlight &) const = default;
    };
    /// What is under the user's pointer; empty when it leaves.
    void setHighlight(const Highlight &highlight);
    /// Stays until something else is selected or the program changes. Selecting the same again ends
    /// it.
    void select(const Highlight &selection);
    const Highlight &selection() const { return m_selection; }
    /// What is under the pointer, otherwise the selection.
    const Highlight &highlight() const { return m_pointed == Highlight{} ? m_selection : m_pointed; }
    /// The events of the run that concern the highlighted location or thread, in order.
    std::vector<std::size_t> highlightedEvents() const;

    const Message &message() const { return m_message; }
    void setMessage(const Message &message);
    void clearMessage() { setMessage({}); }

Q_SIGNALS:
    void scenarioChanged(); ///< another text: everything has changed
    void variantChanged();  ///< variant, model or parameters: another program, another run
    void runChanged();      ///< steps or cursor
    void fatesChanged();    ///< the fates of the current variant's states
    /// Emitted for results under the current memory model.
    void resultChanged(std::size_t variant);
    void messageChanged();
    void highlightChanged();

private:
    void startSearch();
    void onResult(SearchSubject subject);
    void onFailedSearch(const QString &sentence);
    Walked wanted() const;
    /// If steps are dropped, the message tells which, and offers to undo, if it has a text.
    void restore(const Walked &walked, const QString &undoText);
    void takeAll(std::span<const Step> steps);
    void pushReplaced(Walked before, const QString &text);
    void setMachine(std::shared_ptr<const Machine> machine, std::size_t variant);
    Walk walkAsFarAsPossible(const Schedule &schedule, std::size_t position);
    void touch();

    QString m_path;
    std::shared_ptr<const SourceText> m_source;
    std::vector<std::string> m_variants;
    std::size_t m_variant = 0;
    ParameterValues m_parameters;
    std::optional<Run> m_run;
    /// The user's last schedule. A variant in which it cannot be completed does not shorten it.
    std::optional<Schedule> m_wanted;
    std::optional<std::size_t> m_wantedPosition;
    SearchQueue m_search;
    LineSearch m_lines;
    bool m_isSearching = false;
    std::size_t m_nextFailure = 0;
    mutable std::shared_ptr<const Timeline> m_timeline;
    QUndoStack m_undo;
    Highlight m_pointed, m_selection;
    Message m_message;
};

} // namespace racewalk::desktop
