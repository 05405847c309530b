// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/expander.h"

#include "program/check.h"
#include "program/ids.h"

#include <algorithm>

namespace racewalk {

namespace {

/// Threads with more steps than that are not remembered: they would fill the cache.
constexpr std::size_t maxRemembered = 8;

} // namespace

void Expansion::clear()
{
    stepCounts.clear();
    isPartial = false;
    transitions.clear();
    tops.clear();
    states.clear();
    racing.clear();
    renamingOf.clear();
    renamings.assign(1, Renaming());
}

std::size_t Expansion::bytes() const
{
    return stepCounts.capacity() * sizeof stepCounts[0] +
           transitions.capacity() * sizeof transitions[0] + tops.capacity() * sizeof tops[0] +
           states.capacity() + racing.capacity() * sizeof racing[0] +
           renamingOf.capacity() * sizeof renamingOf[0] +
           renamings.capacity() * sizeof renamings[0];
}

Expander::Expander(const Machine &machine, const StateStore &states, Reducers reducers)
    : m_machine(machine), m_states(states), m_symmetry(reducers.symmetry),
      m_persistent(reducers.persistent), m_lastPiece(states.pieceCount() - 1),
      m_parts(states.makePartCache()), m_source(states.makeTree()), m_target(states.makeTree()),
      m_renamed(states.makeTree())
{}

void Expander::expand(Stretch stretch, Expansion &expansion, Pulse &pulse)
{
    m_expansion = &expansion;
    m_pulse = &pulse;
    m_targets.clear();
    m_renamingNumbers.clear();
    expansion.clear();
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
        const std::uint32_t firstStep = i == stretch.begin ? stretch.firstStep : 0;
        const std::size_t before = expansion.transitions.size();
        if (!expandState(StateIndex{i}, firstStep)) {
            expansion.isPartial = expansion.transitions.size() > before;
            break;
        }
        expansion.stepCounts.push_back(
            static_cast<std::uint32_t>(expansion.transitions.size() - before));
    }
    findTargets();
}

bool Expander::expandState(StateIndex state, std::uint32_t firstStep)
{
    m_states.readPieces(state, m_source);
    m_hasWords = false;
    m_stepsToSkip = firstStep;
    m_accesses.clear();
    m_isRacing = false;
    if (!expandThreads())
        return false;
    if (m_isRacing)
        m_expansion->racing.push_back(static_cast<std::uint32_t>(indexOf(state)));
    return true;
}

bool Expander::expandThreads()
{
    m_isWithoutDrains = false;
    if (m_persistent != nullptr) {
        readWords();
        if (const auto thread = m_persistent->threadIn(m_states.view(m_source))) {
            m_isWithoutDrains = true;
            return expandThread(*thread);
        }
    }
    for (std::size_t i = 0; i < m_machine.program().threads.size(); ++i) {
        if (!expandThread(static_cast<ThreadId>(i)))
            return false;
    }
    return true;
}

/// Threads that are no system lanes have the first pieces.
bool Expander::expandThread(ThreadId thread)
{
    const std::size_t i = indexOf(thread);
    StepCache::Key key{.own = i < m_lastPiece ? m_states.piece(m_source, i) : 0,
                       .shared = m_states.piece(m_source, m_lastPiece),
                       .thread = static_cast<std::uint16_t>(i)};
    for (;; ++key.order) {
        const StepCache::Entry *known = m_cache.find(key);
        if (!known)
            return takeSteps(thread, key);
        if (known->hasAccess)
            addAccess({known->accessed, known->isWrite, known->isPlain});
        const bool isLeftOut =
            m_isWithoutDrains && Step{thread, known->choice}.isDrain() && i < m_lastPiece;
        if (known->hasStep && !isLeftOut) {
            if (m_stepsToSkip > 0)
                --m_stepsToSkip;
            else if (!appendKnown(*known))
                return false;
        }
        if (known->isLast)
            return true;
    }
}

bool Expander::appendKnown(const StepCache::Entry &known)
{
    if (!mayGoOn())
        return false;
    const std::size_t thread = known.key.thread;
    const bool isLane = thread >= m_lastPiece;
    const auto top =
        m_states.pack(m_target, m_source, isLane ? m_lastPiece : thread,
                      isLane ? known.nextShared : known.nextOwn, known.nextShared, m_parts);
    const Step step{static_cast<ThreadId>(thread), known.choice};
    const bool canMove = m_symmetry != nullptr && m_symmetry->canMove(step.thread);
    if (!top || canMove) {
        readWords();
        std::ranges::copy(m_source.bytes, m_target.bytes.begin());
        if (!isLane)
            m_states.setPiece(m_target, thread, known.nextOwn);
        m_states.setPiece(m_target, m_lastPiece, known.nextShared);
    }
    if (canMove) {
        appendTarget(step, top);
        return true;
    }
    append(step, m_target, top);
    if (m_symmetry != nullptr)
        m_expansion->renamingOf.push_back(0);
    return true;
}

