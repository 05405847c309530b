// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/present/told_moment.h"

#include "desktop/base/translate.h"
#include "desktop/session/session.h"
#include "export/narration/narration.h"
#include "export/narration/step_words.h"

#include <algorithm>
#include <vector>

namespace racewalk::desktop {
namespace {

/// Before the first step: what the scenario is about.
ToldMoment beginning(const Session &session)
{
    const std::string &about = session.scenario().about;
    if (about.empty())
        return {.say = session.title(), .why = tr("Nothing has run yet.")};
    const SplitText split = splitSentence(about);
    return {.say = QString::fromUtf8(split.first),
            .why = QString::fromUtf8(splitSentence(split.rest).first)};
}

} // namespace

ToldMoment toldMoment(const Session &session)
{
    const Run &run = session.run();
    ToldMoment told;
    if (run.position() == 0) {
        told = beginning(session);
    } else {
        const auto timeline = session.timeline();
        const Narrator narrator({.run = run, .length = run.length(), .timeline = *timeline});
        const Narration narration = narrator.at(run);
        told.say = QString::fromStdString(narration.say);
        told.why = QString::fromStdString(narration.why);
        if (const auto note = timeline->notes.find(run.position() - 1);
            note != timeline->notes.end())
            told.why = (told.why + QLatin1Char('\n') + QString::fromStdString(note->second));
        told.why = told.why.trimmed();
    }
    told.fate = session.fateOf(run.state());
    told.isEnd = session.machine().standing(run.state()) != Standing::Going;
    return told;
}

std::optional<Step> stepTowardFailure(const Session &session)
{
    const Run &run = session.run();
    if (run.position() < run.length())
        return run.steps()[run.position()];
    if (session.machine().standing(run.state()) != Standing::Going)
        return std::nullopt; // what callbacks still do is not worth a step
    const auto walked = run.steps();
    if (const auto &verdict = session.result().verdict)
        if (const Finding *finding = verdict->firstFailure();
            finding != nullptr && finding->steps.size() > walked.size() &&
            std::ranges::equal(walked, std::span(finding->steps).first(walked.size())))
            return finding->steps[walked.size()];
    const std::vector<Step> steps = session.machine().enabledSteps(run.state());
    if (steps.empty())
        return std::nullopt;
    const auto merit = [&](Step step) {
        const bool goesOn = !walked.empty() && step.thread == walked.back().thread;
        return (session.fateBehind(step) == Fate::Safe ? 0 : 2) + (goesOn ? 1 : 0);
    };
    return *std::ranges::max_element(steps, {}, merit);
}

} // namespace racewalk::desktop
