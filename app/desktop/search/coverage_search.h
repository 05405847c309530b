// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThreadPool>

#include "explore/fates/state_space.h"
#include "machine/machine.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk::desktop {

/// Finds the lines that no interleaving reaches, in a worker. Results for an earlier program never
/// arrive.
class CoverageSearch final : public QObject {
    Q_OBJECT

public:
    using Lines = std::vector<std::uint32_t>;

    explicit CoverageSearch(QObject *parent);
    ~CoverageSearch() override;

    /// Searches in this graph of the machine. Does nothing if it is the graph of the last call.
    void start(std::shared_ptr<const Machine> machine, std::shared_ptr<const StateSpace> space);
    /// Drops the result, without a signal.
    void clear();

    bool isSearching() const { return m_isSearching; }
    /// As unreachedLines(); no value until it is finished, or if they cannot be found.
    const std::optional<Lines> &lines() const { return m_lines; }

Q_SIGNALS:
    void changed();

private:
    void arrive(const std::optional<Lines> &lines);

    QThreadPool m_pool;
    std::shared_ptr<const StateSpace> m_space;
    std::optional<Lines> m_lines;
    bool m_isSearching = false;
    std::stop_source m_stop;
};

} // namespace racewalk::desktop
