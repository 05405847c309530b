// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/state.h"
#include "program/check.h"

#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

namespace racewalk {

/// A message from one rank to another: plain values, one after the other, in their representation
/// in memory. All ranks run the same program on machines of one kind.
using Parcel = std::vector<std::byte>;

template <class Value>
void put(Parcel &parcel, const Value &value)
{
    static_assert(std::is_trivially_copyable_v<Value>);
    const auto *const bytes = reinterpret_cast<const std::byte *>(&value);
    parcel.insert(parcel.end(), bytes, bytes + sizeof value);
}

inline void putBytes(Parcel &parcel, StateView bytes)
{
    parcel.insert(parcel.end(), bytes.begin(), bytes.end());
}

/// Appends the number of values, then the values.
template <class Value>
void putAll(Parcel &parcel, const std::vector<Value> &values)
{
    static_assert(std::is_trivially_copyable_v<Value>);
    put(parcel, values.size());
    putBytes(parcel, std::as_bytes(std::span(values)));
}

/// Reads values from a parcel in the order in which they were written. `parcel` outlives the
/// reader.
class ParcelReader {
public:
    explicit ParcelReader(const Parcel &parcel) : m_left(parcel) {}

    bool isAtEnd() const { return m_left.empty(); }

    StateView takeBytes(std::size_t count)
    {
        RACEWALK_CHECK(count <= m_left.size());
        const StateView bytes = m_left.first(count);
        m_left = m_left.subspan(count);
        return bytes;
    }

    template <class Value>
    Value take()
    {
        static_assert(std::is_trivially_copyable_v<Value>);
        Value value;
        std::memcpy(&value, takeBytes(sizeof value).data(), sizeof value);
        return value;
    }

    template <class Value>
    std::vector<Value> takeAll()
    {
        const auto count = take<std::size_t>();
        RACEWALK_CHECK(count <= m_left.size() / sizeof(Value));
        std::vector<Value> values(count);
        if (count > 0)
            std::memcpy(values.data(), takeBytes(count * sizeof(Value)).data(),
                        count * sizeof(Value));
        return values;
    }

private:
    StateView m_left;
};

} // namespace racewalk
