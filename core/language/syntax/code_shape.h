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

/// The forms in which a text on one line is shown shorter.
struct CodeShape {
    std::string brief;                ///< see Origin::brief
    std::vector<TextRange> arguments; ///< see Origin::arguments
};

/// Returns the shape of codeText(source, expression.span). The brief text has no `&` before an
/// argument and no "inode->" if this is the only pointer. It shows marked accesses as plain ones,
/// and only the first argument of a wait: "rcu_assign_pointer(bucket, NULL)" becomes "bucket =
/// NULL", "prepare_to_wait_bit(&inode->i_state, __I_NEW, TASK_UNINTERRUPTIBLE)" becomes
/// "prepare_to_wait_bit(i_state)".
CodeShape shapeOf(const SourceText &source, const syntax::Expression &expression);

/// The text of a call that is not in the source in this form.
struct MadeCall {
    std::string text;
    CodeShape shape;
};
struct CallPart {
    std::string text, brief;
};
MadeCall madeCall(std::string_view callee, std::span<const CallPart> arguments);

} // namespace racewalk
