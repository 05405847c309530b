// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/short_names.h"

#include "program/utf8.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <set>

namespace racewalk {

namespace {

using Forms = std::vector<std::string>;

ScreenNames namesIn(const std::vector<std::string> &texts)
{
    ScreenNames names;
    for (const std::string &text : texts)
        names.add(text);
    return names;
}

std::string fitting(const ScreenNames &names, std::string_view text, std::size_t width)
{
    return names.fitting(text,
                         [width](std::string_view form) { return characterCount(form) <= width; });
}

std::string fittingWords(const ScreenNames &names, std::string_view text, std::size_t width)
{
    return names.fittingWords(
        text, [width](std::string_view form) { return characterCount(form) <= width; });
}

} // namespace

TEST(NameForms, DropLeadingPartsOnly)
{
    EXPECT_EQ(nameForms("inode->i_lock"), (Forms{"inode->i_lock", "i_lock", "lock"}));
    EXPECT_EQ(nameForms("inode_hash_lock"), (Forms{"inode_hash_lock", "hash_lock", "lock"}));
    EXPECT_EQ(nameForms("inodes[0].i_state"), (Forms{"inodes[0].i_state", "i_state", "state"}));
    EXPECT_EQ(nameForms("slow_lookup[3]"), (Forms{"slow_lookup[3]", "lookup[3]"}));
    EXPECT_EQ(nameForms("__wait"), (Forms{"__wait", "wait"}));
    EXPECT_EQ(nameForms("worker_1"), (Forms{"worker_1"}));
}

TEST(ScreenNames, StayWholeWhereThereIsRoom)
{
    const ScreenNames names = namesIn({"spin_lock(inode_hash_lock)"});
    EXPECT_EQ(fitting(names, "spin_lock(inode_hash_lock)", 26), "spin_lock(inode_hash_lock)");
}

TEST(ScreenNames, LoseTheirLeadingPartsWhileTheyAreUnique)
{
    const ScreenNames names = namesIn(
        {"i_lock", "inode_hash_lock", "a_thread_with_an_extremely_long_name_indeed_worker"});
    EXPECT_EQ(fitting(names, "spin_lock(inode_hash_lock)", 25), "spin_lock(hash_lock)");
    EXPECT_EQ(fitting(names, "a_thread_with_an_extremely_long_name_indeed_worker", 15),
              "indeed_worker");
    // "lock" would be three of them.
    EXPECT_EQ(fitting(names, "inode_hash_lock", 8), "\u2026lock");
}

TEST(ScreenNames, TellThreadsOfAnArrayApart)
{
    const ScreenNames names = namesIn({"slow_lookup[3]", "slow_lookup[4]"});
    EXPECT_EQ(fitting(names, "slow_lookup[3]", 10), "lookup[3]");
}

TEST(ScreenNames, ShortenTheLongestNameFirst)
{
    const ScreenNames names = namesIn({"x_total = a_very_long_name_of_a_place"});
    EXPECT_EQ(fitting(names, "x_total = a_very_long_name_of_a_place", 25),
              "x_total = name_of_a_place");
}

TEST(ScreenNames, AreNeverCutInTheMiddle)
{
    const ScreenNames names = namesIn({"spin_lock(inode_hash_lock)", "i_state & I_WILL_FREE"});
    for (std::size_t width = 0; width < 27; ++width) {
        const std::string text = fitting(names, "spin_lock(inode_hash_lock)", width);
        EXPECT_LE(characterCount(text), width) << text;
        const std::size_t dots = text.find("\u2026");
        EXPECT_TRUE(dots == std::string::npos || dots == 0) << text;
        const std::string rest = dots == 0 ? text.substr(3) : text;
        EXPECT_TRUE(std::string("spin_lock(inode_hash_lock)").ends_with(rest) ||
                    std::string("spin_lock(hash_lock)").ends_with(rest))
            << text;
    }
    EXPECT_EQ(fitting(names, "i_state & I_WILL_FREE", 12), "\u2026I_WILL_FREE")
        << "a flag is a value";
}

TEST(ScreenNames, CallsLoseTheirLastArgumentsFirst)
{
    const std::string_view call = "prepare_to_wait(wq, TASK_UNINTERRUPTIBLE)";
    const ScreenNames names = namesIn({std::string(call)});
    EXPECT_EQ(fitting(names, call, 40), "prepare_to_wait(wq, \u2026)");
    EXPECT_EQ(fitting(names, call, 21), "prepare_to_wait(\u2026)");
    EXPECT_EQ(fitting(names, call, 17), "\u2026") << "no part of a constant";
    EXPECT_EQ(fitting({}, "f(g(a, b), cc)", 13), "f(g(a, b), \u2026)");
    EXPECT_EQ(fitting({}, "f(g(a, b), cc)", 12), "f(\u2026)");
    EXPECT_EQ(fitting({}, "i_state & (A | B)", 7), "\u2026A | B)") << "no call";
}

TEST(ScreenNames, OnlyASingleCallLosesArguments)
{
    const std::string_view both = "test_bit(I_NEW, flags) && test_bit(I_FREE, flags)";
    std::set<std::string> forms;
    for (std::size_t width = 1; width < both.size(); ++width)
        forms.insert(fitting({}, both, width));
    EXPECT_EQ(forms, (std::set<std::string>{"\u2026I_NEW, flags) && test_bit(I_FREE, flags)",
                                            "\u2026flags) && test_bit(I_FREE, flags)",
                                            "\u2026test_bit(I_FREE, flags)", "\u2026I_FREE, flags)",
                                            "\u2026flags)", "\u2026"}));
    EXPECT_EQ(fitting({}, "f(aa, bb) < 3", 12), "f(aa, \u2026) < 3");
    EXPECT_EQ(fitting({}, "f(a) + g(bb, cc)", 10), "\u2026g(bb, cc)");
}

TEST(ScreenNames, NoPartOfAConstantOrOfTheNameOfACallIsShown)
{
    const std::string_view text = "WARN_ON(inode->i_state & (I_FREEING | I_CLEAR))";
    const ScreenNames names = namesIn({std::string(text)});
    std::set<std::string> forms;
    for (std::size_t width = 1; width < 28; ++width)
        forms.insert(fitting(names, text, width));
    EXPECT_EQ(forms,
              (std::set<std::string>{"\u2026I_FREEING | I_CLEAR))", "\u2026I_CLEAR))", "\u2026"}));
    EXPECT_EQ(fitting({}, "BUG_ON(f(x))", 8), "\u2026f(x))");
    EXPECT_EQ(fitting({}, "wait_on_bit(word)", 16), "\u2026word)");
}

TEST(ScreenNames, OfAProgramAreThoseItDeclares)
{
    const auto program = test::programFor("spinlock_t a_lock, b_lock;\n"
                                          "thread a_reader { spin_lock(&a_lock); }\n"
                                          "thread writer { spin_lock(&b_lock); }\n");
    const ScreenNames names(*program);
    EXPECT_EQ(fitting(names, "a_reader", 7), "reader");
    EXPECT_EQ(fitting(names, "a_lock", 5), "\u2026lock") << "b_lock would read the same";
}

TEST(ScreenNames, OfAFieldSayThatAnObjectIsMissing)
{
    const auto program = test::programFor("struct account { int balance; };\n"
                                          "struct bank { int total; };\n"
                                          "struct account accounts[2];\n"
                                          "struct bank city_bank;\n"
                                          "thread pay { accounts[0].balance = 7; }\n");
    const ScreenNames names(*program);
    EXPECT_EQ(fitting(names, "pay accounts[0].balance = 7", 20), "pay \u2026balance = 7");
    EXPECT_EQ(fittingWords(names, "accounts[0].balance = 12; accounts[1].balance = 8", 40),
              "\u2026balance = 12; accounts[1].balance = 8");
    EXPECT_EQ(fitting(names, "pay city_bank.total = 7", 13), "pay total = 7") << "the only one";
}

TEST(FittingWords, LoseTheirLastWords)
{
    EXPECT_EQ(fittingWords({}, "Hang: lookup sleeps forever", 27), "Hang: lookup sleeps forever");
    EXPECT_EQ(fittingWords({}, "Hang: lookup sleeps forever", 26), "Hang: lookup sleeps\u2026");
    EXPECT_EQ(fittingWords({}, "Hang: lookup sleeps forever", 12), "Hang\u2026");
    EXPECT_EQ(fittingWords({}, "Hang: lookup sleeps forever", 4), "\u2026");
    EXPECT_EQ(fittingWords({}, "Hang: lookup sleeps forever", 0), "");
    EXPECT_EQ(fittingWords({}, "Comparing", 8), "\u2026");
}

TEST(FittingWords, HaveShorterNamesFirst)
{
    const ScreenNames names = namesIn({"slow_lookup", "inode_hash_lock"});
    EXPECT_EQ(fittingWords(names, "waits for slow_lookup", 20), "waits for lookup");
    EXPECT_EQ(fittingWords(names, "waits for slow_lookup", 12), "waits for\u2026");
    EXPECT_EQ(fittingWords(names, "inode_hash_lock", 10), "hash_lock") << "a single word";
}

TEST(FittingWords, LeaveTheNamesOfFilesAsTheyAre)
{
    EXPECT_EQ(fittingWords({}, "inode/slow-inode.race", 20), "\u2026slow-inode.race");
    EXPECT_EQ(fittingWords({}, "in /tmp/my_own/a_b.race", 12), "in\u2026");
}

} // namespace racewalk
