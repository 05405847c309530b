// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/problems.h"
#include "language/syntax/syntax_tree.h"
#include "language/types/constants.h"
#include "program/storage.h"
#include "program/types.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// The type of an erroneous expression. The error has been reported; later passes stay silent.
inline constexpr TypeId noType{0xffff};

/// Largest number of cells of a scenario's shared memory.
inline constexpr std::uint32_t maxCells = 60'000;

/// All types of a scenario: the built-in ones, its structs and enums, and pointers and arrays when
/// they are used. Fills Storage::types; equal types have equal ids.
class TypeTable {
public:
    TypeTable(const syntax::SyntaxTree &tree, Constants &constants, Problems &problems,
              std::vector<Type> &types);

    TypeId voidType() const { return TypeId{0}; }
    TypeId boolType() const { return TypeId{1}; }
    TypeId intType() const { return TypeId{7}; }
    TypeId unsignedType() const { return TypeId{4}; }
    TypeId seqLockType() const { return TypeId{12}; }
    /// Of NULL: fits every pointer.
    TypeId nullType() { return pointerTo(voidType()); }
    TypeId taskPointer() { return pointerTo(TypeId{16}); }

    const Type &operator[](TypeId type) const { return m_types[indexOf(type)]; }
    TypeKind kind(TypeId type) const { return (*this)[type].kind; }

    /// noType, reported, if there is none of that name.
    TypeId resolve(const syntax::TypeName &name);
    /// With array sizes. An empty first size is taken from `elements` (of the initializer).
    TypeId declared(const syntax::Variable &variable, std::uint32_t elements = 0);

    TypeId pointerTo(TypeId target);
    /// noType, reported at `span`, if that would be too big.
    TypeId arrayOf(TypeId element, std::int64_t count, const SourceSpan &span);

    /// Null, reported, if the struct has no such field.
    const Field *field(TypeId structType, const syntax::Identifier &name);

    bool isInteger(TypeId type) const; ///< Bool, Integer or Enum: what arithmetic takes
    bool isPointer(TypeId type) const { return kind(type) == TypeKind::Pointer; }
    /// What `a[i]` and `*p` reach.
    TypeId target(TypeId type) const { return (*this)[type].target; }

private:
    enum class Progress { Waiting, Working, Built };

    TypeId add(Type type);
    void addSeqLock();
    void addBuiltIn(TypeKind kind, std::string_view name, unsigned bits = 0, bool isSigned = false);
    void declareTags(const syntax::SyntaxTree &tree);
    void buildStruct(std::size_t index);
    TypeId fieldType(const syntax::Variable &field);
    TypeId unknownTag(const syntax::TypeName &name);

    const syntax::SyntaxTree &m_tree;
    Constants &m_constants;
    Problems &m_problems;
    std::vector<Type> &m_types;
    std::map<std::string, TypeId, std::less<>> m_structs;
    std::map<std::string, TypeId, std::less<>> m_enums;
    std::map<TypeId, std::size_t> m_structIndex; ///< into m_tree.structs
    std::vector<TypeId> m_structIds;             ///< of m_tree.structs
    std::vector<Progress> m_progress;            ///< of m_tree.structs
    std::map<TypeId, TypeId> m_pointers;
    std::map<std::pair<TypeId, std::uint32_t>, TypeId> m_arrays;
    std::size_t m_depth = 0;
};

/// As C spells it: "struct inode *".
std::string nameOf(const TypeTable &types, TypeId type);
/// In a sentence: "a u32", "an int", "NULL".
std::string withArticle(const TypeTable &types, TypeId type);

} // namespace racewalk
