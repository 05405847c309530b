// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/diagnostic.h"

#include "language/source/visible_text.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

namespace {

constexpr std::size_t tabWidth = 8;
constexpr std::size_t excerptWidth = 96;
constexpr std::size_t contextBeforeCaret = 40;
constexpr std::string_view cut = "...";

/// What is shown in place of one character, and how wide it is on a terminal.
struct Glyph {
    std::string shown;
    std::size_t width = 1;
    std::size_t offset = 0;
};

/// The line as a terminal may show it, see visibleText(), and without tabs. Looks no further than
/// needed: a line may have a million characters.
std::vector<Glyph> glyphsOf(std::string_view line, std::size_t lineStart, std::size_t stopOffset)
{
    std::vector<Glyph> result;
    std::size_t column = 0;
    std::size_t columnAtStop = 0;
    for (std::size_t i = 0; i < line.size();) {
        const DecodedCharacter character = decodeUtf8(line, i);
        const std::string_view bytes = line.substr(i, character.length);
        Glyph glyph{writtenOut(character, bytes), 1, lineStart + i};
        if (character.codePoint == '\t') {
            glyph.width = tabWidth - column % tabWidth;
            glyph.shown.assign(glyph.width, ' ');
        } else if (!glyph.shown.empty()) {
            glyph.width = glyph.shown.size();
        } else {
            glyph.shown = bytes;
            glyph.width = displayWidth(character.codePoint);
        }
        if (lineStart + i < stopOffset)
            columnAtStop = column;
        else if (column > columnAtStop + excerptWidth)
            break;
        column += glyph.width;
        i += character.length;
        result.push_back(std::move(glyph));
    }
    return result;
}

std::string rstrip(std::string text)
{
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

/// The line and, under it, the caret and its tail.
std::string excerpt(const SourceText &source, const SourceSpan &span)
{
    const std::size_t lineStart = source.lineStart(span.line);
    const std::vector<Glyph> glyphs = glyphsOf(source.line(span.line), lineStart, span.begin);

    std::size_t caret = 0;
    for (const Glyph &glyph : glyphs)
        caret += glyph.offset < span.begin ? glyph.width : 0;
    std::size_t width = 0;
    for (const Glyph &glyph : glyphs)
        width += glyph.width;

    const bool isLong = width > excerptWidth;
    const std::size_t first = isLong && caret > contextBeforeCaret ? caret - contextBeforeCaret : 0;
    const std::size_t last = first + excerptWidth;

    std::string line = first > 0 ? std::string(cut) : std::string();
    std::string marks = std::string(line.size(), ' ');
    std::size_t column = 0;
    bool hasCaret = false;
    for (const Glyph &glyph : glyphs) {
        const std::size_t begin = column;
        column += glyph.width;
        if (begin < first)
            continue;
        if (column > last) {
            line += cut;
            break;
        }
        line += glyph.shown;
        const bool isMarked = glyph.offset >= span.begin && glyph.offset < span.end;
        for (std::size_t i = 0; i < glyph.width; ++i) {
            const bool isCaret = !hasCaret && glyph.offset >= span.begin;
            marks += isCaret ? '^' : isMarked ? '~' : ' ';
            hasCaret = hasCaret || isCaret;
        }
    }
    if (!hasCaret)
        marks += '^';
    return fmt::format("  {}\n  {}\n", rstrip(std::move(line)), rstrip(std::move(marks)));
}

} // namespace

bool hasErrors(const std::vector<Diagnostic> &diagnostics)
{
    return std::ranges::any_of(diagnostics, [](const Diagnostic &diagnostic) {
        return diagnostic.severity == Diagnostic::Severity::Error;
    });
}

std::string renderDiagnostic(const SourceText &source, const Diagnostic &diagnostic)
{
    const SourceSpan &span = diagnostic.span;
    const bool isError = diagnostic.severity == Diagnostic::Severity::Error;
    std::string result = source.fileName();
    if (span.line != 0)
        result += fmt::format(":{}:{}", span.line, span.column);
    result += fmt::format(": {}: {}\n", isError ? "error" : "warning", diagnostic.sentence);
    if (span.line != 0)
        result += excerpt(source, span);
    if (!diagnostic.hint.empty())
        result += fmt::format("  hint: {}\n", diagnostic.hint);
    return result;
}

std::string renderDiagnostics(const SourceText &source, const std::vector<Diagnostic> &diagnostics)
{
    std::string result;
    for (const Diagnostic &diagnostic : diagnostics)
        result += renderDiagnostic(source, diagnostic);
    return result;
}

} // namespace racewalk
