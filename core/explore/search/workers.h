// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace racewalk {

/// States that a worker takes at a time: enough to fetch the next ones from memory while it expands
/// one, and few enough that the other workers do not wait long.
inline constexpr std::size_t stretchStates = 64;
/// With fewer states to expand, one worker is done before a second one has started.
inline constexpr std::size_t statesForWorkers = 1024;

/// A group of threads that run one job after the other together. The caller is one of them; the
/// others start when they are needed first, and sleep between jobs.
class Workers {
public:
    /// At least one thread. If the system refuses to create a thread, there are fewer.
    explicit Workers(unsigned count) : m_count(count) {}
    ~Workers();
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    unsigned count() const { return m_count; }

    /// Runs `job` in each worker with the worker's number, in the caller as number 0; returns when
    /// all have finished. An exception of one of them is thrown here.
    void run(const std::function<void(unsigned)> &job);

    /// Returns the number of processors, up to eight: the work of a single worker between jobs
    /// makes more useless.
    static unsigned fit();

private:
    void start();
    void work(const std::stop_token &stop, unsigned number);
    void doJob(const std::function<void(unsigned)> &job, unsigned number);

    unsigned m_count;
    std::mutex m_mutex;
    std::condition_variable_any m_jobIsThere;
    std::condition_variable m_isDone;
    const std::function<void(unsigned)> *m_job = nullptr;
    std::size_t m_jobNumber = 0;
    unsigned m_working = 0; ///< threads that have not finished the job
    std::exception_ptr m_failure;
    std::vector<std::jthread> m_threads; ///< last member, because the threads use the others
};

} // namespace racewalk
