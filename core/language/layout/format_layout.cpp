// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/format_layout.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk::formatting {

namespace {

/// Deeper than the parser goes, so only what no variant has can be refused.
constexpr std::size_t maxFrames = 500;
constexpr std::size_t maxBranches = 200;
/// Text that is aligned with a parenthesis further right would not fit.
constexpr std::size_t lastAlignedColumn = 64;
/// Schedules and names that are longer do not push the strings of the others to the right.
constexpr std::size_t longestAlignedSchedule = 24;
constexpr std::size_t longestAlignedName = 48;

bool isClosing(Role role)
{
    return role == Role::Close || role == Role::CastClose || role == Role::Comma ||
           role == Role::Semicolon || role == Role::Colon;
}

} // namespace

Layouter::Layouter(std::span<const Piece> pieces)
    : m_pieces(pieces), m_nextCode(pieces.size(), static_cast<std::uint32_t>(pieces.size()))
{
    for (std::size_t i = pieces.size(); i-- > 1;)
        m_nextCode[i - 1] = pieces[i].isComment() ? m_nextCode[i] : static_cast<std::uint32_t>(i);
}

std::optional<std::string> Layouter::layOut()
{
    for (std::size_t i = 0; i < m_pieces.size();) {
        if (m_pieces[i].isDirective) {
            i = directive(i);
        } else {
            if (m_pieces[i].isComment())
                comment(m_pieces[i]);
            else
                code(m_pieces[i]);
            ++i;
        }
        const bool isTooDeep =
            m_reading.frames.size() > maxFrames || m_branches.size() > maxBranches;
        if (isTooDeep || m_lines.isTooLong())
            return std::nullopt;
    }
    return m_lines.text();
}

void Layouter::code(const Piece &piece)
{
    if (piece.is("}"))
        closeBrace(piece);
    else if (m_reading.topIs(Frame::Kind::Tour))
        scheduleWord(piece);
    else if (m_reading.isInStatement())
        continueStatement(piece);
    else
        beginStatement(piece);
}

void Layouter::beginStatement(const Piece &piece)
{
    const bool wasBraced = m_lastRole == Role::BraceClose;
    const bool goesOn = m_reading.settleControls(piece);
    m_reading.role = Role::None;
    m_reading.lastWasString = false;
    if (piece.is("{"))
        return openBrace(piece);
    Frame *const top = m_reading.top();
    const bool isElseIf = piece.is("if") && m_reading.topIs(Frame::Kind::Control) && !top->isDone &&
                          top->word == Frame::Word::Else;
    Statement &statement = m_reading.statement;
    statement.kind = kindOf(piece);
    statement.indent = goesOn || isElseIf ? top->indent : m_reading.statementIndent();
    if (statement.kind == Statement::Kind::Case && m_reading.topIs(Frame::Kind::Switch))
        statement.indent -= levelWidth;
    if (statement.kind == Statement::Kind::Label)
        statement.indent = 0;

    const Role role = roleFor(piece);
    const bool isStraySemicolon = piece.is(";") && wasBraced;
    Spot spot = (goesOn && wasBraced) || isElseIf || isStraySemicolon
                    ? sameLine(piece, role)
                    : ownLine(piece, statement.indent);
    spot.indent = statement.indent;
    spot.needsBlank = !isStraySemicolon && m_lastRole != Role::None;
    place(piece, role, spot);
    statement.hasBegun = true;
    const Frame::Word word = controlWordOf(piece);
    if (word != Frame::Word::None) {
        if (!goesOn) {
            Frame frame;
            frame.kind = Frame::Kind::Control;
            frame.indent = statement.indent;
            m_reading.frames.push_back(std::move(frame));
        }
        m_reading.top()->word = goesOn && piece.is("while") ? Frame::Word::DoTail : word;
        m_reading.top()->isDone = false;
        m_reading.top()->awaitsHeader = word != Frame::Word::Else && word != Frame::Word::Do;
    }
    noteToken(piece, role);
    if (word == Frame::Word::Else || word == Frame::Word::Do)
        m_reading.statement = {};
}

