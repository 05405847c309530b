// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/session_file.h"

#include "export/reports/json_parts.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace racewalk {
namespace {

constexpr std::string_view formatName = "racewalk session";

Json noteJson(std::size_t step, const WalkNote &note)
{
    return {{"step", step},
            {"text", note.text},
            {"thread", note.thread},
            {"operation", note.operation}};
}

Json walkJson(const SavedWalk &walk)
{
    Json notes = Json::array();
    for (const auto &[step, note] : walk.notes)
        notes.push_back(noteJson(step, note));
    return {{"id", walk.id},
            {"name", walk.name},
            {"named_by_user", walk.hasOwnName},
            {"schedule", walk.schedule},
            {"length", walk.length},
            {"position", walk.position},
            {"walked", walk.walked},
            {"notes", notes}};
}

/// What is wrong with a file, thrown from the functions that read its parts.
struct Fault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A value of the file, with its place for messages: "walks[2].position".
class Part {
public:
    Part(const Json &json, std::string place) : m_json(json), m_place(std::move(place)) {}

    Part operator[](const char *key) const
    {
        const std::string place = m_place.empty() ? key : m_place + '.' + key;
        if (!m_json.is_object() || !m_json.contains(key))
            throw Fault(fmt::format("{} is missing", place));
        return {m_json.at(key), place};
    }
    std::string text() const
    {
        if (!m_json.is_string())
            fail("a text");
        return m_json.get<std::string>();
    }
    bool boolean() const
    {
        if (!m_json.is_boolean())
            fail("true or false");
        return m_json.get<bool>();
    }
    template <class Number>
    Number number() const
    {
        if (!m_json.is_number_integer())
            fail("a whole number");
        if (m_json.is_number_unsigned() ? !std::in_range<Number>(m_json.get<std::uint64_t>())
                                        : !std::in_range<Number>(m_json.get<std::int64_t>()))
            throw Fault(fmt::format("{} is out of range", m_place));
        return m_json.get<Number>();
    }
    template <class Each>
    void forEach(Each each) const
    {
        if (!m_json.is_array())
            fail("a list");
        for (std::size_t i = 0; i < m_json.size(); ++i)
            each(Part(m_json[i], fmt::format("{}[{}]", m_place, i)));
    }
    template <class Each>
    void forEachKey(Each each) const
    {
        if (!m_json.is_object())
            fail("an object");
        for (const auto &[key, value] : m_json.items())
            each(key, Part(value, m_place + '.' + key));
    }

private:
    [[noreturn]] void fail(std::string_view wanted) const
    {
        throw Fault(fmt::format("{} must be {}", m_place, wanted));
    }

    const Json &m_json;
    std::string m_place;
};

SavedWalk readWalk(const Part &part)
{
    SavedWalk walk{.id = part["id"].number<WalkId>(),
                   .name = part["name"].text(),
                   .hasOwnName = part["named_by_user"].boolean(),
                   .schedule = part["schedule"].text(),
                   .length = part["length"].number<std::size_t>(),
                   .position = part["position"].number<std::size_t>(),
                   .walked = part["walked"].number<std::size_t>(),
                   .notes = {}};
    part["notes"].forEach([&](const Part &note) {
        std::string text = note["text"].text();
        text.resize(afterCharacters(text, 0, maxNoteLength));
        walk.notes.emplace(
            note["step"].number<std::size_t>(),
            WalkNote{std::move(text), note["thread"].text(), note["operation"].text()});
    });
    return walk;
}

SavedSession readParts(const Part &part)
{
    SavedSession session;
    session.scenarioPath = part["scenario"]["path"].text();
    session.scenarioText = part["scenario"]["text"].text();
    session.variant = part["variant"].text();
    const auto memory = memoryModelFrom(part["memory"].text());
    if (!memory)
        throw Fault(fmt::format("memory must be {}", memoryModelNames("or")));
    session.memory = *memory;
    part["params"].forEachKey([&](const std::string &name, const Part &value) {
        session.parameters.emplace_back(name, value.number<std::int32_t>());
    });
    part["walks"].forEach([&](const Part &walk) { session.walks.push_back(readWalk(walk)); });
    if (session.walks.empty())
        throw Fault("walks must not be empty");
    for (const SavedWalk &walk : session.walks)
        if (std::ranges::count(session.walks, walk.id, &SavedWalk::id) > 1)
            throw Fault(fmt::format("two walks have the id {}", walk.id));
    session.current = std::min(part["current"].number<std::size_t>(), session.walks.size() - 1);
    session.nextId = part["next_id"].number<WalkId>();
    part["view"].forEachKey([&](const std::string &name, const Part &value) {
        session.view.emplace(name, value.text());
    });
    return session;
}

} // namespace

std::string toJson(const SavedSession &session)
{
    Json parameters = Json::object();
    for (const auto &[name, value] : session.parameters)
        parameters[name] = value;
    Json walks = Json::array();
    for (const SavedWalk &walk : session.walks)
        walks.push_back(walkJson(walk));
    return written({{"format", formatName},
                    {"version", sessionFileVersion},
                    {"scenario", {{"path", session.scenarioPath}, {"text", session.scenarioText}}},
                    {"variant", session.variant},
                    {"memory", toText(session.memory)},
                    {"params", parameters},
                    {"walks", walks},
                    {"current", session.current},
                    {"next_id", session.nextId},
                    {"view", session.view.empty() ? Json::object() : Json(session.view)}});
}

std::expected<SavedSession, std::string> readSession(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != formatName)
        return std::unexpected("it is not a session of Racewalk");
    try {
        const Part whole(json, {});
        if (const int version = whole["version"].number<int>(); version > sessionFileVersion)
            return std::unexpected(
                fmt::format("it has version {}, and this program reads versions up to {}", version,
                            sessionFileVersion));
        return readParts(whole);
    } catch (const Fault &fault) {
        return std::unexpected(std::string("in it, ") + fault.what());
    }
}

Walks walksFrom(const std::shared_ptr<const Machine> &machine, const SavedSession &session)
{
    Walks walks(machine);
    WalkId nextId = session.nextId;
    for (const SavedWalk &saved : session.walks) {
        NamedWalk walk{.id = saved.id, .name = saved.name, .run = Run(machine)};
        walk.hasOwnName = saved.hasOwnName;
        walk.walkedElsewhere = parseSchedule(saved.schedule).value_or(Schedule{});
        walk.lengthElsewhere = saved.length;
        walk.positionElsewhere = saved.position;
        walk.walked = saved.walked;
        walk.notes = saved.notes;
        nextId = std::max(nextId, saved.id + 1);
        walks.insert(walks.size(), std::move(walk));
    }
    walks.takeOut(0); // that of the constructor
    walks.setMachine(machine);
    walks.select(session.current, session.walks[session.current].position);
    walks.setNextId(nextId);
    return walks;
}

std::vector<SavedWalk> savedWalks(const Walks &walks)
{
    std::vector<SavedWalk> saved;
    for (std::size_t row = 0; row < walks.size(); ++row) {
        const NamedWalk &walk = walks[row];
        std::size_t position = walk.run.position();
        if (walk.positionElsewhere)
            position = *walk.positionElsewhere == Walks::atEnd ? walk.lengthElsewhere
                                                               : *walk.positionElsewhere;
        saved.push_back({.id = walk.id,
                         .name = walk.name,
                         .hasOwnName = walk.hasOwnName,
                         .schedule = toText(walk.schedule()),
                         .length = walk.walkedLength(),
                         .position = position,
                         .walked = walk.walked,
                         .notes = walk.notes});
    }
    return saved;
}

} // namespace racewalk
