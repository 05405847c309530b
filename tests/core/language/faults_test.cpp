// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"

namespace racewalk::test {

TEST(Faults, ThreeUnknownNamesAreThreeReports)
{
    EXPECT_EQ(faultsIn("spinlock_t lock; int counter;", "spin_lok(&lock); countr = 1; if (dune) ;"),
              "2:12 unknown function or primitive 'spin_lok'\n  did you mean 'spin_lock'?\n"
              "2:29 unknown name 'countr'\n  did you mean 'counter'?\n"
              "2:45 unknown name 'dune'\n");
}

TEST(Faults, OneMistakeInAFunctionIsReportedOnceHoweverOftenItIsCalled)
{
    EXPECT_EQ(faultsOf("void f(void) { nothing = 1; }\nthread t { f(); f(); }\nthread u { f(); }"),
              "1:16 unknown name 'nothing'\n");
}

TEST(Faults, AFunctionThatNobodyCallsIsCheckedToo)
{
    EXPECT_EQ(faultsOf("void f(int a) { b = a; }\nthread t { }"), "1:17 unknown name 'b'\n");
}

TEST(Faults, RecursionNamesTheCycleOnce)
{
    EXPECT_EQ(faultsOf("void b(void);\nvoid a(void) { b(); }\nvoid b(void) { a(); }\n"
                       "thread t { a(); }\nthread u { b(); }"),
              "3:16 recursion is not supported: a() calls b() calls a()\n  write a loop\n");
    EXPECT_EQ(faultsOf("int f(int n) { return n ? f(n - 1) : 0; }\nthread t { f(3); }"),
              "1:27 recursion is not supported: f() calls f()\n  write a loop\n");
}

TEST(Faults, LocksOfTheWrongKindAreRefused)
{
    EXPECT_EQ(faultsIn("rwlock_t l; struct semaphore s; seqlock_t q; spinlock_t p;",
                       "read_lock(&p); down(&l); write_seqlock(&p); spin_lock(&q); "
                       "read_seqretry(&q);"),
              "2:22 read_lock() takes the address of a rwlock_t, not a spinlock_t *\n"
              "2:32 down() takes the address of a struct semaphore, not a rwlock_t *\n"
              "2:51 write_seqlock() takes the address of a seqlock_t, not a spinlock_t *\n"
              "2:66 spin_lock() takes the address of a spinlock_t, not a seqlock_t *\n"
              "2:71 read_seqretry() takes 2 arguments, but 1 is given\n"
              "  write read_seqretry(&s, seq)\n");
}

TEST(Faults, ASemaphoresCountIsGivenAsTheKernelGivesIt)
{
    EXPECT_EQ(faultsOf("struct semaphore s = 2;\nthread t { down(&s); }"),
              "1:22 struct semaphore takes no such initial value\n  write { .count = value }\n");
    EXPECT_EQ(faultsOf("struct semaphore s = { 2 };\nthread t { down(&s); }"),
              "1:22 a struct semaphore takes no such initial value\n  write { .count = 1 }\n");
    EXPECT_EQ(faultsOf("DEFINE_SEMAPHORE(s, -1);\nthread t { down(&s); }"),
              "1:21 a semaphore's count is from 0 to 65535\n");
    EXPECT_EQ(faultsOf("DEFINE_SEMAPHORE(s);\nthread t { down(&s); }"),
              "1:19 expected ',', found ')'\n  write DEFINE_SEMAPHORE(name, count);\n");
}

TEST(Faults, ArgumentsAreCountedAndTheirKindsChecked)
{
    const std::string declared = "spinlock_t lock; struct mutex m; wait_queue_head_t wq; int x;";
    EXPECT_EQ(faultsIn(declared, "spin_lock();"),
              "2:12 spin_lock() takes 1 argument, but 0 are given\n  write spin_lock(&lock)\n");
    EXPECT_EQ(faultsIn(declared, "spin_lock(lock);"),
              "2:22 spin_lock() takes an address\n  write '&lock'\n");
    EXPECT_EQ(faultsIn(declared, "spin_lock(&m);"),
              "2:22 spin_lock() takes the address of a spinlock_t, not a struct mutex *\n");
    EXPECT_EQ(faultsIn(declared, "prepare_to_wait(&wq);"),
              "2:12 prepare_to_wait() takes 2 arguments, but 1 is given\n"
              "  write prepare_to_wait(&wq, state)\n");
    EXPECT_EQ(faultsOf("void f(int a) { }\nthread t { f(1, 2); }"),
              "2:12 f() takes 1 argument, but 2 are given\n");
}

TEST(Faults, KindsOfValuesMustFit)
{
    const std::string declared = "struct a { int x; } one; struct b { int y; } two; struct a *p;"
                                 " spinlock_t lock; atomic_t v; int n;";
    EXPECT_EQ(faultsIn(declared, "p = &two;"), "2:16 a struct a * is needed, not a struct b *\n");
    EXPECT_EQ(faultsIn(declared, "p = 3;"), "2:16 a struct a * is needed, not an int\n");
    EXPECT_EQ(faultsIn(declared, "n = p + 1;"),
              "2:16 pointers cannot be computed with or ordered\n"
              "  pointers can be assigned, compared with == and !=, and followed\n");
    EXPECT_EQ(faultsIn(declared, "struct a copy; copy = one;"),
              "2:27 a whole struct a cannot be assigned\n  assign its fields one by one\n"
              "2:34 a whole struct a cannot be read\n  read its fields one by one\n");
    EXPECT_EQ(faultsIn(declared, "if (lock) ;"),
              "2:16 a spinlock_t is only for its own primitives\n  write '&lock'\n");
    EXPECT_EQ(faultsIn(declared, "n = v;"),
              "2:16 an atomic_t is only for its own primitives\n  write 'atomic_read(&v)'\n");
    EXPECT_EQ(faultsIn(declared, "n = one->x;"), "2:16 a whole struct a cannot be read\n"
                                                 "  read its fields one by one\n");
    EXPECT_EQ(faultsIn(declared, "n = p.x;"), "2:16 'p' is a struct a *, which has no fields\n"
                                              "  write 'p->x'\n");
    EXPECT_EQ(faultsIn(declared, "n = p->y;"), "2:19 struct a has no field 'y'\n");
}

TEST(Faults, LocalVariablesHaveNoAddress)
{
    EXPECT_EQ(faultsIn("int x;", "int i; int *p = &i;"),
              "2:28 the address of the local variable 'i' cannot be taken\n"
              "  declare it outside of all functions\n");
    EXPECT_EQ(faultsIn("", "spinlock_t lock;"),
              "2:12 a local variable cannot be of type spinlock_t\n"
              "  declare it outside of all functions\n");
}

TEST(Faults, JumpsMustLeadSomewhere)
{
    EXPECT_EQ(faultsIn("", "goto repet; repeat: ;"),
              "2:17 there is no label 'repet' in t\n  did you mean 'repeat'?\n");
    EXPECT_EQ(faultsIn("", "break;"), "2:12 'break' is outside a loop or switch\n");
    EXPECT_EQ(faultsIn("", "a: ;\n a: ;"), "3:2 the label 'a' is there twice, first in line 2\n");
    EXPECT_EQ(faultsIn("", "return 3;"), "2:19 a thread returns no value\n");
}

TEST(Faults, AnAtomicBlockCannotBlockNorBeLeftHalfway)
{
    EXPECT_EQ(faultsIn("spinlock_t lock;", "atomic { spin_lock(&lock); }"),
              "2:21 'spin_lock(&lock)' can block, so it is not allowed in an atomic block\n");
    EXPECT_EQ(faultsIn("", "atomic { return; }"),
              "2:21 an atomic block is entered at its top and left at its end only\n");
    EXPECT_EQ(faultsIn("", "atomic { goto out; } out: ;"),
              "2:26 an atomic block is entered at its top and left at its end only\n");
}

TEST(Faults, NamesAreGivenOnce)
{
    EXPECT_EQ(faultsOf("int x;\nint x;\nthread t { }\nthread T { }"),
              "2:5 'x' is declared twice, first in line 1\n"
              "4:8 'T' is declared twice, first in line 3\n");
    EXPECT_EQ(faultsOf("int complete;\nthread rcu { }"),
              "1:5 'complete' has a meaning in the language itself\n  choose another name\n"
              "2:8 'rcu' is the system's own lane\n  choose another name for the thread\n");
    EXPECT_EQ(faultsIn("", "int i;\nint i;"), "3:5 'i' is declared twice, first in line 2\n");
}

TEST(Faults, ExpectationsAndToursNameWhatThereIs)
{
    EXPECT_EQ(
        faultsOf("variant naive \"N\";\nexpect naiv: hang;\nexpect naive: hung, warn;\n"
                 "expect naive: ok;\ntour \"T\" for naive { t \"x\"; end crash; }\nthread t { }"),
        "2:8 unknown variant 'naiv'\n  did you mean 'naive'?\n"
        "3:15 unknown failure 'hung'\n  did you mean 'hang'?\n"
        "3:21 'warn' is a warning, not a failure\n  only failures are listed\n"
        "4:1 what is expected of 'naive' is said twice, first in line 3\n"
        "5:33 unknown failure 'crash'\n");
}

TEST(Faults, WrongOptionsNameWhatThereIs)
{
    const std::string text = "variant a \"A\"; variant b \"B\"; param n = 1 in 1..4; thread t { }";
    CompileOptions variant;
    variant.variant = "c";
    EXPECT_EQ(faultsOf(text, variant),
              "0:0 the scenario has no variant 'c'\n  its variants are: a, b\n");
    CompileOptions unknown;
    unknown.parameters = {{"m", 1}};
    EXPECT_EQ(faultsOf(text, unknown), "0:0 there is no param 'm'\n  its params are: n\n");
    CompileOptions outside;
    outside.parameters = {{"n", 5}};
    EXPECT_EQ(faultsOf(text, outside), "0:0 param 'n' is 5, but must be in 1..4\n");
}

TEST(Faults, ConstantsAreConstant)
{
    EXPECT_EQ(faultsOf("int x;\nint a[x];\nenum { A = B, B = A };\nthread t { }"),
              "2:7 an array's size must be a constant\n"
              "  constants are made of numbers, params, enumerators and #define names\n"
              "3:8 the value of 'A' depends on itself\n");
    EXPECT_EQ(faultsOf("int a[3 / 0];\nparam n = 9 in 1..4;\nthread t { }"),
              "1:7 division by zero\n2:11 the value 9 of 'n' is not in 1..4\n");
    EXPECT_EQ(faultsIn("int x;", "int i = choose(1, x); i = choose(2, 1);"),
              "2:30 an end of choose() must be a constant\n"
              "  constants are made of numbers, params, enumerators and #define names\n"
              "2:38 the range 2..1 is empty\n  write choose(low, high)\n");
    EXPECT_EQ(faultsIn("int x;", "x = choose(1, 32768);"), "");
    EXPECT_EQ(faultsIn("int x;", "x = choose(0, 32768);"),
              "2:16 choose() offers at most 32768 values\n");
}

TEST(Faults, PropertiesOnlyRead)
{
    EXPECT_EQ(
        faultsOf("int x; spinlock_t l;\ninvariant (x = 1);\ninvariant self == 0;\nthread t { }"),
        "2:11 a property may only read shared memory\n"
        "3:11 no thread runs a property, so there is no 'self'\n");
}

TEST(Faults, MemoryLifeNeedsAPool)
{
    EXPECT_EQ(faultsIn("struct s { int a; } one;", "struct s *p = kmalloc(struct s); kfree(&one);"),
              "2:34 there is no pool of struct s\n  write 'pool struct s name[N];'\n"
              "2:45 there is no pool of struct s, so nothing can be freed\n"
              "  write 'pool struct s name[N];'\n");
}

TEST(Faults, ExpectationsAndToursSayForWhichVariantTheyAre)
{
    EXPECT_EQ(faultsOf("variant v;\nthread t { }\nexpect ok;\ntour \"x\" { t \"\"; end ok; }"),
              "3:1 this does not say for which variant it is\n  write: expect VARIANT: KIND;\n"
              "4:6 this does not say for which variant it is\n"
              "  write: tour \"title\" for VARIANT { ... }\n");
    EXPECT_EQ(faultsOf("thread t { }\nexpect tso: hang;"),
              "2:8 unknown variant 'tso'\n  for the memory model: under tso\n");
    EXPECT_EQ(faultsOf("variant v;\nthread t { }\nexpect v hang;"),
              "3:10 expected ',' or ';', found 'hang'\n  write: expect VARIANT: KIND, KIND;\n");
}

} // namespace racewalk::test
