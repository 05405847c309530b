// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

// A read of memory that is never written is a step only where a thread may repeat it forever.

namespace racewalk::test {

namespace {

bool readsInSteps(const std::string &code)
{
    const auto program =
        programFor("scenario \"t\"; bool flag; atomic_t n; int count, other; int list[3];\n"
                   "static bool poll(void) { return READ_ONCE(flag); }\n"
                   "thread t { int i = 0; " +
                   code + " WRITE_ONCE(other, i); }");
    return std::ranges::find(program->bodies[0].code, Op::Load, &Instruction::op) !=
           program->bodies[0].code.end();
}

} // namespace

TEST(SpinReads, AreStepsInEveryKindOfLoopThatOnlyLooks)
{
    for (const char *code : {
             "while (!READ_ONCE(flag)) ;",
             "while (!flag) barrier();",
             "while (!atomic_read(&n)) barrier();",
             "for (;;) if (READ_ONCE(flag)) break;",
             "for (;;) { if (READ_ONCE(flag)) continue; barrier(); }",
             "do { } while (!READ_ONCE(flag));",
             "again: if (!READ_ONCE(flag)) goto again;",
             "while (!poll()) ;",
             "while (!READ_ONCE(flag) && !atomic_read(&n)) ;",
             "bool seen = READ_ONCE(flag); while (!seen) seen = READ_ONCE(flag);",
             "while (READ_ONCE(list[i]) == 0) ;",
             "int v; do { v = READ_ONCE(count); v = v + 1; } while (v == 1);",
             "while (READ_ONCE(list[i]) == 0) i = (i + 1) % 3;",
             "while (!READ_ONCE(flag)) i = (i + 1) & 3;",
             "while (!READ_ONCE(flag)) i = !i;",
             "while (!READ_ONCE(flag)) { int next = READ_ONCE(count) + 1; i = next; }",
         })
        EXPECT_TRUE(readsInSteps(code)) << code;
}

TEST(SpinReads, AreStepsInALoopWithinOneThatCounts)
{
    EXPECT_TRUE(readsInSteps("for (i = 0; i < 3; i++) while (!READ_ONCE(flag)) ;"));
    EXPECT_TRUE(readsInSteps("do { while (!READ_ONCE(flag)) ; i++; } while (i < 3);"));
    EXPECT_TRUE(readsInSteps("while (!READ_ONCE(flag)) for (i = 0; i < 3; i++) ;"));
}

TEST(SpinReads, AreNoStepsWhereTheLoopCountsOrTakesStepsAnyway)
{
    for (const char *code : {
             "if (READ_ONCE(flag)) return;",
             "for (i = 0; i < READ_ONCE(count); i++) ;",
             "while (i < 3 && !READ_ONCE(flag)) i++;",
             "while (i != READ_ONCE(count)) i = i + 2;",
             "int c[2]; c[0] = 0; while (c[i] != READ_ONCE(count)) c[i] = c[i] + 1;",
             "while (!READ_ONCE(flag)) WRITE_ONCE(other, 1);",
             "while (!READ_ONCE(flag)) i++;",
             "while (!READ_ONCE(flag)) i = i * 3 + 1;",
             "while (!READ_ONCE(flag)) { int last = i; i = last + 2; }",
         })
        EXPECT_FALSE(readsInSteps(code)) << code;
}

} // namespace racewalk::test
