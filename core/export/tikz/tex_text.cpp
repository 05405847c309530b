// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/tikz/tex_text.h"

#include "program/utf8.h"

#include <algorithm>
#include <array>

namespace racewalk {
namespace {

struct Command {
    char32_t codePoint;
    std::string_view command; ///< ends so that no letter behind it belongs to it
};

constexpr std::array commands = std::to_array<Command>({
    {'"', "\\rwquote{}"},
    {'#', "\\#"},
    {'$', "\\symbol{36}"},
    {'%', "\\%"},
    {'&', "\\&"},
    {'<', "\\rwless{}"},
    {'>', "\\rwgreater{}"},
    {'\\', "\\rwbackslash{}"},
    {'^', "\\textasciicircum{}"},
    {'_', "\\_"},
    {'`', "\\symbol{96}"},
    {'{', "\\rwopen{}"},
    {'|', "\\rwbar{}"},
    {'}', "\\rwclose{}"},
    {'~', "\\textasciitilde{}"},
    {U'\u00A0', "~"},
    {U'\u00A7', "\\ensuremath{\\mathsection}"},
    {U'\u00A9', "(c)"},
    {U'\u00AC', "\\ensuremath{\\neg}"},
    {U'\u00B0', "\\ensuremath{^\\circ}"},
    {U'\u00B1', "\\ensuremath{\\pm}"},
    {U'\u00B5', "\\ensuremath{\\mu}"},
    {U'\u00B7', "\\ensuremath{\\cdot}"},
    {U'\u00C6', "\\AE{}"},
    {U'\u00D7', "\\ensuremath{\\times}"},
    {U'\u00D8', "\\O{}"},
    {U'\u00DF', "\\ss{}"},
    {U'\u00E6', "\\ae{}"},
    {U'\u00F7', "\\ensuremath{\\div}"},
    {U'\u00F8', "\\o{}"},
    {U'\u0131', "\\i{}"},
    {U'\u0141', "\\L{}"},
    {U'\u0142', "\\l{}"},
    {U'\u0152', "\\OE{}"},
    {U'\u0153', "\\oe{}"},
    {U'\u03B1', "\\ensuremath{\\alpha}"},
    {U'\u03B2', "\\ensuremath{\\beta}"},
    {U'\u03B3', "\\ensuremath{\\gamma}"},
    {U'\u03B4', "\\ensuremath{\\delta}"},
    {U'\u03B5', "\\ensuremath{\\varepsilon}"},
    {U'\u03BB', "\\ensuremath{\\lambda}"},
    {U'\u03BC', "\\ensuremath{\\mu}"},
    {U'\u03C0', "\\ensuremath{\\pi}"},
    {U'\u03C3', "\\ensuremath{\\sigma}"},
    {U'\u03C4', "\\ensuremath{\\tau}"},
    {U'\u03C9', "\\ensuremath{\\omega}"},
    {U'\u2013', "\\textendash{}"},
    {U'\u2014', "\\textemdash{}"},
    {U'\u2018', "\\textquoteleft{}"},
    {U'\u2019', "\\textquoteright{}"},
    {U'\u201C', "\\textquotedblleft{}"},
    {U'\u201D', "\\textquotedblright{}"},
    {U'\u2022', "\\ensuremath{\\bullet}"},
    {U'\u2026', "\\dots{}"},
    {U'\u2190', "\\ensuremath{\\leftarrow}"},
    {U'\u2191', "\\ensuremath{\\uparrow}"},
    {U'\u2192', "\\ensuremath{\\rightarrow}"},
    {U'\u2193', "\\ensuremath{\\downarrow}"},
    {U'\u2194', "\\ensuremath{\\leftrightarrow}"},
    {U'\u21D0', "\\ensuremath{\\Leftarrow}"},
    {U'\u21D2', "\\ensuremath{\\Rightarrow}"},
    {U'\u21D4', "\\ensuremath{\\Leftrightarrow}"},
    {U'\u2200', "\\ensuremath{\\forall}"},
    {U'\u2203', "\\ensuremath{\\exists}"},
    {U'\u2208', "\\ensuremath{\\in}"},
    {U'\u2212', "\\ensuremath{-}"},
    {U'\u221E', "\\ensuremath{\\infty}"},
    {U'\u2227', "\\ensuremath{\\wedge}"},
    {U'\u2228', "\\ensuremath{\\vee}"},
    {U'\u2248', "\\ensuremath{\\approx}"},
    {U'\u2260', "\\ensuremath{\\neq}"},
    {U'\u2264', "\\ensuremath{\\leq}"},
    {U'\u2265', "\\ensuremath{\\geq}"},
});
static_assert(std::ranges::is_sorted(commands, {}, &Command::codePoint));

/// By combining accent.
constexpr std::array accents = std::to_array<Command>({
    {U'\u0300', "\\`"},
    {U'\u0301', "\\'"},
    {U'\u0302', "\\^"},
    {U'\u0303', "\\~"},
    {U'\u0304', "\\="},
    {U'\u0306', "\\u"},
    {U'\u0307', "\\."},
    {U'\u0308', "\\\""},
    {U'\u030A', "\\r"},
    {U'\u030B', "\\H"},
    {U'\u030C', "\\v"},
    {U'\u0327', "\\c"},
});

template <std::size_t size>
std::string_view commandIn(const std::array<Command, size> &table, char32_t codePoint)
{
    const auto found = std::ranges::lower_bound(table, codePoint, {}, &Command::codePoint);
    return found != table.end() && found->codePoint == codePoint ? found->command
                                                                 : std::string_view();
}

bool isAsciiLetter(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Of a character that is not a blank.
std::string commandFor(char32_t codePoint)
{
    if (const std::string_view command = commandIn(commands, codePoint); !command.empty())
        return std::string(command);
    if (codePoint > 0x20 && codePoint < 0x7F)
        return {static_cast<char>(codePoint)};
    const auto [letter, accent] = splitAccent(codePoint);
    const std::string_view command = commandIn(accents, accent);
    if (command.empty() || !isAsciiLetter(letter))
        return "?";
    // Above an i or a j with its dot an accent would stand on the dot.
    const bool losesDot = (letter == 'i' || letter == 'j') && command != "\\c";
    return std::string(command) + (losesDot ? "{\\" : "{") + static_cast<char>(letter) + '}';
}

bool isBlank(char32_t codePoint)
{
    return codePoint <= 0x20;
}

} // namespace

const std::string_view texTextCommands =
    R"(\newcommand\rwquote{''}
\newcommand\rwless{\ensuremath{<}}
\newcommand\rwgreater{\ensuremath{>}}
\newcommand\rwbar{\ensuremath{|}}
\newcommand\rwbackslash{\ensuremath{\backslash}}
\newcommand\rwopen{\ensuremath{\lbrace}}
\newcommand\rwclose{\ensuremath{\rbrace}}
\newcommand\rwcode{\ttfamily\def\rwquote{\char34 }\def\rwless{<}\def\rwgreater{>}\def\rwbar{|}%
  \def\rwbackslash{\char92 }\def\rwopen{\char123 }\def\rwclose{\char125 }\def\_{\char95 }%
  \def\textasciicircum{\char94 }\def\textasciitilde{\char126 }}
)";

std::string texText(std::string_view text)
{
    std::string result;
    char32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, at);
        const char32_t code = character.codePoint;
        at += character.length;
        if (!character.isValid)
            result += '?';
        else if (isBlank(code)) // TeX drops a blank at an end or behind a blank
            result += isBlank(before) || at == text.size() ? "\\ " : " ";
        else {
            if (code == before && (code == '-' || code == '\'' || code == ','))
                result += "{}"; // otherwise TeX makes one character of two
            result += commandFor(code);
        }
        before = code;
    }
    return result;
}

std::string texComment(std::string_view text)
{
    std::string line = "% ";
    for (const char c : text)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    return line + '\n';
}

} // namespace racewalk
