// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/store/big_pages.h"

#include <cstdint>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace racewalk {

namespace {

constexpr std::size_t pageBytes = std::size_t{1} << 21;

#ifdef __linux__

/// The largest that any Linux has otherwise.
constexpr std::size_t smallPageBytes = std::size_t{1} << 16;

std::size_t rounded(std::size_t bytes)
{
    return (bytes + smallPageBytes - 1) / smallPageBytes * smallPageBytes;
}

/// From the system itself, and back to it: what the allocator of the library is given back, it may
/// keep, and a limit on memory is then not what the process takes.
void *allocatePages(std::size_t bytes)
{
    const std::size_t size = rounded(bytes);
    if (size < bytes || size + pageBytes < size)
        throw std::bad_alloc();
    void *all =
        mmap(nullptr, size + pageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        throw std::bad_alloc();
    auto *const begin = static_cast<char *>(all);
    const std::size_t before = -reinterpret_cast<std::uintptr_t>(begin) % pageBytes;
    char *const memory = begin + before;
    if (before > 0)
        munmap(begin, before);
    munmap(memory + size, pageBytes - before);
    // Advice: where it is refused, small pages do.
    madvise(memory, size, MADV_HUGEPAGE);
    return memory;
}

void freePages(void *memory, std::size_t bytes) noexcept
{
    munmap(memory, rounded(bytes));
}

#else

void *allocatePages(std::size_t bytes)
{
    return ::operator new (bytes, std::align_val_t{pageBytes});
}

void freePages(void *memory, std::size_t) noexcept
{
    ::operator delete (memory, std::align_val_t{pageBytes});
}

#endif

} // namespace

void *allocateBig(std::size_t bytes)
{
    return bytes < pageBytes ? ::operator new(bytes) : allocatePages(bytes);
}

void freeBig(void *memory, std::size_t bytes) noexcept
{
    if (bytes < pageBytes)
        ::operator delete(memory);
    else
        freePages(memory, bytes);
}

} // namespace racewalk
