// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace racewalk::syntax {

/// Expressions, statements and blocks nest at most this deep, so passes over the tree may recurse.
inline constexpr std::uint32_t maxNesting = 200;

struct Identifier {
    std::string name;
    SourceSpan span;
};

/// One or more adjacent string literals, joined and with their escapes resolved.
struct Text {
    std::string value;
    SourceSpan span;
};

enum class BaseType {
    Void,
    Bool,
    U8,
    U16,
    U32, // also `unsigned`, `unsigned int`
    S8,
    S16,
    S32, // also `int`, `signed`
    Atomic,
    SpinLock,
    Mutex,
    RwLock,
    SeqCount,
    WaitQueueHead,
    Completion,
    Semaphore,
    Task,
    Struct, // a struct of the scenario, see TypeName::tag
    Enum,   // an enum of the scenario, see TypeName::tag
    RcuHead,   // of a struct's field only; the field is left out
    IrqFlags,  // `unsigned long` of a local variable, for spin_lock_irqsave() only
    WaitEntry, // of a local variable, by DEFINE_WAIT()
};

/// A type as written before a name, in a cast, or as an argument: `struct inode *`.
/// Array sizes belong to what is declared.
struct TypeName {
    BaseType base = BaseType::Void;
    /// For Struct and Enum.
    Identifier tag;
    /// Number of `*`.
    std::uint32_t pointers = 0;
    SourceSpan span;
};

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

/// A number or character constant; fits in 32 bits.
struct NumberLiteral {
    std::uint32_t value = 0;
    bool isUnsigned = false;
};

struct StringLiteral {
    std::string value;
};

/// A variable, parameter, enumerator, param, #define, `self`, `current`, `NULL`, `true`, `false`.
struct NameExpression {
    std::string name;
};

enum class UnaryOperator {
    Plus,
    Minus,
    Not,        // !
    Complement, // ~
    AddressOf,
    Dereference,
};

struct UnaryExpression {
    UnaryOperator op = UnaryOperator::Plus;
    ExpressionPtr operand;
};

/// `++x`, `x--` and similar.
struct IncrementExpression {
    bool isIncrement = true;
    bool isPrefix = false;
    ExpressionPtr operand;
};

enum class BinaryOperator {
    Multiply,
    Divide,
    Remainder,
    Add,
    Subtract,
    ShiftLeft,
    ShiftRight,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    BitAnd,
    BitXor,
    BitOr,
    LogicalAnd,
    LogicalOr,
};

struct BinaryExpression {
    BinaryOperator op = BinaryOperator::Add;
    ExpressionPtr left;
    ExpressionPtr right;
};

struct ConditionalExpression {
    ExpressionPtr condition;
    ExpressionPtr whenTrue;
    ExpressionPtr whenFalse;
};

/// `target = value`, or `target op= value`.
struct AssignmentExpression {
    std::optional<BinaryOperator> op;
    ExpressionPtr target;
    ExpressionPtr value;
};

/// `object.field`, or `object->field`.
struct MemberExpression {
    ExpressionPtr object;
    Identifier field;
    bool isArrow = false;
};

struct IndexExpression {
    ExpressionPtr array;
    ExpressionPtr index;
};

struct CastExpression {
    TypeName type;
    ExpressionPtr operand;
};

/// A call of a function or a primitive. `likely(x)` and `unlikely(x)` are parsed as x.
struct CallExpression {
    Identifier callee;
    std::vector<ExpressionPtr> arguments;
    /// Number of the last argument with an assignment in it; 0 also if there is none.
    std::size_t lastAssigning = 0;
};

/// A type where an argument is expected: `kmalloc(struct inode)`.
struct TypeArgument {
    TypeName type;
};

/// `span` covers the whole expression, parentheses around it included. Children are never null.
struct Expression {
    std::variant<NumberLiteral, StringLiteral, NameExpression, UnaryExpression, IncrementExpression,
                 BinaryExpression, ConditionalExpression, AssignmentExpression, MemberExpression,
                 IndexExpression, CastExpression, CallExpression, TypeArgument>
        node;
    SourceSpan span;
    /// 1 + the height of the highest child; at most maxNesting.
    std::uint32_t height = 1;
    /// Whether it is or contains an assignment.
    bool assigns = false;
};

struct InitializerItem;

/// `{ 1, .field = 2, [3] = { 4 } }`
struct InitializerList {
    std::vector<InitializerItem> items;
};

struct Initializer {
    std::variant<ExpressionPtr, InitializerList> value;
    SourceSpan span;
};

/// `.field` or `[index]`
struct Designator {
    std::variant<Identifier, ExpressionPtr> value;
    SourceSpan span;
};

/// Without designators the item is for the next field or element.
struct InitializerItem {
    std::vector<Designator> designators;
    Initializer initializer;
};

} // namespace racewalk::syntax
