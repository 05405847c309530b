// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/provenance.h"

#include "export/command.h"
#include "export/options.h"
#include "run/schedule/schedule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace racewalk {
namespace {

constexpr std::string_view command = "racewalk replay ";
/// Beginnings of a command that are tried: each may be read to the end of the text.
constexpr int mostTries = 20;

/// What stands for a character in XML and HTML.
constexpr std::array entities = std::to_array<std::pair<std::string_view, char>>({
    {"&amp;", '&'},
    {"&lt;", '<'},
    {"&gt;", '>'},
    {"&quot;", '"'},
    {"&#39;", '\''},
    {"&apos;", '\''},
});

/// One character of the text, and how many it takes there.
struct Character {
    char value = 0;
    std::size_t length = 1;
};

/// Reads the words of a command as a shell does, out of a text that may have escaped it.
class CommandReader {
public:
    CommandReader(std::string_view text, std::size_t begin)
        : m_text(text), m_at(begin), m_isQuotedByJson(begin > 0 && text[begin - 1] == '"'),
          m_isXml(text.substr(0, text.find_first_not_of(" \t\r\n") + 1).ends_with('<'))
    {}

    std::vector<std::string> words()
    {
        std::vector<std::string> words;
        std::string word;
        bool isWord = false;
        char quote = 0;
        while (!isAtEnd(quote != 0)) {
            const Character next = character();
            m_at += next.length;
            const char c = next.value;
            if (quote != 0) {
                if (c == quote)
                    quote = 0;
                else if (c == '\n')
                    (word += ' ', skipMarks());
                else
                    word += c;
            } else if (c == '\'' || c == '"') {
                quote = c;
                isWord = true;
            } else if (c == '\\') {
                if (m_at < m_text.size() && m_text[m_at] == '\n') {
                    ++m_at;
                    skipMarks();
                } else if (m_at < m_text.size()) {
                    const Character escaped = character();
                    m_at += escaped.length;
                    word += escaped.value;
                    isWord = true;
                }
            } else if (c == ' ' || c == '\t') {
                if (isWord)
                    words.push_back(std::exchange(word, {}));
                isWord = false;
            } else {
                word += c;
                isWord = true;
            }
        }
        if (isWord)
            words.push_back(std::move(word));
        return quote == 0 ? words : std::vector<std::string>();
    }

private:
    bool isAtEnd(bool isQuoted) const
    {
        if (m_at >= m_text.size())
            return true;
        const char c = m_text[m_at];
        if (m_isQuotedByJson)
            return c == '"';
        if (m_isXml)
            return c == '<' || (c == '\n' && !isQuoted);
        return !isQuoted && (c == '\n' || c == '\r');
    }

    Character character() const
    {
        const std::string_view rest = m_text.substr(m_at);
        if (m_isQuotedByJson && rest.size() > 1 && rest[0] == '\\')
            return escapedByJson(rest);
        if (m_isXml)
            for (const auto &[entity, c] : entities)
                if (rest.starts_with(entity))
                    return {c, entity.size()};
        return {rest[0], 1};
    }

    static Character escapedByJson(std::string_view rest)
    {
        constexpr std::string_view letters = "bfnrt", meant = "\b\f\n\r\t";
        if (const std::size_t letter = letters.find(rest[1]); letter != std::string_view::npos)
            return {meant[letter], 2};
        unsigned code = 0;
        if (rest[1] != 'u' || rest.size() < 6 ||
            std::from_chars(rest.data() + 2, rest.data() + 6, code, 16).ptr != rest.data() + 6)
            return {rest[1], 2};
        return {code < 0x80 ? static_cast<char>(code) : '?', 6};
    }

    /// What stands before a continued line: blanks, quotation marks of mail, a comment's star.
    void skipMarks()
    {
        while (m_at < m_text.size() && std::string_view(" \t>*#|").contains(m_text[m_at]))
            ++m_at;
    }

    std::string_view m_text;
    std::size_t m_at;
    bool m_isQuotedByJson, m_isXml;
};

/// Of the words behind "racewalk replay".
std::optional<Provenance> provenanceFrom(const std::vector<std::string> &words)
{
    Provenance provenance;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!words[i].starts_with("--")) {
            if (!provenance.file.empty())
                return std::nullopt;
            provenance.file = words[i];
            continue;
        }
        if (i + 1 == words.size())
            return std::nullopt;
        const std::string &name = words[i], &value = words[++i];
        if (name == "--variant") {
            provenance.variant = value;
        } else if (name == "--memory") {
            provenance.memory = value;
        } else if (name == "--schedule") {
            provenance.schedule = value;
        } else if (name == "--param" && value.find('=') != std::string::npos) {
            const std::size_t equals = value.find('=');
            provenance.parameters.emplace_back(value.substr(0, equals), value.substr(equals + 1));
        } else {
            return std::nullopt;
        }
    }
    return provenance.file.empty() ? std::nullopt : std::optional(provenance);
}

/// Whether only marks of a comment or a quotation stand before it, and no indentation.
bool beginsLine(std::string_view text, std::size_t at)
{
    const std::size_t end = text.substr(0, at).rfind('\n');
    const std::string_view before =
        end == std::string_view::npos ? text.substr(0, at) : text.substr(end + 1, at - end - 1);
    return before.find_first_not_of(" >*%/#") == std::string_view::npos &&
           before.find("  ") == std::string_view::npos;
}

} // namespace

Provenance provenanceOf(const Program &program)
{
    Provenance provenance;
    provenance.file = program.source->fileName();
    provenance.variant = program.variant;
    const auto &usual = program.scenario.parameters;
    for (const Parameter &parameter : program.parameters) {
        const auto own = std::ranges::find(usual, parameter.name, &Parameter::name);
        if (own == usual.end() || own->value != parameter.value)
            provenance.parameters.emplace_back(parameter.name, std::to_string(parameter.value));
    }
    if (program.memory != program.scenario.memory)
        provenance.memory = toText(program.memory);
    return provenance;
}

Provenance provenanceOf(const Run &run)
{
    Provenance provenance = provenanceOf(run.machine().program());
    provenance.schedule = toText(scheduleOf(run.machine(), run.steps().first(run.position())));
    return provenance;
}

std::string replayCommand(const Provenance &provenance)
{
    std::string text = std::string(command) + shellQuoted(provenance.file);
    text += subjectArguments(provenance);
    if (provenance.schedule)
        text += " --schedule " + shellQuoted(*provenance.schedule);
    return text;
}

std::string_view baseName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

std::optional<Provenance> provenanceIn(std::string_view text)
{
    std::optional<Provenance> first;
    int tries = 0;
    for (std::size_t at = text.find(command); at != std::string_view::npos && tries < mostTries;
         at = text.find(command, at + 1), ++tries) {
        if (first && !beginsLine(text, at))
            continue;
        std::vector<std::string> words = CommandReader(text, at).words();
        if (words.size() < 3)
            continue;
        words.erase(words.begin(), words.begin() + 2);
        auto provenance = provenanceFrom(words);
        if (provenance && beginsLine(text, at))
            return provenance;
        if (!first)
            first = std::move(provenance);
    }
    return first;
}

} // namespace racewalk
