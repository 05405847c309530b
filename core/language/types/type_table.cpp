// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/types/type_table.h"

#include "language/words/foreign_words.h"
#include "language/words/nearest_name.h"
#include "program/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace racewalk {

using syntax::BaseType;

namespace {

constexpr std::size_t maxTypes = 10'000;
constexpr std::size_t maxStructDepth = 50;

/// The built-in type of a base type; they are added in this order. -1 for structs and enums.
int builtInNumber(BaseType base)
{
    switch (base) {
    case BaseType::Void:
        return 0;
    case BaseType::Bool:
        return 1;
    case BaseType::U8:
        return 2;
    case BaseType::U16:
        return 3;
    case BaseType::U32:
        return 4;
    case BaseType::S8:
        return 5;
    case BaseType::S16:
        return 6;
    case BaseType::S32:
        return 7;
    case BaseType::Atomic:
        return 8;
    case BaseType::SpinLock:
        return 9;
    case BaseType::Mutex:
        return 10;
    case BaseType::RwLock:
        return 11;
    case BaseType::SeqCount:
        return 12;
    case BaseType::WaitQueueHead:
        return 13;
    case BaseType::Completion:
        return 14;
    case BaseType::Semaphore:
        return 15;
    case BaseType::Task:
        return 16;
    case BaseType::Struct:
    case BaseType::Enum:
    case BaseType::RcuHead:
    case BaseType::IrqFlags:
    case BaseType::WaitEntry:
        break;
    }
    return -1;
}

} // namespace

TypeTable::TypeTable(const syntax::SyntaxTree &tree, Constants &constants, Problems &problems,
                     std::vector<Type> &types)
    : m_tree(tree), m_constants(constants), m_problems(problems), m_types(types),
      m_progress(tree.structs.size(), Progress::Waiting)
{
    RACEWALK_CHECK(types.empty());
    addBuiltIn(TypeKind::Void, "void");
    addBuiltIn(TypeKind::Bool, "bool", 1);
    addBuiltIn(TypeKind::Integer, "u8", 8);
    addBuiltIn(TypeKind::Integer, "u16", 16);
    addBuiltIn(TypeKind::Integer, "u32", 32);
    addBuiltIn(TypeKind::Integer, "s8", 8, true);
    addBuiltIn(TypeKind::Integer, "s16", 16, true);
    addBuiltIn(TypeKind::Integer, "int", 32, true);
    addBuiltIn(TypeKind::Atomic, "atomic_t", 32, true);
    addBuiltIn(TypeKind::SpinLock, "spinlock_t");
    addBuiltIn(TypeKind::Mutex, "struct mutex");
    addBuiltIn(TypeKind::RwLock, "rwlock_t");
    addSeqLock();
    addBuiltIn(TypeKind::WaitQueue, "wait_queue_head_t");
    addBuiltIn(TypeKind::Completion, "struct completion");
    addBuiltIn(TypeKind::Semaphore, "struct semaphore");
    addBuiltIn(TypeKind::Task, "struct task_struct");
    declareTags(tree);
    for (std::size_t i = 0; i < tree.structs.size(); ++i)
        buildStruct(i);
}

TypeId TypeTable::add(Type type)
{
    if (m_types.size() >= maxTypes) {
        m_problems.error({}, fmt::format("a scenario has at most {} types", maxTypes));
        return noType;
    }
    m_types.push_back(std::move(type));
    return static_cast<TypeId>(m_types.size() - 1);
}

void TypeTable::addBuiltIn(TypeKind kind, std::string_view name, unsigned bits, bool isSigned)
{
    Type type;
    type.kind = kind;
    type.name = name;
    type.bits = static_cast<std::uint8_t>(bits);
    type.isSigned = isSigned;
    type.cells = kind == TypeKind::Void || kind == TypeKind::Task ? 0 : 1;
    add(std::move(type));
}

/// A lock for writers, and behind it the count that readers look at.
void TypeTable::addSeqLock()
{
    Type type;
    type.kind = TypeKind::Struct;
    type.name = "seqlock_t";
    type.cells = 2;
    type.fields = {{"lock", static_cast<TypeId>(builtInNumber(BaseType::SpinLock)), 0},
                   {"sequence", unsignedType(), 1}};
    add(std::move(type));
}

