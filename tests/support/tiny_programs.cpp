// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tiny_programs.h"

#include "explore/explore.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <stdexcept>
#include <utility>

namespace racewalk::test {

std::vector<std::string> tinyPrograms(std::size_t count, std::size_t maxStates, std::uint32_t seed)
{
    constexpr std::size_t tooFewStates = 3;
    constexpr std::size_t triesForOne = 50;
    std::vector<std::string> programs;
    for (std::size_t tries = 0; programs.size() < count; ++seed) {
        if (++tries > triesForOne * count)
            throw std::runtime_error("hardly any made-up program has few states");
        std::string text = randomProgram(seed);
        const Verdict verdict = explore(*machineFor(text), {.maxStates = maxStates}).verdict;
        if (verdict.isComplete() && verdict.states >= tooFewStates)
            programs.push_back(std::move(text));
    }
    return programs;
}

} // namespace racewalk::test
