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
    /// The type of NULL, which can be converted to every pointer type.
    TypeId nullType() { return pointerTo(voidType()); }
    TypeId taskPointer() { return pointerTo(TypeId{16}); }

    const Type &operator[](TypeId type) const { return m_types[indexOf(type)]; }
    TypeKind kind(TypeId type) const { return (*this)[type].kind; }

    /// Returns the named type; noType, with a report, if there is none.
    TypeId resolve(const syntax::TypeName &name);
    /// The type of a declared variable, with its array sizes. An empty first size is `elements`,
    /// the number of elements of the initializer.
    TypeId declared(const syntax::Variable &variable, std::uint32_t elements = 0);

    TypeId pointerTo(TypeId target);
    /// Returns an array type; noType, with a report at `span`, if it would be too large.
    TypeId arrayOf(TypeId element, std::int64_t count, const SourceSpan &span);

    /// Returns a field of a struct; null, with a report, if there is none of that name.
    const Field *field(TypeId structType, const syntax::Identifier &name);

    bool isInteger(TypeId type) const; ///< Bool, Integer or Enum: valid in arithmetic
    bool isPointer(TypeId type) const { return kind(type) == TypeKind::Pointer; }
    /// The type of `a[i]` or `*p`.
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

/// Returns the name of a type as in C: "struct inode *".
std::string nameOf(const TypeTable &types, TypeId type);
/// Returns the name of a type for a sentence: "a u32", "an int", "NULL".
std::string withArticle(const TypeTable &types, TypeId type);

} // namespace racewalk
