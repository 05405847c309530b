// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/types/build_storage.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace racewalk {

namespace {

constexpr std::size_t maxObjects = 1'000;

class StorageBuilder {
public:
    explicit StorageBuilder(ScenarioNames &names) : m_names(names), m_storage(names.storage) {}

    void build()
    {
        m_storage.cells.push_back({"NULL", m_names.types.voidType(), 0, noObject, false});
        for (const syntax::GlobalDeclaration &declaration : m_names.tree.globals) {
            if (declaration.isPool)
                addPool(declaration);
            else
                addGlobal(declaration);
            if (m_isFull)
                return;
        }
    }

private:
    bool hasRoomFor(TypeId type, const syntax::GlobalDeclaration &declaration)
    {
        const std::size_t cells = m_names.types[type].cells;
        if (m_storage.cells.size() + cells <= maxCells)
            return true;
        m_isFull = true;
        m_names.problems.error(declaration.span,
                               fmt::format("with '{}' the scenario has more than {} shared "
                                           "scalars, the limit",
                                           declaration.variable.name.name, maxCells));
        return false;
    }

    void remember(const syntax::GlobalDeclaration &declaration, TypeId type, CellId first,
                  std::optional<PoolId> pool)
    {
        const syntax::Identifier &name = declaration.variable.name;
        m_names.globals.try_emplace(name.name, GlobalName{type, first, pool, name.span});
    }

    /// How many elements `int a[] = { ... }` has.
    std::uint32_t elementsOf(const syntax::Variable &variable)
    {
        if (!variable.initializer)
            return 0;
        const auto *list = std::get_if<syntax::InitializerList>(&variable.initializer->value);
        if (list == nullptr)
            return 0;
        std::uint32_t next = 0;
        std::uint32_t count = 0;
        for (const syntax::InitializerItem &item : list->items) {
            if (!item.designators.empty())
                if (const auto *index =
                        std::get_if<syntax::ExpressionPtr>(&item.designators.front().value))
                    next = static_cast<std::uint32_t>(
                        m_names.constants.evaluate(**index, "an index").value_or(Constant{}).value);
            count = std::max(count, std::min(next, maxCells) + 1);
            ++next;
        }
        return count;
    }

    void addGlobal(const syntax::GlobalDeclaration &declaration)
    {
        const syntax::Variable &variable = declaration.variable;
        const TypeId type = m_names.types.declared(variable, elementsOf(variable));
        const auto first = static_cast<CellId>(m_storage.cells.size());
        if (type == noType || !isComplete(type) || !hasRoomFor(type, declaration)) {
            remember(declaration, noType, nullCell, std::nullopt);
            return;
        }
        remember(declaration, type, first, std::nullopt);
        m_storage.globals.push_back({variable.name.name, type, first, variable.name.span});
        addCells(variable.name.name, type, noObject);
    }

    void addPool(const syntax::GlobalDeclaration &declaration)
    {
        const syntax::Variable &variable = declaration.variable;
        const TypeId type = m_names.types.declared(variable);
        const auto first = static_cast<CellId>(m_storage.cells.size());
        if (type == noType || !isComplete(type) || !isPoolType(type, declaration) ||
            !hasRoomFor(type, declaration)) {
            remember(declaration, noType, nullCell, std::nullopt);
            return;
        }
        const auto pool = static_cast<PoolId>(m_storage.pools.size());
        remember(declaration, type, first, pool);
        const TypeId element = m_names.types.target(type);
        const std::uint32_t count = m_names.types[type].count;
        const std::string &name = variable.name.name;
        m_storage.pools.push_back({name, element, static_cast<ObjectId>(m_storage.objects.size()),
                                   static_cast<std::uint16_t>(count), variable.name.span});
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto object = static_cast<ObjectId>(m_storage.objects.size());
            const std::string path = fmt::format("{}[{}]", name, i);
            m_storage.objects.push_back({path, pool, static_cast<CellId>(m_storage.cells.size()),
                                         static_cast<std::uint16_t>(m_names.types[element].cells),
                                         false});
            addCells(path, element, object);
        }
    }

    bool isPoolType(TypeId type, const syntax::GlobalDeclaration &declaration)
    {
        const TypeTable &types = m_names.types;
        if (types.kind(type) != TypeKind::Array ||
            types.kind(types.target(type)) != TypeKind::Struct) {
            m_names.problems.error(declaration.span, "a pool is an array of structs",
                                   "write 'pool struct T name[N];'");
            return false;
        }
        if (m_storage.objects.size() + types[type].count > maxObjects) {
            m_names.problems.error(
                declaration.span,
                fmt::format("a scenario's pools have at most {} objects", maxObjects));
            return false;
        }
        return true;
    }

    /// False if a field's type was not understood, which has been reported.
    bool isComplete(TypeId type) const
    {
        const Type &made = m_names.types[type];
        if (made.kind == TypeKind::Array)
            return isComplete(made.target);
        return std::ranges::all_of(made.fields, [this](const Field &field) {
            return field.type != noType && isComplete(field.type);
        });
    }

    void addCells(const std::string &path, TypeId type, ObjectId object)
    {
        const Type &made = m_names.types[type];
        if (made.kind == TypeKind::Struct) {
            for (const Field &field : made.fields)
                addCells(path + "." + field.name, field.type, object);
        } else if (made.kind == TypeKind::Array) {
            for (std::uint32_t i = 0; i < made.count; ++i)
                addCells(fmt::format("{}[{}]", path, i), made.target, object);
        } else {
            m_storage.cells.push_back({path, type, 0, object, true});
        }
    }

    ScenarioNames &m_names;
    Storage &m_storage;
    bool m_isFull = false;
};

} // namespace

void buildStorage(ScenarioNames &names)
{
    StorageBuilder(names).build();
    setInitialValues(names);
}

} // namespace racewalk