void Layouter::continueStatement(const Piece &piece)
{
    if (piece.is("{"))
        return openBrace(piece);
    const Role role = roleFor(piece);
    Spot spot = ownLine(piece, m_reading.continuationIndent());
    spot.needsBlank = sameLine(piece, role).needsBlank;
    const bool isInList = m_reading.topIs(Frame::Kind::List);
    const bool beginsItem =
        isInList && (m_lastRole == Role::Comma || m_lastRole == Role::BraceOpen);
    spot.isAfterBlankLine = spot.isAfterBlankLine && beginsItem;
    const bool isHeadline = m_reading.frames.empty() && !m_reading.statement.hasParenthesis &&
                            !m_reading.statement.hasEquals && role == Role::Operand &&
                            piece.kind == PieceKind::Word &&
                            m_reading.statement.kind != Statement::Kind::Property;
    spot.breaks = piece.lineBreaks > 0 && (spot.needsBlank || m_lastRole == Role::Open) &&
                  !isClosing(role) && !isHeadline;
    if (isInList && m_reading.role == Role::BraceOpen)
        spot.breaks = m_reading.top()->isBroken;
    if (piece.kind == PieceKind::String)
        addString(piece, spot, spot.breaks);
    else
        place(piece, role, spot);
    noteToken(piece, role);
}

/// A piece of a tour outside of its strings.
void Layouter::scheduleWord(const Piece &piece)
{
    Statement &statement = m_reading.statement;
    const bool begins = !statement.hasBegun;
    if (begins) {
        statement.hasBegun = true;
        statement.indent = m_reading.top()->indent;
        statement.group = m_tourGroup;
        m_reading.lastWasString = false;
    }
    Spot spot = ownLine(piece, statement.indent);
    spot.isAfterBlankLine = spot.isAfterBlankLine && begins;
    const bool isString = piece.kind == PieceKind::String;
    spot.needsBlank = piece.is(";") ? false
                      : isString    ? true
                                    : m_last == nullptr || needsBlankInSchedule(*m_last, piece);
    spot.breaks = begins || (piece.lineBreaks > 0 && spot.needsBlank);
    if (isString)
        addString(piece, spot, spot.breaks);
    else
        place(piece, piece.is(";") ? Role::Semicolon : Role::Operand, spot);
    m_reading.role = m_lastRole;
    m_reading.lastWasString = isString;
    if (piece.is(";"))
        statement = {};
}

/// A string goes below the one before it, and below those that belong to the same list.
void Layouter::addString(const Piece &piece, const Spot &spot, bool mayBreak)
{
    Statement &statement = m_reading.statement;
    const bool isFirst = !m_reading.lastWasString;
    const bool isTour = m_reading.topIs(Frame::Kind::Tour);
    const bool breaks = !m_lines.isEmpty() && !staysBehind(piece) && (m_mustBreak || mayBreak);
    const bool isLong = isTour && m_lines.column() - m_lines.indent() > longestAlignedSchedule;
    if (statement.kind == Statement::Kind::Variant && isFirst && !breaks &&
        m_lines.column() <= longestAlignedName)
        statement.group = m_lines.groupOfColumn("variant");
    if (breaks && statement.group) {
        m_lines.beginInGroup(*statement.group);
        m_lines.add(piece.text, false);
    } else if (breaks) {
        m_lines.begin(isFirst ? spot.indent : m_reading.stringColumn, false);
        m_lines.add(piece.text, false);
    } else if (isFirst && statement.group && !isLong) {
        m_lines.addCell(piece.text, *statement.group);
    } else {
        const std::size_t blanks = isTour && isFirst ? 1 : 0;
        m_lines.add(std::string(blanks, ' ') + std::string(piece.text), spot.needsBlank);
    }
    if (isFirst)
        m_reading.stringColumn = m_lines.column() - widthOf(piece.text);
    m_last = &piece;
    m_lastRole = Role::Operand;
    m_mustBreak = m_isCommentLine = m_lastIsTrailing = false;
}

