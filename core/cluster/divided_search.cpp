// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_search.h"

#include "cluster/numbering.h"
#include "explore/search/search.h"
#include "explore/store/state_cuts.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <limits>
#include <new>
#include <numeric>
#include <utility>

namespace racewalk {

namespace {

constexpr std::chrono::milliseconds reportInterval{100};

/// What a rank sends at a time, to all others together.
constexpr std::size_t maxRoundBytes = 4 * mebibyte;

constexpr std::uint64_t noKey = std::numeric_limits<std::uint64_t>::max();

/// What some rank has to say in a round.
enum Sign : std::uint64_t { hasMore = 1, isOutOfMemory = 2, isStopped = 4, isLate = 8 };

/// Does what may run out of memory, and says whether it did: the others wait for our word.
template <class Work>
std::uint64_t attempt(const Work &work)
{
    try {
        work();
        return 0;
    } catch (const std::bad_alloc &) {
        return isOutOfMemory;
    }
}

} // namespace

/// Looks for many states in one store.
struct DividedSearch::Finder {
    explicit Finder(const StateStore &store)
        : states(store), like(store.makeTree()), tree(store.makeTree()),
          parts(store.makePartCache())
    {
        if (states.size() > 0)
            states.read(StateIndex{0}, like);
    }

    /// nowhere if it is not there.
    std::uint32_t find(StateView state)
    {
        if (states.size() == 0)
            return StateLocation::nowhere;
        std::ranges::copy(state, tree.bytes.begin());
        const std::optional<std::uint64_t> top = states.pack(tree, like, parts);
        return top ? states.tops().find(*top, KeyTable::hashOf(*top)) : StateLocation::nowhere;
    }

