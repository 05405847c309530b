// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/workers.h"

#include <algorithm>
#include <utility>

namespace racewalk {

unsigned Workers::fit()
{
    return std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
}

Workers::~Workers()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
}

void Workers::start()
{
    try {
        for (unsigned number = 1; number < m_count; ++number)
            m_threads.emplace_back(
                [this, number](const std::stop_token &stop) { work(stop, number); });
    } catch (const std::exception &) { // no thread to be had, or no memory for one
        m_count = static_cast<unsigned>(m_threads.size()) + 1;
    }
}

void Workers::run(const std::function<void(unsigned)> &job)
{
    if (m_threads.empty() && m_count > 1)
        start();
    {
        const std::lock_guard lock(m_mutex);
        m_job = &job;
        ++m_jobNumber;
        m_working = static_cast<unsigned>(m_threads.size());
    }
    m_jobIsThere.notify_all();
    doJob(job, 0);
    std::unique_lock lock(m_mutex);
    m_isDone.wait(lock, [this] { return m_working == 0; });
    if (m_failure)
        std::rethrow_exception(std::exchange(m_failure, nullptr));
}

void Workers::work(const std::stop_token &stop, unsigned number)
{
    std::size_t done = 0;
    std::unique_lock lock(m_mutex);
    while (m_jobIsThere.wait(lock, stop, [&] { return m_jobNumber != done; })) {
        done = m_jobNumber;
        const std::function<void(unsigned)> &job = *m_job;
        lock.unlock();
        doJob(job, number);
        lock.lock();
        if (--m_working == 0)
            m_isDone.notify_one();
    }
}

void Workers::doJob(const std::function<void(unsigned)> &job, unsigned number)
{
    try {
        job(number);
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_failure = std::current_exception();
    }
}

} // namespace racewalk
