// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

#include "desktop/base/message.h"
#include "desktop/document/scenario_file.h"
#include "desktop/document/standpoint.h"
#include "desktop/search/line_search.h"
#include "desktop/search/search_queue.h"
#include "desktop/session/preview.h"
#include "run/timeline/short_names.h"
#include "run/timeline/timeline.h"
#include "run/walks/walks.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace racewalk::desktop {

class WalkCommand;

/// The state of the window: one scenario; the current variant, parameters and memory model; the
/// walks, of which one is current; and the search results. Views show it and call it; it uses no
/// view. Everything except open(), isOpen() and the message needs an open scenario.
class Session final : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    /// Opens a scenario with its first variant, or a session file as it was saved. If it cannot be
    /// read or has an error, shows a message and changes nothing else.
    bool open(const QString &path);
    /// Writes a session file, which save() then knows. Shows a message in any case.
    bool saveAs(const QString &path);
    /// The file that the session was saved in or read from; empty if there is none.
    QString sessionPath() const { return m_document->sessionPath; }
    /// Offers to open a session file, with a message.
    void offer(const QString &path, const QString &sentence);
    void openOffered();
    bool isOpen() const { return m_document.has_value(); }
    const QString &path() const { return m_document->path; }
    /// What is open, with everything that was walked in it.
    const Document &document() const { return *m_document; }
    /// Opens a document as it is. What was open can be brought back by undo if it had any walk.
    void show(Document document);
    /// The same, without an undo: `other` becomes what was open.
    void exchangeDocument(Document &other);
    /// A setting of the window that is saved with the session; empty if it was never set.
    std::string viewSetting(const std::string &name) const;
    void setViewSetting(const std::string &name, const std::string &value);
    QString title() const;

    const Program &program() const { return machine().program(); }
    const Machine &machine() const { return *walks().machine(); }
    const Scenario &scenario() const { return program().scenario; }
    /// The names that the program declares, to shorten them by.
    const ScreenNames &names() const;

    std::size_t variantCount() const { return m_document->variants.size(); }
    std::size_t variant() const { return m_document->variant; }
    /// Replays every walk as far as possible in the other variant: the current one now, the others
    /// when they are read or when the window is idle. A message tells where the current one stops,
    /// and undo goes back.
    void setVariant(std::size_t variant);
    MemoryModel memory() const { return program().memory; }
    /// Like setVariant(). Results for the variants under the other model are kept.
    void setMemory(MemoryModel memory);
    /// Both at once.
    void setSubject(SearchSubject subject);
    /// The value must be in the parameter's range.
    void setParameter(const std::string &name, std::int32_t value);

    /// Result for the current variant, or for `variant`, under the current memory model.
    const SearchResult &result() const { return result(variant()); }
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

    const Walks &walks() const { return m_document->walks; }
    /// Whether something would be lost without the walks. False if nothing is open.
    bool hasWalked() const
    {
        return isOpen() && (walks().size() > 1 || !walks().currentWalk().isBlank());
    }
    /// The run of the current walk.
    const Run &run() const { return walks().run(); }
    /// The timeline of all known steps. Cached until the steps or their fates change.
    std::shared_ptr<const Timeline> timeline() const;
    /// Of another run of the program, without notes.
    std::shared_ptr<const Timeline> timelineOf(const Run &run) const;
    Fate fateOf(StateView state) const;
    /// The fate of the state after an enabled step at the cursor.
    Fate fateBehind(Step step) const;
    /// The enabled steps of one thread: several if there is a choice.
    std::vector<Step> stepsOf(ThreadId thread) const;
    /// The drains that the thread's buffer can do now: several under pso.
    std::vector<Step> drainsOf(ThreadId thread) const;

    /// Taking another step than the next known one starts a new walk, unless a walk knows it.
    void take(Step step);
    /// The same for several steps, as far as they are enabled.
    void takeAll(std::span<const Step> steps);
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
    /// Starts a walk with the cursor at its end. It ends, with a message, before the first step
    /// that cannot be taken. Returns false, with a message, and changes nothing, if the text is not
    /// a schedule or not even its first step can be taken.
    bool replay(const QString &schedule);
    /// Starts a walk of steps of the current machine, or goes to the walk that has just these. An
    /// empty name: the next free one.
    void startWalk(std::span<const Step> steps, std::size_t position, const QString &name,
                   const QString &undoText);
    /// The same in another variant, memory model or with other parameters. Returns the steps taken.
    /// `problem` becomes why the schedule cannot be taken as a whole.
    std::size_t startWalkAt(const Place &place, const Schedule &schedule, const QString &name,
                            const QString &undoText, QString &problem);
    Place place() const;
    /// The variant and model, with the scenario's own values of its parameters.
    Place placeOf(std::size_t variant, MemoryModel memory) const;

    /// Goes to a position of a walk; clamped.
    void selectWalk(std::size_t row, std::size_t position);
    /// The next (1) or previous (-1) walk of the list, at the same position.
    void selectNeighbour(int direction);
    void renameWalk(std::size_t row, const QString &name); ///< an empty name keeps the old one
    void deleteWalk(std::size_t row);                      ///< not the only one
    /// Makes a walk the first of the list, so that the others leave it.
    void promoteWalk(std::size_t row);
    /// Writes, or with an empty text deletes, the note on a step, from 1, of a walk.
    void setNote(std::size_t row, std::size_t step, const QString &text);
    void setNote(std::size_t step, const QString &text) { setNote(walks().current(), step, text); }

    QUndoStack &undoStack() { return m_undo; }
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
    const Highlight &highlight() const
    {
        return m_pointed == Highlight{} ? m_selection : m_pointed;
    }
    /// The events of the run that concern the highlighted location or thread, in order.
    std::vector<std::size_t> highlightedEvents() const;

    /// The step at the cursor that the user points at, none when the pointer leaves. A change of
    /// the run ends it.
    void setPreview(std::optional<Step> step);
    const std::optional<Preview> &preview() const { return m_preview; }

    const Message &message() const { return m_message; }
    void setMessage(const Message &message);
    void clearMessage() { setMessage({}); }

