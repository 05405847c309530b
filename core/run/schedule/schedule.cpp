// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/schedule.h"

#include "program/utf8.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace racewalk {

namespace {

using Error = std::unexpected<ScheduleError>;

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    std::expected<Schedule, ScheduleError> read();

private:
    std::expected<ScheduleWord, ScheduleError> readWord();
    std::expected<std::int64_t, ScheduleError> readNumber(std::string_view what, std::int64_t low,
                                                          std::int64_t high);
    std::expected<void, ScheduleError> readInstance(ScheduleWord &word);
    std::expected<void, ScheduleError> readExtent(ScheduleWord &word);
    std::expected<void, ScheduleError> readChoice(ScheduleWord &word);
    std::string readName();
    std::string readPlace();

    bool atEnd() const { return m_offset == m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_offset]; }
    void skipBlanks()
    {
        while (!atEnd() && isBlank(m_text[m_offset]))
            ++m_offset;
    }
    /// Leaves blanks alone if `wanted` does not come.
    bool accept(char wanted);
    Error error(std::string message) const { return Error({m_offset, std::move(message)}); }
    std::string found() const;

    std::string_view m_text;
    std::size_t m_offset = 0;
};

bool Reader::accept(char wanted)
{
    const std::size_t before = m_offset;
    skipBlanks();
    if (peek() == wanted && !atEnd()) {
        ++m_offset;
        return true;
    }
    m_offset = before;
    return false;
}

/// What stands at the offset, fit to be shown: a whole UTF-8 character, never a control character.
std::string Reader::found() const
{
    if (atEnd())
        return "the end";
    const DecodedCharacter character = decodeUtf8(m_text, m_offset);
    if (!character.isValid)
        return "a byte that is no character";
    if (isControlCharacter(character.codePoint))
        return "a control character";
    return fmt::format("'{}'", m_text.substr(m_offset, character.length));
}

std::string Reader::readName()
{
    std::string name;
    while (!atEnd() && (isNameStart(peek()) || (!name.empty() && isDigit(peek()))))
        name += lowered(m_text[m_offset++]);
    return name;
}

/// "x", "buffer[1]", "inodes[0].i_state": the place of a store, without blanks. It keeps its case:
/// two places may differ in nothing else.
std::string Reader::readPlace()
{
    const std::size_t begin = m_offset;
    readName();
    std::string place(m_text.substr(begin, m_offset - begin));
    while (!place.empty() && (peek() == '[' || peek() == '.')) {
        std::size_t end = m_offset + 1;
        while (end < m_text.size() && (isNameStart(m_text[end]) || isDigit(m_text[end])))
            ++end;
        const bool isIndex = peek() == '[';
        if (end == m_offset + 1 || (isIndex && (end == m_text.size() || m_text[end] != ']')))
            break;
        for (end += isIndex ? 1 : 0; m_offset < end; ++m_offset)
            place += m_text[m_offset];
    }
    return place;
}

std::expected<std::int64_t, ScheduleError> Reader::readNumber(std::string_view what,
                                                              std::int64_t low, std::int64_t high)
{
    skipBlanks();
    const std::size_t begin = m_offset;
    if (peek() == '-')
        ++m_offset;
    while (isDigit(peek()))
        ++m_offset;
    std::int64_t value = 0;
    const auto result = std::from_chars(m_text.data() + begin, m_text.data() + m_offset, value);
    if (result.ec == std::errc::invalid_argument) {
        m_offset = begin;
        return error(fmt::format("{} must be a number, but here is {}", what, found()));
    }
    if (result.ec != std::errc() || value < low || value > high) {
        m_offset = begin;
        return error(fmt::format("{} must be from {} to {}", what, low, high));
    }
    return value;
}

std::expected<void, ScheduleError> Reader::readInstance(ScheduleWord &word)
{
    if (!accept('['))
        return {};
    const auto index =
        readNumber("the number of a thread", 0, std::numeric_limits<std::uint16_t>::max());
    if (!index)
        return Error(index.error());
    if (!accept(']')) {
        skipBlanks();
        return error(fmt::format("']' is missing before {}", found()));
    }
    word.thread += fmt::format("[{}]", *index);
    return {};
}

std::expected<void, ScheduleError> Reader::readChoice(ScheduleWord &word)
{
    const auto value = readNumber("a choice", std::numeric_limits<std::int32_t>::min(),
                                  std::numeric_limits<std::int32_t>::max());
    if (!value)
        return Error(value.error());
    if (!accept(')')) {
        skipBlanks();
        return error(fmt::format("')' is missing before {}", found()));
    }
    word.choice = static_cast<std::int32_t>(*value);
    return {};
}

std::expected<void, ScheduleError> Reader::readExtent(ScheduleWord &word)
{
    if (accept('(')) {
        return readChoice(word);
    } else if (accept('*')) {
        const auto count = readNumber("a count of steps", 1, maxScheduleCount);
        if (!count)
            return Error(count.error());
        word.count = static_cast<std::size_t>(*count);
    } else if (accept('!')) {
        word.extent = ScheduleWord::Extent::UntilBlocked;
    } else if (accept('@')) {
        word.extent = ScheduleWord::Extent::UntilLabel;
        skipBlanks();
        word.name = readName();
        if (word.name.empty())
            return error(fmt::format("a label's name must follow '@', but here is {}", found()));
    } else if (accept('~')) {
        // A store's name follows without a blank; after a blank it would be the next thread.
        word.extent = ScheduleWord::Extent::Drain;
        word.name = readPlace();
    }
    return {};
}

std::expected<ScheduleWord, ScheduleError> Reader::readWord()
{
    ScheduleWord word;
    word.offset = m_offset;
    word.thread = readName();
    if (word.thread.empty())
        return error(fmt::format("a thread's name must stand here, not {}", found()));
    if (const auto instance = readInstance(word); !instance)
        return Error(instance.error());
    if (const auto extent = readExtent(word); !extent)
        return Error(extent.error());
    return word;
}

std::expected<Schedule, ScheduleError> Reader::read()
{
    Schedule schedule;
    for (skipBlanks(); !atEnd(); skipBlanks()) {
        auto word = readWord();
        if (!word)
            return Error(word.error());
        schedule.words.push_back(std::move(*word));
    }
    return schedule;
}

std::string toText(const ScheduleWord &word)
{
    switch (word.extent) {
    case ScheduleWord::Extent::Count:
        if (word.choice)
            return fmt::format("{}({})", word.thread, *word.choice);
        return word.count == 1 ? word.thread : fmt::format("{}*{}", word.thread, word.count);
    case ScheduleWord::Extent::UntilBlocked:
        return word.thread + "!";
    case ScheduleWord::Extent::UntilLabel:
        return word.thread + "@" + word.name;
    case ScheduleWord::Extent::Drain:
        return word.thread + "~" + word.name;
    }
    return {};
}

} // namespace

std::expected<Schedule, ScheduleError> parseSchedule(std::string_view text)
{
    return Reader(text).read();
}

std::string toText(const Schedule &schedule)
{
    std::string text;
    for (const ScheduleWord &word : schedule.words) {
        if (!text.empty())
            text += ' ';
        text += toText(word);
    }
    return text;
}

} // namespace racewalk
