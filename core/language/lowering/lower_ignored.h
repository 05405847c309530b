// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"
#include "language/lowering/primitives/primitives.h"

#include <cstddef>
#include <string>

namespace racewalk::lowering {

/// The position of the argument that is accepted for kernel code and ignored.
inline constexpr std::size_t ignoredPosition = 1;

bool hasIgnored(const Primitive &known, const syntax::CallExpression &node);
bool checkIgnored(Context &context, const Primitive &known, const syntax::CallExpression &node,
                  const SourceSpan &span);
/// Reports the use of a local variable that only such an argument may name.
void reportIgnoredVariable(Context &context, const LocalVariable &local, const std::string &name,
                           const SourceSpan &span);

} // namespace racewalk::lowering
