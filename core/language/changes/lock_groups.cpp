// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/changes/lock_groups.h"

#include "language/changes/lock_names.h"
#include "language/lowering/primitives/primitives.h"
#include "language/syntax/syntax_walk.h"
#include "program/control_flow.h"
#include "program/operations.h"

#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace racewalk {

namespace {

using namespace syntax;

using Lock = Operation::Lock;

struct LockOperation {
    Lock lock{};
    bool takes = false;
};

std::optional<LockOperation> lockOperationOf(const Primitive &known)
{
    if (known.details.op == Op::SeqAdvance)
        return LockOperation{Lock::Sequence, *known.details.fixed != 0};
    const Operation &operation = operationOf(known.details.op);
    if (!operation.takesLock() && !operation.releasesLock())
        return std::nullopt;
    return LockOperation{operation.lock, operation.takesLock()};
}

/// A call in the text that takes or releases something.
struct Site {
    LockOperation operation;
    const CallExpression *call = nullptr;
    Statement *statement = nullptr; ///< null if the call is only a part of one
    SourceSpan span;                ///< of the call
};

std::vector<Site> sitesIn(const std::vector<Statement *> &statements)
{
    std::vector<Site> sites;
    for (Statement *statement : statements) {
        const auto *whole = std::get_if<ExpressionStatement>(&statement->node);
        forEachExpression(*statement, [&](const Expression &expression) {
            const auto *call = std::get_if<CallExpression>(&expression.node);
            const Primitive *known = call ? findPrimitive(call->callee.name) : nullptr;
            const std::optional<LockOperation> operation =
                known ? lockOperationOf(*known) : std::nullopt;
            const bool isWhole = whole != nullptr && whole->expression.get() == &expression;
            if (operation)
                sites.push_back({*operation, call, isWhole ? statement : nullptr, expression.span});
        });
    }
    std::ranges::sort(sites, {}, &Site::span);
    return sites;
}

constexpr std::size_t noSite = static_cast<std::size_t>(-1);

/// Follows one thread's code, all calls inlined.
class Follower {
public:
    Follower(const Body &body, const std::vector<Site> &sites, const LockNames &names)
        : m_body(body), m_sites(sites)
    {
        for (const Origin &origin : body.origins) {
            const auto site = std::ranges::lower_bound(sites, origin.span, {}, &Site::span);
            const bool isThere = site != sites.end() && site->span == origin.span;
            m_siteAt.push_back(isThere ? static_cast<std::size_t>(site - sites.begin()) : noSite);
            m_nameAt.push_back(isThere ? names.of(*site->call, body, origin.call) : LockName());
        }
    }

    /// Calls `meet` with each site that takes and each that releases what it took.
    template <class Meet>
    void follow(Meet meet) const
    {
        for (std::uint32_t from = 0; from < m_body.code.size(); ++from) {
            const std::size_t taker = m_siteAt[from];
            if (taker == noSite || !m_sites[taker].operation.takes || isLocal(from))
                continue;
            std::set<std::size_t> releases = releasesAfter(from, &LockName::whole);
            if (releases.empty()) // it may be called differently there
                releases = releasesAfter(from, &LockName::last);
            for (const std::size_t release : releases)
                meet(taker, release);
        }
    }

private:
    /// Read sections can be nested.
    static constexpr std::uint32_t maxDepth = 8;

    bool isLocal(std::uint32_t position) const
    {
        return operationOf(m_body.code[position].op).isLocal();
    }

    std::set<std::size_t> releasesAfter(std::uint32_t from, std::string LockName::*part) const
    {
        const Site &taker = m_sites[m_siteAt[from]];
        const std::string &name = m_nameAt[from].*part;
        std::set<std::size_t> releases;
        std::set<std::pair<std::uint32_t, std::uint32_t>> seen; // position and depth
        std::vector<std::pair<std::uint32_t, std::uint32_t>> toVisit{{from, 0}};
        while (!toVisit.empty()) {
            auto [at, depth] = toVisit.back();
            toVisit.pop_back();
            if (at != from && m_siteAt[at] != noSite && !isLocal(at)) {
                const Site &site = m_sites[m_siteAt[at]];
                const bool isSame =
                    site.operation.lock == taker.operation.lock && m_nameAt[at].*part == name;
                // Some primitives are several instructions.
                const bool isRest = m_siteAt[at] == m_siteAt[from] &&
                                    m_body.origins[at].call == m_body.origins[from].call;
                if (isSame && !site.operation.takes) {
                    if (depth == 0) {
                        releases.insert(m_siteAt[at]);
                        continue;
                    }
                    --depth;
                } else if (isSame && !isRest) {
                    if (site.operation.lock != Lock::Rcu || depth == maxDepth)
                        continue; // who holds it does not come here
                    ++depth;
                }
            }
            for (const std::uint32_t next : successorsOf(m_body, at))
                if (next != from && seen.emplace(next, depth).second)
                    toVisit.emplace_back(next, depth);
        }
        return releases;
    }

    const Body &m_body;
    const std::vector<Site> &m_sites;
    // By instruction.
    std::vector<std::size_t> m_siteAt;
    std::vector<LockName> m_nameAt;
};

} // namespace

std::vector<LockGroup> findLockGroups(const Program &program, const SyntaxTree &tree,
                                      const std::vector<Statement *> &statements)
{
    const std::vector<Site> sites = sitesIn(statements);
    const LockNames names(program, tree, statements);
    const boost::typed_identity_property_map<std::size_t> index;
    std::vector<std::size_t> ranks(sites.size()), parents(sites.size());
    boost::disjoint_sets together(boost::make_iterator_property_map(ranks.begin(), index),
                                  boost::make_iterator_property_map(parents.begin(), index));
    for (std::size_t i = 0; i < sites.size(); ++i)
        together.make_set(i);
    for (const Body &body : program.bodies)
        Follower(body, sites, names).follow([&](std::size_t take, std::size_t release) {
            together.union_set(take, release);
        });

    std::vector<LockGroup> groups(sites.size());
    std::map<std::size_t, std::size_t> firstOf; // of each set, its first site
    for (std::size_t i = 0; i < sites.size(); ++i) {
        LockGroup &group = groups[firstOf.try_emplace(together.find_set(i), i).first->second];
        if (sites[i].statement == nullptr)
            group.isStatementsOnly = false;
        else
            (sites[i].operation.takes ? group.takes : group.releases).push_back(sites[i].statement);
    }
    std::erase_if(groups, [](const LockGroup &group) {
        return group.takes.empty() && group.releases.empty();
    });
    return groups;
}

} // namespace racewalk