    const StateStore &states;
    StateStore::Tree like, tree;
    KeyCache parts;
};

static_assert(KeyTable::noNumber == StateLocation::nowhere);

DividedSearch::DividedSearch(const Machine &machine, const Limits &limits,
                             const std::stop_token &stop, ProgressSink *sink, Ranks &ranks)
    : m_machine(machine), m_limits(limits), m_stop(stop), m_sink(ranks.isFirst() ? sink : nullptr),
      m_ranks(ranks), m_begin(Clock::now()), m_lastReport(m_begin),
      m_result{.states =
                   std::make_unique<StateStore>(machine.layout().stateSize(), cutsOf(machine)),
               .numbers = {},
               .transitions = {},
               .isRacing = {},
               .faults = {}},
      m_states(*m_result.states), m_new(machine.layout().stateSize()),
      m_source(m_states.makeTree()), m_target(machine.layout().stateSize())
{
    if (limits.timeout.count() > 0)
        m_deadline = m_begin + std::chrono::duration_cast<Clock::duration>(Search::searchShare *
                                                                           limits.timeout);
}

DividedStates DividedSearch::run()
{
    start();
    while (m_result.limit == Limit::None && searchLevel())
        report();
    m_result.totalTransitions = m_ranks.sum(m_result.transitions.size());
    m_result.totalExpanded = m_ranks.sum(m_result.expanded);
    return std::move(m_result);
}

void DividedSearch::start()
{
    const State initial = m_machine.initialState();
    if (ownerOf(XXH3_64bits(initial.view().data(), initial.view().size())) == m_ranks.rank()) {
        m_states.insert(initial);
        m_result.numbers.push_back(0);
    }
    m_result.totalStates = 1;
    m_answers.resize(m_ranks.count());
}

/// Whether there is another level.
bool DividedSearch::searchLevel()
{
    const std::uint64_t statesBefore = m_result.totalStates;
    const auto levelEnd = static_cast<std::uint32_t>(m_states.size());
    m_transitionsBefore = m_result.transitions.size();
    m_faultsBefore = m_result.faults.size();
    if (!sendLevel())
        return false;
    numberLevel();
    m_levelBegin = levelEnd;
    m_firstOfLevel = statesBefore;
    return m_result.totalStates > statesBefore;
}

/// Whether no limit was hit.
bool DividedSearch::sendLevel()
{
    Finder finder(m_states);
    m_new.clear();
    for (std::vector<std::uint32_t> &answers : m_answers)
        answers.clear();
    std::uint32_t next = m_levelBegin;
    std::uint64_t trouble = 0;
    for (bool isMore = true; isMore;) {
        std::vector<Parcel> out = m_ranks.emptyParcels();
        trouble |= attempt([&] { expandSome(next, out); });
        m_parcelBytes = 2 * maxRoundBytes;
        const std::uint64_t all = m_ranks.anyOf(
            trouble | signs() | (next < m_states.size() ? std::uint64_t{hasMore} : 0));
        if ((all & ~std::uint64_t{hasMore}) != 0) {
            dropLevel(all);
            return false;
        }
        const std::vector<Parcel> in = m_ranks.exchange(std::move(out));
        trouble |= attempt([&] { meet(in, finder); });
        isMore = (all & hasMore) != 0;
    }
    if (const std::uint64_t all = m_ranks.anyOf(trouble | signs()); all != 0) {
        dropLevel(all);
        return false;
    }
    return true;
}

void DividedSearch::expandSome(std::uint32_t &next, std::vector<Parcel> &out)
{
    const auto filled = [&] {
        return std::accumulate(out.begin(), out.end(), std::size_t{0},
                               [](std::size_t sum, const Parcel &p) { return sum + p.size(); });
    };
    while (next < m_states.size() && filled() < maxRoundBytes)
        expand(next++, out);
}

void DividedSearch::expand(std::uint32_t source, std::vector<Parcel> &out)
{
    m_states.read(StateIndex{source}, m_source);
    const StateView state = m_states.view(m_source);
    m_result.isRacing.push_back(isRacing(state));
    m_steps.clear();
    m_machine.appendEnabledSteps(state, m_steps);
    m_result.transitions.beginSource();
    Key key = Key{m_result.numbers[source]} << 32;
    for (const Step step : m_steps) {
        std::ranges::copy(state, m_target.bytes().begin());
        m_machine.apply(m_target, step);
        const StateView target = m_target;
        const std::uint64_t hash = XXH3_64bits(target.data(), target.size());
        const unsigned owner = ownerOf(hash);
        if (m_machine.layout().fault(target) != FindingKind::None)
            m_result.faults.push_back(static_cast<std::uint32_t>(m_result.transitions.size()));
        m_result.transitions.append(step, static_cast<std::uint16_t>(owner));
        put(out[owner], key++);
        put(out[owner], hash);
        putBytes(out[owner], target);
    }
}

bool DividedSearch::isRacing(StateView state)
{
    if (m_machine.layout().fault(state) != FindingKind::None)
        return false;
    m_accesses.clear();
    for (std::size_t i = 0; i < m_machine.program().threads.size(); ++i) {
        const auto access = m_machine.nextAccess(state, static_cast<ThreadId>(i));
        if (!access)
            continue;
        if (std::ranges::any_of(m_accesses, [&](const Machine::Access &other) {
                return Machine::isRace(*access, other);
            }))
            return true;
        m_accesses.push_back(*access);
    }
    return false;
}

void DividedSearch::meet(const std::vector<Parcel> &in, Finder &finder)
{
    for (std::size_t rank = 0; rank < in.size(); ++rank) {
        for (ParcelReader reader(in[rank]); !reader.isAtEnd();) {
            const auto key = reader.take<Key>();
            const auto hash = reader.take<std::uint64_t>();
            const StateView state = reader.takeBytes(m_states.stateSize());
            std::uint32_t place = finder.find(state);
            if (place == StateLocation::nowhere)
                place = static_cast<std::uint32_t>(m_states.size()) + m_new.meet(state, hash, key);
            m_answers[rank].push_back(place);
        }
    }
}

/// The end of a level that was sent: its new states get numbers, its transitions targets.
void DividedSearch::numberLevel()
{
    const auto known = static_cast<std::uint32_t>(m_states.size());
    Key cut = noKey;
    const std::vector<std::uint32_t> placeOfNew = insertNew(cut);
    std::vector<Parcel> out = m_ranks.emptyParcels();
    for (std::size_t rank = 0; rank < out.size(); ++rank) {
        for (std::uint32_t &place : m_answers[rank])
            place = place < known ? place : placeOfNew[place - known];
        putBytes(out[rank], std::as_bytes(std::span(m_answers[rank])));
    }
    setTargets(m_ranks.exchange(std::move(out)));
    m_result.expanded = known;
    if (cut != noKey)
        cutAt(cut);
}

/// By number of the new states, where they are now; nowhere for those that a limit keeps out. `cut`
/// becomes the key of the first of these.
std::vector<std::uint32_t> DividedSearch::insertNew(Key &cut)
{
    std::vector<std::uint32_t> order(m_new.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return m_new.key(i); });
    std::vector<Key> keys(m_new.size());
    std::ranges::transform(order, keys.begin(), [&](std::uint32_t i) { return m_new.key(i); });
    const std::uint64_t total = m_ranks.sum(m_new.size());
    const std::vector<std::uint32_t> places =
        globalPositions(m_ranks, keys, m_firstOfLevel << 32, m_result.totalStates << 32, total).own;

