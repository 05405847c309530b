// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/transition_list.h"

#include "program/check.h"

#include <iterator>
#include <utility>

namespace racewalk {

/// Goes through a list once, and frees what lies behind.
class TransitionList::Reader {
public:
    Reader(TransitionList &list, Watch &watch) : m_list(list), m_watch(watch) { skipOver(); }

    bool isAtEnd() const { return m_at == m_list.size(); }
    std::uint32_t source() const { return m_source; }
    const Way &way() const { return m_list.m_ways[m_at]; }

    void next()
    {
        m_watch.tick();
        if ((++m_at & mask) == 0) {
            m_list.m_ways.freeBefore(m_at);
            m_list.m_starts.freeBefore(m_source);
        }
        skipOver();
    }

private:
    static constexpr std::size_t mask = (std::size_t{1} << 16) - 1;

    /// Sources that have no transitions.
    void skipOver()
    {
        while (m_source + std::size_t{1} < m_list.m_starts.size() &&
               m_list.m_starts[m_source + std::size_t{1}] <= m_at)
            ++m_source;
    }

    TransitionList &m_list;
    Watch &m_watch;
    std::size_t m_at = 0;
    std::uint32_t m_source = 0;
};

/// As Boost wants to read it: each source with its target.
struct TransitionList::Ends {
    using iterator_category = std::input_iterator_tag;
    using value_type = std::pair<std::uint32_t, std::uint32_t>;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type *;
    using reference = value_type;

    Reader *reader = nullptr; ///< null at the end
    value_type value;

    value_type operator*() const { return value; }
    pointer operator->() const { return &value; }
    Ends &operator++()
    {
        reader->next();
        read();
        return *this;
    }
    bool operator==(const Ends &other) const { return reader == other.reader; }
    void read()
    {
        if (reader->isAtEnd())
            reader = nullptr;
        else
            value = {reader->source(), reader->way().target};
    }
};

/// The steps beside them.
struct TransitionList::Steps {
    using iterator_category = std::input_iterator_tag;
    using value_type = Step;
    using difference_type = std::ptrdiff_t;
    using pointer = const Step *;
    using reference = Step;

    const Reader *reader = nullptr;

    Step operator*() const { return reader->way().step; }
    Steps &operator++() { return *this; } // Ends goes on for both
};

TransitionGraph TransitionList::takeGraph(std::size_t states, Watch watch)
{
    TransitionList list = std::exchange(*this, {});
    Reader reader(list, watch);
    Ends begin{&reader, {}};
    begin.read();
    return {boost::edges_are_sorted,
            begin,
            Ends{},
            Steps{&reader},
            static_cast<std::uint32_t>(states),
            static_cast<std::uint32_t>(list.size())};
}

ParentList TransitionList::takeParents(std::size_t states, Watch watch)
{
    TransitionList list = std::exchange(*this, {});
    ParentList parents;
    parents.push_back(noParent);
    for (Reader reader(list, watch); !reader.isAtEnd(); reader.next()) {
        if (reader.way().target == parents.size())
            parents.push_back(reader.source());
    }
    RACEWALK_CHECK(parents.size() == states);
    return parents;
}

} // namespace racewalk
