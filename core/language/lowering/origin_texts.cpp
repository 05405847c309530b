// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/origin_texts.h"

#include "language/syntax/code_text.h"
#include "program/one_line.h"
#include "program/operations.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

/// The parts of a `//@` label: "text", or "read: text; write: text".
struct LineLabel {
    std::string last; ///< of the line's last step
    std::string read, write;
};

LineLabel lineLabel(std::string_view note)
{
    LineLabel label;
    const auto part = [](std::string_view text, std::string_view mark) {
        return text.starts_with(mark)
                   ? std::optional(std::string(trimmed(text.substr(mark.size()))))
                   : std::nullopt;
    };
    const std::size_t middle = std::min(note.find(';'), note.size());
    std::size_t named = 0;
    for (const std::string_view text : {trimmed(note.substr(0, middle)),
                                        trimmed(note.substr(std::min(middle + 1, note.size())))}) {
        const auto read = part(text, "read:"), write = part(text, "write:");
        label.read = read.value_or(label.read);
        label.write = write.value_or(label.write);
        named += read || write || text.empty() ? 1 : 0;
    }
    return named == 2 ? label : LineLabel{std::string(note), "", ""};
}

/// Labels operations of one call; `line` are the positions of those that the note stands at. The
/// beginning of an atomic block gets the label if nothing else does.
void attachNote(Body &body, std::vector<std::size_t> line, const std::string &note)
{
    const auto isNamed = [&](std::size_t at) { return operationOf(body.code[at].op).depth == 0; };
    if (std::ranges::any_of(line, isNamed))
        std::erase_if(line, std::not_fn(isNamed));
    const LineLabel label = lineLabel(note);
    const auto lastOf = [&](auto isWanted) -> std::optional<std::size_t> {
        for (std::size_t i = line.size(); i-- > 0;)
            if (isWanted(operationOf(body.code[line[i]].op).access))
                return line[i];
        return std::nullopt;
    };
    using Access = Operation::Access;
    const auto read = lastOf([](Access access) { return access == Access::Read; });
    const auto write =
        lastOf([](Access access) { return access == Access::Write || access == Access::Update; });
    if (!label.read.empty() && read)
        body.origins[*read].label = label.read;
    if (!label.write.empty() && write)
        body.origins[*write].label = label.write;
    if (label.last.empty())
        return;
    const std::size_t last = line.back();
    body.origins[last].label = label.last;
    // A lock that has a queue is taken in one step or two.
    if (line.size() > 1 && last == line[line.size() - 2] + 1 &&
        operationOf(body.code[last - 1].op).next == Operation::Next::FollowingOrSecond)
        body.origins[last - 1].label = label.last;
}

std::uint32_t lastLineOf(const SourceText &source, const SourceSpan &span)
{
    return source.position(std::max(span.end, span.begin + 1) - 1).line;
}

} // namespace

void nameSoleReads(DraftBody &draft)
{
    Body &body = draft.body;
    for (const SoleReadText &sole : draft.soleReads) {
        const std::uint32_t end = std::min(sole.end, static_cast<std::uint32_t>(body.code.size()));
        std::uint32_t found = end;
        std::size_t operations = 0;
        for (std::uint32_t at = sole.begin; at < end; ++at) {
            if (!isVisible(body.code[at].op))
                continue;
            ++operations;
            found = at;
        }
        if (operations != 1)
            continue;
        Origin &origin = body.origins[found];
        const bool isRead = origin.role == Role::Test || origin.role == Role::Assert;
        if (origin.call != sole.call || !isRead)
            continue;
        if (body.code[found].op == Op::Load && sole.test != 0)
            origin.text = sole.text;
        if (origin.text != sole.text)
            continue;
        origin.test = sole.test;
        origin.keyword = sole.keyword;
    }
}

void shapeTexts(DraftBody &draft)
{
    for (Origin &origin : draft.body.origins) {
        const auto shape = draft.shapes.find(origin.text);
        origin.brief = shape == draft.shapes.end() ? origin.text : shape->second.brief;
        if (shape != draft.shapes.end())
            origin.arguments = shape->second.arguments;
        const std::string_view inside = withoutBrackets(origin.text);
        const auto before = static_cast<std::uint32_t>(inside.data() - origin.text.data());
        for (TextRange &argument : origin.arguments)
            argument = {argument.begin - before, argument.end - before};
        origin.text = std::string(inside);
        origin.brief = std::string(withoutBrackets(origin.brief));
    }
}

void attachNotes(Body &body, const SourceText &source,
                 const std::map<std::uint32_t, std::string> &notes)
{
    if (notes.empty())
        return;
    // The operations that reach the line, or else those of statements that do.
    std::map<std::pair<CallId, std::uint32_t>, std::vector<std::size_t>> operations, statements;
    const auto add = [&](auto &at, const SourceSpan &span, std::size_t position) {
        if (span.line == 0)
            return;
        auto note = notes.lower_bound(span.line);
        if (note == notes.end())
            return;
        const std::uint32_t last = lastLineOf(source, span);
        for (; note != notes.end() && note->first <= last; ++note)
            at[{body.origins[position].call, note->first}].push_back(position);
    };
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        if (!isVisible(body.code[at].op))
            continue;
        add(operations, body.origins[at].span, at);
        add(statements, body.origins[at].statement, at);
    }
    operations.merge(statements);
    for (const auto &[place, positions] : operations)
        attachNote(body, positions, notes.at(place.second));
}

} // namespace racewalk
