// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

namespace racewalk {

// RCU, and the life of pool objects.

/// kfree() and call_rcu(), which do nothing with NULL.
void PromelaCode::freeObject(const Instruction &instruction, std::string_view how)
{
    const std::string given = value(instruction.a);
    m_text->line(fmt::format("find_object({});", given));
    failIf(given + " != 0 && object_number < 0", "bug");
    failIf(given + " != 0 && life_of[object_number] != LIVE", "double_free");
    m_text->openIf();
    m_text->option(given + " != 0");
    m_text->line(how);
    m_text->otherwise();
    m_text->line("skip;");
    m_text->closeLastOption();
}

void PromelaCode::allocate(const Instruction &instruction)
{
    const Pool &pool = m_model.storage().pools[static_cast<std::size_t>(instruction.a.value)];
    const std::size_t first = indexOf(pool.firstObject);
    const Object &object = m_model.storage().objects[first];
    m_text->line(fmt::format("object_number = {};", first));
    m_text->line("do");
    m_text->line(
        fmt::format(":: object_number < {} && life_of[object_number] != FREE -> object_number++;",
                    first + pool.count));
    m_text->line(":: else -> break;");
    m_text->line("od;");
    m_text->openIf();
    m_text->option(fmt::format("object_number < {}", first + pool.count));
    m_text->line("life_of[object_number] = LIVE;");
    m_text->line(fmt::format("old_value = {} + (object_number - {}) * {};", indexOf(object.first),
                             first, object.cells));
    m_text->otherwise();
    m_text->line("old_value = 0;");
    m_text->closeLastOption();
    set(instruction.result, "old_value");
}

void PromelaCode::enterReadSection()
{
    failIf(fmt::format("rcu_depth[{}] == 255", m_frame.me), "lock_misuse");
    m_text->line(fmt::format("rcu_depth[{}]++;", m_frame.me));
}

void PromelaCode::leaveReadSection()
{
    failIf(fmt::format("rcu_depth[{}] == 0", m_frame.me), "lock_misuse");
    m_text->line(fmt::format("leave_read_section({});", m_frame.me));
}

void PromelaCode::synchronizeRcu()
{
    failInAtomicContext();
    m_text->line("collect_readers();");
    m_text->line(fmt::format("grace_period[{}] = reader_mask;", m_frame.me));
}

} // namespace racewalk
