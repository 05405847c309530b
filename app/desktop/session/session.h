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
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// What the window is about: one scenario, the variant, parameters and memory model that are looked
/// at, one run with its cursor, and what is known of all interleavings. Views show it and ask it;
/// it knows no view. Everything but open(), isOpen() and the message needs an open scenario.
class Session final : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    /// Opens a file on its first variant. If it cannot be read or has an error, says so and changes
    /// nothing else.
    bool open(const QString &path);
    bool isOpen() const { return m_run.has_value(); }
    const QString &path() const { return m_path; }
    QString title() const;

    const Program &program() const { return machine().program(); }
    const Machine &machine() const { return m_run->machine(); }
    const Scenario &scenario() const { return program().scenario; }

    std::size_t variantCount() const { return m_variants.size(); }
    std::size_t variant() const { return m_variant; }
    /// Walks the schedule that the user made last as far as it goes in the other variant.
    void setVariant(std::size_t variant);
    MemoryModel memory() const { return program().memory; }
    /// As setVariant(). What is known of the variants under the other model is kept.
    void setMemory(MemoryModel memory);
    /// The value must lie in the parameter's range.
    void setParameter(const std::string &name, std::int32_t value);

    /// Of the variant that is looked at; of any variant: under the memory model that is looked at.
    const SearchResult &result() const { return result(m_variant); }
    const SearchResult &result(std::size_t variant) const
    {
        return m_search.result({variant, memory()});
    }
    SearchQueue &search() { return m_search; }
    LineSearch &lines() { return m_lines; }
    const LineSearch &lines() const { return m_lines; }
    /// Starts exploring; until then nothing is known of any variant. Later scenarios are explored
    /// at once.
    void startSearching();

    const Run &run() const { return *m_run; }
    /// Of all known steps. Kept until the steps or what is known of their fates change.
    std::shared_ptr<const Timeline> timeline() const;
    Fate fateOf(StateView state) const;
    /// The fate of the state behind an enabled step at the cursor.
    Fate fateBehind(Step step) const;
    /// The enabled steps of one thread: several where there is a choice.
    std::vector<Step> stepsOf(ThreadId thread) const;
    /// The stores that its buffer can bring to memory now: several under pso.
    std::vector<Step> drainsOf(ThreadId thread) const;

    void take(Step step);
    /// Until it blocks or stands before a scheduling point.
    void runThread(ThreadId thread);
    void runToLine(ThreadId thread, std::uint32_t line);
    void back() { jump(run().position() - (run().position() > 0 ? 1 : 0)); }
    void forward() { jump(run().position() + 1); }
    /// Clamped to the known steps.
    void jump(std::size_t position);

    /// The failures whose runs findFailure() loads in turn.
    std::vector<const Finding *> failures() const;
    /// Loads the next of them, with the cursor at the start.
    void findFailure();

    QString scheduleText() const;
    /// Replaces the run; the cursor goes to its end. False, with a message, if the text is no
    /// schedule. What cannot be walked is left out, with a message.
    bool replay(const QString &schedule);
    /// Replaces the run by steps of the current machine.
    void replaceSteps(std::span<const Step> steps, std::size_t position, const QString &undoText);
    /// Back to the scenario's first values of all parameters, in this variant and model, at the
    /// start.
    void resetTo(std::size_t variant, MemoryModel memory);

    QUndoStack &undoStack() { return m_undo; }
    Walked walked() const;
    void restore(const Walked &walked);

    /// A place, or a thread that waits at it, that the user points at: its events are marked.
    struct Highlight {
        std::optional<CellId> cell;
        std::optional<ThreadId> thread;
        bool operator==(const Highlight &) const = default;
    };
    void setHighlight(const Highlight &highlight);
    /// The events of the run that are about it, in order.
    std::vector<std::size_t> highlightedEvents() const;

    const Message &message() const { return m_message; }
    void setMessage(const Message &message);
    void clearMessage() { setMessage({}); }

Q_SIGNALS:
    void scenarioChanged(); ///< another text: everything is new
    void variantChanged();  ///< variant, model or parameters: another program, another run
    void runChanged();      ///< steps or cursor
    void fatesChanged();    ///< what is known of the current variant's states
    /// Under the memory model that is looked at.
    void resultChanged(std::size_t variant);
    void messageChanged();
    void highlightChanged();

private:
    void startSearch();
    void onResult(SearchSubject subject);
    void onFailedSearch(const QString &sentence);
    Walked wanted() const;
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
    /// What the user walked last; a variant in which it goes less far does not shorten it.
    std::optional<Schedule> m_wanted;
    std::optional<std::size_t> m_wantedPosition;
    SearchQueue m_search;
    LineSearch m_lines;
    bool m_isSearching = false;
    std::size_t m_nextFailure = 0;
    mutable std::shared_ptr<const Timeline> m_timeline;
    QUndoStack m_undo;
    Highlight m_highlight;
    Message m_message;
};

} // namespace racewalk::desktop
