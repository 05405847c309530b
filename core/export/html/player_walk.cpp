// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/player_parts.h"
#include "export/html/player_words.h"
#include "export/reports/verdict_text.h"
#include "machine/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace racewalk {
namespace {

/// By position: what the tour that has exactly these steps says there; empty if there is none.
std::map<std::size_t, std::string> tourNarration(const Run &run)
{
    const Program &program = run.machine().program();
    for (const Tour &tour : program.scenario.tours) {
        if (tour.variant != program.variant || tour.memory != program.memory)
            continue;
        std::map<std::size_t, std::string> narration;
        std::string text;
        std::vector<Step> steps;
        for (const TourStop &stop : tour.stops) {
            text += stop.steps + ' ';
            const auto schedule = parseSchedule(text);
            if (!schedule)
                break;
            steps = walk(run.machine(), *schedule).steps;
            narration[steps.size()] = stop.narration;
        }
        if (std::ranges::equal(steps, run.steps().first(run.position())))
            return narration;
    }
    return {};
}

class WalkData {
public:
    WalkData(const RunToExport &run, const FormatOptions &options, const PlayerListings &listings)
        : m_run(run), m_options(options), m_listings(listings), m_at(run.run),
          m_program(m_at.machine().program()), m_narration(tourNarration(run.run)),
          m_executed(listings.size())
    {
        for (std::size_t i = 0; i < listings.size(); ++i)
            m_executed[i].assign(listings[i].size(), -1);
    }

    Json json()
    {
        Json json = {{"name", m_run.name}, {"first", m_run.first}};
        for (std::size_t position = m_run.first; position <= m_run.run.position(); ++position) {
            m_at.jump(position);
            json["at"].push_back(at());
        }
        json["executed"] = m_executed;
        json["state"] = changes();
        return json;
    }

private:
    std::size_t length() const { return m_run.run.position(); }
    const Event &event() const { return m_at.event(m_at.position() - 1); }
    const Timeline &timeline() const { return *m_run.timeline; }
    Fate fateAt(std::size_t position) const
    {
        return position == 0 ? timeline().initialFate : timeline().events[position - 1].fate;
    }

    static std::string_view nameOf(Fate fate)
    {
        switch (fate) {
        case Fate::Safe:
            return "safe";
        case Fate::Open:
            return "open";
        case Fate::Doomed:
            return "doomed";
        case Fate::Unknown:
            break;
        }
        return "unknown";
    }

    Json at()
    {
        const std::size_t position = m_at.position();
        Json json = {{"fate", nameOf(fateAt(position))}};
        json.update(words());
        if (position > 0) {
            json["stepped"] = indexOf(event().step.thread);
            json["lane"] = timeline().events[position - 1].lane;
        }
        for (std::size_t i = 0; i < m_listings.size(); ++i)
            json["threads"].push_back(thread(i));
        if (m_options.quiz && position < length())
            json.update(playerQuestion(m_run, m_at));
        if (const auto note = timeline().notes.find(position - 1);
            m_options.notes && position > 0 && note != timeline().notes.end())
            json["note"] = note->second;
        return json;
    }

    Json thread(std::size_t i)
    {
        const ThreadId id{static_cast<std::uint16_t>(i)};
        Json json = playerStatus(m_at, timeline(), id);
        if (!m_options.source)
            return json;
        const std::vector<CodeMark> marks = codeMarks(m_listings[i], m_at, id);
        for (std::size_t line = 0; line < marks.size(); ++line)
            if (int &since = m_executed[i][line]; marks[line].isExecuted && since < 0)
                since = static_cast<int>(m_at.position());
        json.update(playerPlace(m_listings[i], marks));
        return json;
    }

    /// What the fate of the state means, where the step has changed it.
    std::string fateWords() const
    {
        const Fate now = fateAt(m_at.position()), before = fateAt(m_at.position() - 1);
        if (now == before || now == Fate::Unknown || before == Fate::Unknown)
            return {};
        return stepFateText(before, now, timeline().onlyFailure);
    }

    Json words() const
    {
        const std::size_t position = m_at.position();
        if (position == 0)
            return {{"say", "Nothing has run yet."},
                    {"why", "Go forward to take the first step."},
                    {"item", "Step 0: nothing has run yet"}};
        const StateView before = m_at.stateAt(position - 1);
        const std::string deed = deedOf(m_program, event()).does;
        const auto &name = m_program.threads[indexOf(event().step.thread)].name;
        std::string say = asSentence(name + ' ' + deed);
        std::string why,
            item = fmt::format("{}, step {} of {}: {}", name, position, length(), deed);
        for (const EffectOnOthers &effect :
             effectsOf(m_at.machine(), before, m_at.state(), event().step.thread)) {
            item += ", " + shortText(m_program, effect);
            why += asSentence(effect.isBlocked
                                  ? sentenceFor(m_at.machine(), m_at.state(), effect.thread)
                                  : shortText(m_program, effect)) +
                   ' ';
        }
        if (const std::string fate = fateWords(); !fate.empty()) {
            why += fate + '.';
            item += ", ";
            item += static_cast<char>(std::tolower(static_cast<unsigned char>(fate[0])));
            item += fate.substr(1);
        }
        if (const auto told = m_narration.find(position); told != m_narration.end()) {
            const SplitText split = splitSentence(told->second);
            say = split.first;
            why = split.rest;
            item += ". " + told->second;
        }
        if (position == m_run.run.length())
            why += (why.empty() || why.ends_with(' ') ? "" : " ") + ending();
        return {{"say", say}, {"why", why}, {"item", item}};
    }

    /// How the run ends; empty if it does not end here.
    std::string ending() const
    {
        if (timeline().livelock)
            return m_run.ending.remark.empty() ? "The run has entered a livelock."
                                               : asSentence(m_run.ending.remark);
        return m_at.machine().standing(m_at.state()) == Standing::Going ? std::string()
                                                                        : endingText(m_at);
    }

    /// The values at the first position, and what each further step changes: [row, value].
    Json changes() const
    {
        Json all = Json::array();
        if (!m_options.state)
            return all;
        std::vector<Json> before;
        for (auto &values : playerValues(m_run.run, m_run.first)) {
            Json changed = Json::array();
            for (std::size_t row = 0; row < values.size(); ++row)
                if (before.empty() || values[row] != before[row])
                    changed.push_back({row, values[row]});
            all.push_back(std::move(changed));
            before = std::move(values);
        }
        return all;
    }

    const RunToExport &m_run;
    const FormatOptions &m_options;
    const PlayerListings &m_listings;
    Run m_at;
    const Program &m_program;
    std::map<std::size_t, std::string> m_narration;
    std::vector<std::vector<int>> m_executed; ///< by line: the position since which it is; or -1
};

} // namespace

Json playerWalk(const RunToExport &run, const FormatOptions &options,
                const PlayerListings &listings)
{
    return WalkData(run, options, listings).json();
}

} // namespace racewalk
