// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/parser.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

using namespace syntax;

namespace {

constexpr std::uint32_t maxIndirections = 8;

struct NamedType {
    std::string_view name;
    BaseType base;
};

constexpr std::array namedTypes = {
    NamedType{"void", BaseType::Void},
    NamedType{"bool", BaseType::Bool},
    NamedType{"u8", BaseType::U8},
    NamedType{"u16", BaseType::U16},
    NamedType{"u32", BaseType::U32},
    NamedType{"s8", BaseType::S8},
    NamedType{"s16", BaseType::S16},
    NamedType{"s32", BaseType::S32},
    NamedType{"int", BaseType::S32},
    NamedType{"atomic_t", BaseType::Atomic},
    NamedType{"refcount_t", BaseType::Atomic},
    NamedType{"spinlock_t", BaseType::SpinLock},
    NamedType{"rwlock_t", BaseType::RwLock},
    NamedType{"seqcount_t", BaseType::SeqCount},
    NamedType{"seqlock_t", BaseType::SeqCount},
    NamedType{"wait_queue_head_t", BaseType::WaitQueueHead},
};

constexpr std::array kernelStructs = {
    NamedType{"mutex", BaseType::Mutex},
    NamedType{"completion", BaseType::Completion},
    NamedType{"semaphore", BaseType::Semaphore},
    NamedType{"task_struct", BaseType::Task},
    NamedType{"rcu_head", BaseType::RcuHead},
    NamedType{"wait_queue_head", BaseType::WaitQueueHead},
};

struct ForeignType {
    std::string_view name;
    std::string_view hint;
};

/// Types of C and the kernel that the language leaves out.
constexpr std::array foreignTypes = {
    ForeignType{"long", "integers have at most 32 bits: write int or u32"},
    ForeignType{"short", "write s16 or u16"},
    ForeignType{"char", "write s8 or u8"},
    ForeignType{"float", "there are only integers"},
    ForeignType{"double", "there are only integers"},
    ForeignType{"_Bool", "write bool"},
    ForeignType{"u64", "integers have at most 32 bits: write u32"},
    ForeignType{"s64", "integers have at most 32 bits: write s32"},
    ForeignType{"__u8", "write u8"},
    ForeignType{"__u16", "write u16"},
    ForeignType{"__u32", "write u32"},
    ForeignType{"__u64", "integers have at most 32 bits: write u32"},
    ForeignType{"uint8_t", "write u8"},
    ForeignType{"uint16_t", "write u16"},
    ForeignType{"uint32_t", "write u32"},
    ForeignType{"uint64_t", "integers have at most 32 bits: write u32"},
    ForeignType{"int8_t", "write s8"},
    ForeignType{"int16_t", "write s16"},
    ForeignType{"int32_t", "write s32"},
    ForeignType{"size_t", "write u32"},
    ForeignType{"ssize_t", "write s32"},
    ForeignType{"gfp_t", "write u32"},
    ForeignType{"uint", "write unsigned"},
    ForeignType{"ulong", "integers have at most 32 bits: write u32"},
    ForeignType{"raw_spinlock_t", "write spinlock_t"},
    ForeignType{"atomic_long_t", "write atomic_t"},
    ForeignType{"atomic64_t", "write atomic_t"},
    ForeignType{"irqreturn_t", "write int"},
    ForeignType{"pid_t", "write int"},
    ForeignType{"loff_t", "write u32"},
    ForeignType{"sector_t", "write u32"},
    ForeignType{"pgoff_t", "write u32"},
    ForeignType{"dev_t", "write u32"},
    ForeignType{"umode_t", "write u16"},
    ForeignType{"ktime_t", "time does not pass here: leave it out"},
    ForeignType{"wait_queue_entry_t", "write DEFINE_WAIT(name);"},
    ForeignType{"union", "declare the fields one after the other in a struct"},
    ForeignType{"typedef", "use the type's own name"},
};

constexpr std::array<std::string_view, 6> qualifiers = {"const",  "volatile", "static",
                                                        "inline", "extern",   "register"};

template <class Row, std::size_t size>
const Row *find(const std::array<Row, size> &rows, std::string_view name)
{
    const auto found = std::ranges::find(rows, name, &Row::name);
    return found == rows.end() ? nullptr : &*found;
}

bool isQualifier(const CodeToken &token)
{
    return std::ranges::find(qualifiers, token.text) != qualifiers.end();
}

} // namespace

std::span<const std::string_view> typeWords()
{
    static constexpr auto words = [] {
        std::array<std::string_view, namedTypes.size() + 3> result;
        for (std::size_t i = 0; i < namedTypes.size(); ++i)
            result[i] = namedTypes[i].name;
        result[namedTypes.size()] = "unsigned";
        result[namedTypes.size() + 1] = "struct";
        result[namedTypes.size() + 2] = "enum";
        return result;
    }();
    return words;
}

std::span<const std::string_view> qualifierWords()
{
    return qualifiers;
}

std::span<const std::string_view> kernelStructNames()
{
    static constexpr auto names = [] {
        std::array<std::string_view, kernelStructs.size()> result;
        std::ranges::transform(kernelStructs, result.begin(), &NamedType::name);
        return result;
    }();
    return names;
}

bool Parser::isTypeStart(const CodeToken &token) const
{
    return token.kind == TokenKind::Identifier &&
           (isQualifier(token) || token.is("signed") ||
            std::ranges::find(typeWords(), token.text) != typeWords().end() ||
            find(foreignTypes, token.text) != nullptr || m_refusedTypes.contains(token.text));
}