void TypeTable::declareTags(const syntax::SyntaxTree &tree)
{
    for (const syntax::EnumDeclaration &declaration : tree.enums) {
        Type type;
        type.kind = TypeKind::Enum;
        type.name = "enum " + declaration.tag.name;
        type.bits = 32;
        type.isSigned = true;
        type.cells = 1;
        type.enumerators = m_constants.enumerators(declaration);
        m_enums.try_emplace(declaration.tag.name, add(std::move(type)));
    }
    for (std::size_t i = 0; i < tree.structs.size(); ++i) {
        Type type;
        type.kind = TypeKind::Struct;
        type.name = "struct " + tree.structs[i].tag.name;
        const TypeId id = add(std::move(type));
        m_structs.try_emplace(tree.structs[i].tag.name, id);
        m_structIndex.try_emplace(id, i);
        m_structIds.push_back(id);
    }
}

void TypeTable::buildStruct(std::size_t index)
{
    const syntax::StructDeclaration &declaration = m_tree.structs[index];
    if (m_progress[index] == Progress::Built)
        return;
    const TypeId id = m_structIds[index];
    m_progress[index] = Progress::Working;
    std::vector<Field> fields;
    std::set<std::string_view> names;
    std::uint32_t cells = 0;
    for (const syntax::Variable &variable : declaration.fields) {
        if (!names.insert(variable.name.name).second) {
            m_problems.error(variable.name.span,
                             fmt::format("struct {} has two fields '{}'", declaration.tag.name,
                                         variable.name.name));
            continue;
        }
        const TypeId type = fieldType(variable);
        const std::uint32_t size = type == noType ? 1 : (*this)[type].cells;
        fields.push_back({variable.name.name, type, cells});
        cells += size;
        if (cells > maxCells) {
            m_problems.error(variable.span, fmt::format("struct {} is too big: a scenario has at "
                                                        "most {} shared scalars",
                                                        declaration.tag.name, maxCells));
            fields = {{variable.name.name, noType, 0}};
            cells = 0;
            break;
        }
    }
    if (declaration.fields.empty())
        m_problems.error(declaration.span,
                         fmt::format("struct {} has no fields", declaration.tag.name));
    if (id != noType) {
        m_types[indexOf(id)].fields = std::move(fields);
        m_types[indexOf(id)].cells = std::max<std::uint32_t>(cells, 1);
    }
    m_progress[index] = Progress::Built;
}

TypeId TypeTable::fieldType(const syntax::Variable &field)
{
    const bool isByValue = field.type.base == BaseType::Struct && field.type.pointers == 0;
    const auto found = isByValue ? m_structs.find(field.type.tag.name) : m_structs.end();
    if (found != m_structs.end()) {
        const std::size_t index = m_structIndex.find(found->second)->second;
        if (m_progress[index] == Progress::Working) {
            m_problems.error(field.span,
                             fmt::format("struct {} contains itself", field.type.tag.name),
                             "a pointer to it may stand here");
            return noType;
        }
        if (m_depth >= maxStructDepth) {
            m_problems.error(field.span,
                             fmt::format("structs nest deeper than {}", maxStructDepth));
            return noType;
        }
        ++m_depth;
        buildStruct(index);
        --m_depth;
    }
    return declared(field);
}

TypeId TypeTable::unknownTag(const syntax::TypeName &name)
{
    const bool isStruct = name.base == BaseType::Struct;
    if (name.base == BaseType::RcuHead) {
        m_problems.error(name.tag.span, "a struct rcu_head can only be a field of a struct",
                         "leave it out, and write kfree_rcu(p)");
        return noType;
    }
    std::vector<std::string_view> known;
    for (const auto &[tag, id] : isStruct ? m_structs : m_enums)
        known.push_back(tag);
    const std::string hint = isStruct ? whatToWriteForStruct(name.tag.name) : std::string();
    m_problems.error(
        name.tag.span,
        fmt::format("unknown type '{} {}'", isStruct ? "struct" : "enum", name.tag.name),
        hint.empty() ? didYouMean(name.tag.name, known) : hint);
    return noType;
}

TypeId TypeTable::resolve(const syntax::TypeName &name)
{
    TypeId type = noType;
    if (const int number = builtInNumber(name.base); number >= 0) {
        type = static_cast<TypeId>(number);
    } else {
        const auto &tags = name.base == BaseType::Struct ? m_structs : m_enums;
        const auto found = tags.find(name.tag.name);
        type = found == tags.end() ? unknownTag(name) : found->second;
    }
    if (type != noType && name.pointers > 0 && kind(type) == TypeKind::Void) {
        m_problems.error(name.span, "pointers to void are not supported",
                         "say what it points to: 'struct T *', 'u32 *'");
        return noType;
    }
    for (std::uint32_t i = 0; i < name.pointers && type != noType; ++i)
        type = pointerTo(type);
    return type;
}

