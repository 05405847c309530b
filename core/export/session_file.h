// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/memory_model.h"
#include "run/walks/walks.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// One walk in a session file.
struct SavedWalk {
    WalkId id = 0;
    std::string name;
    bool hasOwnName = false;
    std::string schedule;                       ///< as parseSchedule() reads it
    std::size_t length = 0;                     ///< steps that the schedule had where it was walked
    std::size_t position = 0;                   ///< of the cursor
    std::size_t walked = 0;                     ///< the largest position of the cursor so far
    std::multimap<std::size_t, WalkNote> notes; ///< by step, from 1

    bool operator==(const SavedWalk &) const = default;
};

/// The contents of a session file (`.racewalk`, docs/session-file.md): a scenario with everything
/// that was walked in it, and what the window showed.
struct SavedSession {
    std::string scenarioPath;
    std::string scenarioText;
    std::string variant;
    MemoryModel memory = MemoryModel::Sc;
    std::vector<std::pair<std::string, std::int32_t>> parameters;
    std::vector<SavedWalk> walks; ///< at least one
    std::size_t current = 0;      ///< index into walks
    WalkId nextId = 0;
    std::map<std::string, std::string> view; ///< settings of the window, by name

    bool operator==(const SavedSession &) const = default;
};

inline constexpr int sessionFileVersion = 1;

/// Returns JSON as the functions of json.h do.
std::string toJson(const SavedSession &session);

/// Reads a session file of this version or an older one. The error is a fragment of a sentence: "it
/// is no session of Racewalk", "walks[2].position must be a number".
std::expected<SavedSession, std::string> readSession(std::string_view text);

/// Returns the walks of a session as they were saved. `list` must be those of readSession() or
/// savedWalks(). Schedules that are no schedules become empty walks.
Walks walksFrom(const std::shared_ptr<const Machine> &machine, const SavedSession &session);
/// The inverse.
std::vector<SavedWalk> savedWalks(const Walks &walks);

} // namespace racewalk
