// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/tikz/tikz.h"

#include "export/provenance.h"
#include "export/svg/svg.h"
#include "export/tikz/tex_text.h"
#include "support/golden.h"

#include "every_shape.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

TEST(Tikz, WritesEveryKindOfShape)
{
    const auto text =
        toTikz(everyShape(), {ThemeKind::Light, {"Shapes", "A\nB"}}, typicalTextWidth);
    ASSERT_TRUE(text);
    EXPECT_TRUE(matchesGolden("tikz/every_shape.tex", *text));
}

TEST(Tikz, DefinesTheColoursOfTheThemeByNameAtTheTop)
{
    const std::string dark =
        toTikz(everyShape(), {ThemeKind::Dark, {}}, typicalTextWidth).value_or("");
    EXPECT_THAT(dark, HasSubstr("\\definecolor{rwPanel}{HTML}{1B1F26}\n"));
    EXPECT_THAT(dark, Not(HasSubstr("{FFFFFF}")));
    EXPECT_LT(dark.rfind("\\definecolor"), dark.find("\\begin{document}"));
}

TEST(Tikz, RefusesWhatTexHasNoLengthsFor)
{
    const Picture tall{100, 20'000, {}};
    EXPECT_EQ(toTikz(tall, {}, typicalTextWidth).error(),
              "the picture would be too large for TeX; use --from and --to to export fewer steps");
}

TEST(Tikz, EscapesEverySpecialCharacter)
{
    EXPECT_EQ(texText("a_b & {c} 100% #1 $x^2$ ~ \\N"),
              "a\\_b \\& \\rwopen{}c\\rwclose{} 100\\% \\#1 "
              "\\symbol{36}x\\textasciicircum{}2\\symbol{36} "
              "\\textasciitilde{} "
              "\\rwbackslash{}N");
    EXPECT_EQ(texText("p->x < \"y\" | z"),
              "p-\\rwgreater{}x \\rwless{} \\rwquote{}y\\rwquote{} \\rwbar{} z");
    EXPECT_EQ(texText("``x''--"), "\\symbol{96}\\symbol{96}x'{}'-{}-");
    EXPECT_EQ(texText(" a  b\nc "), "\\ a \\ b c\\ ");
    EXPECT_EQ(texText(""), "");
}

TEST(Tikz, SetsOrReplacesWhatIsNotAscii)
{
    EXPECT_EQ(texText("\u2192\u2026\u2013\u00B7"),
              "\\ensuremath{\\rightarrow}\\dots{}\\textendash{}\\ensuremath{\\cdot}");
    EXPECT_EQ(texText("\u00FC\u00DF\u00E9\u0148\u00E7\u00EF"),
              "\\\"{u}\\ss{}\\'{e}\\v{n}\\c{c}\\\"{\\i}");
    EXPECT_EQ(texText("\u4E2D\U0001F600\uFFFF\x7f\xff"), "?????");
}

TEST(Tikz, LosesNothingToHostileTexts)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.timeline.notes[0] = "\\end{document} \xff\x01";
    const std::string text = traced.written(&writeTikz, {.caption = "\\input{x} ^^M % \u2192"});
    const std::string_view code = std::string_view(text).substr(text.find("\\RequirePackage"));
    EXPECT_TRUE(
        std::ranges::all_of(code, [](char c) { return c == '\n' || (c >= ' ' && c < 0x7f); }));
    EXPECT_EQ(std::ranges::count(std::string_view(text).substr(0, text.find(code)), '\n'), 3);
    EXPECT_THAT(text, HasSubstr("{\\rwbackslash{}input\\rwopen{}x\\rwclose{} "));
    EXPECT_EQ(text.find("\\end{document}"), text.size() - 15);
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Tikz, HasTheOptionsOfPictures)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.timeline.notes[0] = "Remember";
    EXPECT_THAT(traced.written(&writeTikz), HasSubstr("{Remember}"));
    EXPECT_THAT(traced.written(&writeTikz, {.notes = false}), Not(HasSubstr("{Remember}")));
    EXPECT_THAT(traced.written(&writeTikz), HasSubstr("{Fate}"));
    EXPECT_THAT(traced.written(&writeTikz, {.legend = false}), Not(HasSubstr("{Fate}")));
    EXPECT_THAT(traced.written(&writeTikz, {.width = 900}), HasSubstr("rectangle (900,"));
}

} // namespace