TypeId TypeTable::declared(const syntax::Variable &variable, std::uint32_t elements)
{
    TypeId type = resolve(variable.type);
    if (type == noType)
        return noType;
    if (kind(type) == TypeKind::Void || kind(type) == TypeKind::Task) {
        m_problems.error(
            variable.span,
            fmt::format("'{}' cannot be of type {}", variable.name.name, (*this)[type].name),
            kind(type) == TypeKind::Task ? "write 'struct task_struct *'" : "");
        return noType;
    }
    // int a[2][3] is two arrays of three.
    for (std::size_t i = variable.arraySizes.size(); i-- > 0 && type != noType;) {
        const syntax::ExpressionPtr &size = variable.arraySizes[i];
        if (size == nullptr && i == 0 && elements > 0) {
            type = arrayOf(type, elements, variable.span);
            continue;
        }
        if (size == nullptr) {
            m_problems.error(variable.span,
                             fmt::format("the array '{}' has no size", variable.name.name));
            return noType;
        }
        const auto count = m_constants.evaluate(*size, "an array's size");
        if (!count)
            return noType;
        const auto plain = static_cast<std::uint32_t>(count->value);
        type = arrayOf(type, count->isUnsigned ? std::int64_t{plain} : std::int64_t{count->value},
                       size->span);
    }
    return type;
}

TypeId TypeTable::pointerTo(TypeId target)
{
    const auto found = m_pointers.find(target);
    if (found != m_pointers.end())
        return found->second;
    Type type;
    type.kind = TypeKind::Pointer;
    const std::string &name = (*this)[target].name;
    type.name = name + (name.ends_with('*') ? "*" : " *");
    type.target = target;
    type.cells = 1;
    const TypeId id = add(std::move(type));
    if (id != noType)
        m_pointers.emplace(target, id);
    return id;
}

TypeId TypeTable::arrayOf(TypeId element, std::int64_t count, const SourceSpan &span)
{
    if (count < 1) {
        m_problems.error(span, fmt::format("an array has at least one element, not {}", count));
        return noType;
    }
    const auto cells = static_cast<std::uint64_t>(count) * (*this)[element].cells;
    if (cells > maxCells) {
        m_problems.error(span, fmt::format("an array of {} elements is too big: a scenario has at "
                                           "most {} shared scalars",
                                           count, maxCells));
        return noType;
    }
    const std::pair key{element, static_cast<std::uint32_t>(count)};
    const auto found = m_arrays.find(key);
    if (found != m_arrays.end())
        return found->second;
    Type type;
    type.kind = TypeKind::Array;
    type.name = fmt::format("{} [{}]", (*this)[element].name, count);
    type.target = element;
    type.count = key.second;
    type.cells = static_cast<std::uint32_t>(cells);
    const TypeId id = add(std::move(type));
    if (id != noType)
        m_arrays.emplace(key, id);
    return id;
}

const Field *TypeTable::field(TypeId structType, const syntax::Identifier &name)
{
    const Type &type = (*this)[structType];
    const auto found = std::ranges::find(type.fields, name.name, &Field::name);
    if (found != type.fields.end())
        return &*found;
    std::vector<std::string_view> known;
    for (const Field &field : type.fields)
        known.push_back(field.name);
    m_problems.error(name.span, fmt::format("{} has no field '{}'", type.name, name.name),
                     didYouMean(name.name, known));
    return nullptr;
}

bool TypeTable::isInteger(TypeId type) const
{
    const TypeKind kindOfType = kind(type);
    return kindOfType == TypeKind::Bool || kindOfType == TypeKind::Integer ||
           kindOfType == TypeKind::Enum;
}

std::string nameOf(const TypeTable &types, TypeId type)
{
    return type == noType ? "?" : types[type].name;
}

std::string withArticle(const TypeTable &types, TypeId type)
{
    const std::string name = nameOf(types, type);
    if (name == "void *")
        return "NULL";
    const bool isVowel = std::string_view("aeio").find(name.front()) != std::string_view::npos;
    return (isVowel ? "an " : "a ") + name;
}

} // namespace racewalk
