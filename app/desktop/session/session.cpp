// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>

#include "desktop/session/session.h"

#include "desktop/base/counted.h"
#include "desktop/document/saved_session.h"
#include "desktop/search/lines_message.h"
#include "desktop/session/walk_commands.h"
#include "explore/fates/livelock.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

/// Of a run that was `length` steps long and keeps the first `kept`.
QString droppedText(std::size_t kept, std::size_t length)
{
    return length - kept == 1 ? Session::tr("Step %1 cannot be taken here. It is kept.").arg(length)
                              : Session::tr("Steps %1 to %2 cannot be taken here. They are kept.")
                                    .arg(kept + 1)
                                    .arg(length);
}

} // namespace

Session::Session(QObject *parent) : QObject(parent), m_search(this), m_lines(this)
{
    connect(this, &Session::runChanged, this, [this] { m_preview.reset(); }); // before the views
    connect(&m_lines, &LineSearch::reportChanged, this, [this] {
        if (m_lines.report())
            setMessage(linesMessage(*m_lines.report()));
    });
    connect(&m_search, &SearchQueue::resultChanged, this, &Session::onResult);
    connect(&m_lines, &LineSearch::failed, this, &Session::onFailedSearch);
    connect(&m_search, &SearchQueue::failed, this, &Session::onFailedSearch);
    connect(&m_idle, &QTimer::timeout, this, &Session::replayNext);
}

Session::~Session() = default;

bool Session::open(const QString &path)
{
    const auto fail = [this](const OpenError &error, Message::Action action) {
        setMessage({Message::Kind::Error, error.sentence, error.details, action});
        return false;
    };
    auto document =
        QFileInfo(path).suffix() == sessionSuffix ? readDocument(path) : scenarioDocument(path);
    if (!document)
        return fail(document.error(), Message::Action::Retry);
    show(*std::move(document));
    return true;
}

bool Session::saveAs(const QString &path)
{
    const QString failure = writeSession(path, *m_document);
    if (!failure.isEmpty()) {
        setMessage({Message::Kind::Error, failure, {}, Message::Action::None});
        return false;
    }
    m_document->sessionPath = path;
    setMessage({Message::Kind::Info,
                tr("Saved %1.").arg(QFileInfo(path).fileName()),
                {},
                Message::Action::None});
    return true;
}

void Session::offer(const QString &path, const QString &sentence)
{
    m_offered = path;
    setMessage({Message::Kind::Info, sentence, {}, Message::Action::Restore});
}

void Session::openOffered()
{
    if (open(m_offered))
        m_document->sessionPath.clear();
}

std::string Session::viewSetting(const std::string &name) const
{
    const auto found = m_document->view.find(name);
    return found == m_document->view.end() ? std::string() : found->second;
}

void Session::setViewSetting(const std::string &name, const std::string &value)
{
    m_document->view.insert_or_assign(name, value);
    m_timeline.reset(); // a view of it may have to be laid out anew
    Q_EMIT walksChanged();
}

void Session::show(Document document)
{
    const bool hadWalked = hasWalked();
    if (!isOpen() || (!hadWalked && m_undo.count() == 0)) {
        m_document.emplace(std::move(document));
        announceDocument();
        return;
    }
    const QString title = this->title();
    Document before = std::exchange(*m_document, std::move(document));
    m_undo.push(new DocumentReplaced(*this, std::move(before), tr("open another scenario")));
    announceDocument();
    if (hadWalked)
        setMessage({Message::Kind::Info,
                    tr("What you walked in %1 comes back with Undo.").arg(title),
                    {},
                    Message::Action::Undo});
}

void Session::exchangeDocument(Document &other)
{
    std::swap(*m_document, other);
    announceDocument();
}

void Session::announceDocument()
{
    m_search.stop();
    forgetRun();
    m_search.prepare(variantCount());
    clearMessage();
    Q_EMIT scenarioChanged();
    Q_EMIT variantChanged();
    Q_EMIT walksChanged();
    Q_EMIT runChanged();
    replayWhenIdle();
    startSearch();
}

QString Session::title() const
{
    const QString title = QString::fromStdString(scenario().title);
    return title.isEmpty() ? QFileInfo(path()).completeBaseName() : title;
}

/// What was worked out for the current run.
void Session::forgetRun()
{
    m_nextFailure = 0;
    m_pointed = m_selection = {};
    m_preview.reset();
    m_lines.setMachine(walks().machine());
    m_timeline.reset();
}

Place Session::place() const
{
    return {m_document->variants[variant()], memory(), m_document->parameters};
}

Place Session::placeOf(std::size_t variant, MemoryModel memory) const
{
    Place place = this->place();
    if (variant < variantCount())
        place.variant = m_document->variants[variant];
    place.memory = memory;
    place.parameters.clear();
    for (const Parameter &parameter : scenario().parameters)
        place.parameters.emplace_back(parameter.name, parameter.value);
    return place;
}

