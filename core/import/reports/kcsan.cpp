// SPDX-License-Identifier: GPL-3.0-or-later
// A KCSAN report: two accesses to one place, each with its stack.
#include "import/line_account.h"
#include "import/reports/lock_classes.h"
#include "import/starter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace racewalk {
namespace {

constexpr std::string_view kcsanHeading = "BUG: KCSAN:";
constexpr std::string_view unknownOrigin = "race at unknown origin, with ";
constexpr std::size_t mostPlaces = 8; ///< of a stack, in the comment

struct KcsanAccess {
    enum class Kind : std::uint8_t { Read, Write, Update, Unknown };
    Kind kind = Kind::Unknown;
    bool isMarked = false, isAssertion = false;
    std::string address{}, size{}, by{};
    std::vector<std::string> places{}; ///< "foo at fs/file.c:12", innermost first
    std::string function{};            ///< of the innermost place
};

/// The words in front of " to 0x...".
struct KcsanWord {
    std::string_view word;
    KcsanAccess::Kind kind;
    bool isAssertion = false;
};
constexpr std::array kcsanWords = std::to_array<KcsanWord>({
    {"read-write", KcsanAccess::Kind::Update},
    {"write", KcsanAccess::Kind::Write},
    {"read", KcsanAccess::Kind::Read},
    {"assert no accesses", KcsanAccess::Kind::Read, true},
    {"assert no writes", KcsanAccess::Kind::Read, true},
});

/// "write (marked) to 0xffff888105a4c1f8 of 8 bytes by task 512 on cpu 1:"
std::optional<KcsanAccess> accessIn(std::string_view text)
{
    for (const KcsanWord &word : kcsanWords) {
        if (!text.starts_with(word.word))
            continue;
        const std::size_t to = text.find(" to 0x");
        if (to == std::string_view::npos)
            continue;
        const std::string_view marks = text.substr(word.word.size(), to - word.word.size());
        if (!marks.empty() && !marks.starts_with(" ("))
            continue;
        KcsanAccess access{.kind = word.kind, .isAssertion = word.isAssertion};
        access.isMarked = marks.find("marked") != std::string_view::npos;
        std::string_view rest = text.substr(to + 4);
        access.address = takeWord(rest);
        access.size = between(rest, "of ", " byte").value_or("");
        const std::size_t by = rest.find("by ");
        if (by == std::string_view::npos || access.size.empty())
            return std::nullopt;
        access.by = rest.substr(by + 3);
        if (access.by.ends_with(':'))
            access.by.pop_back();
        return access;
    }
    return std::nullopt;
}

/// "value changed: 0x0000000000000000 -> 0x0000000000000001"
struct ValueChange {
    std::string before, after;
};
std::optional<ValueChange> changeIn(std::string_view text)
{
    constexpr std::string_view words = "value changed: ";
    const std::size_t arrow = text.find(" -> ");
    if (!text.starts_with(words) || arrow == std::string_view::npos)
        return std::nullopt;
    return ValueChange{std::string(text.substr(words.size(), arrow - words.size())),
                       std::string(text.substr(arrow + 4))};
}

/// The low 32 bits of a hexadecimal number as the language writes it; none if it is no number.
std::optional<std::string> lowBits(std::string_view text)
{
    std::uint64_t value = 0;
    if (!text.starts_with("0x") ||
        std::from_chars(text.data() + 2, text.data() + text.size(), value, 16).ptr !=
            text.data() + text.size())
        return std::nullopt;
    return std::to_string(static_cast<std::uint32_t>(value));
}

std::string kindText(const KcsanAccess &access)
{
    switch (access.kind) {
    case KcsanAccess::Kind::Read:
        return access.isAssertion ? "an assertion that nobody else accesses it" : "a read";
    case KcsanAccess::Kind::Write:
        return "a write";
    case KcsanAccess::Kind::Update:
        return "a read and a write";
    case KcsanAccess::Kind::Unknown:
        return "an unknown access";
    }
    return {};
}

class KcsanReader {
public:
    explicit KcsanReader(const ReportText &text)
        : m_text(text), m_account(text, "not part of the KCSAN report")
    {}

