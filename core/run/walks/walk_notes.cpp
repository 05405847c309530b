// SPDX-License-Identifier: GPL-3.0-or-later
// The notes on the steps of walks.
#include "run/walks/walks.h"

#include "program/check.h"
#include "program/utf8.h"
#include "run/schedule/thread_names.h"

#include <algorithm>

namespace racewalk {
namespace {

/// The only thread of a group is the first one where the group has several.
bool isSameThread(const std::string &a, const std::string &b)
{
    return equalWithoutCase(a, b) || equalWithoutCase(a + "[0]", b) ||
           equalWithoutCase(a, b + "[0]");
}

} // namespace

bool Walks::fits(const WalkNote &note, const Run &run, std::size_t step) const
{
    if (step == 0 || step > run.length())
        return false;
    const Event &event = run.event(step - 1);
    return event.text == note.operation &&
           isSameThread(scheduleName(m_machine->program(), event.step.thread), note.thread);
}

/// The note of one walk on a step of a run that fits there.
const WalkNote *Walks::ownNote(std::size_t owner, const Run &run, std::size_t step) const
{
    const auto [begin, end] = m_walks[owner].notes.equal_range(step);
    const auto found =
        std::find_if(begin, end, [&](const auto &each) { return fits(each.second, run, step); });
    return found == end ? nullptr : &found->second;
}

/// The walk that has the note that a walk shows on a step.
std::optional<std::size_t> Walks::ownerOf(std::size_t row, std::size_t step) const
{
    for (std::size_t other = 0; other < m_walks.size(); ++other)
        if (m_walks[other].notes.contains(step) && (other == row || share(row, other, step)) &&
            ownNote(other, replayed(row).run, step))
            return other;
    return std::nullopt;
}

const WalkNote *Walks::note(std::size_t row, std::size_t step) const
{
    const auto owner = ownerOf(row, step);
    return owner ? ownNote(*owner, replayed(row).run, step) : nullptr;
}

std::map<std::size_t, std::string> Walks::notes(std::size_t row) const
{
    std::map<std::size_t, std::string> shown;
    for (std::size_t other = 0; other < m_walks.size(); ++other) {
        if (m_walks[other].notes.empty() || (other != row && m_walks[other].awaitsReplay))
            continue;
        const std::size_t common =
            other == row ? replayed(row).run.length() : commonSteps(row, other);
        for (const auto &[step, note] : m_walks[other].notes)
            if (step <= common && fits(note, replayed(row).run, step))
                shown.try_emplace(step, note.text);
    }
    return shown;
}

std::string Walks::setNote(std::size_t row, std::size_t step, std::string_view text)
{
    const Run &run = replayed(row).run;
    RACEWALK_CHECK(step > 0 && step <= run.length());
    const std::size_t owner = ownerOf(row, step).value_or(row);
    std::string before;
    auto &notes = m_walks[owner].notes;
    const auto [begin, end] = notes.equal_range(step);
    const auto known =
        std::find_if(begin, end, [&](const auto &each) { return fits(each.second, run, step); });
    if (known != end) {
        before = known->second.text;
        notes.erase(known);
    }
    if (!text.empty()) {
        const Event &event = run.event(step - 1);
        notes.emplace(step,
                      WalkNote{std::string(text.substr(0, afterCharacters(text, 0, maxNoteLength))),
                               scheduleName(m_machine->program(), event.step.thread), event.text});
    }
    return before;
}

/// The notes that takeOut() gave to other walks, as they are there now.
void Walks::takeBackNotes(std::size_t row)
{
    for (auto &[step, note] : m_walks[row].notes)
        for (std::size_t other = 0; other < m_walks.size(); ++other) {
            auto &given = m_walks[other].notes;
            const auto [begin, end] = given.equal_range(step);
            const auto same = std::find_if(begin, end, [&note](const auto &each) {
                return each.second.thread == note.thread && each.second.operation == note.operation;
            });
            if (other == row || same == end || !share(row, other, step))
                continue;
            note.text = same->second.text;
            given.erase(same);
        }
}

} // namespace racewalk