void Session::setVariant(std::size_t variant)
{
    if (variant == this->variant() || variant >= variantCount())
        return;
    Place there = place();
    there.variant = m_document->variants[variant];
    change(there, tr("change the variant"));
}

void Session::setMemory(MemoryModel memory)
{
    if (memory == this->memory())
        return;
    Place there = place();
    there.memory = memory;
    change(there, tr("change the memory model"));
}

void Session::setSubject(SearchSubject subject)
{
    if (subject.variant == variant() || subject.variant >= variantCount()) {
        setMemory(subject.memory);
        return;
    }
    Place there = place();
    there.variant = m_document->variants[subject.variant];
    there.memory = subject.memory;
    change(there, tr("change the variant and the memory model"));
}

void Session::setParameter(const std::string &name, std::int32_t value)
{
    Place there = place();
    const auto parameter =
        std::ranges::find(there.parameters, name, &ParameterValues::value_type::first);
    if (parameter == there.parameters.end() || parameter->second == value)
        return;
    parameter->second = value;
    change(there, tr("change %1").arg(QString::fromStdString(name)));
}

void Session::change(const Place &there, const QString &undoText)
{
    const Standpoint before = standpoint();
    if (there == before.place)
        return;
    const std::size_t length = run().length();
    const bool isSameCode = there.variant == before.place.variant;
    if (!setPlace(there))
        return;
    m_undo.push(new PlaceChanged(*this, before, undoText));
    sayWhatWasDropped(length, isSameCode);
}

/// Another program for all walks. Returns false, with a message, if it does not compile.
bool Session::setPlace(const Place &there)
{
    const auto named = std::ranges::find(m_document->variants, there.variant);
    if (there == place() || named == m_document->variants.end())
        return there == place();
    auto machine = machineFor(m_document->source, there.variant, there.parameters, there.memory);
    if (!machine) {
        setMessage({Message::Kind::Error, machine.error().sentence, machine.error().details,
                    Message::Action::None});
        return false;
    }
    const bool isOtherSearch = there.parameters != m_document->parameters;
    m_document->parameters = there.parameters;
    m_document->variant = static_cast<std::size_t>(named - m_document->variants.begin());
    m_document->walks.setMachine(*std::move(machine));
    forgetRun();
    if (isOtherSearch)
        m_search.prepare(variantCount());
    clearMessage();
    Q_EMIT variantChanged();
    Q_EMIT walksChanged();
    Q_EMIT runChanged();
    replayWhenIdle();
    // Only now: views that hear of a search must know its program already.
    if (isOtherSearch)
        startSearch();
    else if (m_isSearching)
        m_search.setFirst({variant(), memory()});
    return true;
}

/// Of the current walk, which had `length` steps in the program before.
void Session::sayWhatWasDropped(std::size_t length, bool isSameCode)
{
    const std::size_t kept = run().length();
    const QString why = capitalized(QString::fromStdString(walks().currentWalk().stop));
    Message message{Message::Kind::Warning, {}, {}, Message::Action::None};
    if (!why.isEmpty())
        message.text = kept >= length ? tr("Replayed %1 here. %2.").arg(countedSteps(kept), why)
                                      : tr("%1 %2.").arg(droppedText(kept, length), why);
    else if (kept < length && isSameCode)
        // Every word of the schedule was taken, but a thread blocked earlier than before.
        message.text =
            tr("This schedule has %1 here; it had %2 before.").arg(countedSteps(kept)).arg(length);
    if (message.text.isEmpty())
        return;
    message.action = Message::Action::Undo;
    setMessage(message);
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
        m_search.start(m_document->source, m_document->variants, m_document->parameters,
                       {variant(), memory()});
}

void Session::onResult(SearchSubject subject)
{
    if (subject.memory != memory())
        return;
    using Stage = SearchResult::Stage;
    if (subject.variant == variant() &&
        (result().stage == Stage::Error || result().stage == Stage::Done)) {
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

std::shared_ptr<const Timeline> Session::timelineOf(const Run &run) const
{
    std::optional<Livelock> livelock;
    if (const auto &space = result().space)
        livelock = livelockAtEnd(machine(), *space, run.length(),
                                 [&run](std::size_t position) { return run.stateAt(position); });
    return std::make_shared<const Timeline>(racewalk::timelineOf(
        run, [this](StateView state) { return fateOf(state); }, result().onlyFailure(),
        std::move(livelock)));
}

std::shared_ptr<const Timeline> Session::timeline() const
{
    if (!m_timeline) {
        Timeline timeline = *timelineOf(run());
        timeline.notes = shownNotes();
        m_timeline = std::make_shared<const Timeline>(std::move(timeline));
    }
    return m_timeline;
}

void Session::setPreview(std::optional<Step> step)
{
    if (step ? m_preview && m_preview->event.step == *step : !m_preview)
        return;
    m_preview.reset();
    if (step && machine().isEnabled(run().state(), *step))
        m_preview = previewOf(run(), *step);
    Q_EMIT previewChanged();
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
