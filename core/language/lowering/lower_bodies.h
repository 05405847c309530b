// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <cstdint>

namespace racewalk::lowering {

/// Lowers the code of threads firstThread .. firstThread + count - 1, which share one declaration.
DraftBody lowerThread(ScenarioNames &names, Record &record,
                      const syntax::ThreadDeclaration &declaration, FunctionId function,
                      std::uint32_t firstThread, std::uint32_t count);
DraftBody lowerProperty(ScenarioNames &names, Record &record,
                        const syntax::PropertyDeclaration &declaration);
/// Reports the errors of a function that no thread calls.
void checkFunction(ScenarioNames &names, Record &record,
                   const syntax::FunctionDeclaration &declaration, FunctionId function);

} // namespace racewalk::lowering