    const std::uint64_t limit =
        m_limits.maxStates != 0 ? std::min<std::uint64_t>(m_limits.maxStates, StateStore::maxStates)
                                : StateStore::maxStates;
    const std::uint64_t room = limit - m_result.totalStates;
    std::vector<std::uint32_t> placeOfNew(m_new.size(), StateLocation::nowhere);
    std::size_t inserted = 0;
    for (; inserted < order.size() && places[inserted] < room; ++inserted) {
        const auto place = m_states.insert(m_new[order[inserted]]);
        RACEWALK_CHECK(place && place->isNew);
        m_result.numbers.push_back(
            static_cast<std::uint32_t>(m_result.totalStates + places[inserted]));
        placeOfNew[order[inserted]] = static_cast<std::uint32_t>(indexOf(place->index));
    }
    if (total > room)
        cut = m_ranks.least(inserted < keys.size() ? keys[inserted] : noKey);
    m_result.totalStates += std::min(total, room);
    if (cut != noKey) {
        m_result.limit = Limit::States;
        m_result.limitValue = static_cast<double>(limit);
    }
    return placeOfNew;
}

/// An owner answers in the order in which it was asked: that of our transitions to it.
void DividedSearch::setTargets(const std::vector<Parcel> &answers)
{
    std::vector<ParcelReader> readers(answers.begin(), answers.end());
    DividedTransitions &transitions = m_result.transitions;
    for (auto i = static_cast<std::uint32_t>(m_transitionsBefore); i < transitions.size(); ++i)
        transitions.setTarget(i, readers[transitions.target(i).owner].take<std::uint32_t>());
}

/// As a search by one process stops before the first new state that is too much.
void DividedSearch::cutAt(Key key)
{
    const std::uint64_t source = key >> 32;
    const auto order = static_cast<std::uint32_t>(key);
    DividedTransitions &transitions = m_result.transitions;
    std::uint32_t i = m_levelBegin;
    while (i < m_result.expanded && m_result.numbers[i] < source)
        ++i;
    const bool isPartial = i < m_result.expanded && m_result.numbers[i] == source;
    const std::uint32_t size = transitions.first(i) + (isPartial ? order : 0);
    transitions.truncate(isPartial ? i + 1 : i, size);
    m_result.expanded = i;
    m_result.isRacing.resize(i);
    while (!m_result.faults.empty() && m_result.faults.back() >= size)
        m_result.faults.pop_back();
}

void DividedSearch::dropLevel(std::uint64_t signs)
{
    m_result.transitions.truncate(m_levelBegin, m_transitionsBefore);
    m_result.expanded = m_levelBegin;
    m_result.isRacing.resize(m_levelBegin);
    m_result.faults.resize(m_faultsBefore);
    m_new = NewStates(m_states.stateSize());
    if ((signs & isStopped) != 0) {
        m_result.limit = Limit::Cancelled;
    } else if ((signs & isOutOfMemory) != 0) {
        m_result.limit = Limit::Memory;
        m_result.limitValue = static_cast<double>(
            m_limits.maxMemoryMiB != 0 ? m_limits.maxMemoryMiB : bytesHeld() / mebibyte);
    } else {
        m_result.limit = Limit::Time;
        m_result.limitValue = m_limits.timeout.count();
    }
}

std::uint64_t DividedSearch::signs() const
{
    std::uint64_t signs = 0;
    if (m_stop.stop_requested())
        signs |= isStopped;
    if (m_deadline != Clock::time_point::max() && Clock::now() >= m_deadline)
        signs |= isLate;
    if ((m_limits.maxMemoryMiB != 0 && bytesHeld() > m_limits.maxMemoryMiB * mebibyte) ||
        m_result.transitions.size() >= DividedTransitions::maxTransitions / 2)
        signs |= isOutOfMemory;
    return signs;
}

std::size_t DividedSearch::bytesHeld() const
{
    std::size_t bytes = m_states.bytes() + m_result.numbers.bytes() + m_result.transitions.bytes() +
                        m_new.bytes() + m_parcelBytes;
    for (const std::vector<std::uint32_t> &answers : m_answers)
        bytes += answers.capacity() * sizeof answers[0];
    return bytes + (m_states.size() + m_new.size()) * bytesForEvaluation;
}

void DividedSearch::report()
{
    const std::uint64_t transitions = m_ranks.sum(m_result.transitions.size());
    const Clock::time_point now = Clock::now();
    if (!m_sink || now - m_lastReport < reportInterval)
        return;
    const double interval = std::chrono::duration<double>(now - m_lastReport).count();
    const auto found = static_cast<double>(m_result.totalStates - m_statesReported);
    m_sink->progress({.stage = SearchStage::Searching,
                      .states = m_result.totalStates,
                      .toExpand = m_result.totalStates - m_firstOfLevel,
                      .transitions = transitions,
                      .seconds = std::chrono::duration<double>(now - m_begin).count(),
                      .statesPerSecond = found / interval,
                      .secondsLeft = {}});
    m_lastReport = now;
    m_statesReported = m_result.totalStates;
}

} // namespace racewalk
