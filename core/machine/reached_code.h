// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"
#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// The instructions that some step has executed, by body, without those of properties.
class ReachedCode {
public:
    explicit ReachedCode(const Program &program)
    {
        for (const Body &body : program.bodies)
            m_isReached.emplace_back(body.code.size(), false);
    }

    void add(BodyId body, std::uint32_t position)
    {
        auto place = m_isReached[indexOf(body)][position];
        m_count += place ? 0 : 1;
        place = true;
    }

    bool has(BodyId body, std::uint32_t position) const
    {
        return m_isReached[indexOf(body)][position];
    }
    /// Increases whenever a new instruction is added.
    std::size_t count() const { return m_count; }

private:
    std::vector<std::vector<bool>> m_isReached;
    std::size_t m_count = 0;
};

} // namespace racewalk
