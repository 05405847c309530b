// SPDX-License-Identifier: GPL-3.0-or-later
// How to meet a run on a real kernel: where each thread has to be held back, in words and as a
// patch.
#include "export/delays/delay_code.h"
#include "export/delays/delay_spots.h"
#include "export/delays/delay_words.h"
#include "export/delays/delays.h"
#include "export/diagram/call_text.h"
#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "program/one_line.h"
#include "program/operations.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {
namespace {

constexpr std::size_t width = 75;

/// Whether a terminal shows the text as it is. Escaped, a patch would not apply.
bool isPlain(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, at);
        const char32_t code = character.codePoint;
        const bool turnsText = code == 0x061c || code == 0x200e || code == 0x200f ||
                               (code >= 0x2028 && code <= 0x202e) ||
                               (code >= 0x2066 && code <= 0x2069);
        if (!character.isValid || turnsText ||
            (isControlCharacter(code) && code != U'\n' && code != U'\t'))
            return false;
        at += character.length;
    }
    return true;
}

class DelaysText {
public:
    explicit DelaysText(const RunToExport &run)
        : m_run(run.run), m_program(run.run.machine().program()), m_found(delaysOf(run.run)),
          m_spots(run.run, m_found.delays), m_words(run.run, m_spots), m_code(m_program),
          m_ending(endingText(run)), m_isLivelock(run.timeline && run.timeline->livelock)
    {
        if (!m_found.lateDrains.empty())
            return;
        findPlaces();
        m_patch = patch();
    }

    std::string text()
    {
        addHeader();
        addLateDrains();
        addDelays();
        addChoices();
        addPatch();
        return std::move(m_text);
    }

private:
    struct Code {
        const Delay *delay = nullptr;
        std::optional<DelaySpot> spot; ///< none: no line can be added there
        std::vector<DelayWait> waits;  ///< as many as delay->awaited
        std::string reason;            ///< why it must not sleep; empty: it may
        bool onlyWaits(const DelayWait &wait) const
        {
            return wait.isTimed && !(wait.isCallback && reason.empty());
        }
    };
    struct Completion {
        std::size_t event = 0;
        SignalSpot spot;
    };

    void findPlaces()
    {
        for (const Delay &delay : m_found.delays) {
            Code code{&delay, m_spots.hold(delay), {}, m_words.whyNoSleep(delay)};
            for (const std::size_t event : delay.awaited)
                code.waits.push_back(code.spot ? waitFor(delay, event) : DelayWait{});
            m_codes.push_back(std::move(code));
        }
    }

    DelayWait waitFor(const Delay &delay, std::size_t event)
    {
        DelayWait wait;
        if (m_program.threads[indexOf(m_run.event(event).step.thread)].isSystem) {
            wait.isTimed = wait.isCallback = true;
            const auto call = m_words.callbackBegun(event);
            if (!call || m_run.event(*call).step.thread == delay.thread)
                return wait;
            event = *call;
        } else if (m_run.event(event).step.isDrain()) {
            event = m_found.stores[event];
        }
        const auto known = std::ranges::find(m_completions, event, &Completion::event);
        if (known == m_completions.end()) {
            const auto spot = m_spots.signal(event);
            if (!spot) {
                wait.isTimed = true;
                return wait;
            }
            m_completions.push_back({event, *spot});
            wait.completion = m_completions.size();
        } else {
            wait.completion = static_cast<std::size_t>(known - m_completions.begin()) + 1;
        }
        wait.isTimed = wait.isTimed || m_completions[wait.completion - 1].spot.isEarly;
        return wait;
    }

    void addHeader()
    {
        m_text = "For reproduction only: where to hold threads back to meet this run.\n\n";
        // In front of the title, which could hold another command.
        m_text += onOneLine(replayCommand(provenanceOf(m_run))) + "\n";
        addWrapped(subjectText(m_program), 0);
        addWrapped(m_ending, 0);
        if (const std::string limits = limitsText(); !limits.empty())
            addWrapped(limits, 0);
        m_text += '\n';
    }

    /// What the reader cannot expect of the delays and the patch.
    std::string limitsText() const
    {
        const bool isGoing =
            m_run.machine().standing(m_run.state()) == Standing::Going && !m_isLivelock;
        std::string text = isGoing && m_run.position() != 0
                               ? "The delays lead to the last step of this run, not to an end. "
                               : "";
        const auto held =
            std::ranges::count_if(m_codes, [](const Code &code) { return code.spot.has_value(); });
        const auto timed = std::ranges::count_if(m_codes, [](const Code &code) {
            return std::ranges::any_of(code.waits,
                                       [&](const DelayWait &wait) { return code.onlyWaits(wait); });
        });
        if (!m_found.lateDrains.empty())
            return text + "No patch can hold the stores below back.";
        if (m_codes.empty())
            return trimmedText(text);
        if (!isPlain(m_patch))
            return text + "There is no patch: the scenario's text has control characters near "
                          "these places.";
        if (m_patch.empty())
            return text + "There is no patch: no line can be added at these places.";
        if (static_cast<std::size_t>(held) < m_codes.size())
            text += fmt::format("The patch holds threads back at {} of {} places, so the run may "
                                "still not be met. ",
                                held, m_codes.size());
        if (timed != 0)
            text += fmt::format("At {} of the places it only waits for some time. ", timed);
        return trimmedText(text);
    }

