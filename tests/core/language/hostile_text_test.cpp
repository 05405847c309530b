// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "language/source/read_source.h"

#include <algorithm>
#include <ctime>
#include <random>
#include <string>
#include <vector>

namespace racewalk::test {

namespace {

std::string repeated(const std::string &text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

constexpr std::string_view tooDeep = "nested deeper than 200 levels, the limit";

/// The only sentence about a thread that has the text in its body.
std::string onlySentence(const std::string &text)
{
    const auto diagnostics = parse(sourceOf("thread t { " + text)).diagnostics;
    return diagnostics.size() == 1 ? diagnostics[0].sentence
                                   : std::to_string(diagnostics.size()) + " diagnostics";
}

TEST(HostileText, MayNestToTheLimit)
{
    EXPECT_EQ(
        sentencesOf("thread t { x = " + repeated("(", 190) + "1" + repeated(")", 190) + "; }"), "");
    EXPECT_EQ(sentencesOf("thread t { x = 1" + repeated(" + 1", 190) + "; }"), "");
    EXPECT_EQ(sentencesOf("thread t { " + repeated("{", 190) + repeated("}", 190) + " }"), "");
}

TEST(HostileText, MayNotNestDeeper)
{
    for (const std::string &piece : std::vector<std::string>{
             "x = (", "f(", "x[", "x = !", "x = - ", "x = (u32)", "x ? ", "x = ", "{", "if (x) ",
             "if (x) ; else ", "do ", "switch (x) {", "while (x) "})
        EXPECT_EQ(onlySentence(repeated(piece, 5000)), tooDeep) << piece;
}

TEST(HostileText, MayNotMakeDeepTreesFromFlatText)
{
    for (const std::string &piece :
         std::vector<std::string>{" + 1", "->x", "[1]", ".x", " && y", "++"})
        EXPECT_EQ(onlySentence("x" + repeated(piece, 5000) + "; }"), tooDeep) << piece;
}

TEST(HostileText, MayNotNestInitializersOrConditions)
{
    EXPECT_EQ(sentencesOf("int a = " + repeated("{", 100000)),
              "1:209 " + std::string(tooDeep) + "\n");
    EXPECT_EQ(sentencesOf("#if " + repeated("(", 100000) + "\n#endif"),
              "1:205 parentheses nest deeper than 200, the limit\n");
}

TEST(HostileText, LongerThanTheLimitIsRefused)
{
    EXPECT_EQ(sentencesOf(std::string(maxSourceBytes + 1, ' ')),
              "1:1 the scenario is longer than 1 MiB, the limit\n");
}

/// Texts that are cheap to read only if nothing is read again and again.
TEST(HostileText, TakesTimeInProportionToItsLength)
{
    constexpr std::size_t length = 1 << 16;
    const std::vector<std::string> pieces = {"\"\\",
                                             "\"'",
                                             "/*/",
                                             "#\n",
                                             "\n",
                                             "#\\\n",
                                             "x x ",
                                             "{1},",
                                             "variant a;\n",
                                             "#ifdef a\n",
                                             "#define a 1\n",
                                             "'",
                                             "\\",
                                             "x = = ;",
                                             "tour \"a\" {",
                                             "__attribute__((",
                                             "\xC3",
                                             "a \"b\"; ",
                                             "} ",
                                             "struct a { struct ",
                                             "case 1:",
                                             "a:",
                                             "int a[1]",
                                             "for(",
                                             "(u32)(",
                                             ";",
                                             "f(1,"};
    for (const std::string &piece : pieces) {
        const std::clock_t start = std::clock();
        for (const std::string &head : std::vector<std::string>{"", "thread t { "}) {
            const std::string text = head + repeated(piece, length / piece.size());
            const auto result = parse(sourceOf(text));
            EXPECT_LE(result.diagnostics.size(), maxDiagnostics) << piece;
            EXPECT_EQ(result.tree.has_value(), !hasErrors(result.diagnostics)) << piece;
        }
        // Quadratic time would be many times as long even without a debug build's weight.
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        EXPECT_LT(seconds, 2.0) << piece;
    }
}

const std::string wholeScenario = R"(scenario "Lost wakeup";
about "The waiter tests, " "then sleeps.";
memory sc;
variant naive "Test, then sleep";
variant correct "Queue first";
#define LIMIT (1 << 3)
param waiters = 1 in 1..4;
enum state { IDLE = 0x1, BUSY, };
struct inode { unsigned i_state; spinlock_t i_lock; struct inode *next; };
pool struct inode inodes[2] = { { .i_state = 'a' } };
static wait_queue_head_t wq;
int table[LIMIT] = { [1] = -2, 3 };
static struct inode *find(struct inode *head, u32 n) __must_hold(lock)
{
        int i, *p = &table[0];
repeat:
        for (i = 0; i < LIMIT; i++) {
                if (!head || head->i_state & ~BUSY)
                        continue;
                else
                        goto repeat;
        }
#if naive || !correct
        switch (n) { case 1: break; default: *p += (s8)n ? 1 : 2; }
#else
        do { schedule(); /* sleep */ } while (READ_ONCE(table[i % 2]) != 3);    //@ again
#endif
        return head;
}
thread waiter[waiters] { atomic { find(NULL, 0b11U); } }
daemon thread waker { printk("woke %d\n", self); }
invariant table[0] >= 0 && table[1] <= 1;
final !inodes[0].i_state;
expect naive: hang, use_after_free;
expect correct: ok;
tour "Too late" for naive {
        waiter*1 waker!  "They " "walk.";
        end hang;
}
)";

/// Every result keeps what parse() promises, and its diagnostics can be shown.
void checkPromises(const std::string &text, const std::string &variant)
{
    const SourceText source = sourceOf(text);
    const ParseResult result = parse(source, variant);
    ASSERT_EQ(result.tree.has_value(), !hasErrors(result.diagnostics)) << text;
    ASSERT_LE(result.diagnostics.size(), maxDiagnostics);
    for (const Diagnostic &diagnostic : result.diagnostics) {
        ASSERT_LE(diagnostic.span.begin, diagnostic.span.end) << text;
        ASSERT_LE(diagnostic.span.end, text.size()) << text;
        const SourcePosition at = source.position(diagnostic.span.begin);
        ASSERT_EQ(at.line, diagnostic.span.line) << text;
        ASSERT_EQ(at.column, diagnostic.span.column) << text;
        ASSERT_FALSE(diagnostic.sentence.empty());
        ASSERT_NE(renderDiagnostic(source, diagnostic).find('^'), std::string::npos);
    }
    ASSERT_TRUE(std::ranges::is_sorted(result.diagnostics, {}, [](const Diagnostic &diagnostic) {
        return diagnostic.span.begin;
    })) << text;
}

TEST(HostileText, TheWholeLanguageIsReadInBothVariants)
{
    EXPECT_EQ(errorsOf(wholeScenario, "naive"), "");
    EXPECT_EQ(errorsOf(wholeScenario, "correct"), "");
}

TEST(HostileText, CutOffAnywhereStillGivesATreeOrAnError)
{
    for (std::size_t length = 0; length < wholeScenario.size(); length += 3) {
        checkPromises(wholeScenario.substr(0, length), "");
        checkPromises(wholeScenario.substr(length), "");
    }
}

TEST(HostileText, ChangedAnyhowStillGivesATreeOrAnError)
{
    std::mt19937 random(20240718);
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    const std::string bytes = "{}()[];,:?.=<>+-*/%&|^!~@#\"'\\ \n\t0x9aZ_\x80\xC3\xFF\x01";
    for (int round = 0; round < 1000; ++round) {
        std::string text = wholeScenario;
        for (std::size_t edit = 1 + below(6); edit > 0; --edit) {
            const std::size_t at = below(text.size());
            const std::size_t length = 1 + below(12);
            const std::string piece = text.substr(below(text.size()), length);
            switch (below(4)) {
            case 0:
                text[at] = bytes[below(bytes.size())];
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, piece);
                break;
            default:
                text.insert(at, 1, bytes[below(bytes.size())]);
                break;
            }
        }
        checkPromises(text, round % 2 == 0 ? "" : "correct");
    }
}

TEST(HostileText, AnyBytesStillGiveAnError)
{
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        std::string text(random() % 400, ' ');
        for (char &byte : text)
            byte = static_cast<char>(random() % 256);
        checkPromises(text, "");
        EXPECT_FALSE(parse(sourceOf(text)).tree);
    }
}

} // namespace

} // namespace racewalk::test
