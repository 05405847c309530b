// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/narration/next_question.h"

#include "export/narration/step_words.h"
#include "export/reports/verdict_text.h"
#include "machine/words.h"
#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {
namespace {

/// One step that can be taken where the run goes on.
struct Answer {
    Step step;
    Event event;
    State after;
    Fate fate = Fate::Unknown;
};

/// "a hang", "an invariant failure".
std::string withArticle(std::string_view noun)
{
    const bool isVowel = std::string_view("aeio").contains(noun.front());
    return (isVowel ? "an " : "a ") + std::string(noun);
}

class Question {
public:
    Question(const WalkToTell &walk, const Run &at)
        : m_walk(walk), m_at(at), m_machine(at.machine()), m_program(m_machine.program()),
          m_taken(at.steps()[at.position()])
    {
        for (const Step step : m_machine.enabledSteps(at.state()))
            add(step);
    }

    bool isAsked() const
    {
        if (m_answers.size() < 2)
            return false;
        const Answer &first = m_answers.front();
        const bool isKnown = std::ranges::none_of(
            m_answers, [](const Answer &each) { return each.fate == Fate::Unknown; });
        const bool areSame = std::ranges::all_of(m_answers, [&](const Answer &each) {
            return each.fate == first.fate && each.event.label == first.event.label;
        });
        return isKnown && !areSame;
    }

    std::vector<NextAnswer> answers() const
    {
        std::vector<NextAnswer> answers;
        for (const Answer &answer : isAsked() ? m_answers : std::vector<Answer>()) {
            const bool isRight = answer.step == m_taken;
            answers.push_back({.step = answer.step,
                               .says = nameOf(answer) + " goes next",
                               .statement = statementOf(answer),
                               .fate = answer.fate,
                               .isRight = isRight,
                               .why = isRight ? std::string() : whyNot(answer)});
        }
        return answers;
    }

private:
    void add(Step step)
    {
        Answer answer;
        answer.step = step;
        answer.after = State(m_at.state());
        StepRecord record;
        m_machine.apply(answer.after, step, record);
        answer.event = eventFor(m_machine, m_at.state(), answer.after, step, std::move(record));
        answer.fate = m_walk.fateAt ? m_walk.fateAt(answer.after) : Fate::Unknown;
        m_answers.push_back(std::move(answer));
    }

    std::string nameOf(const Answer &answer) const
    {
        return m_program.threads[indexOf(answer.step.thread)].name;
    }

    std::string statementOf(const Answer &answer) const
    {
        std::string text = answer.event.label;
        if (answer.step.isDrain())
            text = "drain " + text;
        // What a thread reads would give the answer away only where it has no choice.
        const auto steps = std::ranges::count(m_answers, answer.step.thread,
                                              [](const Answer &each) { return each.step.thread; });
        if (steps > 1 && !answer.step.isDrain() && !answer.event.pictureNote.empty())
            text += ' ' + answer.event.pictureNote;
        return text;
    }

    /// From what the step would lead to, compared with the run.
    std::string whyNot(const Answer &answer) const
    {
        const Deed deed = deedOf(m_program, answer.event);
        std::string text = fmt::format("{} would {}.", nameOf(answer), deed.would);
        for (const EffectOnOthers &effect :
             effectsOf(m_machine, m_at.state(), answer.after, answer.step.thread)) {
            text += ' ' +
                    (effect.isBlocked
                         ? "After that, " + sentenceFor(m_machine, answer.after, effect.thread)
                         : fmt::format("That would let {} step again",
                                       m_program.threads[indexOf(effect.thread)].name)) +
                    '.';
        }
        return text + ' ' + whereItLeads(answer.fate);
    }

    std::string whereItLeads(Fate fate) const
    {
        const auto right = std::ranges::find(m_answers, m_taken, &Answer::step);
        const Fate taken = right == m_answers.end() ? Fate::Unknown : right->fate;
        const OnlyFailure only = m_walk.timeline.onlyFailure;
        const std::string failure(only && *only != FindingKind::None ? racewalk::rowOf(*only).noun
                                                                     : "failure");
        if (fate == taken)
            return fmt::format("{} In this run {} goes next.", eitherWay(fate, failure),
                               m_program.threads[indexOf(m_taken.thread)].name);
        switch (fate) {
        case Fate::Safe:
            return fmt::format("Then no {} is possible any more, but {}", failure, goesOn());
        case Fate::Open:
            return fmt::format("Then {} and a good end would both stay possible, but {}",
                               withArticle(failure), goesOn());
        case Fate::Doomed:
            return fmt::format("Then the {} would be inevitable, but {}", failure, goesOn());
        case Fate::Unknown:
            break;
        }
        return "But " + goesOn();
    }

    /// What the step that is taken and this one have in common.
    static std::string eitherWay(Fate fate, const std::string &failure)
    {
        switch (fate) {
        case Fate::Safe:
            return fmt::format("No {} is possible either way.", failure);
        case Fate::Open:
            return fmt::format("A good end and {} are both possible either way.",
                               withArticle(failure));
        case Fate::Doomed:
            return "No good end is possible either way.";
        case Fate::Unknown:
            break;
        }
        return {};
    }

    std::string goesOn() const
    {
        Run end = m_walk.run;
        end.jump(m_walk.length);
        FindingKind kind = endingKind(end);
        if (m_walk.timeline.livelock && end.position() == end.length())
            kind = FindingKind::Livelock;
        const std::string &next = m_program.threads[indexOf(m_taken.thread)].name;
        if (kind != FindingKind::None)
            return fmt::format("this run ends in {}.", withArticle(racewalk::rowOf(kind).noun));
        if (m_machine.standing(end.state()) == Standing::Ended)
            return fmt::format("in this run {} goes next, and it ends well.", next);
        return fmt::format("in this run {} goes next.", next);
    }

    const WalkToTell &m_walk;
    const Run &m_at;
    const Machine &m_machine;
    const Program &m_program;
    Step m_taken;
    std::vector<Answer> m_answers;
};

} // namespace

std::vector<NextAnswer> nextQuestion(const WalkToTell &walk, const Run &at)
{
    return Question(walk, at).answers();
}

} // namespace racewalk
