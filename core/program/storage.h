// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"
#include "program/source_span.h"
#include "program/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// One shared scalar. The cells of a struct or array are consecutive, so `p->field` is p plus the
/// field's offset.
struct Cell {
    std::string path; ///< as in source code: "inodes[0].i_state", "inode_hash_lock"
    TypeId type{};
    std::int32_t initial = 0; ///< 32-bit value; of pointers a CellId (of task pointers thread + 1)
    ObjectId object = noObject; ///< the pool object it belongs to, if any
    bool written = true; ///< false: no thread ever writes or frees it, so reading it is no step
};

struct Global {
    std::string name;
    TypeId type{};
    CellId first{};
    SourceSpan span;
};

/// `pool struct T name[N];` An object with an initializer starts allocated, the others start free.
struct Pool {
    std::string name;
    TypeId type{};
    ObjectId firstObject{};
    std::uint16_t count = 0;
    SourceSpan span;
};

struct Object {
    std::string name; ///< "inodes[0]"
    PoolId pool{};
    CellId first{};
    std::uint16_t cells = 0;
    bool initiallyLive = false;
};

/// All shared memory. Pools are in `pools`, all other globals in `globals`; cells[0] represents
/// NULL.
struct Storage {
    std::vector<Type> types;
    std::vector<Cell> cells;
    std::vector<Global> globals;
    std::vector<Pool> pools;
    std::vector<Object> objects;

    const Type &typeOf(CellId cell) const { return types[indexOf(cells[indexOf(cell)].type)]; }
    const Type &type(TypeId id) const { return types[indexOf(id)]; }
};

} // namespace racewalk
