// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/types/build_storage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace racewalk {

namespace {

/// Kernel macros that stand for an unlocked lock, an empty queue and the like.
constexpr std::array emptyInitializers = {
    std::string_view("__SPIN_LOCK_UNLOCKED"),   std::string_view("__RW_LOCK_UNLOCKED"),
    std::string_view("__MUTEX_INITIALIZER"),    std::string_view("__WAIT_QUEUE_HEAD_INITIALIZER"),
    std::string_view("COMPLETION_INITIALIZER"), std::string_view("SEQCNT_ZERO"),
};

/// Some cells and what they are of; type noType after an error.
struct Target {
    TypeId type = noType;
    std::uint32_t cell = 0;
};

class InitialValues {
public:
    explicit InitialValues(ScenarioNames &names)
        : m_names(names), m_types(names.types), m_storage(names.storage)
    {}

    void set()
    {
        for (const syntax::GlobalDeclaration &declaration : m_names.tree.globals) {
            const syntax::Variable &variable = declaration.variable;
            const auto found = m_names.globals.find(variable.name.name);
            if (!variable.initializer || found == m_names.globals.end() ||
                found->second.type == noType || found->second.span != variable.name.span)
                continue;
            setFrom(*variable.initializer,
                    {found->second.type, static_cast<std::uint32_t>(found->second.first)});
        }
    }

private:
    void error(const SourceSpan &span, std::string sentence, std::string hint = {})
    {
        m_names.problems.error(span, std::move(sentence), std::move(hint));
    }

    void setFrom(const syntax::Initializer &initializer, Target target)
    {
        if (const auto *list = std::get_if<syntax::InitializerList>(&initializer.value))
            setFromList(*list, target, initializer.span);
        else
            setFromExpression(*std::get<syntax::ExpressionPtr>(initializer.value), target);
    }

    void setFromList(const syntax::InitializerList &list, Target target, const SourceSpan &span)
    {
        const TypeKind kind = m_types.kind(target.type);
        if (kind == TypeKind::Semaphore)
            return setSemaphore(list, target, span);
        if (kind != TypeKind::Struct && kind != TypeKind::Array) {
            if (list.items.size() > 1 ||
                (list.items.size() == 1 && !list.items.front().designators.empty()))
                error(span, fmt::format("too many values for a {}", nameOf(m_types, target.type)));
            else if (list.items.size() == 1)
                setFrom(list.items.front().initializer, target);
            return;
        }
        std::int64_t next = 0;
        for (const syntax::InitializerItem &item : list.items) {
            Target element = target;
            std::size_t used = 0;
            if (!item.designators.empty()) {
                next = positionOf(item.designators.front(), target.type);
                used = 1;
                if (next < 0)
                    continue;
            }
            element = elementAt(target, next, item.initializer.span);
            if (element.type == noType)
                return;
            for (; used < item.designators.size() && element.type != noType; ++used)
                element = designated(element, item.designators[used]);
            if (element.type != noType) {
                markLive(element.cell);
                setFrom(item.initializer, element);
            }
            ++next;
        }
    }

    /// `{ .count = n }`, as DEFINE_SEMAPHORE(name, n) makes it.
    void setSemaphore(const syntax::InitializerList &list, Target target, const SourceSpan &span)
    {
        const auto *item = list.items.size() == 1 ? &list.items.front() : nullptr;
        const auto *name = item && item->designators.size() == 1
                               ? std::get_if<syntax::Identifier>(&item->designators.front().value)
                               : nullptr;
        const auto *count =
            item ? std::get_if<syntax::ExpressionPtr>(&item->initializer.value) : nullptr;
        if (name == nullptr || name->name != "count" || count == nullptr) {
            error(span, "a struct semaphore takes no such initial value", "write { .count = 1 }");
            return;
        }
        setCount(**count, target);
    }

    void setCount(const syntax::Expression &expression, Target target)
    {
        constexpr std::int32_t most = 65'535;
        const auto count = m_names.constants.evaluate(expression, "a semaphore's count");
        if (!count)
            return;
        if (count->value < 0 || count->value > most) {
            error(expression.span, fmt::format("a semaphore's count is from 0 to {}", most));
            return;
        }
        m_storage.cells[target.cell].initial = count->value;
    }

    /// An object of a pool that has an initial value is there from the start.
    void markLive(std::uint32_t cell)
    {
        const ObjectId object = m_storage.cells[cell].object;
        if (object != noObject)
            m_storage.objects[indexOf(object)].initiallyLive = true;
    }

    /// -1, reported, if there is no such field or element.
    std::int64_t positionOf(const syntax::Designator &designator, TypeId type)
    {
        if (const auto *name = std::get_if<syntax::Identifier>(&designator.value)) {
            if (m_types.kind(type) != TypeKind::Struct) {
                error(designator.span, fmt::format("{} has no fields", nameOf(m_types, type)));
                return -1;
            }
            const Field *field = m_types.field(type, *name);
            return field == nullptr ? -1 : field - m_types[type].fields.data();
        }
        const auto index = m_names.constants.evaluate(
            *std::get<syntax::ExpressionPtr>(designator.value), "an index");
        if (!index)
            return -1;
        if (m_types.kind(type) != TypeKind::Array) {
            error(designator.span, fmt::format("{} is no array", nameOf(m_types, type)));
            return -1;
        }
        if (index->value < 0 || static_cast<std::uint32_t>(index->value) >= m_types[type].count) {
            error(designator.span,
                  fmt::format("index {} is not in 0..{}", index->value, m_types[type].count - 1));
            return -1;
        }
        return index->value;
    }

