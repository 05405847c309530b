// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace racewalk {

enum class TypeId : std::uint16_t {};
enum class FunctionId : std::uint16_t {};
enum class BodyId : std::uint16_t {};
/// One thread or system lane of Program::threads, in order of declaration, system lanes last.
enum class ThreadId : std::uint16_t {};
enum class PoolId : std::uint16_t {};
/// One element of a pool, over all pools.
enum class ObjectId : std::uint16_t {};
/// One shared scalar; also the value of a pointer to it. Cell 0 is NULL and has no storage.
enum class CellId : std::uint16_t {};
/// One local variable or temporary of a Body.
enum class RegisterId : std::uint16_t {};
/// One call of a Body's inlined call tree; call 0 is the thread itself.
enum class CallId : std::uint16_t {};

inline constexpr CellId nullCell{0};
inline constexpr ObjectId noObject{0xffff};

/// The plain number of a strong id, for indexing.
template <class Id>
constexpr std::size_t indexOf(Id id)
{
    return static_cast<std::size_t>(id);
}

} // namespace racewalk
