// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_expressions.h"
#include "program/instruction.h"
#include "program/source_text.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What a text on one line needs of its syntax, to be shown shorter.
struct CodeShape {
    std::string brief;                ///< see Origin::brief
    std::vector<TextRange> arguments; ///< see Origin::arguments
};

/// The shape of codeText(source, expression.span). The brief text has no `&` before an argument and
/// no "inode->" if this pointer is the only one, shows marked accesses as plain ones, and of waits
/// the first argument: "rcu_assign_pointer(bucket, NULL)" gives "bucket = NULL",
/// "prepare_to_wait_bit(&inode->i_state, __I_NEW, TASK_UNINTERRUPTIBLE)" gives
/// "prepare_to_wait_bit(i_state)".
CodeShape shapeOf(const SourceText &source, const syntax::Expression &expression);

/// A call that the source does not have as such, and its arguments.
struct MadeCall {
    std::string text;
    CodeShape shape;
};
struct CallPart {
    std::string text, brief;
};
MadeCall madeCall(std::string_view callee, std::span<const CallPart> arguments);

} // namespace racewalk