/// What a piece of a statement means for what follows.
void Layouter::noteToken(const Piece &piece, Role role)
{
    Statement &statement = m_reading.statement;
    const Role before = m_reading.role;
    const bool isDeclaring = before == Role::None || before == Role::Type;
    if (role == Role::Tag && isDeclaring && !statement.hasParenthesis &&
        statement.kind == Statement::Kind::Other)
        statement.kind = piece.is("enum") ? Statement::Kind::Enum : Statement::Kind::Struct;
    m_reading.role = role;
    m_reading.lastWasString = piece.kind == PieceKind::String;
    if (piece.is("="))
        statement.hasEquals = true;
    else if (piece.is("?"))
        ++m_reading.ternaries();
    else if (role == Role::Open)
        noteOpening(piece, before);
    else if (role == Role::Close || role == Role::CastClose)
        noteClosing();
    else if (piece.is(":"))
        noteColon();
    else if (piece.is(";") && !m_reading.topIs(Frame::Kind::Parenthesis) &&
             !m_reading.topIs(Frame::Kind::List))
        m_reading.completeStatement();
}

void Layouter::noteOpening(const Piece &piece, Role before)
{
    Frame frame;
    frame.kind = Frame::Kind::Parenthesis;
    const Piece *const inner = next(piece);
    const bool isBroken =
        inner != nullptr && inner->lineBreaks > 0 && !isClosing(roleOf(*inner, Role::Open));
    frame.indent = m_lines.column();
    if (isBroken)
        frame.indent = m_lines.indent() + levelWidth;
    else if (frame.indent > lastAlignedColumn)
        frame.indent = m_lines.indent() + 2 * levelWidth;
    const Piece *const word = nextCode(piece);
    const bool isCall = before == Role::Operand || before == Role::Close || before == Role::Type;
    frame.isCast = piece.is("(") && !isCall && word != nullptr && beginsType(*word);
    frame.isHeader = piece.is("(") && m_reading.topIs(Frame::Kind::Control) &&
                     std::exchange(m_reading.top()->awaitsHeader, false);
    m_reading.statement.hasParenthesis = m_reading.statement.hasParenthesis || piece.is("(");
    m_reading.frames.push_back(std::move(frame));
}

void Layouter::noteClosing()
{
    if (!m_reading.topIs(Frame::Kind::Parenthesis))
        return;
    const bool isHeader = m_reading.top()->isHeader;
    m_reading.frames.pop_back();
    const bool hasBody = isHeader && m_reading.topIs(Frame::Kind::Control) &&
                         m_reading.top()->word != Frame::Word::DoTail;
    if (hasBody)
        m_reading.statement = {};
}

void Layouter::noteColon()
{
    Statement &statement = m_reading.statement;
    if (m_reading.ternaries() > 0)
        --m_reading.ternaries();
    else if (statement.kind == Statement::Kind::Case || statement.kind == Statement::Kind::Label)
        statement = {};
}

Role Layouter::roleFor(const Piece &piece) const
{
    const Role role = roleOf(piece, m_reading.role);
    const Statement &statement = m_reading.statement;
    const bool isInner =
        m_reading.topIs(Frame::Kind::Parenthesis) || m_reading.topIs(Frame::Kind::List);
    const std::uint32_t ternaries = isInner ? m_reading.top()->ternaries : statement.ternaries;
    if (role == Role::Colon && ternaries > 0)
        return Role::Binary;
    if (role == Role::Close && m_reading.topIs(Frame::Kind::Parenthesis) && m_reading.top()->isCast)
        return Role::CastClose;
    const bool isKeyword =
        (statement.kind == Statement::Kind::Property && !statement.hasBegun) ||
        (statement.kind == Statement::Kind::Param && piece.is("in") && statement.hasEquals);
    return isKeyword && !isInner ? Role::Keyword : role;
}

