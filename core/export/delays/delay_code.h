// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/delays/delay_spots.h"
#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What a thread does to wait for an event.
struct DelayWait {
    std::size_t completion = 0; ///< from 1; 0: none, only time
    bool isTimed = false;       ///< it also waits for some time
    bool isCallback = false;    ///< for a callback of call_rcu()
};

/// The name of a thread as the kernel keeps it in current->comm: TASK_COMM_LEN cuts it.
std::string commOf(const std::string &name);

/// The code that holds the threads of a program back, as a patch of its text.
class DelayCode {
public:
    /// `program` must outlive this.
    explicit DelayCode(const Program &program);

    /// In the order in which one thread does them there.
    void addReport(const DelaySpot &spot, ThreadId thread, std::size_t completion);
    void addWaits(const DelaySpot &spot, ThreadId thread, std::span<const DelayWait> waits,
                  bool sleeps);

    /// `passed` says of each completion what it reports. Empty if nothing was added.
    std::string patch(std::span<const std::string> passed) const;
    bool spins() const { return m_spins; }
    bool tellsThreadsApart() const { return m_counts; }
    /// The names of threads that the code cannot tell apart.
    std::vector<std::string> namesakes() const;

private:
    /// Lines for a thread at a place, which may be executed by others or at other times, too.
    struct Part {
        std::string condition; ///< empty: always
        std::vector<std::string> lines;
    };
    struct Statement {
        DelaySpot spot;
        std::vector<Part> before, within, after;
    };

    void add(const DelaySpot &spot, ThreadId thread, std::vector<std::string> lines);
    static void addOnce(std::vector<Part> &parts, Part part);
    std::map<SourceSpan, Statement> statements() const;
    std::vector<std::string> linesOf(std::span<const Part> parts) const;
    std::vector<std::string> definitions(std::span<const std::string> passed) const;
    std::uint32_t lineOfDefinitions() const;

    const Program &m_program;
    std::string m_level; ///< of indentation
    std::map<SourceSpan, Statement> m_statements;
    bool m_spins = false, m_counts = false;
};

} // namespace racewalk
