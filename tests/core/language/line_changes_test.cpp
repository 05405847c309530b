// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/changes/line_changes.h"

#include "language/compile.h"
#include "language/library.h"
#include "language/source/read_source.h"
#include "support/program_from_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace racewalk;
using namespace racewalk::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;

namespace {

/// "leave_out_pair 3,5", in the order of the changes.
std::vector<std::string> described(const LineChanges &changes)
{
    std::vector<std::string> result;
    for (const LineChange &change : changes.list()) {
        std::vector<std::uint32_t> lines;
        for (const SourceSpan &statement : change.statements)
            lines.push_back(statement.line);
        result.push_back(fmt::format("{} {}", toText(change.kind), fmt::join(lines, ",")));
    }
    return result;
}

std::vector<std::string> changesOf(std::string_view text, LineChange::Kind kind)
{
    std::vector<std::string> result = described(LineChanges(programFor(text)));
    std::erase_if(result, [kind](const std::string &one) {
        return !one.starts_with(std::string(toText(kind)) + ' ');
    });
    return result;
}

std::string codeOf(const Program &program)
{
    const auto words = [](const Operand &operand) {
        return fmt::format("{}:{}", static_cast<int>(operand.kind), operand.value);
    };
    std::string text;
    for (const Body &body : program.bodies) {
        for (const Instruction &one : body.code)
            text += fmt::format("{} {} {} {} {} {} {}\n", static_cast<int>(one.op),
                                static_cast<int>(one.ordering), indexOf(one.result), words(one.a),
                                words(one.b), words(one.c), one.target);
        text += "--\n";
    }
    for (const Cell &cell : program.storage.cells)
        text += cell.written ? 'w' : '-';
    return text;
}

/// The scenario with the change made in its text, as a person would. No text for what takes more
/// than exchanging two pieces.
std::optional<std::string> edited(const std::string &text, const LineChange &change)
{
    std::string result = text;
    if (change.kind == LineChange::Kind::Swap) {
        const SourceSpan &first = change.statements[0];
        const SourceSpan &second = change.statements[1];
        const auto piece = [&](std::size_t begin, std::size_t end) {
            return text.substr(begin, end - begin);
        };
        if (piece(first.begin, second.end).find('#') != std::string::npos)
            return std::nullopt;
        return piece(0, first.begin) + piece(second.begin, second.end) +
               piece(first.end, second.begin) + piece(first.begin, first.end) +
               piece(second.end, text.size());
    }
    for (const SourceSpan &statement : change.statements) {
        if (text.substr(statement.begin, statement.end - statement.begin).find('#') !=
            std::string::npos)
            return std::nullopt;
        for (std::size_t i = statement.begin; i < statement.end; ++i)
            if (result[i] != '\n')
                result[i] = ' ';
        result[statement.begin] = ';';
    }
    return result;
}

struct Tally {
    int programs = 0;
    int noPrograms = 0;
};

void compareWithEditedText(const std::shared_ptr<const Program> &program, Tally &tally)
{
    LineChanges changes(program);
    CompileOptions options{program->variant, {}, {}};
    for (std::size_t i = 0; i < changes.list().size(); ++i) {
        const LineChange &change = changes.list()[i];
        const auto text = edited(program->source->text(), change);
        if (!text)
            continue;
        const auto changed = changes.changed(i);
        const auto expected =
            compile(std::make_shared<SourceText>(program->source->fileName(), *text), options)
                .program;
        const std::string where = fmt::format("{} {} line {}: {}", program->source->fileName(),
                                              toText(change.kind), change.line(), change.text);
        ASSERT_EQ(changed == nullptr, expected == nullptr) << where;
        ++(changed == nullptr ? tally.noPrograms : tally.programs);
        if (changed != nullptr) {
            ASSERT_EQ(codeOf(*changed), codeOf(*expected)) << where;
        }
    }
}

} // namespace

