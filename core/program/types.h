// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// The kind of a type. The kernel's own types are scalars here: one cell each, changed only by
/// their primitives.
enum class TypeKind : std::uint8_t {
    Void,
    Bool,
    Integer,
    Enum,
    Pointer, ///< to a struct, a scalar, or (kind Task) to a thread
    Struct,
    Array,
    Atomic,
    SpinLock,
    Mutex,
    RwLock,
    WaitQueue,
    Completion,
    Semaphore,
    Task, ///< struct task_struct: only pointers to it exist; such a pointer is thread number + 1
};

struct Field {
    std::string name;
    TypeId type{};
    std::uint32_t cell = 0; ///< offset from the struct's first cell
};

struct Enumerator {
    std::string name;
    std::int32_t value = 0;
};

struct Type {
    TypeKind kind = TypeKind::Void;
    std::string name;          ///< as C spells it: "u32", "struct inode", "struct inode *"
    std::uint8_t bits = 0;     ///< of Bool, Integer, Enum, Atomic: 1, 8, 16 or 32
    bool isSigned = false;     ///< of Integer, Enum and Atomic
    TypeId target{};           ///< of Pointer: pointed-to type; of Array: element type
    std::uint32_t count = 0;   ///< of Array: number of elements
    std::uint32_t cells = 0;   ///< shared scalars that an object of this type has
    std::vector<Field> fields; ///< of Struct
    std::vector<Enumerator> enumerators; ///< of Enum
};

/// Whether values are shown as sets of flags: an enum whose non-zero enumerators are distinct
/// single bits, at least two.
bool isFlags(const Type &type);

/// Bool, Integer, Enum or Pointer: what a register can hold and Load and Store move.
bool isValue(const Type &type);

/// Spinlock, mutex or read-write lock.
inline bool isLock(const Type &type)
{
    return type.kind == TypeKind::SpinLock || type.kind == TypeKind::Mutex ||
           type.kind == TypeKind::RwLock;
}

/// Returns `value` truncated to the type's width and extended to 32 bits, as in C.
std::int32_t wrapTo(const Type &type, std::int32_t value);

} // namespace racewalk