Q_SIGNALS:
    void scenarioChanged(); ///< another text: everything has changed
    void variantChanged();  ///< variant, model or parameters: another program, another run
    void runChanged();      ///< steps or cursor of the current walk, or which one is current
    void walksChanged();    ///< the list of walks, their names or notes
    void fatesChanged();    ///< the fates of the current variant's states
    /// Emitted for results under the current memory model.
    void resultChanged(std::size_t variant);
    void messageChanged();
    void highlightChanged();
    void previewChanged();

private:
    friend class WalkCommand;

    void startSearch();
    void onResult(SearchSubject subject);
    void onFailedSearch(const QString &sentence);
    void change(const Place &place, const QString &undoText);
    bool setPlace(const Place &place);
    void forgetRun();
    void announceDocument();
    void sayWhatWasDropped(std::size_t length, bool isSameCode);
    Standpoint standpoint() const;
    void goTo(const Standpoint &standpoint);
    void addWalk(std::span<const Step> steps, const QString &name, std::size_t position,
                 const Standpoint &before, const QString &undoText);
    void keepAddition(WalkId id, const Standpoint &before, const QString &undoText);
    void sayThatItBranched(WalkId branch, const Standpoint &before);
    void showAnew();
    StepNotes shownNotes() const;
    void replayWhenIdle();
    void replayNext();

    std::optional<Document> m_document;
    SearchQueue m_search;
    LineSearch m_lines;
    bool m_isSearching = false;
    std::size_t m_nextFailure = 0;
    mutable std::shared_ptr<const Timeline> m_timeline;
    mutable std::shared_ptr<const Machine> m_named; ///< whose names are in `m_names`
    mutable ScreenNames m_names;
    QUndoStack m_undo;
    QTimer m_idle; ///< runs while walks await their replay
    Highlight m_pointed, m_selection;
    std::optional<Preview> m_preview;
    Message m_message;
    QString m_offered; ///< a session file
};

} // namespace racewalk::desktop