    Target elementAt(Target target, std::int64_t position, const SourceSpan &span)
    {
        const Type &type = m_types[target.type];
        const std::size_t size = type.kind == TypeKind::Array ? type.count : type.fields.size();
        if (static_cast<std::size_t>(position) >= size) {
            error(span, fmt::format("too many values for {}", type.name));
            return {};
        }
        const auto index = static_cast<std::uint32_t>(position);
        if (type.kind == TypeKind::Array)
            return {type.target, target.cell + index * m_types[type.target].cells};
        return {type.fields[index].type, target.cell + type.fields[index].cell};
    }

    Target designated(Target target, const syntax::Designator &designator)
    {
        const std::int64_t position = positionOf(designator, target.type);
        return position < 0 ? Target{} : elementAt(target, position, designator.span);
    }

    void setFromExpression(const syntax::Expression &expression, Target target)
    {
        const Type &type = m_types[target.type];
        Cell &cell = m_storage.cells[target.cell];
        if (const auto *call = std::get_if<syntax::CallExpression>(&expression.node)) {
            setFromMacro(*call, target, expression.span);
        } else if (type.kind == TypeKind::Pointer) {
            cell.initial = static_cast<std::int32_t>(address(expression, target.type));
        } else if (isValue(type)) {
            const auto value = m_names.constants.evaluate(expression, "an initial value");
            if (value)
                cell.initial = wrapTo(type, value->value);
        } else if (type.kind == TypeKind::Struct || type.kind == TypeKind::Array) {
            error(expression.span, fmt::format("{} needs its initial values in braces", type.name));
        } else {
            const bool isAtomic = type.kind == TypeKind::Atomic;
            error(expression.span, fmt::format("{} takes no such initial value", type.name),
                  isAtomic                               ? "write ATOMIC_INIT(value)"
                  : type.kind == TypeKind::Semaphore ? "write { .count = value }"
                                                         : "leave it out");
        }
    }

    void setFromMacro(const syntax::CallExpression &call, Target target, const SourceSpan &span)
    {
        const Type &type = m_types[target.type];
        const std::string &name = call.callee.name;
        const bool isAtomicMacro =
            (name == "ATOMIC_INIT" || name == "REFCOUNT_INIT") && call.arguments.size() == 1;
        if (isAtomicMacro && type.kind == TypeKind::Atomic) {
            const auto value =
                m_names.constants.evaluate(*call.arguments.front(), "an initial value");
            if (value)
                m_storage.cells[target.cell].initial = value->value;
            return;
        }
        if (type.kind == TypeKind::Semaphore && call.callee.name == "__SEMAPHORE_INITIALIZER" &&
            call.arguments.size() == 2)
            return setCount(*call.arguments.back(), target);
        const bool isKernelType = !isValue(type) && type.kind != TypeKind::Struct &&
                                  type.kind != TypeKind::Array && type.kind != TypeKind::Atomic;
        if (isKernelType &&
            std::ranges::find(emptyInitializers, call.callee.name) != emptyInitializers.end())
            return;
        error(span, "an initial value must be a constant");
    }

    /// The cell that a constant address points to; 0, reported or not, if it is NULL or wrong.
    std::uint32_t address(const syntax::Expression &expression, TypeId pointer)
    {
        if (const auto *name = std::get_if<syntax::NameExpression>(&expression.node))
            if (name->name == "NULL")
                return 0;
        if (const auto *number = std::get_if<syntax::NumberLiteral>(&expression.node))
            if (number->value == 0)
                return 0;
        const auto *unary = std::get_if<syntax::UnaryExpression>(&expression.node);
        const bool isAddress = unary != nullptr && unary->op == syntax::UnaryOperator::AddressOf;
        Target place = constantPlace(isAddress ? *unary->operand : expression);
        if (place.type == noType)
            return 0;
        if (!isAddress && m_types.kind(place.type) == TypeKind::Array)
            place.type = m_types.target(place.type);
        else if (!isAddress) {
            error(expression.span, "an initial pointer must be NULL or an address",
                  "write '&name'");
            return 0;
        }
        if (m_types.target(pointer) != place.type) {
            error(expression.span, fmt::format("{} cannot point to {}", nameOf(m_types, pointer),
                                               nameOf(m_types, place.type)));
            return 0;
        }
        return place.cell;
    }

    Target constantPlace(const syntax::Expression &expression)
    {
        if (const auto *name = std::get_if<syntax::NameExpression>(&expression.node)) {
            const auto found = m_names.globals.find(name->name);
            if (found != m_names.globals.end())
                return {found->second.type, static_cast<std::uint32_t>(found->second.first)};
        } else if (const auto *member = std::get_if<syntax::MemberExpression>(&expression.node);
                   member != nullptr && !member->isArrow) {
            const Target object = constantPlace(*member->object);
            if (object.type == noType)
                return {};
            return designated(object, {member->field, member->field.span});
        } else if (const auto *index = std::get_if<syntax::IndexExpression>(&expression.node)) {
            const Target array = constantPlace(*index->array);
            const auto number = m_names.constants.evaluate(*index->index, "an index");
            if (array.type == noType || !number)
                return {};
            if (m_types.kind(array.type) == TypeKind::Array && number->value >= 0 &&
                static_cast<std::uint32_t>(number->value) < m_types[array.type].count)
                return elementAt(array, number->value, expression.span);
            error(index->index->span, fmt::format("index {} is not in the array", number->value));
            return {};
        }
        error(expression.span, "an initial pointer must be NULL or the address of a global");
        return {};
    }

    ScenarioNames &m_names;
    TypeTable &m_types;
    Storage &m_storage;
};

} // namespace

void setInitialValues(ScenarioNames &names)
{
    InitialValues(names).set();
}

} // namespace racewalk