/// Those from number `key.order` on, by the machine.
bool Expander::takeSteps(ThreadId thread, StepCache::Key key)
{
    readWords();
    const StateView source = m_states.view(m_source);
    std::optional<Machine::Access> access;
    if (key.order == 0 && m_machine.layout().fault(source) == FindingKind::None)
        access = m_machine.nextAccess(source, thread);
    if (access)
        addAccess(*access);
    m_steps.clear();
    m_machine.appendEnabledSteps(source, thread, m_steps);
    const std::size_t left = m_isWithoutDrains ? std::erase_if(m_steps, &Step::isDrain) : 0;
    m_taken.clear();
    if (m_steps.empty())
        m_taken.push_back({.key = key});
    bool isKnown = key.order == 0 && left == 0 && m_steps.size() <= maxRemembered;
    for (std::size_t i = key.order; i < m_steps.size(); ++i) {
        if (m_stepsToSkip > 0) {
            --m_stepsToSkip;
            isKnown = false;
            continue;
        }
        if (!mayGoOn())
            return false;
        key.order = static_cast<std::uint16_t>(i);
        takeStep(m_steps[i], key, isKnown);
    }
    if (isKnown)
        remember(access);
    return true;
}

/// All that m_taken has of one thread.
void Expander::remember(const std::optional<Machine::Access> &access)
{
    StepCache::Entry &first = m_taken.front();
    if (access) {
        first.hasAccess = true;
        first.accessed = access->cell;
        first.isWrite = access->isWrite;
        first.isPlain = access->isPlain;
    }
    m_taken.back().isLast = true;
    for (const StepCache::Entry &entry : m_taken)
        m_cache.insert(entry);
}

/// Notes it in m_taken if others can be told by it; else it is not known.
void Expander::takeStep(Step step, StepCache::Key key, bool &isKnown)
{
    std::ranges::copy(m_source.bytes, m_target.bytes.begin());
    const bool isAlone = m_machine.applyAlone(m_states.bytes(m_target), step);
    const std::optional<std::uint64_t> top = m_states.pack(m_target, m_source, m_parts);
    appendTarget(step, top);
    isKnown = isKnown && isAlone && top;
    if (!isKnown)
        return;
    const std::size_t own = indexOf(step.thread);
    for (std::size_t i = 0; i < m_lastPiece; ++i)
        RACEWALK_CHECK(i == own || m_states.piece(m_target, i) == m_states.piece(m_source, i));
    m_taken.push_back({.key = key,
                       .nextOwn = own < m_lastPiece ? m_states.piece(m_target, own) : 0,
                       .nextShared = m_states.piece(m_target, m_lastPiece),
                       .choice = step.choice,
                       .hasStep = true});
}

void Expander::addAccess(const Machine::Access &access)
{
    for (const Machine::Access &other : m_accesses)
        m_isRacing = m_isRacing || Machine::isRace(access, other);
    m_accesses.push_back(access);
}

bool Expander::mayGoOn()
{
    return m_expansion->transitions.size() < maxTransitions &&
           m_expansion->states.size() < maxBytes && !m_pulse->isOver();
}

void Expander::readWords()
{
    if (!m_hasWords)
        m_states.readWords(m_source);
    m_hasWords = true;
}

/// What stands for m_target, whose bytes are there.
void Expander::appendTarget(Step step, std::optional<std::uint64_t> top)
{
    if (m_symmetry == nullptr) {
        append(step, m_target, top);
        return;
    }
    const Renaming renaming = m_symmetry->renaming(m_states.view(m_target));
    if (renaming.isIdentity()) {
        m_expansion->renamingOf.push_back(0);
        append(step, m_target, top);
        return;
    }
    m_expansion->renamingOf.push_back(numberOf(renaming));
    m_symmetry->rename(m_states.view(m_target), renaming, m_states.bytes(m_renamed));
    append(step, m_renamed, m_states.pack(m_renamed, m_source, m_parts));
}

/// In the expansion's list, which it is added to if it is new.
std::uint16_t Expander::numberOf(const Renaming &renaming)
{
    std::vector<Renaming> &known = m_expansion->renamings;
    const auto [entry, isNew] =
        m_renamingNumbers.try_emplace(renaming, static_cast<std::uint16_t>(known.size()));
    if (isNew)
        known.push_back(renaming);
    return entry->second;
}

/// A state without a top is the one in the target's bytes.
void Expander::append(Step step, const StateStore::Tree &target, std::optional<std::uint64_t> top)
{
    if (top) {
        const std::uint64_t hash = KeyTable::hashOf(*top);
        m_states.tops().fetchSlot(hash);
        m_targets.push_back({*top, hash});
        m_expansion->transitions.push_back({step, Expansion::hasTop});
    } else {
        const StateView bytes = m_states.view(target);
        m_expansion->states.insert(m_expansion->states.end(), bytes.begin(), bytes.end());
        m_expansion->transitions.push_back({step, Expansion::hasState});
    }
}

/// Two looks, so that the memory of one is fetched while others are looked for.
void Expander::findTargets()
{
    constexpr std::size_t ahead = 12;
    const KeyTable &tops = m_states.tops();
    for (std::size_t i = 0; i < std::min(ahead, m_targets.size()); ++i)
        tops.fetchKey(m_targets[i].hash);
    std::size_t next = 0;
    for (Expansion::Transition &transition : m_expansion->transitions) {
        if (transition.target != Expansion::hasTop)
            continue;
        if (next + ahead < m_targets.size())
            tops.fetchKey(m_targets[next + ahead].hash);
        const Target &target = m_targets[next++];
        const std::uint32_t number = tops.find(target.top, target.hash);
        if (number == KeyTable::noNumber)
            m_expansion->tops.push_back(target.top);
        else
            transition.target = number;
    }
}

} // namespace racewalk
