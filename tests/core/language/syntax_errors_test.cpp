// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"

#include <string>

namespace racewalk::test {

namespace {

/// Of statements that stand on lines of their own, from line 2 on.
std::string inThread(const std::string &statements)
{
    return sentencesOf("thread t {\n" + statements + "\n}");
}

TEST(SyntaxErrors, SayWhereASemicolonIsMissingAndGoOn)
{
    EXPECT_EQ(errorsOf("int x = 5\nthread t {\n\tfoo()\n\tbar();\n\tif (x) baz() }\n"),
              "test.race:1:10: error: expected ';' after '5'\n"
              "  int x = 5\n"
              "           ^\n"
              "test.race:3:7: error: expected ';' after ')'\n"
              "          foo()\n"
              "               ^\n"
              "test.race:5:14: error: expected ';' after ')'\n"
              "          if (x) baz() }\n"
              "                      ^\n");
}

TEST(SyntaxErrors, AreAllReportedAndNothingElse)
{
    EXPECT_EQ(
        inThread("x = ;\ny();\nif (x == 1 { x = 2; }\nfoo(a b);\nx = (3 + 4;\nwhile x { y(); }"),
        "2:5 expected an expression, found ';'\n"
        "4:12 expected ')', found '{'\n"
        "5:7 expected ',' or ')' in the call of 'foo', found 'b'\n"
        "6:11 expected ')', found ';'\n"
        "7:7 expected '(', found 'x'\n");
}

TEST(SyntaxErrors, ComeFromEveryDeclaration)
{
    EXPECT_EQ(sentencesOf("scenario x;\nparam n 3;\nstruct { int a };\nenum { 1 };\nint f(;\n"
                          "thread t { x = ; }\nexpect : ;\ntour \"a\" { t! }\nthread u { }"),
              "1:10 expected a string after 'scenario', found 'x'\n"
              "2:9 expected '=', found '3'\n"
              "3:15 expected ';' after 'a'\n"
              "4:8 expected an enumerator's name, found '1'\n"
              "5:7 expected a type, found ';'\n"
              "6:16 expected an expression, found ';'\n"
              "7:10 expected 'ok' or a kind of failure, found ';'\n"
              "8:15 expected the narration (a string), found '}'\n");
}

TEST(SyntaxErrors, SuggestTheNearestWord)
{
    EXPECT_EQ(errorsOf("thred a { }\nthread b {\n  retrun x;\n  spinlok_t l;\n}\n"),
              "test.race:1:1: error: 'thred' begins no declaration\n"
              "  thred a { }\n"
              "  ^~~~~\n"
              "  hint: did you mean 'thread'?\n"
              "test.race:3:3: error: 'retrun' is neither a type nor a statement\n"
              "    retrun x;\n"
              "    ^~~~~~\n"
              "  hint: did you mean 'return'?\n"
              "test.race:4:3: error: 'spinlok_t' is neither a type nor a statement\n"
              "    spinlok_t l;\n"
              "    ^~~~~~~~~\n"
              "  hint: did you mean 'spinlock_t'?\n");
}

TEST(SyntaxErrors, FindTheBraceThatIsMissing)
{
    EXPECT_EQ(errorsOf("void f(void)\n{\n  if (x) {\n    g();\n}\n\nthread t { f(); }\n"),
              "test.race:7:1: error: expected '}' before 'thread'\n"
              "  thread t { f(); }\n"
              "  ^~~~~~\n"
              "  hint: the '{' on line 2 is not closed\n");
    EXPECT_EQ(
        sentencesOf("void f(void)\n{\n  if (x) {\n}\nstatic void g(void)\n{ x = ; }\nthread t { }"),
        "5:1 the function 'g' cannot be declared inside a function\n"
        "6:7 expected an expression, found ';'\n");
    EXPECT_EQ(sentencesOf("thread t {\n  while (x) {\n"), "2:13 this '{' is never closed\n");
    EXPECT_EQ(sentencesOf("thread t { } }\nthread u { x = ; }"),
              "1:14 this '}' closes nothing\n2:16 expected an expression, found ';'\n");
}

TEST(SyntaxErrors, OfQuotesAndCommentsBringNoOthers)
{
    EXPECT_EQ(errorsOf("scenario \"x;\nthread t { f(\"a, 3);\n  x = 'a;\n}\n"),
              "test.race:1:10: error: this string is not closed on its line\n"
              "  scenario \"x;\n"
              "           ^~~\n"
              "  hint: close it with \"; adjacent strings are joined\n"
              "test.race:2:14: error: this string is not closed on its line\n"
              "  thread t { f(\"a, 3);\n"
              "               ^~~~~~~\n"
              "  hint: close it with \"; adjacent strings are joined\n"
              "test.race:3:7: error: this character constant is not closed\n"
              "    x = 'a;\n"
              "        ^~~\n"
              "  hint: close it with '\n");
    EXPECT_EQ(sentencesOf("thread t {\n /* } "), "2:2 this comment is never closed\n");
}

TEST(SyntaxErrors, OfNumbersAndCharacters)
{
    EXPECT_EQ(
        inThread("x = 4294967296;\nx = 0x1G;\nx = 1.5;\nx = 08;\nx = 0x;\nx = 'ab';\nx = '';\n"
                 "printk(\"\\q\");"),
        "2:5 '4294967296' does not fit in 32 bits\n"
        "3:5 '0x1G' is not a number\n"
        "4:5 there are no numbers with a fraction\n"
        "5:5 '08' is not a number\n"
        "6:5 '0x' is not a number\n"
        "7:5 a character constant holds exactly one ASCII character\n"
        "8:5 a character constant holds exactly one ASCII character\n"
        "9:9 unknown escape '\\q'\n");
}

TEST(SyntaxErrors, NameTheCharacterThatIsNoneOfTheLanguage)
{
    EXPECT_EQ(inThread("x = \xC3\xBC;\ny = $;\nz = 1 @ 2;"),
              "2:5 unexpected character '\xC3\xBC'\n"
              "2:6 expected an expression, found ';'\n"
              "3:5 unexpected character '$'\n"
              "3:6 expected an expression, found ';'\n"
              "4:6 expected ';' after '1', found '@'\n");
}

TEST(SyntaxErrors, SayWhatToWriteInsteadOfOtherC)
{
    EXPECT_EQ(
        sentencesOf("long a;\nunsigned long b;\ntypedef int c;\nunion d { int e; };\nuint32_t f;\n"
                    "int (*g)(void);\nstruct h { int i:3; };\nfoo(void) { }\nEXPORT_SYMBOL(f);\n"
                    "thread t { }"),
        "1:1 'long' is not part of the language\n"
        "2:10 'long' is not part of the language\n"
        "3:1 'typedef' is not part of the language\n"
        "4:1 'union' is not part of the language\n"
        "5:1 'uint32_t' is not part of the language\n"
        "6:5 pointers to functions are not part of the language\n"
        "7:17 bit fields are not part of the language\n"
        "8:1 'foo' is no declaration: a function begins with its result's type\n"
        "9:1 'EXPORT_SYMBOL' is not part of the language\n");
    EXPECT_EQ(inThread("static int a;\nstruct b { int c; };\nDEFINE_WAIT_BIT(wait, &word, 0);\nx = sizeof(int);\n"
                       "list_for_each(a, b) {\n}\nswitch (x) { case 1 ... 3: ; }\nx = ({ 1; });"),
              "2:1 a static variable of a function is shared by all threads\n"
              "3:1 a struct cannot be declared inside a function\n"
              "4:1 'DEFINE_WAIT_BIT' is not part of the language\n"
              "5:5 'sizeof' is not part of the language\n"
              "6:1 'list_for_each' is not part of the language\n"
              "8:21 ranges of cases are not part of the language\n"
              "9:5 blocks as values are not part of the language\n");
}

TEST(SyntaxErrors, WantAThread)
{
    const std::string expected = "1:1 the scenario has no thread\n";
    EXPECT_EQ(sentencesOf(""), expected);
    EXPECT_EQ(sentencesOf("\n\n// nothing\n/* at all */\n"), expected);
    EXPECT_EQ(sentencesOf("int x;"), expected);
}

TEST(SyntaxErrors, StopAtTwenty)
{
    std::string text = "thread t {\n";
    for (int i = 0; i < 100; ++i)
        text += "x = ;\n";
    EXPECT_EQ(parse(sourceOf(text + "}")).diagnostics.size(), maxDiagnostics);
}

TEST(SyntaxErrors, OfOneElseDoNotBlameTheNext)
{
    EXPECT_EQ(inThread("if (x y) { z(); } else { w(); }"), "2:7 expected ')', found 'y'\n");
    EXPECT_EQ(inThread("else x();"), "2:1 'else' without an 'if'\n");
}

} // namespace

} // namespace racewalk::test
