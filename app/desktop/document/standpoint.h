// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/document/scenario_file.h"
#include "run/walks/walks.h"

#include <cstddef>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// Which program of the scenario is shown.
struct Place {
    std::string variant;
    MemoryModel memory = MemoryModel::Sc;
    ParameterValues parameters;

    bool operator==(const Place &) const = default;
};

/// What the user looks at: a program, a walk, a step.
struct Standpoint {
    Place place;
    WalkId walk = 0;
    std::size_t position = 0;
};

/// A scenario that is open, with all that was walked in it. A copy is cheap.
struct Document {
    QString path; ///< of the scenario
    std::shared_ptr<const SourceText> source;
    std::vector<std::string> variants;
    std::size_t variant = 0;
    ParameterValues parameters;
    Walks walks;
    QString sessionPath{}; ///< of the session file that it was read from or saved as; or empty
    std::map<std::string, std::string> view{}; ///< settings of the window, by name
};

/// Compiles the first variant of a scenario. May be called from any thread.
std::expected<Document, OpenError> documentFor(const QString &path,
                                               std::shared_ptr<const SourceText> source);

} // namespace racewalk::desktop
