// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/search/coverage_search.h"

#include "desktop/base/background_job.h"
#include "explore/fates/coverage.h"

#include <utility>

namespace racewalk::desktop {

CoverageSearch::CoverageSearch(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

CoverageSearch::~CoverageSearch()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void CoverageSearch::clear()
{
    m_stop.request_stop();
    m_space.reset();
    m_lines.reset();
    m_isSearching = false;
}

void CoverageSearch::start(std::shared_ptr<const Machine> machine,
                           std::shared_ptr<const StateSpace> space)
{
    if (space == m_space)
        return;
    clear();
    m_space = std::move(space);
    m_isSearching = true;
    m_stop = std::stop_source();
    const auto work = [machine = std::move(machine), searched = m_space,
                       stop = m_stop.get_token()] {
        return unreachedLines(*machine, *searched, maxTransitionsForCoverage, stop);
    };
    startJob(
        m_pool, QPointer<CoverageSearch>(this), m_stop.get_token(), work,
        [](CoverageSearch &one, const auto &lines) { one.arrive(lines ? *lines : std::nullopt); });
}

void CoverageSearch::arrive(const std::optional<Lines> &lines)
{
    m_isSearching = false;
    m_lines = lines;
    Q_EMIT changed();
}

} // namespace racewalk::desktop
