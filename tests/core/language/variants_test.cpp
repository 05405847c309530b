// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "core/language/tree_text.h"

#include <string>

namespace racewalk::test {

namespace {

/// The body of the thread in one variant of a scenario with the variants a, b and c.
std::string bodyIn(const std::string &variant, const std::string &lines)
{
    return toText(
        treeOf("variant a \"A\"; variant b; variant c;\nthread t {\n" + lines + "\n}", variant)
            .threads.at(0)
            .body);
}

/// In which variants `condition` holds.
std::string holdsIn(const std::string &condition)
{
    std::string result;
    for (const std::string variant : {"a", "b", "c"}) {
        if (bodyIn(variant, condition + "\nx();\n#endif") == "{ x(); }")
            result += variant;
    }
    return result;
}

TEST(Variants, AreListedAndTheFirstIsTheDefault)
{
    const auto tree = treeOf("variant a \"The \" \"first\"; variant b;\nthread t { }");
    ASSERT_EQ(tree.variants.size(), 2U);
    EXPECT_EQ(tree.variants[0].name.name, "a");
    EXPECT_EQ(tree.variants[0].title.value, "The first");
    EXPECT_EQ(tree.variants[1].title.value, "");
    EXPECT_EQ(tree.variant, "a");
    EXPECT_EQ(treeOf("thread t { }").variant, "");
}

TEST(Variants, SelectLinesByConditions)
{
    EXPECT_EQ(holdsIn("#ifdef a"), "a");
    EXPECT_EQ(holdsIn("#ifndef a"), "bc");
    EXPECT_EQ(holdsIn("#if a || c"), "ac");
    EXPECT_EQ(holdsIn("#if !a && !defined(b)"), "c");
    EXPECT_EQ(holdsIn("#if !(a || defined c)"), "b");
    EXPECT_EQ(holdsIn("#if a || b && c"), "a");
    EXPECT_EQ(holdsIn("#if 0"), "");
    EXPECT_EQ(holdsIn("#if 1 || a"), "abc");
    EXPECT_EQ(holdsIn(" # if a \\\n || b // and so on"), "ab");
}

TEST(Variants, TakeTheFirstBranchThatHolds)
{
    const std::string lines = "#if a\nx();\n#elif a || b\ny();\n#else\nz();\n#endif";
    EXPECT_EQ(bodyIn("a", lines), "{ x(); }");
    EXPECT_EQ(bodyIn("b", lines), "{ y(); }");
    EXPECT_EQ(bodyIn("c", lines), "{ z(); }");
}

TEST(Variants, NestConditions)
{
    const std::string lines = "#ifndef a\n#ifdef b\nx();\n#else\ny();\n#endif\nz();\n#endif";
    EXPECT_EQ(bodyIn("a", lines), "{ }");
    EXPECT_EQ(bodyIn("b", lines), "{ x(); z(); }");
    EXPECT_EQ(bodyIn("c", lines), "{ y(); z(); }");
}

TEST(Variants, MayCutAStatementAnywhere)
{
    const std::string lines = "#ifdef a\nif (p) {\n#else\n{\n#endif\nx();\n}";
    EXPECT_EQ(bodyIn("a", lines), "{ if p { x(); } }");
    EXPECT_EQ(bodyIn("b", lines), "{ { x(); } }");
}

TEST(Variants, KeepPlacesAndSayWhichLinesAreActive)
{
    const SourceText source = sourceOf("variant a; variant b;\n"
                                       "#ifdef a\n"
                                       "int x; //@ of a\n"
                                       "#else\n"
                                       "int y; //@ of b\n"
                                       "#endif\n"
                                       "thread t { }\n");
    const auto result = parse(source, "b");
    ASSERT_TRUE(result.tree);
    EXPECT_EQ(result.tree->activeLines,
              (std::vector<bool>{true, false, false, false, true, false, true}));
    EXPECT_EQ(result.tree->notes, (std::map<std::uint32_t, std::string>{{5, "of b"}}));
    ASSERT_EQ(result.tree->globals.size(), 1U);
    EXPECT_EQ(source.slice(result.tree->globals[0].variable.name.span), "y");
    EXPECT_EQ(result.tree->globals[0].span.line, 5U);
}

TEST(Variants, DefinesAreConstantsOfTheirVariant)
{
    const std::string text =
        "variant a; variant b;\n"
        "#ifdef a\n#define N (1 << 2) /* four */\n#else\n#define N \\\n 3\n#endif\n"
        "#define QUIET\n"
        "thread t { x = N; }";
    const auto tree = treeOf(text, "a");
    ASSERT_EQ(tree.defines.size(), 1U);
    EXPECT_EQ(tree.defines[0].name.name, "N");
    EXPECT_EQ(toText(*tree.defines[0].value), "(1 << 2)");
    EXPECT_EQ(toText(*treeOf(text, "b").defines.at(0).value), "3");
    EXPECT_EQ(toText(tree.threads[0].body), "{ (x = N); }");
}

TEST(Variants, DefinesSteerConditions)
{
    EXPECT_EQ(holdsIn("#define D\n#ifdef D"), "abc");
    EXPECT_EQ(holdsIn("#define D 0\n#if D"), "");
    EXPECT_EQ(holdsIn("#define D 2\n#if D && a"), "a");
}

TEST(Variants, DoNotMindWhatStandsInLinesOfOthers)
{
    EXPECT_EQ(bodyIn("a", "#ifdef b\nthis isn't C \"\n#else\nx();\n#endif"), "{ x(); }");
}

TEST(Variants, AreNotFoundInCommentsAndStrings)
{
    EXPECT_EQ(
        treeOf("/* variant x; \n#ifdef y\n*/ about \"variant z;\"; thread t { }").variants.size(),
        0U);
}

TEST(Variants, RefuseAVariantThatIsNotThere)
{
    EXPECT_EQ(errorsOf("variant a; variant b;\nthread t { }", "c"),
              "test.race:1:9: error: the scenario has no variant 'c'\n"
              "  variant a; variant b;\n"
              "          ^\n"
              "  hint: its variants are: a, b\n");
    EXPECT_EQ(sentencesOf("thread t { }", "c"), "1:1 the scenario has no variant 'c'\n");
}

TEST(Variants, RefuseUnknownNamesInConditionsOfEveryVariant)
{
    EXPECT_EQ(errorsOf("variant naive; variant correct;\n"
                       "#ifdef naive\n#ifdef corect\n#endif\n#elif FOO\n#endif\nthread t { }",
                       "correct"),
              "test.race:3:8: error: 'corect' is no variant of this scenario\n"
              "  #ifdef corect\n"
              "         ^~~~~~\n"
              "  hint: did you mean 'correct'?\n"
              "test.race:5:7: error: 'FOO' is no variant of this scenario\n"
              "  #elif FOO\n"
              "        ^~~\n"
              "  hint: declare it with: variant FOO \"title\";\n");
}

TEST(Variants, RefuseConditionsThatDoNotMatchUp)
{
    EXPECT_EQ(sentencesOf("variant a;\n#endif\n#else\nthread t { }"),
              "2:1 '#endif' without an '#if'\n3:1 '#else' without an '#if'\n");
    EXPECT_EQ(sentencesOf("variant a;\n#if a\n#else\n#else\nthread t { }\n"),
              "2:1 this condition has no '#endif'\n"
              "4:1 '#else' after the '#else' of the same '#if'\n");
    EXPECT_EQ(
        sentencesOf("variant a;\n#if (a\n#endif\n#if\n#endif\n#if a b\n#endif\n#ifdef\n#endif\n"
                    "#if a ==\n#endif\nthread t { }"),
        "2:1 a ')' is missing in the condition\n"
        "4:1 the condition is not complete\n"
        "6:7 unexpected 'b' in a condition\n"
        "8:1 expected a name after '#ifdef'\n"
        "10:7 unexpected '==' in a condition\n");
}

TEST(Variants, RefuseOtherDirectivesAndSayWhatToWrite)
{
    EXPECT_EQ(errorsOf("#include <linux/fs.h>\n#undef X\n#ifdfe X\n#define F(x) x\nthread t { }"),
              "test.race:1:1: error: '#include' is not part of the language\n"
              "  #include <linux/fs.h>\n"
              "  ^~~~~~~~~~~~~~~~~~~~~\n"
              "  hint: not needed, leave it out: the primitives are known\n"
              "test.race:2:1: error: '#undef' is not part of the language\n"
              "  #undef X\n"
              "  ^~~~~~~~\n"
              "  hint: a #define holds for the whole scenario\n"
              "test.race:3:1: error: '#ifdfe' is not part of the language\n"
              "  #ifdfe X\n"
              "  ^~~~~~~~\n"
              "  hint: did you mean 'ifdef'?\n"
              "test.race:4:9: error: the macro 'F' has parameters\n"
              "  #define F(x) x\n"
              "          ^\n"
              "  hint: write a function instead\n");
}

TEST(Variants, RefuseDefinesThatAreNoConstants)
{
    EXPECT_EQ(sentencesOf("#define A 1;\n#define B = 2\n#define C 1\n#define C 2\nthread t { }"),
              "1:12 the value of 'A' is more than one expression\n"
              "2:11 expected an expression, found '='\n"
              "4:9 'C' is defined twice\n");
}

TEST(Variants, AreDeclaredOnceAndUnconditionally)
{
    EXPECT_EQ(sentencesOf("variant a;\nvariant a;\n#ifdef a\nvariant b;\n#endif\nthread t { }"),
              "2:9 the variant 'a' is declared twice\n"
              "4:1 a variant cannot be declared inside a condition\n");
}

} // namespace

} // namespace racewalk::test
