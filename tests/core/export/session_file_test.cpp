// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/session_file.h"

#include "support/program_from_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace racewalk {

namespace {

constexpr std::string_view twoWriters = R"(
int x;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
thread b { WRITE_ONCE(x, 3); }
)";

SavedSession sessionWithTwoWalks()
{
    const auto machine = test::machineFor(twoWriters);
    Walks walks(machine);
    walks.take({ThreadId(0), 0});
    walks.take({ThreadId(0), 0});
    walks.setNote(0, 2, "two\nlines, \u201cquoted\u201d");
    walks.jump(1);
    walks.take({ThreadId(1), 0});
    walks.rename(1, "b in between");
    SavedSession session{.scenarioPath = "/home/x/two writers.race",
                         .scenarioText = std::string(twoWriters),
                         .variant = machine->program().variant,
                         .memory = MemoryModel::Tso,
                         .parameters = {{"n", -3}},
                         .walks = savedWalks(walks),
                         .current = walks.current(),
                         .nextId = walks.nextId(),
                         .view = {{"tab", "timeline"}}};
    return session;
}

std::string errorOf(std::string_view text)
{
    const auto read = readSession(text);
    return read ? "read" : read.error();
}

std::string changed(const std::string &what, const std::string &into)
{
    std::string text = toJson(sessionWithTwoWalks());
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), into);
}

} // namespace

TEST(SessionFile, IsReadAsItWasWritten)
{
    const SavedSession session = sessionWithTwoWalks();
    const auto read = readSession(toJson(session));
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(*read, session);
    EXPECT_EQ(session.walks.size(), 2u);
}

TEST(SessionFile, BringsBackTheWalks)
{
    const SavedSession session = sessionWithTwoWalks();
    const Walks walks = walksFrom(test::machineFor(session.scenarioText), session);
    ASSERT_EQ(walks.size(), 2u);
    EXPECT_EQ(walks.current(), 1u);
    EXPECT_EQ(walks.run().position(), 2u);
    EXPECT_EQ(walks.replayed(0).run.position(), 1u);
    EXPECT_EQ(walks.replayed(0).run.length(), 2u);
    EXPECT_EQ(walks[1].name, "b in between");
    EXPECT_EQ(walks.notes(0).at(2), "two\nlines, \u201cquoted\u201d");
    EXPECT_EQ(walks.nextId(), 3u);
    EXPECT_EQ(savedWalks(walks), session.walks);
}

TEST(SessionFile, KeepsWhatAChangedScenarioCannotTake)
{
    const SavedSession session = sessionWithTwoWalks();
    const auto shorter = test::machineFor("int x;\nthread a { WRITE_ONCE(x, 1); }\n"
                                          "thread b { WRITE_ONCE(x, 3); }\n");
    const Walks walks = walksFrom(shorter, session);
    EXPECT_TRUE(walks.replayed(0).isCutShort() || walks.replayed(0).run.length() == 1)
        << walks.replayed(0).stop;
    EXPECT_EQ(savedWalks(walks)[0].schedule, session.walks[0].schedule);
    EXPECT_EQ(savedWalks(walks)[0].notes, session.walks[0].notes);
}

TEST(SessionFile, SaysWhatIsWrongWithIt)
{
    EXPECT_EQ(errorOf(""), "it is not a session of Racewalk");
    EXPECT_EQ(errorOf("[]"), "it is not a session of Racewalk");
    EXPECT_EQ(errorOf(R"({"format": 3})"), "it is not a session of Racewalk");
    EXPECT_EQ(errorOf(R"({"format": "racewalk session"})"), "in it, version is missing");
    EXPECT_EQ(errorOf(changed("\"version\": 1", "\"version\": 7")),
              "it has version 7, and this program reads versions up to 1");
    EXPECT_EQ(errorOf(changed("\"tso\"", "\"arm\"")), "in it, memory must be sc, tso or pso");
    EXPECT_EQ(errorOf(changed("\"position\": 1", "\"position\": -1")),
              "in it, walks[0].position is out of range");
    EXPECT_EQ(errorOf(changed("\"position\": 1", "\"position\": 1.5")),
              "in it, walks[0].position must be a whole number");
    EXPECT_EQ(errorOf(changed("\"named_by_user\": false", "\"named_by_user\": 0")),
              "in it, walks[0].named_by_user must be true or false");
    EXPECT_EQ(errorOf(changed("\"id\": 2", "\"id\": 1")), "in it, two walks have the id 1");
    EXPECT_EQ(errorOf(changed("\"n\": -3", "\"n\": 99999999999")),
              "in it, params.n is out of range");
}

TEST(SessionFile, TakesValuesThatAreTooLargeAsTheLargest)
{
    auto read = readSession(changed("\"current\": 1", "\"current\": 77"));
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(read->current, 1u);
    read = readSession(changed("\"position\": 1", "\"position\": 1000000"));
    ASSERT_TRUE(read) << read.error();
    const Walks walks = walksFrom(test::machineFor(twoWriters), *read);
    EXPECT_EQ(walks.replayed(0).run.position(), 2u);
}

} // namespace racewalk
