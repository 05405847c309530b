// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"
#include "markdown.h"

#include "language/lowering/primitives/primitives.h"
#include "language/syntax/parser.h"
#include "language/words/foreign_words.h"
#include "machine/finding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace {

using namespace racewalk;
using namespace racewalk::test;

const std::filesystem::path docs = std::filesystem::path(RACEWALK_SOURCE_DIR) / "docs";

/// The words in `code` of a page: what stands between backquotes, and in its blocks.
std::set<std::string> wordsInCode(const std::string &page)
{
    std::set<std::string> words;
    std::string word;
    bool isCode = false;
    for (const char c : page + " ") {
        const bool isWord =
            c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isWord) {
            word += c;
            continue;
        }
        if (isCode)
            words.insert(word);
        word.clear();
        isCode = isCode != (c == '`');
    }
    return words;
}

/// What stands below a heading of the second level.
std::string sectionOf(const std::string &page, const std::string &heading)
{
    const std::size_t begin = page.find("\n## " + heading + "\n");
    EXPECT_NE(begin, std::string::npos) << heading;
    return begin == std::string::npos ? ""
                                      : page.substr(begin, page.find("\n## ", begin + 1) - begin);
}

/// The names in the first column of the tables of functions below a heading.
std::vector<std::string> foreignFunctions(const std::string &page)
{
    std::vector<std::string> result;
    const std::size_t heading = page.find("\nFunctions and macros:\n");
    std::istringstream lines(page.substr(std::min(heading, page.size())));
    for (std::string line; std::getline(lines, line) && !line.starts_with("What has no short");) {
        const std::string cell = line.starts_with("| `") ? line.substr(1, line.find('|', 1)) : "";
        for (std::size_t begin = cell.find('`'); begin != std::string::npos;) {
            const std::size_t end = cell.find('`', begin + 1);
            result.push_back(cell.substr(begin + 1, end - begin - 1));
            begin = cell.find('`', end + 1);
        }
    }
    return result;
}

class LanguagePages : public testing::TestWithParam<const char *> {
protected:
    std::string file() const { return std::string("docs/") + GetParam(); }
    std::vector<CodeBlock> blocks() const { return codeBlocks(textOf(docs / GetParam())); }
};

} // namespace

TEST_P(LanguagePages, HaveScenariosThatDoWhatTheySay)
{
    std::size_t count = 0;
    for (const CodeBlock &block : blocks()) {
        if (block.language != "c" || !block.note.empty())
            continue;
        ++count;
        for (const std::string &broken : brokenClaims(block.text))
            ADD_FAILURE_AT(file().c_str(), block.line) << broken;
    }
    EXPECT_GT(count, 0U);
}

TEST_P(LanguagePages, ShowTheMessagesForWhatIsRefused)
{
    const std::vector<CodeBlock> all = blocks();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].language != "c" || all[i].note.empty())
            continue;
        EXPECT_EQ(all[i].note, "refused") << file() << ":" << all[i].line;
        const bool isFollowed = i + 1 < all.size() && all[i + 1].language == "text";
        if (!isFollowed)
            ADD_FAILURE_AT(file().c_str(), all[i].line) << "no ```text with the messages follows";
        else if (trimmed(faultsOf(all[i].text)) != trimmed(all[i + 1].text))
            ADD_FAILURE_AT(file().c_str(), all[i].line) << faultsOf(all[i].text);
    }
}

INSTANTIATE_TEST_SUITE_P(All, LanguagePages, testing::Values("language.md", "semantics.md"),
                         [](const auto &instance) {
                             const std::string name = instance.param;
                             return name.substr(0, name.find('.'));
                         });

TEST(LanguagePage, KnowsNoBetterThanTheCompilerWhatToWriteInstead)
{
    const std::vector<std::string> functions = foreignFunctions(textOf(docs / "language.md"));
    EXPECT_GT(functions.size(), 30U);
    for (const std::string &function : functions)
        EXPECT_NE(whatToWriteFor(function), "") << function;
}

TEST(LanguagePage, HasEachPrimitiveInTheSectionOfItsFamily)
{
    const std::string page = textOf(docs / "language.md");
    const std::set<std::string> synonyms =
        wordsInCode(sectionOf(page, "Replacements for C and kernel features"));
    const std::map<PrimitiveFamily, std::string> headings = {
        {PrimitiveFamily::Memory, "Memory accesses"},
        {PrimitiveFamily::Atomics, "Atomics and bits"},
        {PrimitiveFamily::Locks, "Locks"},
        {PrimitiveFamily::Waiting, "Waiting"},
        {PrimitiveFamily::Rcu, "RCU"},
        {PrimitiveFamily::Life, "Allocation"},
        {PrimitiveFamily::Check, "Checks and choices"},
    };
    for (const Primitive &primitive : primitives()) {
        const std::string name(primitive.name);
        const std::string &heading = headings.at(primitive.family);
        EXPECT_TRUE(wordsInCode(sectionOf(page, heading)).contains(name) || synonyms.contains(name))
            << "docs/language.md does not name " << name << " under " << heading;
    }
}

TEST(SemanticsPage, NamesEveryKindOfFinding)
{
    const std::set<std::string> words = wordsInCode(textOf(docs / "semantics.md"));
    for (const FindingKindRow &row : findingKinds)
        EXPECT_TRUE(words.contains(std::string(row.name)) || row.kind == FindingKind::None)
            << row.name;
}

TEST(LanguagePage, NamesEveryPrimitiveDeclarationTypeConstantAndFailure)
{
    const std::set<std::string> words = wordsInCode(textOf(docs / "language.md"));
    const auto expectWord = [&words](std::string_view word) {
        EXPECT_TRUE(words.contains(std::string(word))) << "docs/language.md does not name " << word;
    };
    for (const Primitive &primitive : primitives())
        expectWord(primitive.name);
    for (const std::string_view word : raceWords())
        expectWord(word);
    for (const std::string_view word : typeWords())
        expectWord(word);
    for (const KnownConstant &constant : knownConstants())
        expectWord(constant.name);
    for (const FindingKindRow &row : findingKinds)
        expectWord(row.name);
}
