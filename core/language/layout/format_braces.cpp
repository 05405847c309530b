// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/format_layout.h"

#include <utility>

namespace racewalk::formatting {

namespace {

constexpr std::size_t longestOneLine = 100;

} // namespace

/// The frame of what stands in the braces, but for its indentation.
Frame Layouter::frameFor(const Piece &brace) const
{
    using Kind = Frame::Kind;
    using What = Statement::Kind;
    const Statement &statement = m_reading.statement;
    Frame frame;
    frame.kind = Kind::Block;
    frame.outer = statement;
    const bool isInList = m_reading.topIs(Kind::Parenthesis) || m_reading.topIs(Kind::List);
    if (isInList || statement.hasEquals)
        frame.kind = Kind::List;
    else if (!statement.hasBegun)
        frame.kind = m_reading.topIs(Kind::Control) && !m_reading.top()->isDone &&
                             m_reading.top()->word == Frame::Word::Switch
                         ? Kind::Switch
                         : Kind::Block;
    else if (statement.kind == What::Tour)
        frame.kind = Kind::Tour;
    else if (statement.kind == What::Struct && !statement.hasParenthesis)
        frame.kind = Kind::Members;
    else if (statement.kind == What::Enum && !statement.hasParenthesis)
        frame.kind = Kind::List;
    else
        frame.isFunction = statement.kind != What::Thread && m_reading.frames.empty();
    frame.isOneLine = canBeOneLine(brace, frame);
    const Piece *const inner = next(brace);
    frame.isBroken =
        !frame.isOneLine && ((inner != nullptr && inner->lineBreaks > 0) ||
                             (statement.kind == What::Enum && !statement.hasEquals && !isInList));
    return frame;
}

/// What the author has put on one line stays there: values, a short struct, a thread.
bool Layouter::canBeOneLine(const Piece &brace, const Frame &frame) const
{
    if (brace.closing == 0 || frame.kind == Frame::Kind::Tour)
        return false;
    if (frame.kind == Frame::Kind::List)
        return true;
    const bool isAtomic = m_last != nullptr && m_last->is("atomic");
    const bool mayBe = frame.kind == Frame::Kind::Members ||
                       frame.outer.kind == Statement::Kind::Thread || isAtomic;
    if (!mayBe)
        return false;
    std::size_t width = m_lines.column();
    for (std::size_t i = indexOf(brace); i <= brace.closing && width <= longestOneLine; ++i) {
        const bool isInner = i > indexOf(brace) && i < brace.closing;
        if (isInner && m_pieces[i].is("{"))
            return false;
        width += m_pieces[i].text.size() + (m_pieces[i].kind == PieceKind::Punctuator ? 0 : 1);
    }
    return width <= longestOneLine;
}

Layouter::Spot Layouter::spotOfOpening(const Piece &brace, const Frame &frame,
                                       std::size_t base) const
{
    const bool isItem = m_reading.topIs(Frame::Kind::List) &&
                        (m_lastRole == Role::Comma || m_lastRole == Role::BraceOpen);
    Spot spot = ownLine(brace, base);
    if (isItem) {
        spot.indent = m_reading.top()->indent;
        spot.breaks =
            m_lastRole == Role::BraceOpen ? m_reading.top()->isBroken : brace.lineBreaks > 0;
        return spot;
    }
    const bool isPlainBlock = !m_reading.statement.hasBegun && frame.kind == Frame::Kind::Block &&
                              !m_reading.topIs(Frame::Kind::Control) && m_lastRole != Role::Colon;
    spot.breaks = frame.isFunction || isPlainBlock;
    spot.needsBlank = m_lastRole != Role::Open;
    return spot;
}

void Layouter::openBrace(const Piece &piece)
{
    Frame frame = frameFor(piece);
    const bool isControl = !m_reading.statement.hasBegun && m_reading.topIs(Frame::Kind::Control);
    const bool isCase = !m_reading.statement.hasBegun && m_lastRole == Role::Colon &&
                        m_reading.topIs(Frame::Kind::Switch);
    std::size_t base = m_reading.statementIndent();
    if (isControl)
        base = m_reading.top()->indent;
    else if (isCase)
        base -= levelWidth;
    else if (m_reading.statement.hasBegun)
        base = m_reading.statement.indent;
    const bool isEnum = frame.outer.kind == Statement::Kind::Enum && !frame.outer.hasEquals;
    place(piece, Role::BraceOpen, spotOfOpening(piece, frame, base));
    if (frame.kind == Frame::Kind::List && !isEnum)
        base = m_lines.indent();
    frame.indent = base + levelWidth;
    if (frame.kind == Frame::Kind::List && !frame.isBroken)
        frame.indent = m_lines.column() + 1;
    if (frame.kind == Frame::Kind::Tour)
        m_tourGroup = m_lines.newGroup();
    if (frame.kind != Frame::Kind::List)
        m_reading.statement = {};
    m_reading.role = Role::BraceOpen;
    m_reading.lastWasString = false;
    m_reading.frames.push_back(std::move(frame));
}

void Layouter::closeBrace(const Piece &piece)
{
    if (!m_reading.leaveToBraces()) {
        place(piece, Role::BraceClose, ownLine(piece, 0));
        m_reading.statement = {};
        return;
    }
    const Frame frame = std::move(m_reading.frames.back());
    const bool isEmpty = m_lastRole == Role::BraceOpen;
    const bool isOpenList = frame.kind == Frame::Kind::List && !frame.isBroken;
    constexpr std::size_t openingWidth = 2; // "{ "
    Spot spot = ownLine(piece, frame.indent - (isOpenList ? openingWidth : levelWidth));
    spot.breaks = !frame.isOneLine && !isOpenList && (!isEmpty || frame.isFunction);
    spot.needsBlank = !isEmpty;
    m_reading.frames.pop_back();
    place(piece, Role::BraceClose, spot);
    m_reading.role = Role::BraceClose;
    m_reading.lastWasString = false;
    m_reading.statement = frame.outer;
    completeBraces(frame);
}

/// A '}' ends what it belongs to, unless a ';' is still to come.
void Layouter::completeBraces(const Frame &frame)
{
    using Kind = Frame::Kind;
    const bool isAggregate = frame.kind == Kind::Members || frame.kind == Kind::List;
    if (!isAggregate)
        m_reading.completeStatement();
}

} // namespace racewalk::formatting
