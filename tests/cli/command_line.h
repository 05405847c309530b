// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/run_program.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::test {

/// The built program as a user runs it. Each test starts in an empty folder of its own.
class CommandLine : public testing::Test {
protected:
    CommandLine();

    /// Runs `racewalk ARGUMENTS` in the test's folder.
    ProgramResult racewalk(const std::vector<std::string> &arguments) const;
    /// The same through `sh -c`, in which $RACEWALK is the program.
    ProgramResult shell(const std::string &command) const;
    /// Writes a file into the test's folder and returns its name.
    std::string write(const std::string &name, std::string_view content) const;
    std::filesystem::path folder() const { return m_folder; }
    std::string contentOf(const std::string &name) const;
    std::vector<std::string> filesInFolder() const; ///< their names, sorted

    /// Two threads that can lose an update; its `final` then fails. No `expect`.
    static constexpr std::string_view lostUpdate = R"(scenario "Lost update";
int n;
thread a { n = n + 1; }
thread b { n = n + 1; }
final n == 2;
)";

    /// Who tests first and then sleeps can sleep forever.
    static constexpr std::string_view threeVariants = R"(scenario "Three variants";
variant good "Expects a hang and has one";
variant dull "Expects a hang and has none";
variant bad "Expects nothing and hangs";
bool done;
wait_queue_head_t wq;
thread waiter {
#ifdef dull
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        if (!READ_ONCE(done))
                schedule();
#else
        if (!READ_ONCE(done)) {
                prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
                schedule();
        }
#endif
        finish_wait(&wq);
}
thread waker { WRITE_ONCE(done, true); wake_up(&wq); }
expect good: hang;
expect dull: hang;
expect bad: ok;
)";

private:
    std::filesystem::path m_folder;
};

/// What a message must be: something, without a stack of calls or a C++ type in it.
testing::AssertionResult isMessage(const ProgramResult &result, std::string_view part);

} // namespace racewalk::test
