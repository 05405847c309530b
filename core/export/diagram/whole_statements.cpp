// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/whole_statements.h"

#include "program/one_line.h"

namespace racewalk {
namespace {

bool isSameStatement(const Event &event, const Event &next)
{
    return event.step.thread == next.step.thread && event.call == next.call &&
           event.statement == next.statement;
}

/// A statement on one line, without its semicolon.
std::string statementText(const Program &program, SourceSpan statement)
{
    std::string text = onOneLine(program.textOf(statement));
    while (text.ends_with(';') || text.ends_with(' '))
        text.pop_back();
    return text;
}

/// "slots[0].x = " of "slots[0].x = 1"
std::string placeOf(std::string_view write)
{
    const std::size_t equals = write.find(" = ");
    return equals == std::string_view::npos ? std::string()
                                            : std::string(write.substr(0, equals + 3));
}

} // namespace

std::vector<std::string> copyForms(const Program &program, SourceSpan statement,
                                   std::string_view write)
{
    const std::string text = statementText(program, statement), place = placeOf(write);
    const std::size_t equals = text.find(" = ");
    std::vector<std::string> forms{text};
    if (!place.empty() && equals != std::string::npos)
        forms.push_back(place + text.substr(equals + 3));
    return forms;
}

bool isWriteOf(const Event &next, const Event &read)
{
    return read.access.kind == Access::Kind::UpdateRead &&
           next.access.kind == Access::Kind::UpdateWrite && isSameStatement(read, next) &&
           read.cell == next.cell;
}

bool isCopyOf(const Program &program, const Event &next, const Event &read)
{
    // What a diagram is read back from has the source's words to go by.
    if (read.text != read.source || read.access.kind != Access::Kind::Read ||
        next.access.kind != Access::Kind::Write || next.step.isDrain() ||
        !isSameStatement(read, next))
        return false;
    const std::string text = statementText(program, next.statement);
    const std::size_t equals = text.find(" = ");
    return equals != std::string::npos && std::string_view(text).substr(equals + 3) == read.source;
}

std::string copyText(const Event &write, const Event &read)
{
    return placeOf(write.text) + read.text;
}

bool isFirstHalf(const Program &program, const Event &event, const Event &next)
{
    if (event.record.failure || !isSameStatement(event, next))
        return false;
    if (event.op == Op::BitQueueActive)
        return next.op == Op::WakeUpBit;
    return isWriteOf(next, event) || isCopyOf(program, next, event);
}

} // namespace racewalk
