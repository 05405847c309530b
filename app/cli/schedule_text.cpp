// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/schedule_text.h"

#include <algorithm>
#include <utility>

namespace racewalk::cli {
namespace {

/// The text around the offset, with a caret under it. Control characters become blanks.
std::string excerpt(std::string_view text, std::size_t offset)
{
    constexpr std::size_t before = 50, length = 70;
    const std::size_t begin = offset > before ? offset - before : 0;
    std::string shown(text.substr(begin, length));
    std::ranges::replace_if(
        shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return "  " + shown + "\n  " + std::string(std::min(offset - begin, shown.size()), ' ') + "^\n";
}

} // namespace

std::expected<Schedule, std::string> readSchedule(std::string_view text)
{
    auto schedule = parseSchedule(text);
    if (!schedule) {
        return std::unexpected("racewalk: --schedule: " + schedule.error().message + '\n' +
                               excerpt(text, std::min(schedule.error().offset, text.size())));
    }
    return *std::move(schedule);
}

std::expected<WalkedSchedule, std::string> walked(std::shared_ptr<const Machine> machine,
                                                  std::string_view text)
{
    const auto schedule = readSchedule(text);
    if (!schedule)
        return std::unexpected(schedule.error());
    Walk walk = racewalk::walk(*machine, *schedule);
    WalkedSchedule result{Run(std::move(machine)), std::move(walk.message)};
    result.run.replace(walk.steps);
    result.run.jump(result.run.length());
    return result;
}

} // namespace racewalk::cli
