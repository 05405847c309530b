// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/whole_statements.h"

#include "program/one_line.h"

#include <string_view>

namespace racewalk {
namespace {

bool isSameStatement(const Event &event, const Event &next)
{
    return event.step.thread == next.step.thread && event.call == next.call &&
           event.statement == next.statement;
}

} // namespace

std::string statementText(const Program &program, SourceSpan statement)
{
    std::string text = onOneLine(program.textOf(statement));
    while (text.ends_with(';') || text.ends_with(' '))
        text.pop_back();
    return text;
}

bool isWriteOf(const Event &next, const Event &read)
{
    return read.access.kind == Access::Kind::UpdateRead &&
           next.access.kind == Access::Kind::UpdateWrite && isSameStatement(read, next) &&
           read.cell == next.cell;
}

bool isCopyOf(const Program &program, const Event &next, const Event &read)
{
    if (read.access.kind != Access::Kind::Read || next.access.kind != Access::Kind::Write ||
        next.step.isDrain() || !isSameStatement(read, next))
        return false;
    const std::string text = statementText(program, next.statement);
    const std::size_t equals = text.find(" = ");
    return equals != std::string::npos && std::string_view(text).substr(equals + 3) == read.source;
}

std::string copyText(const Event &write, const Event &read)
{
    return write.text.substr(0, write.text.find(" = ") + 3) + read.text;
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
