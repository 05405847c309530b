// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace racewalk {

/// The bytes of one state, wherever they are stored. Their meaning is in Layout.
using StateView = std::span<const std::byte>;
using StateBytes = std::span<std::byte>;

/// One state that owns its bytes. Equality of states is equality of bytes.
class State {
public:
    State() = default;
    explicit State(std::size_t size) : m_bytes(size) {}
    explicit State(StateView bytes) : m_bytes(bytes.begin(), bytes.end()) {}

    operator StateView() const { return m_bytes; }
    operator StateBytes() { return m_bytes; }
    StateView view() const { return m_bytes; }
    StateBytes bytes() { return m_bytes; }
    bool operator==(const State &) const = default;

private:
    std::vector<std::byte> m_bytes;
};

} // namespace racewalk