TEST(LineChanges, LeaveOutEachStatementAndExchangeNeighbours)
{
    EXPECT_THAT(described(LineChanges(programFor(R"(scenario "t"; int x, y;
thread a {
        x = 1;
        if (y)
                y = 2;
        x = 3;
}
)"))),
                ElementsAre("leave_out 3", "swap 3,4", "leave_out 4", "swap 4,6", "leave_out 5",
                            "leave_out 6"));
}

TEST(LineChanges, StayAwayFromFunctionsThatNoThreadCalls)
{
    const std::string_view text = R"(scenario "t"; int x;
void used(void) { x = 1; }
void unused(void) { x = 2; }
thread a { used(); }
)";
    EXPECT_THAT(described(LineChanges(programFor(text))),
                ElementsAre("leave_out 2", "leave_out 4"));
}

TEST(LineChanges, LeaveLabelsJumpsAndDeclarationsInTheirPlaces)
{
    const std::string_view text = R"(scenario "t"; int x, y;
thread a {
        int i = 0;
again:
        x = 1;
        y = 1;
        if (x == 2)
                goto again;
        return;
}
)";
    EXPECT_THAT(changesOf(text, LineChange::Kind::Swap), ElementsAre("swap 5,6", "swap 6,7"));
    EXPECT_THAT(changesOf(text, LineChange::Kind::LeaveOut),
                ElementsAre("leave_out 3", "leave_out 5", "leave_out 6", "leave_out 7",
                            "leave_out 8", "leave_out 9"));
}

TEST(LineChanges, ExchangeNothingThatIsTheSame)
{
    EXPECT_THAT(changesOf(R"(scenario "t"; int x;
thread a { x++; x++; }
)",
                          LineChange::Kind::Swap),
                IsEmpty());
}

TEST(LineChanges, TakeALockAwayWithWhatReleasesIt)
{
    EXPECT_THAT(described(LineChanges(programFor(R"(scenario "t"; int x; spinlock_t l, m;
thread a {
        spin_lock(&l);
        spin_lock(&m);
        x = 1;
        spin_unlock(&l);
        spin_unlock(&m);
        spin_lock(&l);
        spin_unlock(&l);
}
)"))),
                ElementsAre("leave_out_pair 3,6", "swap 3,4", "leave_out_pair 4,7", "swap 4,5",
                            "leave_out 5", "swap 5,6", "swap 6,7", "swap 7,8",
                            "leave_out_pair 8,9"));
}

TEST(LineChanges, TakeALockAwayWithItsReleasesOnEveryPath)
{
    EXPECT_THAT(changesOf(R"(scenario "t"; int x; struct mutex m;
thread a {
        mutex_lock(&m);
        if (x) {
                mutex_unlock(&m);
                return;
        }
        x = 1;
        mutex_unlock(&m);
}
)",
                          LineChange::Kind::LeaveOutPair),
                ElementsAre("leave_out_pair 3,5,9"));
}

TEST(LineChanges, FollowALockIntoFunctionsUnderTheNamesItHasThere)
{
    EXPECT_THAT(changesOf(R"(scenario "t"; int x;
struct s { spinlock_t l; spinlock_t k; };
struct s one, two;
void leave(struct s *p, struct s *q) {
        spin_unlock(&q->l);
        spin_unlock(&p->l);
}
thread a {
        spin_lock(&one.l);
        spin_lock(&two.l);
        leave(&one, &two);
}
)",
                          LineChange::Kind::LeaveOutPair),
                ElementsAre("leave_out_pair 9,6", "leave_out_pair 10,5"));
}

TEST(LineChanges, PairNestedReadSectionsFromTheInside)
{
    EXPECT_THAT(changesOf(R"(scenario "t"; int x;
thread a {
        rcu_read_lock();
        rcu_read_lock();
        x = 1;
        rcu_read_unlock();
        x = 2;
        rcu_read_unlock();
}
)",
                          LineChange::Kind::LeaveOutPair),
                ElementsAre("leave_out_pair 3,8", "leave_out_pair 4,6"));
}

