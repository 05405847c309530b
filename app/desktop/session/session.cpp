// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>

#include "desktop/session/session.h"

#include "desktop/session/counted.h"
#include "desktop/session/lines_message.h"
#include "desktop/session/replace_walk.h"
#include "explore/results/livelock.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

/// Of a run that was `length` steps long and keeps the first `kept`.
QString droppedText(std::size_t kept, std::size_t length)
{
    return length - kept == 1
               ? Session::tr("Step %1 was dropped.").arg(length)
               : Session::tr("Steps %1 to %2 were dropped.").arg(kept + 1).arg(length);
}

/// The schedule of the only thread of a group is that of the first once there are several.
Schedule withNumbers(Schedule schedule, const Program &program)
{
    for (ScheduleWord &word : schedule.words)
        if (!program.findThread(word.thread) && program.findThread(word.thread + "[0]"))
            word.thread += "[0]";
    return schedule;
}

} // namespace

Session::Session(QObject *parent) : QObject(parent), m_search(this), m_lines(this)
{
    connect(&m_lines, &LineSearch::reportChanged, this, [this] {
        if (m_lines.report())
            setMessage(linesMessage(*m_lines.report()));
    });
    connect(&m_search, &SearchQueue::resultChanged, this, &Session::onResult);
    connect(&m_lines, &LineSearch::failed, this, &Session::onFailedSearch);
    connect(&m_search, &SearchQueue::failed, this, &Session::onFailedSearch);
}

Session::~Session() = default;

bool Session::open(const QString &path)
{
    const auto fail = [this](const OpenError &error, Message::Action action) {
        setMessage({Message::Kind::Error, error.sentence, error.details, action});
        return false;
    };
    const auto source = readScenario(path);
    if (!source)
        return fail(source.error(), Message::Action::Retry);
    auto machine = machineFor(*source);
    if (!machine)
        return fail(machine.error(), Message::Action::Retry);

    m_search.stop();
    m_undo.clear();
    m_path = path;
    m_source = *source;
    m_variants.clear();
    for (const Variant &variant : (*machine)->program().scenario.variants)
        m_variants.push_back(variant.name);
    m_parameters.clear();
    for (const Parameter &parameter : (*machine)->program().parameters)
        m_parameters.emplace_back(parameter.name, parameter.value);
    m_wanted.reset();
    m_wantedPosition.reset();
    setMachine(std::move(*machine), 0);
    m_search.prepare(m_variants.size());
    clearMessage();
    Q_EMIT scenarioChanged();
    Q_EMIT variantChanged();
    Q_EMIT runChanged();
    startSearch();
    return true;
}

QString Session::title() const
{
    const QString title = QString::fromStdString(scenario().title);
    return title.isEmpty() ? QFileInfo(m_path).completeBaseName() : title;
}

void Session::setMachine(std::shared_ptr<const Machine> machine, std::size_t variant)
{
    m_variant = variant;
    m_nextFailure = 0;
    m_pointed = m_selection = {};
    m_lines.setMachine(machine);
    m_run.emplace(std::move(machine));
    m_timeline.reset();
}

void Session::setVariant(std::size_t variant)
{
    if (variant == m_variant || variant >= m_variants.size())
        return;
    Walked there = wanted();
    there.variant = m_variants[variant];
    restore(there, tr("change the variant"));
}

void Session::setMemory(MemoryModel memory)
{
    if (memory == this->memory())
        return;
    Walked there = wanted();
    there.memory = memory;
    restore(there, tr("change the memory model"));
}

/// What is walked in another variant or model: what the user walked, though this one may have cut
/// it short.
Walked Session::wanted() const
{
    Walked there = walked();
    if (m_wanted)
        there.schedule = *m_wanted;
    if (m_wantedPosition)
        there.position = *m_wantedPosition;
    else if (run().position() == run().length())
        there.position = atEnd;
    return there;
}

void Session::setParameter(const std::string &name, std::int32_t value)
{
    const auto parameter =
        std::ranges::find(m_parameters, name, &ParameterValues::value_type::first);
    if (parameter == m_parameters.end() || parameter->second == value)
        return;
    Walked there = wanted();
    const auto index = static_cast<std::size_t>(parameter - m_parameters.begin());
    there.parameters[index].second = value;
    restore(there, tr("change %1").arg(QString::fromStdString(name)));
}

