// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/starter.h"

#include "explore/explore.h"
#include "language/compile.h"
#include "language/layout/formatter.h"
#include "language/source/read_source.h"
#include "language/words/scenario_names.h"
#include "program/identifier.h"
#include "program/one_line.h"

#include <algorithm>
#include <array>

namespace racewalk {
namespace {

constexpr std::size_t longestName = 48;
constexpr std::uint64_t mostStates = 100'000;

/// Words of C that are no name of the language's own.
constexpr std::array keywords = std::to_array<std::string_view>(
    {"auto",   "break",    "case",   "char",     "const",  "continue", "default",   "do",
     "double", "else",     "enum",   "extern",   "float",  "for",      "goto",      "if",
     "inline", "int",      "long",   "register", "return", "short",    "signed",    "sizeof",
     "static", "struct",   "switch", "typedef",  "union",  "unsigned", "void",      "volatile",
     "while",  "scenario", "about",  "variant",  "param",  "thread",   "daemon",    "pool",
     "expect", "tour",     "final",  "atomic",   "memory", "under",    "invariant", "end",
     "ok",     "rcu",      "in"});

/// Names that say too little without what they are a part of.
constexpr std::array partNames =
    std::to_array<std::string_view>({"lock", "mutex", "sem", "rwsem", "spinlock", "rwlock"});

/// What is behind the last "->" or "." is what the lock is called: "i_lock" of "&inode->i_lock".
std::string_view lastPart(std::string_view name)
{
    for (const std::string_view mark : {std::string_view("->"), std::string_view(".")})
        if (const std::size_t at = name.rfind(mark);
            at != std::string_view::npos && at + mark.size() < name.size())
            name.remove_prefix(at + mark.size());
    return name;
}

std::string identifierOf(std::string_view name)
{
    std::string identifier;
    const std::string_view last = lastPart(name);
    const bool isPart = std::ranges::find(partNames, last) != partNames.end();
    for (const char c : isPart ? name : last) {
        if (isNamePart(c))
            identifier += c;
        else if (!identifier.empty() && identifier.back() != '_')
            identifier += '_';
        if (identifier.size() == longestName)
            break;
    }
    while (identifier.ends_with('_'))
        identifier.pop_back();
    if (!identifier.empty() && !isNameStart(identifier.front()))
        identifier.insert(0, "_");
    return identifier;
}

std::string printable(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result += c >= 0x20 && c < 0x7f ? c : '?';
    return result;
}

std::string assembled(const StarterScenario &starter, std::string_view expectation)
{
    std::string text = "scenario \"" + forString(starter.title) + "\";\nabout \"" +
                       forString(starter.about) + "\";\n\n";
    for (const std::string &line : starter.declarations)
        text += line + '\n';
    for (const StarterScenario::StarterThread &thread : starter.threads) {
        text += '\n';
        for (const std::string &remark : thread.remarks)
            text += "// " + forComment(remark) + '\n';
        text += "thread " + thread.name + " {\n";
        for (const std::string &line : thread.code)
            text += '\t' + line + '\n';
        text += "}\n";
    }
    if (!expectation.empty())
        text += "\nexpect " + std::string(expectation) + ";\n";
    return text;
}

struct Found {
    std::vector<std::string> failures, warnings;
    bool isComplete = false;
};

Found explored(const Machine &machine)
{
    Limits limits;
    limits.maxStates = mostStates;
    limits.workers = 1;
    limits.reductions = Reductions::forVerdict();
    const Verdict verdict = explore(machine, limits).verdict;
    Found found;
    found.isComplete = verdict.isComplete();
    for (const Finding &finding : verdict.findings) {
        auto &kinds =
            severityOf(finding.kind) == Severity::Failure ? found.failures : found.warnings;
        const std::string kind(toText(finding.kind));
        if (std::ranges::find(kinds, kind) == kinds.end())
            kinds.push_back(kind);
    }
    return found;
}

std::string foundText(const Found &found)
{
    std::vector<std::string> all = found.failures;
    for (const std::string &warning : found.warnings)
        all.push_back(warning + " (a warning)");
    return all.empty() ? found.isComplete ? "no failure" : "nothing in the first states"
                       : listText(all, "and");
}

} // namespace

std::string Identifiers::freeName(std::string_view name, std::string_view usual) const
{
    std::string identifier = identifierOf(name);
    if (identifier.empty())
        identifier = usual;
    const auto isFree = [&](const std::string &candidate) {
        return !m_taken.contains(candidate) && !isReservedName(candidate) &&
               std::ranges::find(keywords, candidate) == keywords.end();
    };
    std::string candidate = identifier;
    for (std::size_t number = 2; !isFree(candidate); ++number)
        candidate = identifier + '_' + std::to_string(number);
    return candidate;
}

std::string Identifiers::another(std::string_view name, std::string_view usual)
{
    std::string identifier = freeName(name, usual);
    m_taken.insert(identifier);
    return identifier;
}

void Identifiers::keep(const std::vector<std::string> &keys)
{
    for (const std::string &key : keys)
        if (identifierOf(key) == key)
            of(key, key);
}

std::string Identifiers::of(std::string_view key, std::string_view name, std::string_view usual)
{
    if (const auto known = m_known.find(key); known != m_known.end())
        return known->second;
    return m_known.emplace(key, another(name, usual)).first->second;
}

std::string forString(std::string_view text)
{
    constexpr std::size_t longest = 200;
    std::string result = printable(text.substr(0, longest));
    std::ranges::replace(result, '"', '\'');
    std::ranges::replace(result, '\\', '/');
    return result;
}

std::string forComment(std::string_view text)
{
    constexpr std::size_t longest = 200;
    std::string result = onOneLine(printable(text.substr(0, longest)));
    if (result.ends_with('\\'))
        result += '.'; // or the next line would belong to the comment
    return result.starts_with('@') ? ' ' + result : result;
}

std::expected<WrittenStarter, std::string> written(const StarterScenario &starter)
{
    const auto laidOut =
        [&](std::string_view expectation) -> std::expected<SourceText, std::string> {
        const auto source = sourceFromBytes("import.race", assembled(starter, expectation));
        if (!source)
            return std::unexpected(source.error().sentence);
        const Formatted formatted = formatScenario(*source);
        if (!formatted.text)
            return std::unexpected(formatted.diagnostics.front().sentence);
        return SourceText("import.race",
                          *formatted.text + (formatted.text->ends_with('\n') ? "" : "\n"));
    };
    const auto plain = laidOut("");
    if (!plain)
        return std::unexpected("no scenario can be made of the report: " + plain.error());
    const Compiled compiled = compile(std::make_shared<const SourceText>(*plain));
    if (!compiled.program)
        return std::unexpected("no scenario can be made of the report: " +
                               compiled.diagnostics.front().sentence);
    const Found found = explored(Machine(compiled.program));
    if (!found.isComplete)
        return WrittenStarter{plain->text(), foundText(found)};
    std::string kinds;
    for (const std::string &kind : found.failures)
        kinds += (kinds.empty() ? "" : ", ") + kind;
    const auto whole = laidOut(kinds.empty() ? "ok" : kinds);
    if (!whole)
        return std::unexpected("no scenario can be made of the report: " + whole.error());
    return WrittenStarter{whole->text(), foundText(found)};
}

} // namespace racewalk
