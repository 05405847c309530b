// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/player_parts.h"
#include "export/narration/narration.h"
#include "export/narration/next_question.h"

namespace racewalk {
namespace {

class WalkData {
public:
    WalkData(const RunToExport &run, const FormatOptions &options, const PlayerListings &listings)
        : m_run(run), m_options(options), m_listings(listings),
          m_at(run.run), m_walk{.run = run.run,
                                .length = run.run.position(),
                                .timeline = *run.timeline,
                                .fateAt = run.fateAt,
                                .livelock = run.ending.remark},
          m_narrator(m_walk), m_executed(listings.size())
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
        const Narration told = m_narrator.at(m_at);
        json.update({{"say", told.say}, {"why", told.why}, {"item", told.item}});
        if (position > 0) {
            json["stepped"] = indexOf(event().step.thread);
            json["lane"] = timeline().events[position - 1].lane;
        }
        for (std::size_t i = 0; i < m_listings.size(); ++i)
            json["threads"].push_back(thread(i));
        if (m_options.quiz && position < length())
            json.update(question());
        if (const auto note = timeline().notes.find(position - 1);
            m_options.notes && position > 0 && note != timeline().notes.end())
            json["note"] = note->second;
        return json;
    }

    Json question() const
    {
        const std::vector<NextAnswer> answers = nextQuestion(m_walk, m_at);
        Json json = {{"asked", !answers.empty()}};
        for (const NextAnswer &answer : answers)
            json["answers"].push_back({{"thread", indexOf(answer.step.thread)},
                                       {"says", answer.says},
                                       {"statement", answer.statement},
                                       {"fate", nameOf(answer.fate)},
                                       {"right", answer.isRight},
                                       {"why", answer.why}});
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
    WalkToTell m_walk;
    Narrator m_narrator;
    std::vector<std::vector<int>> m_executed; ///< by line: the position since which it is; or -1
};

} // namespace

Json playerWalk(const RunToExport &run, const FormatOptions &options,
                const PlayerListings &listings)
{
    return WalkData(run, options, listings).json();
}

} // namespace racewalk
