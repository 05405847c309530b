// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/comparing.h"

#include "desktop/base/background_job.h"
#include "explore/fates/livelock.h"
#include "explore/results/verdict_words.h"
#include "language/changes/variant_lines.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace racewalk::desktop {

/// Everything that the worker needs.
struct Comparing::Job {
    std::shared_ptr<const SourceText> source;
    std::array<std::string, 2> variants;
    std::array<MemoryModel, 2> models;
    std::array<Exploration, 2> known; ///< without a space if it has to be explored first
    std::array<std::string, 2> names;
    ParameterValues parameters;
    std::array<Schedule, 2> schedules; ///< if both are empty: the shortest failure
    Limits limits;

    std::shared_ptr<const Compared> run(const std::stop_token &stop) const;
    SideToCompare side(std::size_t number, const std::stop_token &stop) const;
};

SideToCompare Comparing::Job::side(std::size_t number, const std::stop_token &stop) const
{
    auto machine = machineFor(source, variants[number], parameters, models[number]);
    if (!machine)
        throw std::runtime_error(machine.error().sentence.toStdString());
    SideToCompare side{*std::move(machine), known[number], schedules[number]};
    if (!side.exploration.space)
        side.exploration = explore(*side.machine, limits, stop);
    return side;
}

std::shared_ptr<const Compared> Comparing::Job::run(const std::stop_token &stop) const
{
    SideToCompare left = side(0, stop), right = side(1, stop);
    std::string origin;
    if (schedules[0].words.empty() && schedules[1].words.empty()) {
        ChosenSchedule chosen = readableSchedule(left, right, names);
        left.schedule = right.schedule = std::move(chosen.schedule);
        origin = std::move(chosen.origin);
    }
    auto compared = std::make_shared<Compared>(
        Compared{compareSides(std::move(left), std::move(right),
                              patchBetween(*source, variants[0], variants[1]), stop),
                 {}});
    ComparisonReport &report = compared->report;
    report.origin = std::move(origin);
    report.names = names;
    for (std::size_t i = 0; i < 2; ++i) {
        const Run &run = report.comparison.sides[i].run;
        const auto &[verdict, space] = report.explorations[i];
        const auto fateOf = [&](StateView state) { return space->fateOf(state); };
        compared->timelines[i] = std::make_shared<const Timeline>(timelineOf(
            run, fateOf, onlyFailure(verdict),
            livelockAtEnd(run.machine(), *space, run.length(),
                          [&run](std::size_t position) { return run.stateAt(position); })));
    }
    return compared;
}

Comparing::Comparing(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_pool.setMaxThreadCount(1);
    m_limits.maxMemoryMiB = 1024;
    m_limits.reductions = Reductions::forGraph();
    connect(&session, &Session::scenarioChanged, this, &Comparing::onScenarioChanged);
    connect(&session, &Session::variantChanged, this, &Comparing::onProgramChanged);
    connect(&session, &Session::runChanged, this, &Comparing::onRunChanged);
    connect(&session, &Session::walksChanged, this, &Comparing::onWalksChanged);
}

Comparing::~Comparing()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

ComparedSubject Comparing::ownSubject() const
{
    return {m_session.variant(), m_session.memory()};
}

ComparedSubject Comparing::otherThan(const ComparedSubject &left) const
{
    ComparedSubject other = left;
    if (m_session.variantCount() > 1) {
        other.variant = (left.variant + 1) % m_session.variantCount();
    } else {
        const auto next = static_cast<std::size_t>(left.memory) + 1;
        other.memory = memoryModels[next % memoryModels.size()].model;
    }
    return other;
}

void Comparing::setOn(bool isOn)
{
    if (isOn == m_isOn || (isOn && !m_session.isOpen()))
        return;
    m_isOn = isOn;
    m_isFresh = true;
    if (isOn) {
        onProgramChanged();
    } else {
        m_stop.request_stop();
        m_isWorking = false;
    }
    Q_EMIT onChanged();
}

void Comparing::compareWith(WalkId walk)
{
    setOn(true);
    ComparedSubject other = ownSubject();
    other.walk = walk;
    m_subjects[0] = ownSubject();
    m_subjects[1] = {};
    setSubject(1, other);
}

QString Comparing::nameOf(const ComparedSubject &subject) const
{
    const Variant &variant = m_session.scenario().variants[subject.variant];
    QString name = QString::fromStdString(!variant.title.empty() ? variant.title : variant.name);
    if (name.isEmpty())
        name = m_session.title();
    if (subject.memory != m_session.memory() || m_subjects[0].memory != m_subjects[1].memory)
        name += tr(", %1").arg(QString::fromLatin1(rowOf(subject.memory).name).toUpper());
    const Walks &walks = m_session.walks();
    const bool areWalks = m_subjects[0].walk || m_subjects[1].walk;
    const auto row = subject.walk ? walks.rowOf(*subject.walk) : walks.current();
    const bool isOneProgram = m_subjects[0].variant == m_subjects[1].variant &&
                              m_subjects[0].memory == m_subjects[1].memory;
    if (areWalks && row) {
        const QString walk = QString::fromStdString(walks[*row].name);
        name = isOneProgram ? walk : tr("%1, %2").arg(walk, name);
    }
    return name;
}

void Comparing::setSubject(std::size_t side, const ComparedSubject &subject)
{
    if (subject == m_subjects[side])
        return;
    m_subjects[side] = subject;
    m_hasSubjects = true;
    Q_EMIT subjectsChanged();
    start();
}

