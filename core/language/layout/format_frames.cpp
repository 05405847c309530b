// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/format_frames.h"

namespace racewalk::formatting {

namespace {

bool isBraces(Frame::Kind kind)
{
    return kind != Frame::Kind::Parenthesis && kind != Frame::Kind::Control;
}

} // namespace

bool Reading::isInStatement() const
{
    return statement.hasBegun || topIs(Frame::Kind::Parenthesis) || topIs(Frame::Kind::List);
}

std::size_t Reading::statementIndent() const
{
    for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame) {
        if (frame->kind != Frame::Kind::Control)
            return frame->indent;
        if (!frame->isDone)
            return frame->indent + levelWidth;
    }
    return 0;
}

std::size_t Reading::continuationIndent() const
{
    if (topIs(Frame::Kind::Parenthesis))
        return top()->indent;
    if (topIs(Frame::Kind::List)) {
        const bool beginsItem = role == Role::BraceOpen || role == Role::Comma;
        return top()->indent + (beginsItem ? 0 : levelWidth);
    }
    if (statement.kind == Statement::Kind::Tour || topIs(Frame::Kind::Tour))
        return statement.indent;
    return statement.indent + levelWidth;
}

std::uint32_t &Reading::ternaries()
{
    return topIs(Frame::Kind::Parenthesis) || topIs(Frame::Kind::List) ? top()->ternaries
                                                                       : statement.ternaries;
}

void Reading::completeStatement()
{
    statement = {};
    for (auto frame = frames.rbegin();
         frame != frames.rend() && frame->kind == Frame::Kind::Control; ++frame)
        frame->isDone = true;
}

bool Reading::settleControls(const Piece &piece)
{
    const auto isPopped = [this] { return topIs(Frame::Kind::Control) && top()->isDone; };
    const auto goesOn = [&piece](Frame::Word word) {
        return (piece.is("else") && word == Frame::Word::If) ||
               (piece.is("while") && word == Frame::Word::Do);
    };
    bool isFound = false;
    for (auto frame = frames.rbegin();
         !isFound && frame != frames.rend() && frame->kind == Frame::Kind::Control && frame->isDone;
         ++frame)
        isFound = goesOn(frame->word);
    while (isPopped() && !(isFound && goesOn(top()->word)))
        frames.pop_back();
    return isFound;
}

bool Reading::leaveToBraces()
{
    while (!frames.empty() && !isBraces(frames.back().kind))
        frames.pop_back();
    return !frames.empty();
}

} // namespace racewalk::formatting
