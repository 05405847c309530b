// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/wrapped_lines.h"

#include "program/utf8.h"

#include <algorithm>
#include <utility>

namespace racewalk {
namespace {

class Wrapping {
public:
    Wrapping(FontRole font, double width, const TextWidth &measure)
        : m_font(font), m_width(width), m_measure(measure)
    {}

    std::vector<std::string> lines(std::string_view text)
    {
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            addParagraph(text.substr(begin, end - begin));
            begin = end + 1;
        }
        return std::move(m_lines);
    }

private:
    bool fits(std::string_view text) const { return m_measure(m_font, text) <= m_width; }

    void addParagraph(std::string_view text)
    {
        std::string line;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(' '), text.size());
            const std::string_view word = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            const std::string longer = line.empty() ? std::string(word) : line + ' ' += word;
            if (fits(longer)) {
                line = longer;
                continue;
            }
            if (!line.empty())
                m_lines.push_back(std::move(line));
            line = restOfBroken(word);
        }
        m_lines.push_back(std::move(line));
    }

    /// Adds whole lines of a long word, and returns what is left of it.
    std::string restOfBroken(std::string_view word)
    {
        while (!fits(word)) {
            std::size_t count = std::max<std::size_t>(characterCount(word), 2) - 1;
            while (count > 1 && !fits(word.substr(0, afterCharacters(word, 0, count))))
                --count;
            const std::size_t size = afterCharacters(word, 0, count);
            m_lines.emplace_back(word.substr(0, size));
            word.remove_prefix(size);
        }
        return std::string(word);
    }

    FontRole m_font;
    double m_width;
    const TextWidth &m_measure;
    std::vector<std::string> m_lines;
};

} // namespace

std::vector<std::string> wrappedLines(std::string_view text, FontRole font, double width,
                                      const TextWidth &measure)
{
    return Wrapping(font, width, measure).lines(text);
}

} // namespace racewalk