Statement::Kind Layouter::kindOf(const Piece &piece) const
{
    using Kind = Statement::Kind;
    const Piece *const following = nextCode(piece);
    if (piece.is("case") || piece.is("default"))
        return Kind::Case;
    if (!m_reading.frames.empty()) {
        const bool isLabel = piece.kind == PieceKind::Word && following != nullptr &&
                             following->is(":") && !m_reading.topIs(Frame::Kind::Members);
        return isLabel ? Kind::Label : Kind::Other;
    }
    static constexpr std::array<std::pair<std::string_view, Kind>, 7> kinds = {{
        {"variant", Kind::Variant},
        {"param", Kind::Param},
        {"invariant", Kind::Property},
        {"final", Kind::Property},
        {"thread", Kind::Thread},
        {"daemon", Kind::Thread},
        {"tour", Kind::Tour},
    }};
    const auto *found =
        std::ranges::find(kinds, piece.text, &std::pair<std::string_view, Kind>::first);
    return found == kinds.end() ? Kind::Other : found->second;
}

Frame::Word Layouter::controlWordOf(const Piece &piece) const
{
    static constexpr std::array<std::pair<std::string_view, Frame::Word>, 6> words = {{
        {"if", Frame::Word::If},
        {"else", Frame::Word::Else},
        {"do", Frame::Word::Do},
        {"while", Frame::Word::Loop},
        {"for", Frame::Word::Loop},
        {"switch", Frame::Word::Switch},
    }};
    const auto *found =
        std::ranges::find(words, piece.text, &std::pair<std::string_view, Frame::Word>::first);
    return found == words.end() ? Frame::Word::None : found->second;
}

void Layouter::place(const Piece &piece, Role role, const Spot &spot)
{
    const bool isBehindComment =
        m_isCommentLine && piece.lineBreaks == 0 && m_last->kind == PieceKind::BlockComment;
    const bool breaks = m_mustBreak || piece.beginsNamed ||
                        (spot.breaks && !staysBehind(piece) && !isBehindComment);
    if (m_lines.isEmpty() || breaks)
        m_lines.begin(spot.indent, spot.isAfterBlankLine);
    m_lines.add(piece.text, spot.needsBlank);
    m_last = &piece;
    m_lastRole = role;
    m_mustBreak = m_isCommentLine = m_lastIsTrailing = false;
}

/// Whether a piece must stay on the line of the one before it.
bool Layouter::staysBehind(const Piece &piece) const
{
    const auto braces =
        std::find_if(m_reading.frames.rbegin(), m_reading.frames.rend(), [](const Frame &frame) {
            return frame.kind != Frame::Kind::Parenthesis && frame.kind != Frame::Kind::Control;
        });
    return piece.continuesNamed || (braces != m_reading.frames.rend() && braces->isOneLine);
}

bool Layouter::isAfterBlankLine(const Piece &piece) const
{
    const bool isFirst = m_lastRole == Role::BraceOpen;
    const bool isBody = m_reading.topIs(Frame::Kind::Control) && !m_reading.top()->isDone;
    return piece.lineBreaks > 1 && !isFirst && !isBody && !piece.is("}") && !piece.is("{");
}

Layouter::Spot Layouter::ownLine(const Piece &piece, std::size_t indent) const
{
    return {true, indent, isAfterBlankLine(piece), true};
}

Layouter::Spot Layouter::sameLine(const Piece &piece, Role role) const
{
    const bool blank = m_last != nullptr && needsBlank(*m_last, m_lastRole, piece, role);
    return {false, m_reading.continuationIndent(), false, blank};
}

const Piece *Layouter::next(const Piece &piece) const
{
    const std::size_t index = indexOf(piece) + 1;
    return index < m_pieces.size() ? &m_pieces[index] : nullptr;
}

const Piece *Layouter::nextCode(const Piece &piece) const
{
    const std::size_t index = m_nextCode[indexOf(piece)];
    return index < m_pieces.size() ? &m_pieces[index] : nullptr;
}

} // namespace racewalk::formatting
