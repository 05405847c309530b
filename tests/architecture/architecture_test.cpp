// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/house_rules.h"
#include "architecture/standard_headers.h"
#include "architecture/switches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace {

using namespace racewalk::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<SourceFile> projectFiles()
{
    static const std::vector<std::string> folders = {"core", "app", "tests"};
    return readSources(RACEWALK_SOURCE_DIR, folders);
}

testing::AssertionResult none(const Violations &violations)
{
    auto result = violations.empty() ? testing::AssertionSuccess() : testing::AssertionFailure();
    for (const std::string &violation : violations)
        result << violation << '\n';
    return result;
}

/// A small project in which every module has the header that the generated files include.
Violations violationsOf(const std::string &path, const std::string &text)
{
    std::vector<SourceFile> files = {
        {"core/program/program.h", ""},
        {"core/language/parse.h", ""},
        {"core/machine/machine.h", ""},
        {"core/explore/explore.h", ""},
        {"core/explore/results/verdict.h", ""},
        {"core/explore/search/search.h", ""},
        {"core/run/run.h", ""},
        {"core/export/text.h", ""},
        {"app/cli/options.h", ""},
        {"app/drawing/theme.h", ""},
        {"app/desktop/session/session.h", ""},
        {"app/desktop/views/main_window.h", ""},
        {"app/desktop/views/panes/tool_bar.h", ""},
        {"app/desktop/models/model.h", ""},
        {"app/desktop/start.h", ""},
    };
    files.push_back({path, text});
    return includeViolations(files);
}

TEST(Project, IsReadWhole)
{
    const auto files = projectFiles();
    const auto has = [&files](const std::string &path) {
        return std::ranges::any_of(files, [&path](const auto &file) { return file.path == path; });
    };
    EXPECT_TRUE(has("core/program/check.h"));
    EXPECT_TRUE(has("core/program/CMakeLists.txt"));
    EXPECT_TRUE(has("tests/architecture/house_rules.cpp"));
}

TEST(Project, IncludesOnlyWhatTheTableOfModulesAllows)
{
    EXPECT_TRUE(none(includeViolations(projectFiles())));
}

TEST(Project, IncludesQtFirstInApp)
{
    EXPECT_TRUE(none(includeOrderViolations(projectFiles())));
}

TEST(Project, ListsEveryFile)
{
    EXPECT_TRUE(none(unlistedFiles(projectFiles())));
}

TEST(Project, IncludesItsOwnHeadersFirst)
{
    EXPECT_TRUE(none(ownHeaderViolations(projectFiles())));
}

TEST(Project, KeepsTheLicenceLineAndTheLengthOfFiles)
{
    EXPECT_TRUE(none(fileFormViolations(projectFiles())));
}

TEST(Project, IncludesTheStandardHeadersThatItsHeadersUse)
{
    EXPECT_TRUE(none(standardHeaderViolations(projectFiles())));
}

TEST(Project, NamesEveryEnumeratorInSwitchesOverItsEnums)
{
    EXPECT_TRUE(none(switchViolations(projectFiles())));
}

TEST(Project, DefinesEachTypeOnce)
{
    EXPECT_TRUE(none(doubledTypes(projectFiles())));
}

TEST(IncludeTable, AllowsWhatItLists)
{
    EXPECT_THAT(violationsOf("core/export/svg.cpp",
                             "#include \"run/run.h\"\n#include \"explore/results/verdict.h\"\n"),
                IsEmpty());
    EXPECT_THAT(
        violationsOf("core/explore/results/verdict.cpp", "#include \"explore/search/search.h\"\n"),
        IsEmpty());
    EXPECT_THAT(
        violationsOf(
            "app/desktop/views/card.cpp",
            "#include <QWidget>\n#include \"desktop/session/session.h\"\n#include \"card.moc\"\n"),
        IsEmpty());
    EXPECT_THAT(
        violationsOf("app/main.cpp", "#include \"cli/options.h\"\n#include \"desktop/start.h\"\n"),
        IsEmpty());
}

TEST(IncludeTable, NamesFileLineAndModulesOfAViolation)
{
    EXPECT_THAT(
        violationsOf("core/machine/locks.cpp", "\n#include <vector>\n#include \"run/run.h\"\n"),
        ElementsAre("core/machine/locks.cpp:3: run/run.h: machine may not use run"));
}

/// One made-up include each that the house forbids, with a part of what is said about it.
struct Forbidden {
    std::string path, include, sentence;
};

class ForbiddenInclude : public testing::TestWithParam<Forbidden> {};

TEST_P(ForbiddenInclude, IsReported)
{
    const auto &[path, include, sentence] = GetParam();
    EXPECT_THAT(violationsOf(path, "#include " + include + "\n"), ElementsAre(HasSubstr(sentence)));
}

