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
    // Pointers that lead back, only where the code follows them.
    const std::string ring = code.contains("ring")
                                 ? "struct ring { int key; struct ring *next; };\n"
                                   "pool struct ring ring[2] = { { .next = &ring[1] }, "
                                   "{ .next = &ring[0] } };\n"
                                 : "";
    const auto program =
        programFor("scenario \"t\"; bool flag; atomic_t n; int count, other; int list[3];\n"
                   "static bool poll(void) { return READ_ONCE(flag); }\n"
                   "static void unused(void) { int n = 0; while (!READ_ONCE(flag)) n++; }\n"
                   "struct node { int key; struct node *next; };\n"
                   "pool struct node nodes[2] = { { .next = &nodes[1] }, { .key = 3 } };\n" +
                   ring + "thread t { int i = 0; " + code + " WRITE_ONCE(other, i); }");
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
             "while (!READ_ONCE(list[i])) i = (i + 1) % READ_ONCE(count);",
             "while (!READ_ONCE(list[i])) { i++; if (i == 3) i = 0; }",
             "for (;;) for (i = 0; i < 2; i++) if (READ_ONCE(list[i])) goto out; out:",
             "while (!READ_ONCE(flag)) { int k = 0; do { k++; } while (k < 3); }",
             "while (!READ_ONCE(flag)) unused();",
             "for (;;) { i = 0; int k = 0; while (i < 3) { if (READ_ONCE(list[i])) return; i++; } "
             "}",
             "int k; while (!READ_ONCE(list[i])) { i++; if (i == 4) { i = 0; k = 1; } }",
             "int k; while (!READ_ONCE(list[i])) { i++; if (i == 4) i = 0; else { k = 1; } }",
             "while (!READ_ONCE(list[i])) i = i == 2 ? 0 : i + 1;",
             "while (!READ_ONCE(list[i])) i = 1 - i;",
             "while (!READ_ONCE(list[i])) i ^= 1;",
             "do { i |= READ_ONCE(flag); } while (!i);",
             "int k = 1; while (!READ_ONCE(list[i])) { int old = i; i = k; k = old; }",
             "while (!READ_ONCE(flag)) i = READ_ONCE(list[i]);",
             "while (!READ_ONCE(list[i])) i = READ_ONCE(list[i + 1]);",
             "while (!i) i += READ_ONCE(flag);",
             "while (!READ_ONCE(list[i])) { i++; i--; }",
             "struct ring *r = &ring[0]; while (!r->key) r = r->next;",
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
             "for (i = 0; i < 2; i++) for (int k = 0; k < 2; k++) if (READ_ONCE(list[k])) return;",
             "for (struct node *p = &nodes[0]; p != NULL; p = p->next) ;",
             "for (struct node *p = &nodes[0]; p; p = p->next) ;",
             "struct node *p = &nodes[0]; while (p && p->key != 3) p = p->next;",
             "while (!READ_ONCE(flag)) i++;",
             "while (!READ_ONCE(flag)) { int last = i; i = last + 2; }",
         })
        EXPECT_FALSE(readsInSteps(code)) << code;
}

} // namespace racewalk::test
