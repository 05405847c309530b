// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/text_value.h"

#include "language/syntax/overloaded.h"
#include "language/syntax/parse.h"

#include <algorithm>

namespace racewalk::test {

namespace {

using namespace syntax;
using Number = std::optional<std::int32_t>;

class Evaluator {
public:
    Evaluator(const Machine &machine, StateView state, ThreadId thread)
        : m_machine(machine), m_program(machine.program()), m_state(state), m_thread(thread)
    {}

    Number value(const Expression &expression) const
    {
        return std::visit(Overloaded{
                              [](const NumberLiteral &node) -> Number {
                                  return static_cast<std::int32_t>(node.value);
                              },
                              [&](const NameExpression &node) { return name(node.name); },
                              [&](const UnaryExpression &node) { return unary(node); },
                              [&](const BinaryExpression &node) { return binary(node); },
                              [&](const CallExpression &node) { return call(node); },
                              [](const auto &) -> Number { return std::nullopt; },
                          },
                          expression.node);
    }

private:
    Number global(const std::string &name) const
    {
        const auto &cells = m_program.storage.cells;
        const auto cell = std::ranges::find(cells, name, &Cell::path);
        if (cell == cells.end())
            return std::nullopt;
        // The bytes of a lock or a wait queue are no number.
        const Type &type = m_program.storage.type(cell->type);
        if (type.kind != TypeKind::Atomic && !isValue(type))
            return std::nullopt;
        return valueSeenBy(m_machine, m_state, m_thread, static_cast<CellId>(cell - cells.begin()));
    }

    Number name(const std::string &name) const
    {
        if (name == "self")
            return m_program.threads[indexOf(m_thread)].self;
        if (name == "true" || name == "false" || name == "NULL")
            return name == "true" ? 1 : 0;
        const auto &registers = m_program.bodyOf(m_thread).registers;
        const auto found = std::ranges::find(registers, name, &Register::name);
        if (found == registers.end())
            return global(name);
        const auto isOther = [&](const Register &other) {
            return &other != &*found && other.name == name;
        };
        if (std::ranges::any_of(registers, isOther))
            return std::nullopt; // of several functions or blocks
        return m_machine.layout().registerValue(m_state, m_thread,
                                                static_cast<RegisterId>(found - registers.begin()));
    }

    Number unary(const UnaryExpression &node) const
    {
        const Number of = value(*node.operand);
        if (!of)
            return std::nullopt;
        switch (node.op) {
        case UnaryOperator::Not:
            return *of == 0 ? 1 : 0;
        case UnaryOperator::Minus:
            return -*of;
        case UnaryOperator::Plus:
            return of;
        case UnaryOperator::Complement:
            return ~*of;
        case UnaryOperator::AddressOf:
        case UnaryOperator::Dereference:
            break;
        }
        return std::nullopt;
    }

    Number binary(const BinaryExpression &node) const
    {
        const Number left = value(*node.left);
        if (!left)
            return std::nullopt;
        if (node.op == BinaryOperator::LogicalAnd && *left == 0)
            return 0;
        if (node.op == BinaryOperator::LogicalOr && *left != 0)
            return 1;
        const Number right = value(*node.right);
        if (!right)
            return std::nullopt;
        switch (node.op) {
        case BinaryOperator::LogicalAnd:
        case BinaryOperator::LogicalOr:
            return *right != 0 ? 1 : 0;
        case BinaryOperator::Less:
            return *left < *right ? 1 : 0;
        case BinaryOperator::Greater:
            return *left > *right ? 1 : 0;
        case BinaryOperator::Equal:
            return *left == *right ? 1 : 0;
        case BinaryOperator::NotEqual:
            return *left != *right ? 1 : 0;
        case BinaryOperator::BitAnd:
            return *left & *right;
        case BinaryOperator::BitOr:
            return *left | *right;
        case BinaryOperator::BitXor:
            return *left ^ *right;
        case BinaryOperator::LessEqual:
            return *left <= *right ? 1 : 0;
        case BinaryOperator::GreaterEqual:
            return *left >= *right ? 1 : 0;
        case BinaryOperator::Multiply:
        case BinaryOperator::Divide:
        case BinaryOperator::Remainder:
        case BinaryOperator::Add:
        case BinaryOperator::Subtract:
        case BinaryOperator::ShiftLeft:
        case BinaryOperator::ShiftRight:
            break;
        }
        return std::nullopt;
    }

    /// Of `&x`, the value of x.
    Number pointedTo(const Expression &expression) const
    {
        const auto *unary = std::get_if<UnaryExpression>(&expression.node);
        return unary == nullptr || unary->op != UnaryOperator::AddressOf ? std::nullopt
                                                                         : value(*unary->operand);
    }

    Number call(const CallExpression &node) const
    {
        const std::string &name = node.callee.name;
        const Expression &last = *node.arguments.back();
        if (name == "READ_ONCE" || name == "smp_load_acquire" || name == "BUG_ON" ||
            name == "WARN_ON" || name == "WARN_ON_ONCE")
            return value(last);
        const Number given = name == "assert" ? value(last) : pointedTo(last);
        if (!given)
            return std::nullopt;
        if (name == "assert")
            return *given == 0 ? 1 : 0;
        if (name == "atomic_read")
            return given;
        if (name == "atomic_dec_and_test" || name == "refcount_dec_and_test")
            return *given == 1 ? 1 : 0;
        if (name == "atomic_inc_and_test")
            return *given == -1 ? 1 : 0;
        if (name == "atomic_inc_not_zero")
            return *given != 0 ? 1 : 0;
        const auto first = value(*node.arguments.front());
        if (name == "atomic_sub_and_test" && first)
            return *given == *first ? 1 : 0;
        if (name == "test_bit" && first)
            return (*given >> *first) & 1;
        return std::nullopt;
    }

    const Machine &m_machine;
    const Program &m_program;
    StateView m_state;
    ThreadId m_thread;
};

} // namespace

std::int32_t valueSeenBy(const Machine &machine, StateView state, ThreadId thread, CellId cell)
{
    const Layout &layout = machine.layout();
    for (std::size_t i = layout.bufferedStores(state, thread); i-- > 0;)
        if (const BufferedStore store = layout.bufferedStore(state, thread, i); store.cell == cell)
            return store.value;
    return layout.value(state, cell);
}

std::optional<std::int32_t> valueOfText(const Machine &machine, StateView state, ThreadId thread,
                                        const std::string &text)
{
    const SourceText source("text.race", "thread t { if (" + text + ") ; }");
    const ParseResult parsed = parse(source);
    if (!parsed.tree)
        return std::nullopt;
    const Statement &statement = parsed.tree->threads.front().body.statements.front();
    return Evaluator(machine, state, thread)
        .value(*std::get<IfStatement>(statement.node).condition);
}

} // namespace racewalk::test