/// `foo_t name`, `foo_t *name`: what can only be a type, and is none. Reported once for each name,
/// then read as an int.
bool Parser::acceptUnknownType()
{
    const CodeToken &word = peek();
    if (word.kind != TokenKind::Identifier || isKeyword(word.text))
        return false;
    if (m_refusedTypes.contains(word.text)) {
        take();
        return true;
    }
    std::size_t ahead = 1;
    while (peek(ahead).is("*"))
        ++ahead;
    if (peek(ahead).kind != TokenKind::Identifier || peek(ahead).startsLine)
        return false;
    std::string hint = didYouMean(word.text, typeWords());
    report(word.span, fmt::format("unknown type '{}'", word.text),
           hint.empty() ? fmt::format("did you mean 'struct {}'?", word.text) : std::move(hint));
    m_refusedTypes.insert(word.text);
    take();
    return true;
}

void Parser::skipQualifiers()
{
    while (isQualifier(peek()))
        take();
}

TypeName Parser::parseTypeName()
{
    TypeName type = parseBaseType();
    parsePointers(type);
    return type;
}

TypeName Parser::parseBaseType()
{
    TypeName type;
    const SourceSpan first = peek().span;
    skipQualifiers();
    const CodeToken &word = peek();
    if (const NamedType *named = find(namedTypes, word.text)) {
        type.base = named->base;
        take();
    } else if (word.is("unsigned") || word.is("signed")) {
        type.base = word.is("unsigned") ? BaseType::U32 : BaseType::S32;
        take();
        accept("int");
    } else if (word.is("struct") || word.is("enum")) {
        parseTag(type);
    } else if (find(foreignTypes, word.text) == nullptr && !acceptUnknownType()) {
        failExpected("a type");
    }
    // `long int`, `unsigned char`: one report, and the declaration goes on.
    if (const ForeignType *foreign = find(foreignTypes, peek().text)) {
        report(peek().span, fmt::format("'{}' is not part of the language", foreign->name),
               std::string(foreign->hint));
        const bool isOne = !at("union") && !at("typedef");
        while (find(foreignTypes, peek().text) != nullptr || at("int") || at("unsigned"))
            take();
        if (!isOne)
            m_isLost = true;
        type.base = BaseType::S32;
    }
    skipQualifiers();
    type.span = spanFrom(first);
    return type;
}

void Parser::parseTag(TypeName &type)
{
    const bool isStruct = take().is("struct");
    type.tag = expectIdentifier(isStruct ? "a struct's name" : "an enum's name");
    type.base = isStruct ? BaseType::Struct : BaseType::Enum;
    const NamedType *kernelStruct = find(kernelStructs, type.tag.name);
    if (isStruct && kernelStruct != nullptr)
        type.base = kernelStruct->base;
}

void Parser::parsePointers(TypeName &type)
{
    const SourceSpan first = type.span;
    while (accept("*")) {
        ++type.pointers;
        skipQualifiers();
    }
    if (type.pointers > maxIndirections)
        report(type.span, fmt::format("a type has at most {} '*'", maxIndirections));
    type.span = spanFrom(first);
}

Variable Parser::parseDeclarator(const TypeName &base, bool needsName)
{
    Variable variable;
    variable.type = base;
    if (at("*"))
        parsePointers(variable.type);
    if (at("("))
        fail(peek().span, "pointers to functions are not part of the language",
             "call the function by its name");
    variable.span = peek().span;
    if (needsName || atIdentifier())
        variable.name = expectIdentifier("a name");
    while (accept("[")) {
        variable.arraySizes.push_back(at("]") ? nullptr : parseConditional());
        expect("]");
    }
    if (variable.arraySizes.size() > maxIndirections)
        report(variable.span, fmt::format("an array has at most {} dimensions", maxIndirections));
    if (at(":"))
        fail(peek().span, "bit fields are not part of the language",
             "declare the field without a width");
    variable.span = spanFrom(variable.span);
    return variable;
}

/// `int *a = 0, b[2]` without the ';'.
std::vector<Variable> Parser::parseVariables()
{
    const SourceSpan first = peek().span;
    const TypeName base = parseBaseType();
    std::vector<Variable> result;
    do {
        result.push_back(parseDeclarator(base));
        parseInitializerOf(result.back());
    } while (accept(","));
    result.front().span = join(first, result.front().span);
    return result;
}

void Parser::parseInitializerOf(Variable &variable)
{
    if (!accept("="))
        return;
    variable.initializer = parseInitializer();
    variable.span = spanFrom(variable.span);
}

Initializer Parser::parseInitializer()
{
    const Nesting nesting(*this);
    Initializer initializer;
    const SourceSpan first = peek().span;
    if (!at("{")) {
        initializer.value = parseExpression();
        initializer.span = spanFrom(first);
        return initializer;
    }
    take();
    InitializerList list;
    while (!at("}") && peek().kind != TokenKind::End) {
        list.items.push_back(parseInitializerItem());
        if (!accept(","))
            break;
    }
    if (!at("}"))
        failExpected("',' or '}'");
    accept("}");
    initializer.value = std::move(list);
    initializer.span = spanFrom(first);
    return initializer;
}

InitializerItem Parser::parseInitializerItem()
{
    InitializerItem item;
    while (at(".") || at("[")) {
        Designator designator;
        const SourceSpan first = peek().span;
        if (take().is(".")) {
            designator.value = expectIdentifier("a field's name");
        } else {
            designator.value = parseConditional();
            expect("]");
        }
        designator.span = spanFrom(first);
        item.designators.push_back(std::move(designator));
    }
    if (!item.designators.empty())
        expect("=");
    item.initializer = parseInitializer();
    return item;
}

} // namespace racewalk
