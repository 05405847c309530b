// SPDX-License-Identifier: GPL-3.0-or-later
// A walk with notes becomes a tour that its scenario can have.
#include "export/narration/recorded_tour.h"

#include "program/one_line.h"
#include "run/schedule/tour_check.h"

#include "exported_runs.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;

/// The scenario with the tour behind it, in the same variant.
std::shared_ptr<const Machine> withTour(const Machine &machine, const std::string &tour)
{
    const Program &program = machine.program();
    return machineFor(program.source->text() + '\n' + tour, program.variant, {}, program.memory);
}

TEST(RecordedTour, HasTheNotesAsItsNarration)
{
    ExportedRun walked(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                       "lookup*2 evict! lookup!");
    Timeline timeline = *walked.timeline;
    timeline.notes = {{1, "It has \"found\" the inode,\nand holds no lock."}, {15, "Too early."}};
    const auto tour = recordedTour(walked.run, timeline, "Too late");
    ASSERT_TRUE(tour) << tour.error();
    EXPECT_THAT(*tour, HasSubstr("tour \"Too late\" for rcu_lookup {\n"
                                 "        lookup*2        \"It has \\\"found\\\" the inode, and "
                                 "holds no lock.\";\n"
                                 "        evict*14        \"Too early.\";\n"
                                 "        evict! lookup!  \"Hang: lookup is asleep"));
    EXPECT_TRUE(tour->ends_with("        end hang;\n}\n")) << *tour;
    const auto machine = withTour(walked.run.machine(), *tour);
    for (const TourFault &fault : faultyTours(*machine))
        ADD_FAILURE() << fault.sentence;
    EXPECT_EQ(machine->program().scenario.tours.back().stops[0].narration,
              "It has \"found\" the inode, and holds no lock.");
}

TEST(RecordedTour, OfRandomWalksIsTheSameWalk)
{
    unsigned seed = 1;
    std::size_t recorded = 0;
    for (const auto &machine : sampleMachines())
        for (int i = 0; i < 4; ++i, ++seed) {
            ExportedRun walked(machine, randomSteps(*machine, 400, seed));
            if (walked.run.length() == 0)
                continue;
            Timeline timeline = *walked.timeline;
            const std::string hostile = "end \\\"; } \t// \x01 " + std::string(200, 'x') + " y";
            for (std::size_t step = seed % 3; step < walked.run.length(); step += 1 + seed % 5)
                timeline.notes[step] = hostile;
            if (timeline.notes.empty())
                timeline.notes[0] = "first";
            const auto tour = recordedTour(walked.run, timeline, "A \"title\"\n");
            if (!tour)
                continue;
            ++recorded;
            const auto with = withTour(*machine, *tour);
            EXPECT_THAT(faultyTours(*with), testing::IsEmpty()) << *tour;
            const Tour &read = with->program().scenario.tours.back();
            std::string text;
            for (const TourStop &stop : read.stops)
                text += stop.steps + ' ';
            const Walk walk = racewalk::walk(*machine, parseSchedule(text).value());
            EXPECT_EQ(walk.message, "") << *tour;
            EXPECT_TRUE(std::ranges::equal(walk.steps, walked.run.steps())) << *tour;
        }
    EXPECT_GT(recorded, 10U);
}

TEST(RecordedTour, SaysWhatIsMissing)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const ExportedRun whole(machine, "lookup*2 evict! lookup!"), part(machine, "lookup*2");
    EXPECT_EQ(recordedTour(whole.run, *whole.timeline, "T").error(),
              "the walk has no notes: a tour tells what they say");
    Timeline noted = *part.timeline;
    noted.notes[0] = "Here.";
    EXPECT_EQ(recordedTour(part.run, noted, "T").error(),
              "the walk has not ended: take it to its end first");
}

} // namespace
