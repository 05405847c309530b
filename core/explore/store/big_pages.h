// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace racewalk {

/// Allocates memory, with huge pages if it is large: random look-ups in a table would otherwise
/// need a page table walk almost every time. Throws std::bad_alloc.
void *allocateBig(std::size_t bytes);
void freeBig(void *memory, std::size_t bytes) noexcept;

template <class T>
struct BigPages {
    using value_type = T;

    BigPages() = default;
    template <class Other>
    BigPages(const BigPages<Other> &) // NOLINT(google-explicit-constructor): an allocator converts
    {}

    T *allocate(std::size_t count) { return static_cast<T *>(allocateBig(count * sizeof(T))); }
    void deallocate(T *memory, std::size_t count) noexcept { freeBig(memory, count * sizeof(T)); }
    bool operator==(const BigPages &) const { return true; }
};

template <class T>
using BigVector = std::vector<T, BigPages<T>>;

} // namespace racewalk
