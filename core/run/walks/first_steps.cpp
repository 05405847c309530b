// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/walks/first_steps.h"

#include "run/schedule/thread_names.h"
#include "run/schedule/thread_steps.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace racewalk {
namespace {

/// The words of a schedule that follow each other with one thread. Words such as `a!` take as many
/// steps as the program has; a block without them takes `count`, unless the walk ends in it.
struct Block {
    std::optional<ThreadId> thread; ///< none: the program has no such thread, and the walk ends
    std::size_t begin = 0, end = 0; ///< words, or steps
    std::size_t count = 0;
};

/// The schedule of a walk, block by block. A schedule that is not written yet is not written for
/// this: the steps tell as much.
class Blocks {
public:
    Blocks(const NamedWalk &walk, const Program &program) : m_walk(walk), m_program(program) {}

    std::optional<Block> next()
    {
        if (m_at == size())
            return std::nullopt;
        Block block{.thread = threadAt(m_at), .begin = m_at};
        do
            block.count += m_walk.walkedElsewhere ? m_walk.walkedElsewhere->words[m_at].count : 1;
        while (++m_at < size() && threadAt(m_at) == block.thread);
        block.end = m_at;
        return block;
    }
    bool isAtEnd() const { return m_at == size(); }
    bool hasCount(const Block &block) const
    {
        return m_walk.walkedElsewhere ? hasCountedWords(block) : goesOnAlone(block);
    }

private:
    std::size_t size() const
    {
        return m_walk.walkedElsewhere ? m_walk.walkedElsewhere->words.size() : m_walk.run.length();
    }
    std::optional<ThreadId> threadAt(std::size_t index)
    {
        if (m_walk.walkedElsewhere)
            return threadNamed(m_walk.walkedElsewhere->words[index].thread);
        const ThreadId thread = m_walk.run.steps()[index].thread;
        const auto [known, isNew] = m_threads.try_emplace(thread);
        if (isNew)
            known->second = threadNamed(scheduleName(m_walk.run.machine().program(), thread));
        return known->second;
    }
    std::optional<ThreadId> threadNamed(const std::string &name)
    {
        const auto [known, isNew] = m_names.try_emplace(name);
        if (isNew) {
            ScheduleWord word;
            word.thread = name;
            const Schedule named = withThreadNames({{std::move(word)}}, m_program);
            if (const auto thread = threadFor(m_program, named.words.front().thread))
                known->second = *thread;
        }
        return known->second;
    }
    bool hasCountedWords(const Block &block) const
    {
        const auto words = std::span(m_walk.walkedElsewhere->words);
        return std::ranges::all_of(words.subspan(block.begin, block.end - block.begin),
                                   [](const ScheduleWord &word) {
                                       return word.extent == ScheduleWord::Extent::Count ||
                                              word.extent == ScheduleWord::Extent::Drain;
                                   });
    }
    /// A word of a schedule has no count where its thread cannot go on alone: from the end, because
    /// that is where it is most likely.
    bool goesOnAlone(const Block &block) const
    {
        const Run &run = m_walk.run;
        const ThreadId thread = run.steps()[block.begin].thread;
        const bool isSystem = run.machine().program().threads[indexOf(thread)].isSystem;
        ThreadSteps enabled(run.machine());
        for (std::size_t position = block.end; position > block.begin; --position)
            if (!canGoOnAlone(enabled.at(run.stateAt(position), thread), isSystem))
                return false;
        return true;
    }

    const NamedWalk &m_walk;
    const Program &m_program;
    std::map<ThreadId, std::optional<ThreadId>> m_threads; ///< by thread of the run's program
    std::map<std::string, std::optional<ThreadId>> m_names;
    std::size_t m_at = 0; ///< word or step
};

bool matches(const NamedWalk &walk, const Program &program, std::span<const Step> steps,
             bool isWhole)
{
    Blocks blocks(walk, program);
    for (std::size_t at = 0; at < steps.size();) {
        const std::optional<Block> block = blocks.next();
        if (!block || !block->thread)
            return false;
        const auto rest = steps.subspan(at);
        const auto other = std::ranges::find_if(
            rest, [&block](Step step) { return step.thread != *block->thread; });
        const auto taken = static_cast<std::size_t>(other - rest.begin());
        if (taken == 0)
            return false;
        const bool mayGoOn = other == rest.end() && !isWhole && taken < block->count;
        if (taken != block->count && !mayGoOn && blocks.hasCount(*block))
            return false;
        at += taken;
    }
    return !isWhole || blocks.isAtEnd();
}

} // namespace

bool canBeginWith(const NamedWalk &walk, const Program &program, std::span<const Step> steps)
{
    return matches(walk, program, steps, false);
}

bool canConsistOf(const NamedWalk &walk, const Program &program, std::span<const Step> steps)
{
    return matches(walk, program, steps, true);
}

} // namespace racewalk
