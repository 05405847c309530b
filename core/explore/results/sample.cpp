// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/sample.h"

#include "explore/odds/random_scheduler.h"
#include "explore/results/ending_facts.h"
#include "explore/results/ending_words.h"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <utility>

namespace racewalk {

namespace {

/// What a failure that stops the run is told apart by: kind, place, and message.
struct Fault {
    FindingKind kind = FindingKind::None;
    SourceSpan span;
    std::string message;
    auto operator<=>(const Fault &) const = default;
};

/// The runs that ended in the same way.
struct Seen {
    std::uint64_t runs = 0;
    State end; ///< of one of them
};

class Sampling {
public:
    Sampling(const Machine &machine, const SampleSettings &settings, std::stop_token stop)
        : m_machine(machine), m_settings(settings), m_stop(std::move(stop)),
          m_scheduler(settings.seed), m_reader(machine)
    {}

    Sample run()
    {
        m_initial = m_machine.initialState(m_initialRecord);
        while (m_sample.runs < m_settings.runs && walk())
            ++m_sample.runs;
        addOutcomes();
        return std::move(m_sample);
    }

private:
    /// Whether a run was walked, and was not stopped.
    bool walk()
    {
        State state = m_initial;
        State before;
        std::optional<Step> last;
        for (std::size_t length = 0;; ++length) {
            if (m_stop.stop_requested())
                return false;
            m_steps.clear();
            m_machine.appendEnabledSteps(state, m_steps);
            if (m_steps.empty())
                break;
            if (length == m_settings.maxSteps) {
                ++m_sample.unended;
                return true;
            }
            before = state;
            last = m_scheduler.choose(m_steps);
            m_machine.apply(state, *last);
        }
        if (m_machine.layout().fault(state) == FindingKind::None)
            count(state);
        else
            ++m_faults[faultOf(std::move(before), last)];
        return true;
    }

    void count(const State &end)
    {
        Seen &seen = m_endings[m_reader.facts(end)];
        if (seen.runs++ == 0)
            seen.end = end;
    }

    /// The last step is taken once more, to hear what went wrong.
    Fault faultOf(State before, std::optional<Step> last) const
    {
        StepRecord record = m_initialRecord;
        if (last) {
            record = {};
            m_machine.apply(before, *last, record);
        }
        const StepRecord::Failure &failure = record.failure.value();
        return {failure.kind, failure.span, failure.message};
    }

    void addOutcomes()
    {
        std::vector<std::string> places;
        for (const auto &[fault, runs] : m_faults) {
            m_sample.outcomes.push_back({fault.kind, faultSummary(fault.message, fault.span), runs,
                                         failureWords(fault.kind, fault.message, fault.span)});
            places.push_back(columnText(fault.span));
        }
        EndingSummaries summaries(m_reader);
        for (const auto &[facts, seen] : m_endings)
            summaries.add(facts);
        for (const auto &[facts, seen] : m_endings) {
            m_sample.outcomes.push_back(
                {facts.kind, summaries.text(m_machine.program(), facts), seen.runs,
                 summaries.words(m_machine, facts, [&end = seen.end] { return StateView(end); })});
            places.push_back(blockedPlaces(m_machine.program(), facts));
        }
        nameApart(std::move(places));
        std::ranges::stable_sort(m_sample.outcomes, [](const auto &a, const auto &b) {
            return std::pair(a.kind == FindingKind::None, b.runs) <
                   std::pair(b.kind == FindingKind::None, a.runs);
        });
    }

    void nameApart(std::vector<std::string> places)
    {
        std::vector<PlacedEnding> endings;
        for (std::size_t i = 0; i < places.size(); ++i)
            endings.push_back({&m_sample.outcomes[i].words, std::move(places[i])});
        tellApart(endings);
    }

    const Machine &m_machine;
    const SampleSettings m_settings;
    const std::stop_token m_stop;
    RandomScheduler m_scheduler;
    const EndingReader m_reader;
    State m_initial;
    StepRecord m_initialRecord;
    std::vector<Step> m_steps;
    std::map<Fault, std::uint64_t> m_faults;
    std::map<EndingFacts, Seen> m_endings;
    Sample m_sample;
};

} // namespace

Sample sampleRuns(const Machine &machine, const SampleSettings &settings, std::stop_token stop)
{
    return Sampling(machine, settings, std::move(stop)).run();
}

ConfidenceInterval confidenceInterval(std::uint64_t hits, std::uint64_t runs)
{
    if (runs == 0)
        return {};
    using Binomial = boost::math::binomial_distribution<>;
    constexpr double outside = 0.025; // on either side
    const auto n = static_cast<double>(runs), k = static_cast<double>(hits);
    return {Binomial::find_lower_bound_on_p(n, k, outside),
            Binomial::find_upper_bound_on_p(n, k, outside)};
}

} // namespace racewalk
