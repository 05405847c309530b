// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/waiting.h"

namespace racewalk {

bool isWaitedFor(const Machine &machine, StateView state, CellId cell)
{
    const Program &program = machine.program();
    const TypeKind kind = program.storage.typeOf(cell).kind;
    if (kind == TypeKind::WaitQueue || kind == TypeKind::Completion || kind == TypeKind::Semaphore)
        return machine.layout().hasWaiters(state, cell);
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        if (!program.threads[i].isSystem &&
            machine.layout().bitWait(state, ThreadId(i)).word == cell)
            return true;
    return false;
}

} // namespace racewalk
