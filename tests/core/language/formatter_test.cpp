// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "language/layout/formatter.h"

#include <ctime>
#include <string>
#include <vector>

namespace racewalk::test {

namespace {

/// The formatted text, or what is wrong with it.
std::string formatted(std::string_view text)
{
    const SourceText source = sourceOf(text);
    const Formatted result = formatScenario(source);
    return result.text ? *result.text : renderDiagnostics(source, result.diagnostics);
}

/// The formatted lines of a thread's body.
std::string body(const std::string &statements)
{
    const std::string text = formatted("thread t {\n" + statements + "\n}\n");
    constexpr std::string_view head = "thread t {\n";
    if (!text.starts_with(head) || !text.ends_with("}\n"))
        return text;
    return text.substr(head.size(), text.size() - head.size() - 2);
}

/// The same for declarations in front of a thread.
std::string top(const std::string &declarations)
{
    const std::string text = formatted(declarations + "\nthread t {}\n");
    return text.substr(0, text.rfind("thread t {}"));
}

std::string repeated(const std::string &text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

TEST(Formatter, IndentsByEightBlanksAndPutsFunctionBracesOnTheirOwnLine)
{
    EXPECT_EQ(top("static int f( int x ){ return x; }"),
              "static int f(int x)\n{\n        return x;\n}\n");
    EXPECT_EQ(body("if(x){ y(); }else if (z)\n{\nw();\n}\nelse{\n\tv();}"),
              "        if (x) {\n                y();\n        } else if (z) {\n"
              "                w();\n        } else {\n                v();\n        }\n");
    EXPECT_EQ(body("do{ x(); }while(y);"),
              "        do {\n                x();\n        } while (y);\n");
    EXPECT_EQ(body("{ x(); }"), "        {\n                x();\n        }\n");
}

TEST(Formatter, MovesNoCommentWhenItFormatsAgain)
{
    for (const std::string declaration :
         {"enum e {\n A /* c */ };", "enum e { A, /* c */\n B /* d */ };", "enum e {\n A // c\n};",
          "struct s {\n int a /* c */; };", "struct s { int a; /* c */ };",
          "int x[2] = {\n 1, /* c */ 2 /* d */ };", "int x[2] = { /* c */ 1,\n 2 };",
          "int x[2] = { 1, 2\n /* c */ };", "void f(int a /* c */,\n int b /* d */ );"}) {
        const std::string once = formatted(declaration + "\nthread t {}\n");
        EXPECT_EQ(formatted(once), once) << declaration;
    }
}

TEST(Formatter, PutsTheBodyOfAControlOnALineOfItsOwn)
{
    EXPECT_EQ(body("if (x) y(); else z();"),
              "        if (x)\n                y();\n        else\n                z();\n");
    EXPECT_EQ(body("for(;;)while(x)if(y)z();else w(); v();"),
              "        for (;;)\n                while (x)\n                        if (y)\n"
              "                                z();\n                        else\n"
              "                                w();\n        v();\n");
    EXPECT_EQ(body("do x(); while(y); while(z);"),
              "        do\n                x();\n        while (y);\n        while (z)\n"
              "                ;\n");
}

TEST(Formatter, PutsCasesBelowTheirSwitchAndLabelsAtTheMargin)
{
    EXPECT_EQ(body("switch(x){ case 1: case A?2:3: y(); break; default: { z(); } }"),
              "        switch (x) {\n        case 1:\n        case A ? 2 : 3:\n"
              "                y();\n                break;\n        default: {\n"
              "                z();\n        }\n        }\n");
    EXPECT_EQ(body("  again: x(); goto again;"), "again:\n        x();\n        goto again;\n");
}

TEST(Formatter, KnowsUnaryFromBinaryOperators)
{
    EXPECT_EQ(body("x=-y- -z+*p* *q&~a&&!b;"), "        x = -y - -z + *p * *q & ~a && !b;\n");
    EXPECT_EQ(body("*p=(u8)-1*(x)-(struct s*)&y->z . w[ i ++ ];"),
              "        *p = (u8)-1 * (x) - (struct s *)&y->z.w[i++];\n");
    EXPECT_EQ(body("x=- -y; x=y- --z; x=y ++ +z; x=& *y;"),
              "        x = - -y;\n        x = y - --z;\n        x = y++ + z;\n        x = &*y;\n");
    EXPECT_EQ(body("x=a?b:c?d:e; x<<=1<<2; return(x);"),
              "        x = a ? b : c ? d : e;\n        x <<= 1 << 2;\n        return (x);\n");
    EXPECT_EQ(body("if (x) { } *p = 1; f( (x) , * p , - 1 );"),
              "        if (x) {}\n        *p = 1;\n        f((x), *p, -1);\n");
}

TEST(Formatter, BindsTheStarToTheName)
{
    EXPECT_EQ(top("struct s*f( struct s * x,u8* * y , const bool*z);"),
              "struct s *f(struct s *x, u8 **y, const bool *z);\n");
    EXPECT_EQ(body("struct s*x,* y=NULL; x=kmalloc( struct s );"),
              "        struct s *x, *y = NULL;\n        x = kmalloc(struct s);\n");
}

TEST(Formatter, KeepsOneLineThatIsOneLine)
{
    EXPECT_EQ(top("thread a{x();y();}\ndaemon thread b[2]{}"),
              "thread a { x(); y(); }\ndaemon thread b[2] {}\n");
    EXPECT_EQ(top("struct s{int a;int*b;};enum e{A,B=1,};"),
              "struct s { int a; int *b; };\nenum e { A, B = 1, };\n");
    EXPECT_EQ(top("struct s a[2]={{.x=1},{[0]=2,.y={3}}};"),
              "struct s a[2] = { { .x = 1 }, { [0] = 2, .y = { 3 } } };\n");
    EXPECT_EQ(body("atomic{ x++; }"), "        atomic { x++; }\n");
    const std::string calls = repeated("wait();", 20);
    EXPECT_EQ(top("thread a{" + calls + "}"),
              "thread a {\n" + repeated("        wait();\n", 20) + "}\n");
    EXPECT_EQ(top("thread a { if (x) { y(); } }"),
              "thread a {\n        if (x) {\n                y();\n        }\n}\n");
}

TEST(Formatter, KeepsTheBreaksOfLongStatements)
{
    EXPECT_EQ(body("if (aa &&\n b) x(y,\nz,\n  w);"),
              "        if (aa &&\n            b)\n                x(y,\n"
              "                  z,\n                  w);\n");
    EXPECT_EQ(body("x = y +\nz;\nprintk(\"a\"\n\"b\",\n1);"),
              "        x = y +\n                z;\n        printk(\"a\"\n"
              "               \"b\",\n               1);\n");
    EXPECT_EQ(top("int a[] = {\n1, 2,\n3\n};\nint b[] = { 1,\n2 };\nenum e {\nA,\n\nB };"),
              "int a[] = {\n        1, 2,\n        3\n};\nint b[] = { 1,\n            2 };\n"
              "enum e {\n        A,\n\n        B\n};\n");
    EXPECT_EQ(top("about \"a\"\n\"b\";"), "about \"a\"\n      \"b\";\n");
    EXPECT_EQ(top("static int\nf(int a,\nint b);"), "static int f(int a,\n             int b);\n");
}

TEST(Formatter, PutsCommentsBehindCodeIntoAColumn)
{
    EXPECT_EQ(body("x(); // a\ny();//@ b\nz(); /* c */"),
              "        x();                            // a\n"
              "        y();                            //@ b\n"
              "        z();                            /* c */\n");
    EXPECT_EQ(body("long_name(aaaaaaaaaaaaaaaaaaaa);// a\n\nx(); // b"),
              "        long_name(aaaaaaaaaaaaaaaaaaaa);        // a\n\n"
              "        x();                            // b\n");
    EXPECT_EQ(
        body("x();\t\t\t\t\t\t// at a tab stop\ny();                                        // c"),
        "        x();                                    // at a tab stop\n"
        "        y();                            // c\n");
    EXPECT_EQ(body("x();   // a\n       // b\n// c"),
              "        x();                            // a\n"
              "                                        // b\n        // c\n");
}

TEST(Formatter, PutsOtherCommentsWhereTheNextStatementStands)
{
    EXPECT_EQ(top("  /* a\n   * b\n   */\nint x; "), "/* a\n * b\n */\nint x;\n");
    EXPECT_EQ(top("    /* a\n         b\n\n    c */"), "/* a\n     b\n\nc */\n");
    EXPECT_EQ(body("if (x)\n// why\ny();\n// end"),
              "        if (x)\n                // why\n                y();\n        // end\n");
    EXPECT_EQ(
        body("switch (x) {\n// one\ncase 1:\n// fall through\n// two\ncase 2: ;\n}"),
        "        switch (x) {\n        // one\n        case 1:\n                // fall through\n"
        "        // two\n        case 2:\n                ;\n        }\n");
    EXPECT_EQ(body("x(/* a */y/* b */,/* c */z); /* d */ w();"),
              "        x(/* a */ y /* b */, /* c */ z);\n        /* d */ w();\n");
}

TEST(Formatter, LeavesTheNamedStepsOnTheirLine)
{
    EXPECT_EQ(body("x(); y(); //@ both\nif (a) b(); //@ c"),
              "        x(); y();                       //@ both\n"
              "        if (a) b();                     //@ c\n");
    EXPECT_EQ(body("if (a)\n{ //@ none\nb(); }"),
              "        if (a)\n        {                               //@ none\n"
              "                b();\n        }\n");
    EXPECT_EQ(body("if (a) { //@ a\nb();\n}\nelse if (d) { c(); //@ c\n}"),
              "        if (a) {                        //@ a\n                b();\n        }\n"
              "        else if (d) { c();              //@ c\n        }\n");
    EXPECT_EQ(body("if (a)\n{ b(); } //@ b\nint x[] = { 1,\n2\n}, y = b(); //@ y"),
              "        if (a) {\n                b(); }                  //@ b\n"
              "        int x[] = { 1,\n                    2\n"
              "                  }, y = b();           //@ y\n");
}

TEST(Formatter, PutsPreprocessorLinesAtTheMargin)
{
    EXPECT_EQ(formatted("variant a;variant b;\n  # define X(1<<2)  // why\n"),
              "test.race:2:12: error: the macro 'X' has parameters\n    # define X(1<<2)  // why\n"
              "             ^\n  hint: write a function instead\n");
    EXPECT_EQ(top("  # define  X   ( 1<<2 )  // why\n#define Y"),
              "#define X (1 << 2)                      // why\n#define Y\n");
    EXPECT_EQ(top("variant a;\nvariant b;\n #  if a||!( defined  b )\n#else  // c\n #endif"),
              "variant a;\nvariant b;\n#if a || !(defined b)\n#else // c\n#endif\n");
    EXPECT_EQ(top("#define X 1 \\\n +2"), "#define X 1 \\\n        + 2\n");
    EXPECT_EQ(top("/* a */ #define X 1"), "/* a */\n#define X 1\n");
}

TEST(Formatter, GoesOnBehindACondition)
{
    const std::string variants = "variant a;\nvariant b;\n\n";
    const std::string text = "thread t {\n#ifdef a\nif (x) {\n#else\nfor (;;) {\n#endif\ny();\n"
                             "}\n#ifdef b\nif (x)\n#endif\nz();\nw();\n}\n";
    EXPECT_EQ(formatted(variants + text),
              variants +
                  "thread t {\n#ifdef a\n        if (x) {\n#else\n        for (;;) {\n#endif\n"
                  "                y();\n        }\n#ifdef b\n        if (x)\n#endif\n"
                  "                z();\n        w();\n}\n");
    EXPECT_EQ(body("#if 0\n} } ( don't { \xC2\xA7 \n#endif\nx();"),
              "#if 0\n}\n}\n(don 't { \xC2\xA7\n#endif\n        x();\n");
}

TEST(Formatter, AlignsTitlesAndNarrations)
{
    EXPECT_EQ(top("variant a \"A\";\nvariant long_one   \"B\"\n\"C\";\n\nvariant b \"D\";"),
              "variant a         \"A\";\nvariant long_one  \"B\"\n                  \"C\";\n\n"
              "variant b  \"D\";\n");
    EXPECT_EQ(top("tour \"T\" for a{ t*2\n u! \"one\"\n\"more\"; t@lab t(2) u[1]!\"two\";\n"
                  "a~b c~  d\n\"three\"; end hang;}"),
              "tour \"T\" for a {\n        t*2\n        u!                \"one\"\n"
              "                          \"more\";\n        t@lab t(2) u[1]!  \"two\";\n"
              "        a~b c~ d\n                          \"three\";\n        end hang;\n}\n");
    EXPECT_EQ(top("tour \"T\" { a_very_long_thread_name@label \"one\"; t \"two\"; end ok; }"),
              "tour \"T\" {\n        a_very_long_thread_name@label  \"one\";\n        t  \"two\";\n"
              "        end ok;\n}\n");
}

TEST(Formatter, SpacesTheDeclarationsThatCDoesNotHave)
{
    EXPECT_EQ(top("scenario   \"x\" ;param n=-1 in - 2 ..MAX;memory  sc;"),
              "scenario \"x\";\nparam n = -1 in -2..MAX;\nmemory sc;\n");
    EXPECT_EQ(top("expect a:hang,bug;\nexpect\nok;\ninvariant(x==1)\n||y;final!x;"),
              "expect a: hang, bug;\nexpect ok;\ninvariant (x == 1)\n        || y;\nfinal !x;\n");
    EXPECT_EQ(top("pool struct s p [ 3 ] = {{.x=1}};"), "pool struct s p[3] = { { .x = 1 } };\n");
}

TEST(Formatter, LeavesOneBlankLineAndNoBlankAtALinesEnd)
{
    EXPECT_EQ(formatted("\n\n\nint x;  \t\n\n\n\nthread t {\n\n\nx();\n\n\n// c  \n\n}\n\n\n"),
              "int x;\n\nthread t {\n        x();\n\n        // c\n}\n");
    EXPECT_EQ(formatted("int x;\r\n\r\n\r\nthread t { // a\r\nx(); /* b\r\n * c */\r\n}"),
              "int x;\n\nthread t {                              // a\n"
              "        x();                            /* b\n"
              "                                         * c */\n}\n");
    EXPECT_EQ(formatted("\xEF\xBB\xBFthread t {}"), "thread t {}\n");
}

TEST(Formatter, NeverDrawsTheNextLineIntoAComment)
{
    EXPECT_EQ(formatted("// a \\ \nthread t {}"), "// a \\ \nthread t {}\n");
    EXPECT_EQ(formatted("// a \\\n b\nthread t {}"), "// a \\\n b\nthread t {}\n");
}

TEST(Formatter, RefusesWhatHasMistakesInAnyVariant)
{
    const std::string text = "variant a;\nvariant b;\nthread t {\n#ifdef b\n x( ;\n#endif\n}\n";
    EXPECT_EQ(formatted(text), "test.race:5:5: error: expected an expression, found ';'\n   x( ;\n"
                               "      ^\n");
    EXPECT_EQ(formatted("thread t { /* x }"),
              "test.race:1:12: error: this comment is never closed\n  thread t { /* x }\n"
              "             ^~\n  hint: close it with '*/'\n");
    for (const std::string bad :
         {"", "thread t {", "thread t { } }", "thread t { x(\"a); }", "\x01"})
        EXPECT_NE(formatted(bad).find(": error: "), std::string::npos) << bad;
}

/// What no variant has may be anything; what is laid out at all is laid out for good.
TEST(Formatter, KeepsWhateverStandsOutsideOfEveryVariant)
{
    const std::vector<std::string> pieces = {
        "{",    "}",    "(",      ")",    "if (",      "else",     "do ",      "case x:",  "a:",
        "\"",   "'a\\", "/* */",  "// x", "\\",        "#if 0 {",  "#else",    "\xFF\xFE", "- -",
        "? :",  "@",    "switch", ";",    "tour {",    "enum {\n", "//@ n",    "struct {", "= {\n",
        "\\\n", "~",    "for (",  "\t\f", "#define a", "#endif x", "~ \"a\" ", "0x",       ".."};
    std::uint32_t seed = 1;
    const auto draw = [&seed](std::size_t count) {
        seed = seed * 1664525 + 1013904223;
        return (seed >> 8) % count;
    };
    std::size_t kept = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string junk;
        for (std::size_t i = draw(12); i > 0; --i)
            junk += pieces[draw(pieces.size())] + std::string(draw(2), ' ') +
                    std::string(draw(3) == 0 ? 1 : 0, '\n');
        const SourceText source = sourceOf("thread t {\n#if 0\n" + junk + "\n#endif\nx();\n}\n");
        const Formatted once = formatScenario(source);
        if (!once.text)
            continue;
        ++kept;
        EXPECT_EQ(formatted(*once.text), *once.text) << source.text();
    }
    EXPECT_GT(kept, 1000U);
}

TEST(Formatter, TakesTimeInProportionToTheTextsLength)
{
    constexpr std::size_t length = 1 << 16;
    for (const std::string piece :
         {"{",         "}",         "(",       "if (x) ", "x();",         "x(); // a\n",
          "/* a */",   "/* a\n */", "\"a\"\n", "'",       "#if a\n",      "#else\n",
          "x, ",       "case 1:",   "a:",      "//@ n\n", "\\\n",         "{}",
          "atomic { ", "do ",       "\n\n",    "\xC3",    "tour \"a\" { "}) {
        const std::clock_t start = std::clock();
        const std::string middle = repeated(piece, length / piece.size());
        const std::string text = formatted("thread t {\n#if 0\n" + middle + "\n#endif\n}\n");
        EXPECT_LT(text.size(), 12 * length) << piece;
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        EXPECT_LT(seconds, 4.0) << piece;
    }
}

TEST(Formatter, RefusesWhatWouldBecomeFarLongerThanItIs)
{
    constexpr std::string_view refusal = "this text cannot be formatted";
    const std::string name(1 << 16, 'n');
    const std::string manyLines = repeated("\n1,", 1 << 16);
    for (const std::string &text :
         {"thread t { " + repeated("{", 150) + repeated("x;", 1 << 17) + repeated("}", 150) + "}",
          "int " + name + "[] = { 1," + manyLines + "};\nthread t {}",
          "thread t { " + repeated("{", 150) + "/*" + repeated("\n*", 1 << 17) + "*/" +
              repeated("}", 150) + "}"})
        EXPECT_NE(formatted(text).find(refusal), std::string::npos) << text.substr(0, 80);
    const std::string variants = "variant " + name + " \"a\";\nvariant a \"b\";\n";
    EXPECT_LT(top(variants).size(), 2 * variants.size());
}

} // namespace

} // namespace racewalk::test