    ImportResult read()
    {
        const auto begin = m_text.find(kcsanHeading);
        if (!begin)
            return std::unexpected("there is no line with \"BUG: KCSAN:\"");
        m_account.understand(*begin, "a KCSAN report begins");
        m_heading = m_text.inner(*begin).substr(m_text[*begin].find(kcsanHeading) -
                                                m_text[*begin].find_first_not_of(' '));
        std::size_t line = *begin + 1;
        for (bool isOver = false; line < m_text.size() && !isOver; ++line)
            isOver = readLine(line);
        for (; line < m_text.size(); ++line)
            if (m_text[line].find(kcsanHeading) != std::string::npos)
                m_account.flag(line, "another report: only the first is read");
        if (m_accesses.empty())
            return std::unexpected("the KCSAN report has no line such as \"write to 0x... of 8 "
                                   "bytes by task 1 on cpu 0:\"");
        if (m_accesses.size() == 1)
            m_accesses.push_back({.kind = KcsanAccess::Kind::Unknown});
        return scenario();
    }

private:
    /// Returns whether the report ends with the line.
    bool readLine(std::size_t line)
    {
        std::string_view text = m_text.inner(line);
        if (text.starts_with("=====") || text.find(kcsanHeading) != std::string_view::npos) {
            if (text.starts_with("====="))
                m_account.ignore(line, "the report ends");
            else
                m_account.flag(line, "another report: only the first is read");
            return true;
        }
        if (text.starts_with(unknownOrigin))
            text.remove_prefix(unknownOrigin.size());
        if (auto access = accessIn(text)) {
            if (m_accesses.size() == 2) {
                m_account.flag(line, "a third access: a report has two");
                return false;
            }
            m_isInStack = true;
            m_account.understand(line, kindText(*access) +
                                           (access->isMarked ? ", marked, of " : ", plain, of ") +
                                           access->size + " bytes");
            m_accesses.push_back(std::move(*access));
        } else if (text.empty()) {
            m_isInStack = false;
        } else if (m_isInStack) {
            readPlace(line, text);
        } else if (const auto change = changeIn(text)) {
            m_change = change;
            m_account.understand(line, "the value before and after");
        } else if (text.starts_with("Reported by Kernel Concurrency Sanitizer")) {
            m_account.ignore(line, "says nothing about the accesses");
            m_isTail = true;
        } else if (m_isTail) {
            m_account.ignore(line, "says nothing about the accesses");
        } else if (m_accesses.size() < 2 || text.starts_with('#') ||
                   text.find(" held by ") != std::string_view::npos) {
            m_account.flag(line, "no access, no place in a stack, no change of the value");
        }
        return false;
    }

    void readPlace(std::size_t line, std::string_view text)
    {
        std::vector<std::string> &places = m_accesses.back().places;
        const std::string function = functionIn(text);
        if (text.starts_with("? ")) {
            m_account.ignore(line, "a place in the stack that may be stale");
            return;
        }
        if (function.empty()) {
            // A mail breaks long lines: "fs/inode.c:12" and "[inline]" belong to the line before.
            const bool isRest = text.find(".c:") != std::string_view::npos ||
                                text.find(".h:") != std::string_view::npos || text == "[inline]";
            if (!isRest || places.empty()) {
                m_account.flag(line, "no function+0x12/0x40");
                return;
            }
            places.back() += ' ' + std::string(text);
            m_account.understand(line, "the rest of the line before");
            return;
        }
        std::string_view rest = text;
        takeWord(rest);
        if (m_accesses.back().function.empty())
            m_accesses.back().function = function;
        places.push_back(function + (rest.empty() ? "" : " at " + std::string(rest)));
        m_account.understand(line, "in " + function + "()");
    }

