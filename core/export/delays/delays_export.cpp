// SPDX-License-Identifier: GPL-3.0-or-later
// How to meet a run on a real kernel: where each thread has to be held back, in words and as a
// patch.
#include "export/delays/delay_patch.h"
#include "export/delays/delay_spots.h"
#include "export/delays/delay_words.h"
#include "export/delays/delays.h"
#include "export/diagram/call_text.h"
#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/verdict_text.h"
#include "program/one_line.h"
#include "program/operations.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
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
    explicit DelaysText(const Run &run)
        : m_run(run), m_program(run.machine().program()), m_found(delaysOf(run)),
          m_spots(run, m_found.delays), m_words(run, m_spots)
    {
        if (m_found.lateDrains.empty())
            findPlaces();
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
    /// What a thread does to wait for an event.
    struct Wait {
        std::size_t completion = 0; ///< from 1; 0: none, only time
        bool isTimed = false;       ///< it also waits for some time
        bool isCallback = false;    ///< for a callback of call_rcu()
    };
    struct Code {
        const Delay *delay = nullptr;
        std::optional<DelaySpot> spot; ///< none: no line can be added there
        std::vector<Wait> waits;       ///< as many as delay->awaited
        std::string reason;            ///< why it must not sleep; empty: it may
    };
    struct Completion {
        std::size_t event = 0;
        SignalSpot spot;
    };
    struct Definitions {
        bool spins = false, counts = false;
    };

    void findPlaces()
    {
        for (const Delay &delay : m_found.delays) {
            Code code{&delay, m_spots.hold(delay), {}, m_words.whyNoSleep(delay)};
            for (const std::size_t event : delay.awaited)
                code.waits.push_back(code.spot ? waitFor(delay, event) : Wait{});
            m_codes.push_back(std::move(code));
        }
    }

    Wait waitFor(const Delay &delay, std::size_t event)
    {
        Wait wait;
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
        addWrapped(endingText(m_run), 0);
        m_text += '\n';
    }

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
            m_text += "No thread has to be held back: no other order leads elsewhere.\n";
        for (std::size_t i = 0; i < m_found.delays.size(); ++i) {
            const std::string words = m_words.delay(m_found.delays[i]);
            addWrapped(fmt::format("{}. {}{}", i + 1, words, placeText(m_codes[i])), 3);
        }
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
            else if (code.waits[i].isTimed)
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
    void addPatch()
    {
        if (!m_program.source || m_codes.empty())
            return;
        DelayPatch patch(*m_program.source);
        Definitions definitions;
        std::map<SourceSpan, StatementLines> statements;
        const auto linesAt = [&](const DelaySpot &spot) -> std::vector<std::string> & {
            StatementLines &lines = statements[spot.statement];
            lines.statement = spot.statement;
            lines.needsBraces = spot.needsBraces;
            return spot.isWithin ? lines.within : spot.isAfter ? lines.after : lines.before;
        };
        const auto addSignals = [&](bool early) {
            for (std::size_t i = 0; i < m_completions.size(); ++i)
                if (const Completion &each = m_completions[i]; each.spot.isEarly == early)
                    append(linesAt(each.spot.spot), each.spot.spot,
                           m_run.event(each.event).step.thread,
                           {fmt::format("complete_all(&racewalk_{});", i + 1)}, patch.level(),
                           definitions);
        };
        addSignals(false);
        for (const Code &code : m_codes)
            if (code.spot)
                append(linesAt(*code.spot), *code.spot, code.delay->thread,
                       waitLines(code, definitions), patch.level(), definitions);
        addSignals(true);
        if (statements.empty())
            return;
        addDefinitions(patch, definitions);
        for (const auto &[span, lines] : statements)
            patch.add(lines);
        m_text += '\n';
        addWrapped("The patch is for the scenario's text; the lines are those that a kernel needs "
                   "in the same functions." +
                       std::string(definitions.counts ? " Threads are told apart by their names, "
                                                        "as in current->comm."
                                                      : "") +
                       (definitions.spins ? " A thread that must not sleep keeps its processor: "
                                            "run the others on other ones."
                                          : ""),
                   0);
        const std::string text = patch.text();
        m_text += '\n';
        if (isPlain(text))
            m_text += text;
        else
            addWrapped("There is no patch: the scenario's text has control characters near these "
                       "places.",
                       0);
    }

    void append(std::vector<std::string> &lines, const DelaySpot &spot, ThreadId thread,
                std::vector<std::string> code, const std::string &level,
                Definitions &definitions) const
    {
        const bool isConditional = spot.isShared || spot.time > 1;
        if (isConditional) {
            definitions.counts = true;
            const bool hasBraces = code.size() > 1;
            for (std::string &line : code)
                line.insert(0, level);
            code.insert(code.begin(), fmt::format("if (racewalk_here(\"{}\", {})){}",
                                                  m_program.threads[indexOf(thread)].name,
                                                  spot.time, hasBraces ? " {" : ""));
            if (hasBraces)
                code.emplace_back("}");
        }
        lines.insert(lines.end(), code.begin(), code.end());
    }

    static std::vector<std::string> waitLines(const Code &code, Definitions &definitions)
    {
        std::vector<std::string> lines;
        const bool sleeps = code.reason.empty();
        for (const Wait &wait : code.waits) {
            if (wait.completion != 0) {
                definitions.spins = definitions.spins || !sleeps;
                lines.push_back(
                    sleeps ? fmt::format("wait_for_completion_timeout(&racewalk_{}, 10 * HZ);",
                                         wait.completion)
                           : fmt::format("racewalk_spin(&racewalk_{});", wait.completion));
            }
            if (wait.isCallback && sleeps)
                lines.emplace_back("rcu_barrier();");
            else if (wait.isTimed)
                lines.emplace_back(sleeps ? "msleep(100);" : "mdelay(100);");
        }
        return lines;
    }

    /// In front of the first function, and of the comment on it.
    void addDefinitions(DelayPatch &patch, const Definitions &definitions) const
    {
        std::uint32_t line = 0;
        for (const Function &each : m_program.functions)
            if (each.span.line != 0 && (line == 0 || each.span.line < line))
                line = each.span.line;
        const auto isComment = [&](std::uint32_t number) {
            const std::string text = onOneLine(m_program.source->line(number));
            return text.starts_with("//") || text.starts_with("/*") || text.starts_with('*');
        };
        while (line > 1 && isComment(line - 1))
            --line;
        std::vector<std::string> code{"/* For reproduction only. */"};
        for (std::size_t i = 0; i < m_completions.size(); ++i) {
            std::string passed = m_words.passed(m_completions[i].event);
            for (std::size_t at = 0; (at = passed.find("*/", at)) != std::string::npos;)
                passed.insert(at + 1, " ");
            code.push_back(fmt::format("/* {}{} */", passed,
                                       m_completions[i].spot.isEarly ? ", or is about to" : ""));
            code.push_back(fmt::format("static DECLARE_COMPLETION(racewalk_{});", i + 1));
        }
        const std::string &in = patch.level();
        code.emplace_back();
        if (definitions.spins)
            code.insert(code.end(),
                        {"/* Waits for a second at most, without sleeping. */",
                         "static void racewalk_spin(struct completion *passed)", "{",
                         in + "int ms;", "",
                         in + "for (ms = 0; ms < 1000 && !completion_done(passed); ms++)",
                         in + in + "mdelay(1);", "}", ""});
        if (definitions.counts)
            code.insert(code.end(),
                        {"/* Whether the thread of that name is here for the nth time. */",
                         "#define racewalk_here(name, n) ({" + in + "\\",
                         in + "static atomic_t racewalk_count = ATOMIC_INIT(0);" + in + "\\",
                         in + "!strcmp(current->comm, name) &&" + in + "\\",
                         in + in + "atomic_inc_return(&racewalk_count) == (n); })", ""});
        patch.addBefore(line == 0 ? 1 : line, code);
    }

    const Run &m_run;
    const Program &m_program;
    Delays m_found;
    DelaySpots m_spots;
    DelayWords m_words;
    std::vector<Code> m_codes; ///< as many as delays, or none
    std::vector<Completion> m_completions;
    std::string m_text;
};

} // namespace

Written writeDelays(const RunToExport &run, const FormatOptions &)
{
    return DelaysText(run.run).text();
}

} // namespace racewalk
