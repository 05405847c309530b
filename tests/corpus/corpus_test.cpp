// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "explore/search/replay.h"
#include "explore/results/verdict_words.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"
#include "support/waker_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <sstream>

// Every file of this folder shows one behaviour in some of its variants and not in the others,
// which are as near as can be. It says itself what is found, in lines at its end:
//
//   // finding VARIANT: KIND thread=NAME line=NUMBER object=PATH
//   // warnings VARIANT: KIND, KIND
//
// A variant has exactly the findings that are listed, and warnings of exactly the kinds that are
// listed. `object` is left out where there is none.

using namespace racewalk;
using namespace racewalk::test;

namespace {

struct CorpusFile {
    std::string name;
    std::string text;
};

void PrintTo(const CorpusFile &file, std::ostream *out)
{
    *out << file.name;
}

std::vector<CorpusFile> corpus()
{
    std::vector<CorpusFile> files;
    for (const auto &entry : std::filesystem::directory_iterator(RACEWALK_TESTS_DIR "/corpus")) {
        if (entry.path().extension() != ".race")
            continue;
        std::ostringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        files.push_back({entry.path().stem().string(), text.str()});
    }
    std::ranges::sort(files, {}, &CorpusFile::name);
    return files;
}

/// What stands behind `// WORD VARIANT: `, line by line.
std::multiset<std::string> statedIn(const std::string &text, const std::string &word,
                                    const std::string &variant)
{
    const std::string begin = "// " + word + ' ' + variant + ": ";
    std::multiset<std::string> stated;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(begin))
            stated.insert(line.substr(begin.size()));
    return stated;
}

std::string textOf(const Program &program, const Finding &finding)
{
    std::string text(toText(finding.kind));
    if (finding.thread)
        text += " thread=" + program.threads[indexOf(*finding.thread)].name;
    text += " line=" + std::to_string(finding.span.line);
    return finding.object.empty() ? text : text + " object=" + finding.object;
}

std::string warningsOf(const Verdict &verdict)
{
    std::set<FindingKind> kinds;
    for (const Finding &finding : verdict.findings)
        if (severityOf(finding.kind) == Severity::Warning)
            kinds.insert(finding.kind);
    std::string text;
    for (const FindingKind kind : kinds)
        text += (text.empty() ? "" : ", ") + std::string(toText(kind));
    return text;
}

class Corpus : public testing::TestWithParam<CorpusFile> {
protected:
    void forEveryVariant(const auto &claim) const
    {
        const auto program = programFor(GetParam().text);
        for (const Variant &variant : program->scenario.variants) {
            SCOPED_TRACE("variant " + variant.name);
            const auto machine = machineFor(GetParam().text, variant.name);
            claim(*machine, explore(*machine, {.maxStates = 200'000}));
        }
    }
};

} // namespace

TEST_P(Corpus, FailsExactlyAsItSays)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        const Expectation *expectation = machine.program().expectation();
        ASSERT_NE(expectation, nullptr) << "no expect line";
        EXPECT_TRUE(exploration.verdict.isComplete());
        EXPECT_EQ(isAsExpected(exploration.verdict, expectation->kinds), true)
            << verdictSentence(exploration.verdict);
    });
}

TEST_P(Corpus, WarnsExactlyAsItSays)
{
    forEveryVariant([&](const Machine &machine, const Exploration &exploration) {
        const auto stated = statedIn(GetParam().text, "warnings", machine.program().variant);
        EXPECT_EQ(warningsOf(exploration.verdict), stated.empty() ? "" : *stated.begin());
    });
}

TEST_P(Corpus, NamesThreadLineAndObjectOfEachFinding)
{
    forEveryVariant([&](const Machine &machine, const Exploration &exploration) {
        std::multiset<std::string> found;
        for (const Finding &finding : exploration.verdict.findings)
            found.insert(textOf(machine.program(), finding));
        EXPECT_EQ(found, statedIn(GetParam().text, "finding", machine.program().variant));
    });
}

TEST_P(Corpus, SaysOfEachFindingWhatItIsInOneLine)
{
    forEveryVariant([](const Machine &, const Exploration &exploration) {
        for (const Finding &finding : exploration.verdict.findings) {
            EXPECT_FALSE(finding.message.empty());
            EXPECT_EQ(finding.message.find('\n'), std::string::npos) << finding.message;
            EXPECT_FALSE(finding.message.ends_with(' ')) << finding.message;
        }
    });
}

TEST_P(Corpus, HasFindingsWhoseScheduleReplaysToThem)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        for (const Finding &finding : exploration.verdict.findings) {
            const std::string text = toText(scheduleOf(machine, finding.steps));
            const auto schedule = parseSchedule(text);
            ASSERT_TRUE(schedule.has_value()) << text;
            const Walk walked = walk(machine, *schedule);
            EXPECT_EQ(walked.message, "") << text;
            EXPECT_EQ(walked.steps, finding.steps) << text;
            const StepRecord last = replay(machine, walked.steps).last;
            if (last.failure) {
                EXPECT_EQ(last.failure->span, finding.span) << text;
            }
        }
    });
}

TEST_P(Corpus, ForetellsEveryoneWhoWakesOrReleases)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        EXPECT_EQ(checkWakers(machine, *exploration.space).complaints, std::vector<std::string>{});
        for (const Finding &finding : exploration.verdict.findings)
            EXPECT_EQ(finding.certificate != nullptr, finding.kind == FindingKind::Hang);
    });
}

INSTANTIATE_TEST_SUITE_P(All, Corpus, testing::ValuesIn(corpus()),
                         [](const auto &instance) { return instance.param.name; });

/// A kind of finding is only understood with something like it that has none.
TEST(Corpus, HasEveryKindOfFindingAndANearTwinWithoutIt)
{
    std::map<FindingKind, int> twins;
    for (const CorpusFile &file : corpus()) {
        const auto program = programFor(file.text);
        std::map<FindingKind, std::size_t> having;
        for (const Variant &variant : program->scenario.variants) {
            std::set<FindingKind> kinds;
            for (const std::string &stated : statedIn(file.text, "finding", variant.name))
                kinds.insert(findingKindFrom(stated.substr(0, stated.find(' '))).value());
            for (const FindingKind kind : kinds)
                ++having[kind];
        }
        for (const auto &[kind, variants] : having)
            if (variants < program->scenario.variants.size())
                ++twins[kind];
    }
    for (const FindingKindRow &row : findingKinds)
        if (row.seenIn != SeenIn::Nothing) {
            EXPECT_GT(twins[row.kind], 0) << row.name;
        }
}