    ImportResult scenario()
    {
        Identifiers names;
        StarterScenario starter;
        const std::string variable = names.of("shared", "shared");
        const auto before = m_change ? lowBits(m_change->before) : std::nullopt;
        const auto after = m_change ? lowBits(m_change->after) : std::nullopt;
        const KcsanAccess &known = m_accesses.front();
        starter.declarations = {
            "// " + forComment(known.size + " bytes at " + known.address +
                               ". The report does not say what is stored there."),
        };
        if (known.size == "8" || known.size.size() > 1)
            starter.declarations.emplace_back("// The language has at most 32 bits.");
        starter.declarations.push_back(
            typeFor(known.size) + ' ' + variable +
            (before ? " = " + *before + "; // value changed: " +
                          forComment(m_change->before + " -> " + m_change->after)
                    : "; // the report does not say which value it has"));
        for (const KcsanAccess &access : m_accesses)
            starter.threads.push_back(threadFor(access, variable, after, names));
        starter.title = std::string(m_heading);
        starter.about = "The two accesses of a KCSAN report. What else the two functions do, and "
                        "which locks they hold, is not in the report.";
        auto text = written(starter);
        if (!text)
            return std::unexpected(text.error());
        Imported imported{.kind = ImportKind::Kcsan, .lines = m_account.take()};
        imported.summary = "A starter scenario with two threads and the shared variable; a search "
                           "finds " +
                           text->finds + '.';
        imported.scenario = std::move(text->text);
        return imported;
    }

    static std::string typeFor(std::string_view size)
    {
        return size == "1" ? "u8" : size == "2" ? "u16" : "u32";
    }

    static StarterScenario::StarterThread threadFor(const KcsanAccess &access,
                                                    const std::string &variable,
                                                    const std::optional<std::string> &after,
                                                    Identifiers &names)
    {
        StarterScenario::StarterThread thread;
        thread.name = names.another(access.kind == KcsanAccess::Kind::Unknown ? "unknown_origin"
                                                                              : access.function,
                                    "unknown_function");
        if (access.kind == KcsanAccess::Kind::Unknown) {
            thread.remarks = {"The report does not say what changed the value, nor how."};
        } else {
            thread.remarks = {"By " + access.by + ". The stack, innermost first:"};
            for (std::size_t i = 0; i < std::min(access.places.size(), mostPlaces); ++i)
                thread.remarks.push_back("  " + access.places[i]);
            if (access.places.size() > mostPlaces)
                thread.remarks.emplace_back("  ...");
        }
        const std::string value = after.value_or("1");
        const std::string unknown = after ? "" : " // the report does not say which value";
        switch (access.kind) {
        case KcsanAccess::Kind::Read:
            thread.code = {typeFor(access.size) + " seen = " +
                           (access.isMarked ? "READ_ONCE(" + variable + ");" : variable + ";")};
            if (access.isAssertion)
                thread.code.insert(thread.code.begin(),
                                   "// ASSERT_EXCLUSIVE: nobody else may access it here.");
            break;
        case KcsanAccess::Kind::Write:
        case KcsanAccess::Kind::Unknown:
            thread.code = {(access.isMarked ? "WRITE_ONCE(" + variable + ", " + value + ");"
                                            : variable + " = " + value + ';') +
                           unknown};
            break;
        case KcsanAccess::Kind::Update:
            thread.code = {access.isMarked ? "xchg(&" + variable + ", " + value + ");" + unknown
                                           : variable + "++; // the report does not say what is "
                                                        "computed"};
            break;
        }
        return thread;
    }

    const ReportText &m_text;
    LineAccount m_account;
    std::string_view m_heading;
    std::vector<KcsanAccess> m_accesses;
    std::optional<ValueChange> m_change;
    bool m_isInStack = false, m_isTail = false;
};

} // namespace

bool isKcsanReport(const ReportText &text, const Machine * /*against*/)
{
    return text.find(kcsanHeading).has_value();
}

ImportResult readKcsanReport(const ReportText &text, const ImportAgainst & /*against*/)
{
    return KcsanReader(text).read();
}

} // namespace racewalk