    static std::string trimmedText(const std::string &text) { return std::string(trimmed(text)); }

    void addLateDrains()
    {
        for (const LateDrain &each : m_found.lateDrains)
            addWrapped("- " + m_words.lateDrain(each), 2);
        if (!m_found.lateDrains.empty()) {
            m_text += '\n';
            addWrapped("No line of code can hold a store back, and every wait drains the store "
                       "buffer of its processor. So there is no patch: start the threads at the "
                       "same time on different processors, and repeat.",
                       0);
        }
    }

    void addDelays()
    {
        if (!m_found.lateDrains.empty())
            return;
        if (m_found.delays.empty())
            addWrapped(m_run.position() == 0
                           ? "The run has no steps, so no thread has to be held back."
                           : "No thread has to be held back: every order of these steps that the "
                             "program allows leads to the same state.",
                       0);
        for (std::size_t i = 0; i < m_found.delays.size(); ++i) {
            const std::string words = m_words.delay(m_found.delays[i]);
            addWrapped(fmt::format("{}. {}{}", i + 1, words, placeText(m_codes[i])), 3);
        }
        for (const FreeSwitch &each : m_found.freeSwitches)
            addWrapped("- " + m_words.freeSwitch(each), 2);
    }

    std::string placeText(const Code &code) const
    {
        if (!code.spot) {
            const std::string wait = m_words.waitCall(*code.delay);
            return wait.empty()
                       ? " No line can be added there: it is within a statement."
                       : fmt::format(" No line can be added there: it is within {}.", wait);
        }
        std::string text = code.reason.empty()
                               ? " It may sleep there."
                               : fmt::format(" It must not sleep there: {}.", code.reason);
        for (std::size_t i = 0; i < code.waits.size(); ++i)
            if (code.waits[i].isCallback && code.reason.empty())
                text += " The patch waits for the callback with rcu_barrier().";
            else if (code.onlyWaits(code.waits[i]))
                text += fmt::format(" The patch cannot tell when {}, and waits 100 ms{}.",
                                    m_words.passed(code.delay->awaited[i]),
                                    code.waits[i].completion == 0 ? "" : " longer");
        return text;
    }

    /// What has to come from outside: no delay makes it.
    void addChoices()
    {
        for (std::size_t i = 0; i < m_run.position(); ++i)
            if (operationOf(m_run.event(i).op).choice == Operation::Choice::Value)
                addWrapped(fmt::format("- In step {}, {} has to be {}.", i + 1, m_words.text(i),
                                       m_run.event(i).result.substr(
                                           m_run.event(i).result.starts_with("-> ") ? 3 : 0)),
                           2);
    }

    void addWrapped(const std::string &text, std::size_t indent)
    {
        const auto lines = wrapped(asciiOnly(text), width - indent);
        for (std::size_t i = 0; i < lines.size(); ++i)
            m_text += std::string(i == 0 ? 0 : indent, ' ') + lines[i] + '\n';
    }

    /// At one statement, a thread first reports what it has passed, and then waits.
    std::string patch()
    {
        const auto addReports = [&](bool early) {
            for (std::size_t i = 0; i < m_completions.size(); ++i)
                if (const Completion &each = m_completions[i]; each.spot.isEarly == early)
                    m_code.addReport(each.spot.spot, m_run.event(each.event).step.thread, i + 1);
        };
        addReports(false);
        for (const Code &code : m_codes)
            if (code.spot)
                m_code.addWaits(*code.spot, code.delay->thread, code.waits, code.reason.empty());
        addReports(true);
        std::vector<std::string> passed;
        for (const Completion &each : m_completions)
            passed.push_back(m_words.passed(each.event) +
                             (each.spot.isEarly ? ", or is about to" : ""));
        return m_code.patch(passed);
    }

    void addPatch()
    {
        if (m_patch.empty() || !isPlain(m_patch))
            return;
        std::string text = "The patch is for the scenario's text; the lines are those that a "
                           "kernel needs in the same functions.";
        if (m_code.tellsThreadsApart())
            text += " Threads are told apart by their names, as in current->comm.";
        if (const auto names = m_code.namesakes(); !names.empty())
            text += fmt::format(" That has only 15 characters, so the patch cannot tell {} apart: "
                                "give them other names.",
                                listText(names, "and"));
        if (m_code.spins())
            text += " A thread that must not sleep keeps its processor: run the others on other "
                    "ones.";
        m_text += '\n';
        addWrapped(text, 0);
        m_text += '\n' + m_patch;
    }

    const Run &m_run;
    const Program &m_program;
    Delays m_found;
    DelaySpots m_spots;
    DelayWords m_words;
    DelayCode m_code;
    std::string m_ending;
    bool m_isLivelock;
    std::vector<Code> m_codes; ///< as many as delays, or none
    std::vector<Completion> m_completions;
    std::string m_patch, m_text;
};

} // namespace

Written writeDelays(const RunToExport &run, const FormatOptions &)
{
    return DelaysText(run).text();
}

} // namespace racewalk
