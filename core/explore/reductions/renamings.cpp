// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/renamings.h"

namespace racewalk {

std::uint32_t Renamings::numberOf(const Renaming &renaming)
{
    if (renaming.isIdentity())
        return 0;
    const auto [known, isNew] =
        m_known.try_emplace(renaming, static_cast<std::uint32_t>(m_distinct.size()));
    if (isNew)
        m_distinct.push_back(renaming);
    return known->second;
}

} // namespace racewalk
