// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_runs.h"

#include "program/check.h"

#include <algorithm>
#include <utility>

namespace racewalk {

/// Follows runs backwards, from pair to pair, all of them at the same time: rank 0 asks the owner
/// of each run's next pair.
class DividedRuns::Tracer {
public:
    explicit Tracer(const DividedRuns &runs) : m_runs(runs) {}

    std::vector<std::vector<Step>> trace(const std::vector<Goal> &goals)
    {
        m_steps.resize(goals.size());
        std::vector<Parcel> asked = m_runs.m_ranks.emptyParcels();
        for (std::uint32_t run = 0; run < goals.size(); ++run) {
            put(asked[goals[run].state.owner], Question{.run = run,
                                                        .local = goals[run].state.local,
                                                        .isGoal = true,
                                                        .hasStep = goals[run].step.has_value(),
                                                        .step = goals[run].step.value_or(Step{})});
            if (goals[run].step)
                m_steps[run].push_back(*goals[run].step);
        }
        while (m_runs.m_ranks.any(
            std::ranges::any_of(asked, [](const Parcel &p) { return !p.empty(); })))
            asked = goOn(std::move(asked));
        for (std::vector<Step> &steps : m_steps)
            std::ranges::reverse(steps);
        return std::move(m_steps);
    }

private:
    /// About the pair `local`; or, of a goal, the best pair of the state `local`.
    struct Question {
        std::uint32_t run = 0;
        std::uint32_t local = 0;
        bool isGoal = false;
        bool hasStep = false; ///< of a goal
        Step step{};
        StateLocation child{};          ///< the state of the pair that comes after it
        std::uint16_t running = nobody; ///< in that pair
    };
    struct Answer {
        std::uint32_t run = 0;
        std::uint32_t parent = noPair;
        std::uint16_t owner = 0; ///< of the parent
        std::uint16_t running = nobody;
        std::uint32_t state = 0;
        bool hasStep = false;
        Step step{}; ///< to the child
    };

    std::vector<Parcel> goOn(std::vector<Parcel> asked)
    {
        std::vector<Parcel> answers = m_runs.m_ranks.emptyParcels();
        const std::vector<Parcel> questions = m_runs.m_ranks.exchange(std::move(asked));
        for (ParcelReader reader(questions.front()); !reader.isAtEnd();)
            put(answers.front(), answerTo(reader.take<Question>()));
        std::vector<Parcel> next = m_runs.m_ranks.emptyParcels();
        const std::vector<Parcel> answered = m_runs.m_ranks.exchange(std::move(answers));
        for (std::uint16_t rank = 0; rank < answered.size(); ++rank) {
            for (ParcelReader reader(answered[rank]); !reader.isAtEnd();) {
                const auto answer = reader.take<Answer>();
                if (answer.hasStep)
                    m_steps[answer.run].push_back(answer.step);
                if (answer.parent != noPair)
                    put(next[answer.owner], Question{.run = answer.run,
                                                     .local = answer.parent,
                                                     .child = {rank, answer.state},
                                                     .running = answer.running});
            }
        }
        return next;
    }

    Answer answerTo(const Question &question) const
    {
        const std::uint32_t number = !question.isGoal ? question.local
                                     : question.hasStep
                                         ? m_runs.bestThrough(question.local, question.step)
                                         : m_runs.m_first[question.local];
        RACEWALK_CHECK(number != noPair);
        const Pair &pair = m_runs.m_pairs[number];
        Answer answer{.run = question.run,
                      .parent = pair.parent,
                      .owner = pair.owner,
                      .running = pair.running,
                      .state = pair.state};
        if (!question.isGoal) {
            answer.hasStep = true;
            answer.step = stepTo(pair, question.child, question.running);
        }
        return answer;
    }

    /// The first transition that leads to the child: the one that the sweep took.
    Step stepTo(const Pair &pair, StateLocation child, std::uint16_t running) const
    {
        const DividedTransitions &transitions = m_runs.m_transitions;
        std::uint32_t i = transitions.first(pair.state);
        const std::uint32_t end = transitions.first(pair.state + 1);
        while (i < end && !(transitions.target(i) == child &&
                            m_runs.runningAfter(pair, transitions.step(i)) == running))
            ++i;
        RACEWALK_CHECK(i < end);
        return transitions.step(i);
    }

    const DividedRuns &m_runs;
    std::vector<std::vector<Step>> m_steps; ///< of each run, the last one first
};

std::vector<std::vector<Step>> DividedRuns::runsTo(const std::vector<Goal> &goals)
{
    return Tracer(*this).trace(goals);
}

} // namespace racewalk
