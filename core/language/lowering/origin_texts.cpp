// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/origin_texts.h"

#include "language/syntax/code_text.h"
#include "program/operations.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace racewalk {

namespace {

/// What the line of this operation is for: of an assignment or update, whose reads come first, the
/// store.
std::size_t pointOf(const Body &body, std::size_t first)
{
    const Origin &begin = body.origins[first];
    for (std::size_t at = first; at < body.code.size(); ++at) {
        const Origin &origin = body.origins[at];
        if (origin.call != begin.call)
            continue; // of a function that is called on the way
        if (origin.statement != begin.statement)
            break;
        const bool isAround =
            origin.span.begin <= begin.span.begin && origin.span.end >= begin.span.end;
        if (body.code[at].op == Op::Store && isAround)
            return at;
    }
    return first;
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
    std::set<std::pair<CallId, std::uint32_t>> given;
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        Origin &origin = body.origins[at];
        const auto note = notes.find(origin.span.line);
        if (isVisible(body.code[at].op) && note != notes.end() &&
            given.emplace(origin.call, note->first).second)
            body.origins[pointOf(body, at)].label = note->second;
    }
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        Origin &origin = body.origins[at];
        if (!isVisible(body.code[at].op) || origin.statement.line == 0 || !origin.label.empty())
            continue;
        const std::uint32_t last =
            source.position(std::max(origin.statement.end, origin.statement.begin + 1) - 1).line;
        for (auto note = notes.lower_bound(origin.statement.line);
             note != notes.end() && note->first <= last; ++note)
            if (origin.label.empty() && given.emplace(origin.call, note->first).second)
                body.origins[pointOf(body, at)].label = note->second;
    }
}

} // namespace racewalk