/// What was chosen may not exist in another scenario.
void Comparing::onScenarioChanged()
{
    m_stop.request_stop();
    m_isWorking = false;
    m_hasSubjects = false;
    m_isFresh = true;
    m_result.reset();
    m_subjects = {ownSubject(), ownSubject()};
    onProgramChanged();
}

/// The left side is what the window is about.
void Comparing::onProgramChanged()
{
    if (!m_isOn)
        return;
    const ComparedSubject before = m_subjects[0];
    m_subjects[0] = ownSubject();
    if (!m_hasSubjects)
        m_subjects[1] = otherThan(m_subjects[0]);
    else if (m_subjects[1] == m_subjects[0])
        m_subjects[1] = before == m_subjects[0] ? otherThan(before) : before;
    m_hasSubjects = true;
    Q_EMIT subjectsChanged();
    start();
}

/// A walk may be gone, or have another name.
void Comparing::onWalksChanged()
{
    if (!m_isOn)
        return;
    for (ComparedSubject &subject : m_subjects)
        if (subject.walk && !m_session.walks().rowOf(*subject.walk))
            subject = &subject == &m_subjects[0] ? ownSubject() : otherThan(m_subjects[0]);
    Q_EMIT subjectsChanged();
    if (m_subjects[0].walk || m_subjects[1].walk)
        start();
}

void Comparing::onRunChanged()
{
    if (!m_isOn || m_isMoving)
        return;
    if (!std::ranges::equal(m_session.run().steps(), m_steps)) {
        start();
        return;
    }
    if (!m_result || !isLeftOfSession() || m_isWorking)
        return;
    const std::size_t rows = rowsFor(m_session.run().position());
    if (std::exchange(m_taken, rows) != rows)
        Q_EMIT takenChanged();
}

Comparing::Job Comparing::jobFor() const
{
    const Program &program = m_session.program();
    Job job;
    job.source = program.source;
    job.limits = m_limits;
    for (const Parameter &parameter : program.parameters)
        job.parameters.emplace_back(parameter.name, parameter.value);
    for (std::size_t side = 0; side < 2; ++side) {
        const ComparedSubject &subject = m_subjects[side];
        job.variants[side] = program.scenario.variants[subject.variant].name;
        job.models[side] = subject.memory;
        const SearchResult &known = m_session.search().result({subject.variant, subject.memory});
        if (known.stage == SearchResult::Stage::Done && known.space && !known.verdict->isReduced)
            job.known[side] = {*known.verdict, known.space};
    }
    const Walks &walks = m_session.walks();
    for (std::size_t side = 0; side < 2; ++side) {
        const auto row = m_subjects[side].walk ? walks.rowOf(*m_subjects[side].walk) : std::nullopt;
        const NamedWalk &walk = row ? walks[*row] : walks.currentWalk();
        // As it was walked, even if this program cannot take all of it.
        job.schedules[side] = withThreadNames(walk.schedule(), m_session.program());
        job.names[side] = nameOf(m_subjects[side]).toStdString();
    }
    return job;
}

void Comparing::start()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_isWorking = true;
    m_error.clear();
    const auto steps = m_session.run().steps();
    m_steps.assign(steps.begin(), steps.end());
    const auto job = std::make_shared<const Job>(jobFor());
    startJob(
        m_pool, QPointer<Comparing>(this), m_stop.get_token(),
        [job, stop = m_stop.get_token()] { return job->run(stop); },
        [](Comparing &one, const auto &result) { one.arrive(result); });
    Q_EMIT resultChanged();
}

void Comparing::arrive(const std::expected<std::shared_ptr<const Compared>, QString> &result)
{
    m_isWorking = false;
    const bool wasAtEnd = m_taken >= rowCount();
    if (!result) {
        m_error = result.error();
        m_result.reset();
    } else {
        m_result = *result;
    }
    // Without a walk, the schedule that was chosen for it is shown whole.
    if (isLeftOfSession() && m_session.run().length() > 0)
        m_taken = rowsFor(m_session.run().position());
    else if (std::exchange(m_isFresh, false) || wasAtEnd)
        m_taken = rowCount();
    m_isFresh = false;
    m_taken = std::min(m_taken, rowCount());
    Q_EMIT resultChanged();
    Q_EMIT takenChanged();
}

bool Comparing::isLeftOfSession() const
{
    return m_subjects[0] == ownSubject();
}

std::size_t Comparing::rowCount() const
{
    return m_result ? m_result->report.comparison.rows.size() : 0;
}

/// Up to the row of the left side's step number `position`; all rows at the end of the walk.
std::size_t Comparing::rowsFor(std::size_t position) const
{
    if (!m_result || position == 0)
        return 0;
    if (position >= m_session.run().length())
        return rowCount();
    const auto &rows = m_result->report.comparison.rows;
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (const auto &step = rows[row].steps[0]; step && step->event + 1 >= position)
            return row + 1;
    return rows.size();
}

void Comparing::jump(std::size_t rows)
{
    rows = std::min(rows, rowCount());
    if (rows == m_taken)
        return;
    m_taken = rows;
    if (isLeftOfSession() && !m_isWorking) {
        m_isMoving = true;
        m_session.jump(m_result->report.comparison.position(0, rows));
        m_isMoving = false;
    }
    Q_EMIT takenChanged();
}

void Comparing::goToFirstDifference()
{
    if (m_result && m_result->report.comparison.firstDifference)
        jump(*m_result->report.comparison.firstDifference + 1);
}

} // namespace racewalk::desktop
