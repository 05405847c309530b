// SPDX-License-Identifier: GPL-3.0-or-later
#include "walker.h"

#include <fmt/format.h>

using namespace racewalk;
using racewalk::test::Walker;

namespace {

/// What a statement leaves in an atomic_t that was `before`, in a u32 that was `before`, and in `r`.
struct Left {
    std::string v, word, r;
};

Left leftBy(int before, std::string_view statement)
{
    Walker walker(fmt::format("scenario \"t\"; atomic_t v = ATOMIC_INIT({0}); u32 word = {0}; "
                              "int r = 99;\nthread a {{ {1} }}\n"
                              "thread b {{ atomic_set(&v, r); WRITE_ONCE(word, 1); r = 7; }}",
                              before, statement));
    walker.run("a");
    return {walker.cell("v"), walker.cell("word"), walker.cell("r")};
}

/// "v r" after a statement on the atomic_t.
std::string onAtomic(int before, std::string_view statement)
{
    const Left left = leftBy(before, statement);
    return left.v + " " + left.r;
}

/// "word r" after a statement on the u32.
std::string onWord(int before, std::string_view statement)
{
    const Left left = leftBy(before, statement);
    return left.word + " " + left.r;
}

} // namespace

TEST(Atomics, AddAndTakeAway)
{
    EXPECT_EQ(onAtomic(5, "atomic_inc(&v);"), "6 99");
    EXPECT_EQ(onAtomic(5, "atomic_dec(&v);"), "4 99");
    EXPECT_EQ(onAtomic(5, "atomic_add(3, &v);"), "8 99");
    EXPECT_EQ(onAtomic(5, "atomic_sub(3, &v);"), "2 99");
    EXPECT_EQ(onAtomic(5, "atomic_set(&v, -2);"), "-2 99");
    EXPECT_EQ(onAtomic(5, "r = atomic_read(&v);"), "5 5");
    EXPECT_EQ(onAtomic(2147483647, "atomic_inc(&v);"), "-2147483648 99") << "it wraps";
}

TEST(Atomics, GiveTheValueBehindOrBefore)
{
    EXPECT_EQ(onAtomic(5, "r = atomic_inc_return(&v);"), "6 6");
    EXPECT_EQ(onAtomic(5, "r = atomic_dec_return(&v);"), "4 4");
    EXPECT_EQ(onAtomic(5, "r = atomic_add_return(3, &v);"), "8 8");
    EXPECT_EQ(onAtomic(5, "r = atomic_sub_return(3, &v);"), "2 2");
    EXPECT_EQ(onAtomic(5, "r = atomic_fetch_add(3, &v);"), "8 5");
    EXPECT_EQ(onAtomic(5, "r = atomic_fetch_sub(3, &v);"), "2 5");
    EXPECT_EQ(onAtomic(5, "r = atomic_fetch_inc(&v);"), "6 5");
    EXPECT_EQ(onAtomic(5, "r = atomic_fetch_dec(&v);"), "4 5");
}

TEST(Atomics, TellWhetherTheyReachedZero)
{
    EXPECT_EQ(onAtomic(1, "r = atomic_dec_and_test(&v);"), "0 1");
    EXPECT_EQ(onAtomic(2, "r = atomic_dec_and_test(&v);"), "1 0");
    EXPECT_EQ(onAtomic(-1, "r = atomic_inc_and_test(&v);"), "0 1");
    EXPECT_EQ(onAtomic(3, "r = atomic_sub_and_test(3, &v);"), "0 1");
    EXPECT_EQ(onAtomic(3, "r = atomic_sub_and_test(2, &v);"), "1 0");
}

TEST(Atomics, IncNotZeroLeavesAZeroAlone)
{
    EXPECT_EQ(onAtomic(0, "r = atomic_inc_not_zero(&v);"), "0 0");
    EXPECT_EQ(onAtomic(1, "r = atomic_inc_not_zero(&v);"), "2 1");
}

TEST(Atomics, CompareAndExchangeWriteOnlyWhatWasExpectedAndGiveWhatWasThere)
{
    EXPECT_EQ(onAtomic(5, "r = atomic_cmpxchg(&v, 5, 9);"), "9 5");
    EXPECT_EQ(onAtomic(5, "r = atomic_cmpxchg(&v, 6, 9);"), "5 5");
    EXPECT_EQ(onWord(5, "r = cmpxchg(&word, 5, 9);"), "9 5");
    EXPECT_EQ(onWord(5, "r = cmpxchg(&word, 6, 9);"), "5 5");
    EXPECT_EQ(onWord(5, "r = xchg(&word, 9);"), "9 5");
}

TEST(Atomics, BitsAreSetClearedAndTestedOneByOne)
{
    EXPECT_EQ(onWord(4, "set_bit(1, &word);"), "6 99");
    EXPECT_EQ(onWord(6, "clear_bit(1, &word);"), "4 99");
    EXPECT_EQ(onWord(6, "r = test_bit(1, &word);"), "6 1");
    EXPECT_EQ(onWord(6, "r = test_bit(0, &word);"), "6 0");
    EXPECT_EQ(onWord(4, "r = test_and_set_bit(1, &word);"), "6 0");
    EXPECT_EQ(onWord(6, "r = test_and_set_bit(1, &word);"), "6 1");
    EXPECT_EQ(onWord(6, "r = test_and_clear_bit(1, &word);"), "4 1");
    EXPECT_EQ(onWord(4, "r = test_and_clear_bit(1, &word);"), "4 0");
}

TEST(Atomics, AreOneStepEach)
{
    for (const std::string_view statement :
         {"atomic_inc(&v);", "atomic_add(2, &v);", "if (atomic_dec_and_test(&v)) ;",
          "if (atomic_inc_not_zero(&v)) ;", "if (cmpxchg(&word, 1, 2)) ;",
          "if (test_and_set_bit(1, &word)) ;", "set_bit(1, &word);"}) {
        Walker walker(fmt::format("scenario \"t\"; atomic_t v; u32 word;\nthread a {{ {} }}\n"
                                  "thread b {{ atomic_inc(&v); word = 1; }}",
                                  statement));
        EXPECT_EQ(walker.run("a"), 1) << statement;
    }
}