void Session::restore(const Walked &there, const QString &undoText)
{
    const auto named = std::ranges::find(m_variants, there.variant);
    if (named == m_variants.end())
        return;
    const auto variant = static_cast<std::size_t>(named - m_variants.begin());
    const bool isOtherProgram =
        variant != m_variant || there.parameters != m_parameters || there.memory != memory();
    const bool isOtherSearch = there.parameters != m_parameters;
    const bool isSameCode = variant == m_variant;
    const std::size_t length = run().length();
    Walked before = wanted();
    Message message;
    if (isOtherProgram) {
        auto machine = machineFor(m_source, there.variant, there.parameters, there.memory);
        if (!machine) {
            setMessage({Message::Kind::Error, machine.error().sentence, machine.error().details,
                        Message::Action::None});
            return;
        }
        m_parameters = there.parameters;
        setMachine(std::move(*machine), variant);
        if (isOtherSearch)
            m_search.prepare(m_variants.size());
    }
    const Walk walk = walkAsFarAsPossible(there.schedule, there.position);
    m_wanted = there.schedule;
    m_wantedPosition = there.position;
    const std::size_t kept = run().length();
    if (!walk.message.empty()) {
        const QString why = capitalized(QString::fromStdString(walk.message));
        message.kind = Message::Kind::Warning;
        message.text = kept >= length ? tr("Replayed %1 here. %2.").arg(countedSteps(kept), why)
                                      : tr("%1 %2.").arg(droppedText(kept, length), why);
    } else if (kept < length && isOtherProgram && isSameCode && !undoText.isEmpty()) {
        // Every word of the schedule was taken, but a thread blocked earlier than before.
        message.kind = Message::Kind::Warning;
        message.text =
            tr("The same schedule has %1 here, instead of %2.").arg(countedSteps(kept)).arg(length);
    }
    if (!message.text.isEmpty() && kept < length && !undoText.isEmpty()) {
        m_undo.push(new ReplaceWalk(*this, std::move(before), there, undoText));
        message.action = Message::Action::Undo;
    }
    setMessage(message);
    if (isOtherProgram)
        Q_EMIT variantChanged();
    Q_EMIT runChanged();
    // Only now: views that hear of a search must know its program already.
    if (isOtherSearch)
        startSearch();
    else if (isOtherProgram && m_isSearching)
        m_search.setFirst({variant, memory()});
}

Walk Session::walkAsFarAsPossible(const Schedule &schedule, std::size_t position)
{
    Walk result = walk(machine(), withNumbers(schedule, program()));
    m_run->replace(result.steps);
    m_run->jump(position);
    m_timeline.reset();
    return result;
}

void Session::resetTo(std::size_t variant, MemoryModel memory)
{
    ParameterValues initial;
    for (const Parameter &parameter : scenario().parameters)
        initial.emplace_back(parameter.name, parameter.value);
    restore({m_variants[variant], memory, std::move(initial), {}, 0});
}

void Session::startSearching()
{
    if (m_isSearching)
        return;
    m_isSearching = true;
    if (isOpen())
        startSearch();
}

void Session::startSearch()
{
    if (m_isSearching)
        m_search.start(m_source, m_variants, m_parameters, {m_variant, memory()});
}

void Session::onResult(SearchSubject subject)
{
    if (subject.memory != memory())
        return;
    using Stage = SearchResult::Stage;
    if (subject.variant == m_variant &&
        (result().stage == Stage::Error || (result().stage == Stage::Done && result().space))) {
        m_timeline.reset();
        Q_EMIT fatesChanged();
    }
    Q_EMIT resultChanged(subject.variant);
}

void Session::onFailedSearch(const QString &sentence)
{
    setMessage({Message::Kind::Error,
                tr("A search failed: %1.").arg(sentence),
                {},
                Message::Action::None});
}

Fate Session::fateOf(StateView state) const
{
    const auto &space = result().space;
    return space ? space->fateOf(state) : Fate::Unknown;
}

std::shared_ptr<const Timeline> Session::timeline() const
{
    if (m_timeline)
        return m_timeline;
    std::optional<Livelock> livelock;
    if (const auto &space = result().space)
        livelock = livelockAtEnd(machine(), *space, run().length(),
                                 [this](std::size_t position) { return run().stateAt(position); });
    m_timeline = std::make_shared<const Timeline>(
        timelineOf(run(), [this](StateView state) { return fateOf(state); },
                   result().onlyFailure(), std::move(livelock)));
    return m_timeline;
}

void Session::setHighlight(const Highlight &highlight)
{
    if (highlight == m_pointed)
        return;
    m_pointed = highlight;
    Q_EMIT highlightChanged();
}

void Session::select(const Highlight &selection)
{
    m_selection = selection == m_selection ? Highlight{} : selection;
    Q_EMIT highlightChanged();
}

std::vector<std::size_t> Session::highlightedEvents() const
{
    std::vector<std::size_t> events;
    const Highlight &marked = highlight();
    if (!marked.cell && !marked.thread)
        return events;
    for (std::size_t index = 0; index < run().length(); ++index) {
        const Event &event = run().event(index);
        const bool isItsThread =
            !marked.thread || event.step.thread == *marked.thread ||
            std::ranges::find(event.woken, *marked.thread) != event.woken.end();
        if (isItsThread && (!marked.cell || event.cell == marked.cell))
            events.push_back(index);
    }
    return events;
}

void Session::setMessage(const Message &message)
{
    if (message == m_message)
        return;
    m_message = message;
    Q_EMIT messageChanged();
}

} // namespace racewalk::desktop
