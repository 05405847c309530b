// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/import.h"

#include <expected>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Makes identifiers of a scenario out of the names in a report: "&sb->s_type->i_mutex_key#3"
/// becomes "i_mutex_key_3". Each key has one identifier, and no two keys share one.
class Identifiers {
public:
    /// The identifier of a key, made of its name; `usual` where nothing of the name is left.
    std::string of(std::string_view key, std::string_view name, std::string_view usual);
    std::string of(std::string_view name, std::string_view usual) { return of(name, name, usual); }
    /// Those of the keys that are identifiers themselves keep their names, whoever comes first.
    void keep(const std::vector<std::string> &keys);
    /// One more identifier for something else with this name.
    std::string another(std::string_view name, std::string_view usual);

private:
    std::string freeName(std::string_view name, std::string_view usual) const;

    std::map<std::string, std::string, std::less<>> m_known;
    std::set<std::string, std::less<>> m_taken;
};

/// For a string of a scenario: no quotes, backslashes or control characters; at most 200 bytes.
std::string forString(std::string_view text);
/// For a comment `// ...`: printable ASCII on one line.
std::string forComment(std::string_view text);

/// A starter scenario: its parts are put together, laid out, compiled and explored.
struct StarterScenario {
    std::string title, about;
    std::vector<std::string> declarations; ///< lines
    struct StarterThread {
        std::string name;
        std::vector<std::string> remarks; ///< comment lines above it
        std::vector<std::string> code;    ///< lines
    };
    std::vector<StarterThread> threads;
};

/// The text of a scenario in the standard layout, and what an exploration of it finds.
struct WrittenStarter {
    std::string
        text; ///< with an `expect` line of the failures that were found, if all was explored
    std::string finds; ///< "hang", "data_race (a warning)", "no failure"
};

/// The error is a sentence without a full stop: the report is too large for a scenario.
std::expected<WrittenStarter, std::string> written(const StarterScenario &starter);

} // namespace racewalk
