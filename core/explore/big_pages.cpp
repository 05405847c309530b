// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/big_pages.h"

#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace racewalk {

namespace {

constexpr std::size_t pageBytes = std::size_t{1} << 21;
constexpr std::align_val_t pageAlignment{pageBytes};

} // namespace

void *allocateBig(std::size_t bytes)
{
    if (bytes < pageBytes)
        return ::operator new(bytes);
    void *memory = ::operator new(bytes, pageAlignment);
#ifdef __linux__
    // Advice: where it is refused, small pages do.
    madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return memory;
}

void freeBig(void *memory, std::size_t bytes) noexcept
{
    if (bytes < pageBytes)
        ::operator delete(memory);
    else
        ::operator delete(memory, pageAlignment);
}

} // namespace racewalk