INSTANTIATE_TEST_SUITE_P(
    MadeUp, ForbiddenInclude,
    testing::Values(
        Forbidden{"core/program/types.h", "\"machine/machine.h\"", "program may not use machine"},
        Forbidden{"core/language/lower.cpp", "\"machine/machine.h\"",
                  "language may not use machine"},
        Forbidden{"core/explore/explore.cpp", "\"run/run.h\"", "explore may not use run"},
        Forbidden{"core/explore/search/search.cpp", "\"explore/results/verdict.h\"",
                  "explore/search may not use explore/results"},
        Forbidden{"core/explore/results/verdict.cpp", "\"explore/explore.h\"",
                  "explore/results may not use explore"},
        Forbidden{"core/run/run.cpp", "\"explore/results/verdict.h\"", "run may not use explore"},
        Forbidden{"core/export/text.cpp", "\"language/parse.h\"", "export may not use language"},
        Forbidden{"core/run/timeline.h", "<QString>", "core never uses Qt"},
        Forbidden{"core/run/timeline.h", "<QtCore/qstring.h>", "core never uses Qt"},
        Forbidden{"core/run/timeline.h", "\"drawing/theme.h\"", "run may not use drawing"},
        Forbidden{"core/run/timeline.cpp", "\"schedule.h\"", "no such file"},
        Forbidden{"core/new/thing.cpp", "\"run/run.h\"", "not in the table"},
        Forbidden{"app/drawing/painter.cpp", "\"desktop/session/session.h\"",
                  "drawing may not use"},
        Forbidden{"app/drawing/painter.cpp", "<QtWidgets/QWidget>", "knows no widget"},
        Forbidden{"app/desktop/session/session.cpp", "\"desktop/views/main_window.h\"",
                  "desktop/session may not use desktop/views"},
        Forbidden{"app/desktop/session/session.cpp", "\"desktop/models/model.h\"",
                  "desktop/session may not use desktop/models"},
        Forbidden{"app/desktop/models/model.cpp", "\"desktop/views/main_window.h\"",
                  "desktop/models may not use desktop/views"},
        Forbidden{"app/desktop/views/card.cpp", "\"cli/options.h\"", "may not use cli"},
        Forbidden{"app/desktop/views/controls/button.cpp", "\"desktop/views/panes/tool_bar.h\"",
                  "desktop/views/controls may not use desktop/views/panes"},
        Forbidden{"app/desktop/views/panes/tool_bar.cpp", "\"desktop/views/main_window.h\"",
                  "desktop/views/panes may not use desktop/views"},
        Forbidden{"app/desktop/new/thing.cpp", "\"run/run.h\"", "not in the table"},
        Forbidden{"app/cli/check.cpp", "\"desktop/start.h\"", "cli may not use desktop"},
        Forbidden{"app/cli/check.cpp", "\"drawing/theme.h\"", "only in a file for pictures"},
        Forbidden{"app/cli/check.cpp", "<QImage>", "only in a file for pictures"}),
    [](const auto &made) {
        std::string name = made.param.path + "_" + made.param.include;
        std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
        return name;
    });

TEST(IncludeOrder, ReportsQtAfterOthersInAppOnly)
{
    const std::vector<SourceFile> files = {
        {"app/desktop/start.cpp", "#include <QObject>\n#include <vector>\n#include <QString>\n"},
        {"app/desktop/good.cpp",
         "#include <QObject>\n\n#include \"desktop/start.h\"\n\n#include <vector>\n"}};
    EXPECT_THAT(includeOrderViolations(files),
                ElementsAre("app/desktop/start.cpp:3: QString: Qt's headers come first"));
}

TEST(UnlistedFiles, AreReportedEvenIfALongerNameIsListed)
{
    const std::vector<SourceFile> files = {
        {"core/run/CMakeLists.txt", "SOURCES next_step.cpp run.cpp)"},
        {"core/run/next_step.cpp", ""},
        {"core/run/run.cpp", ""},
        {"core/run/step.cpp", ""}};
    EXPECT_THAT(unlistedFiles(files), ElementsAre("core/run/step.cpp: in no CMakeLists.txt"));
}

TEST(UnlistedFiles, ReportsTestsThatNeverRun)
{
    const std::vector<SourceFile> files = {
        {"tests/app/views/CMakeLists.txt",
         "add(app.views walk_test SOURCES ../slow.cpp MODULES m)"},
        {"tests/app/slow.cpp", ""},
        {"tests/app/views/walk_test.cpp", ""},
        {"tests/app/views/run_test.cpp", ""},
        {"tests/app/views/harness.h", ""}};
    EXPECT_THAT(unlistedFiles(files),
                ElementsAre("tests/app/views/run_test.cpp: in no CMakeLists.txt"));
}

TEST(OwnHeader, ComesFirst)
{
    const std::vector<SourceFile> files = {
        {"core/run/a.h", ""},
        {"core/run/a.cpp", "#include \"run/a.h\"\n#include \"run/b.h\"\n"},
        {"core/run/b.h", ""},
        {"core/run/b.cpp", "#include \"run/a.h\"\n#include \"run/b.h\"\n"},
        {"core/run/c.cpp", "#include \"run/a.h\"\n"}};
    EXPECT_THAT(ownHeaderViolations(files),
                ElementsAre("core/run/b.cpp: its own header comes first"));
}

