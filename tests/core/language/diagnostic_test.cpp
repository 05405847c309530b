// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "language/source/diagnostic.h"
#include "language/source/visible_text.h"

#include <string>

namespace racewalk {

namespace {

std::string rendered(std::string text, std::size_t begin, std::size_t end)
{
    const SourceText source("a.race", std::move(text));
    return renderDiagnostic(source,
                            {Diagnostic::Severity::Error, source.span(begin, end), "bad", ""});
}

TEST(Diagnostic, ShowsPlaceLineCaretAndHint)
{
    const SourceText source("a.race", "int x;\nfoo bar;\n");
    const Diagnostic diagnostic{Diagnostic::Severity::Warning, source.span(11, 14), "unknown name",
                                "write baz"};
    EXPECT_EQ(renderDiagnostic(source, diagnostic), "a.race:2:5: warning: unknown name\n"
                                                    "  foo bar;\n"
                                                    "      ^~~\n"
                                                    "  hint: write baz\n");
}

TEST(Diagnostic, PutsTheCaretRightAfterTabs)
{
    EXPECT_EQ(rendered("\tx\ty", 1, 2), "a.race:1:2: error: bad\n"
                                        "          x       y\n"
                                        "          ^\n");
    EXPECT_EQ(rendered("\tx\ty", 3, 4), "a.race:1:4: error: bad\n"
                                        "          x       y\n"
                                        "                  ^\n");
}

TEST(Diagnostic, PutsTheCaretRightAfterLettersOfSeveralBytes)
{
    EXPECT_EQ(rendered("\xC3\xA9\xC3\xA9 ab", 5, 7), "a.race:1:4: error: bad\n"
                                                     "  \xC3\xA9\xC3\xA9 ab\n"
                                                     "     ^~\n");
}

TEST(Diagnostic, CountsWideLettersTwiceAndAccentsNotAtAll)
{
    EXPECT_EQ(rendered("\xE4\xB8\xAD"
                       "e\xCC\x81x",
                       6, 7),
              "a.race:1:4: error: bad\n"
              "  \xE4\xB8\xAD"
              "e\xCC\x81x\n"
              "     ^\n");
}

TEST(Diagnostic, PutsTheCaretRightBehindCharactersOfAnyPlane)
{
    // A rocket, two ideographs, a letter with two marks, a flag of two characters.
    const std::vector<std::pair<std::string, std::size_t>> texts = {
        {"\U0001F680", 2},    {"\U0001FAE8", 2},           {"\u4E2D\U00020000", 4},
        {"o\u0302\u0323", 1}, {"\U0001F1E9\U0001F1EA", 2}, {"\uFF21\uFF76", 3},
    };
    for (const auto &[text, columns] : texts) {
        const std::string all = rendered(text + "x", text.size(), text.size() + 1);
        EXPECT_EQ(all.substr(all.find('\n')),
                  "\n  " + text + "x\n  " + std::string(columns, ' ') + "^\n");
    }
}

TEST(Diagnostic, MarksTheLineOfASpanOverSeveralLinesToItsEnd)
{
    EXPECT_EQ(rendered("a {\n}", 2, 5), "a.race:1:3: error: bad\n  a {\n    ^\n");
    EXPECT_EQ(rendered("f(a,\nb)", 0, 7), "a.race:1:1: error: bad\n  f(a,\n  ^~~~\n");
}

TEST(Diagnostic, PointsBehindTheLineForWhatIsMissing)
{
    EXPECT_EQ(rendered("abc\n", 3, 3), "a.race:1:4: error: bad\n  abc\n     ^\n");
}

TEST(Diagnostic, CutsALongLineAroundTheCaret)
{
    const std::string text = std::string(300, 'a') + "XY" + std::string(300, 'b');
    const std::string excerpt = rendered(text, 300, 302);
    EXPECT_EQ(excerpt, "a.race:1:301: error: bad\n  ..." + std::string(40, 'a') + "XY" +
                           std::string(54, 'b') + "...\n  " + std::string(43, ' ') + "^~\n");
}

TEST(Diagnostic, WritesOutWhatCouldSteerATerminal)
{
    EXPECT_EQ(rendered("\x1B[2J\xFFx\x7F", 5, 6), "a.race:1:6: error: bad\n"
                                                  "  \\x1b[2J\\xffx\\u007f\n"
                                                  "             ^\n");
}

TEST(VisibleText, WritesOutControlCharactersBidirectionalMarksAndBrokenUtf8)
{
    EXPECT_EQ(visibleText("a\x1B[31mred\x07"), "a\\x1b[31mred\\x07");
    EXPECT_EQ(visibleText("\xC2\x9B\x7F\r"), "\\u009b\\u007f\\x0d");
    EXPECT_EQ(visibleText("x\xE2\x80\xAEy\xE2\x81\xA9z\xE2\x80\x8F"), "x\\u202ey\\u2069z\\u200f");
    EXPECT_EQ(visibleText("\xFF\xC3"), "\\xff\\xc3");
    EXPECT_EQ(visibleText(std::string_view("\0", 1)), "\\x00");
}

TEST(VisibleText, LeavesEverythingElseAsItIs)
{
    constexpr std::string_view text = "a\tb\n\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80 \\n";
    EXPECT_EQ(visibleText(text), text);
}

TEST(Diagnostic, HasNoExcerptWithoutALine)
{
    const SourceText source("a.race", "int x;");
    EXPECT_EQ(renderDiagnostic(source, {Diagnostic::Severity::Error, {}, "bad", "worse"}),
              "a.race: error: bad\n  hint: worse\n");
}

TEST(Diagnostic, OnlyErrorsAreErrors)
{
    EXPECT_FALSE(hasErrors({{Diagnostic::Severity::Warning, {}, "w", ""}}));
    EXPECT_TRUE(hasErrors({{Diagnostic::Severity::Warning, {}, "w", ""},
                           {Diagnostic::Severity::Error, {}, "e", ""}}));
}

} // namespace

} // namespace racewalk