TEST(LineChanges, LeaveALockAloneThatIsAlsoTriedFor)
{
    EXPECT_THAT(described(LineChanges(programFor(R"(scenario "t"; spinlock_t l;
thread a {
        if (spin_trylock(&l))
                spin_unlock(&l);
}
)"))),
                ElementsAre("leave_out 3"));
}

TEST(LineChanges, LeaveOutALockThatNobodyReleases)
{
    EXPECT_THAT(described(LineChanges(programFor(R"(scenario "t"; spinlock_t l;
thread a { spin_lock(&l); }
)"))),
                ElementsAre("leave_out 2"));
}

TEST(LineChanges, PairReadWriteAndSequenceLocks)
{
    EXPECT_THAT(changesOf(R"(scenario "t"; int x; rwlock_t r; seqlock_t s;
thread a {
        read_lock(&r);
        x = 1;
        read_unlock(&r);
        write_lock(&r);
        write_seqlock(&s);
        x = 2;
        write_sequnlock(&s);
        write_unlock(&r);
}
)",
                          LineChange::Kind::LeaveOutPair),
                ElementsAre("leave_out_pair 3,5", "leave_out_pair 6,10", "leave_out_pair 7,9"));
}

TEST(LineChanges, PairTheLocksOfTheInodeRaceOverItsFunctions)
{
    const LineChanges changes(programOf("scenarios/inode/inode-teardown.race", "rcu_recheck"));
    EXPECT_THAT(described(changes),
                IsSupersetOf({"leave_out_pair 100,50,59,106", "leave_out_pair 82,70,91,109",
                              "leave_out_pair 116,118,122", "leave_out_pair 128,133"}));
}

TEST(LineChanges, GiveNoProgramWithoutAVariableThatIsUsed)
{
    LineChanges changes(programFor(R"(scenario "t"; int x;
thread a {
        int one = 1;
        x = one;
}
)"));
    ASSERT_THAT(described(changes), ElementsAre("leave_out 3", "leave_out 4"));
    EXPECT_EQ(changes.changed(0), nullptr);
    EXPECT_NE(changes.changed(1), nullptr);
}

TEST(LineChanges, KeepTheTextOfTheFirstLineWithoutComments)
{
    const LineChanges changes(programFor(R"(scenario "t"; int x;
thread a {
        if (x) {        // what for?
                x = 1;
        }
}
)"));
    EXPECT_EQ(changes.list().front().text, "if (x) {");
}

TEST(LineChanges, AreWhatTheTextWithTheSameChangeMeans)
{
    Tally tally;
    for (const ShippedScenario &scenario : shippedScenarios(RACEWALK_RESOURCES_DIR)) {
        const auto source = readSource(scenario.path);
        ASSERT_TRUE(source.has_value());
        const auto shared = std::make_shared<const SourceText>(*source);
        const auto first = compile(shared).program;
        ASSERT_NE(first, nullptr) << scenario.name;
        for (const Variant &variant : first->scenario.variants)
            compareWithEditedText(compile(shared, {variant.name, {}, {}}).program, tally);
    }
    EXPECT_GT(tally.programs, 2000);
    EXPECT_GT(tally.noPrograms, 20);
}

TEST(LineChanges, LeaveTheProgramAsItWasForTheNextOne)
{
    const auto program = programOf("scenarios/inode/inode-teardown.race", "rcu_recheck");
    LineChanges changes(program);
    std::vector<std::string> once;
    for (std::size_t i = 0; i < changes.list().size(); ++i)
        once.push_back(codeOf(*changes.changed(i)));
    for (std::size_t i = changes.list().size(); i-- > 0;)
        EXPECT_EQ(codeOf(*changes.changed(i)), once[i]) << i;
}