TEST(FileForm, ReportsAMissingLicenceLineAndALongFile)
{
    const std::string licence = "// SPDX-License-Identifier: GPL-3.0-or-later\n";
    const std::vector<SourceFile> files = {{"core/run/a.cpp", licence + std::string(399, '\n')},
                                           {"core/run/b.cpp", licence + std::string(400, '\n')},
                                           {"core/run/c.cpp", "#include <vector>\n"}};
    EXPECT_THAT(fileFormViolations(files),
                ElementsAre("core/run/b.cpp: 401 lines: what wants out?",
                            "core/run/c.cpp:1: the licence line is missing"));
}

TEST(StandardHeaders, ReportsTheFirstUseOfAMissingOneAndUnknownNames)
{
    const std::vector<SourceFile> files = {
        {"core/run/a.h", "#include <string>\nstd::string a; std::vector<int> b; // std::map\n"
                         "std::vector<int> c;\n"},
        {"core/run/b.h", "std::flat_tree d;\n"},
        {"core/run/c.cpp", "std::vector<int> c;\n"}};
    EXPECT_THAT(standardHeaderViolations(files),
                ElementsAre("core/run/a.h:2: std::vector: include <vector>",
                            "core/run/b.h:1: std::flat_tree: add it to the table in "
                            "standard_headers.cpp"));
}

Violations switchViolationsIn(const std::string &path, const std::string &labels)
{
    const std::vector<SourceFile> files = {
        {path, "void f()\n{\n    switch (x) {\n" + labels + "    }\n}\n"}};
    return switchViolations(files);
}

TEST(Switches, ReportADefaultBesideEnumeratorsOfOurs)
{
    EXPECT_THAT(switchViolationsIn("core/machine/a.cpp", "    case Op::Load:\n        break;\n"
                                                         "    default:\n        break;\n"),
                ElementsAre("core/machine/a.cpp:6: default: in a switch over our own enum; name "
                            "its enumerators"));
    EXPECT_THAT(switchViolationsIn("app/cli/a.h",
                                   "    default:\n        break;\n"
                                   "    case syntax::BaseType::Void: {\n        break;\n    }\n"),
                ElementsAre("app/cli/a.h:4: default: in a switch over our own enum; name its "
                            "enumerators"));
}

TEST(Switches, ReportADefaultOnTheLineOfALabelAndAfterUsingEnum)
{
    EXPECT_THAT(switchViolationsIn("core/a.cpp", "    case Op::Load: default:\n        break;\n"),
                SizeIs(1));
    EXPECT_THAT(switchViolationsIn("core/a.cpp", "    case Load:\n        break;\n"
                                                 "    case Store: break; default: break;\n"),
                SizeIs(1));
}

TEST(Switches, ReportADefaultOfTheOuterOfTwo)
{
    EXPECT_THAT(
        switchViolationsIn("core/run/a.cpp",
                           "    case Op::Load:\n        switch (c) {\n        case 'a':\n"
                           "            break;\n        default:\n            break;\n        }\n"
                           "        break;\n    default:\n        break;\n"),
        ElementsAre("core/run/a.cpp:12: default: in a switch over our own enum; name its "
                    "enumerators"));
}

TEST(Switches, MayHaveADefaultOverWhatIsNotOurs)
{
    EXPECT_THAT(switchViolationsIn("app/a.cpp", "    case Qt::Key_Up:\n        break;\n"
                                                "    default:\n        break;\n"),
                IsEmpty());
    EXPECT_THAT(switchViolationsIn("app/a.cpp", "    case Qt::UserRole:\n    case OwnRole:\n"
                                                "        break;\n"
                                                "    default:\n        break;\n"),
                IsEmpty());
    EXPECT_THAT(switchViolationsIn("core/a.cpp",
                                   "    case 'x':\n    case argument::word:\n        break;\n"
                                   "    default:\n        break;\n"),
                IsEmpty());
    EXPECT_THAT(switchViolationsIn("tests/a.cpp", "    case Op::Load:\n        break;\n"
                                                  "    default:\n        break;\n"),
                IsEmpty());
    EXPECT_THAT(switchViolationsIn("core/a.cpp",
                                   "    case Op::Load: // no default: here\n        break;\n"),
                IsEmpty());
}

TEST(DoubledTypes, AreReportedWithinOneNamespaceOnly)
{
    const std::vector<SourceFile> files = {
        {"app/cli/a.h", "namespace racewalk::cli {\nstruct Place {\n"},
        {"core/run/a.h", "namespace racewalk {\nstruct Place;\nenum class Place : int {\n"},
        {"core/run/b.h",
         "namespace racewalk {\nnamespace lowering {\nstruct Value;\n} // namespace "
         "lowering\n\nclass Place final {\n"}};
    EXPECT_THAT(doubledTypes(files),
                ElementsAre("core/run/b.h:6: racewalk::Place is in core/run/a.h too"));
}

} // namespace
