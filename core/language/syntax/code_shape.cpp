// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/code_shape.h"

#include "language/syntax/code_text.h"
#include "language/syntax/syntax_walk.h"
#include "program/check.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace racewalk {

using namespace syntax;

namespace {

constexpr std::array<std::string_view, 5> reads{"READ_ONCE", "rcu_dereference", "smp_load_acquire",
                                                "atomic_read", "refcount_read"};
constexpr std::array<std::string_view, 5> writes{"WRITE_ONCE", "rcu_assign_pointer",
                                                 "smp_store_release", "atomic_set", "refcount_set"};
/// Calls that their first argument tells apart.
constexpr std::array<std::string_view, 7> waits{"prepare_to_wait",     "prepare_to_wait_exclusive",
                                                "prepare_to_wait_bit", "finish_wait_bit",
                                                "wake_up_bit",         "wait_on_bit",
                                                "wait_var_event"};

bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

/// Gathers what to leave out of an expression's text, in offsets of the source.
class Shortener {
public:
    Shortener(const SourceText &source, const SourceSpan &span)
        : m_source(source), m_placed(placedCodeText(source, span)), m_begin(span.begin)
    {}

    CodeShape shape(const Expression &expression)
    {
        shorten(expression, true, true);
        const bool isOnePointer = std::ranges::all_of(m_pointers, [this](const Cut &cut) {
            return textOf(cut) == textOf(m_pointers.front());
        });
        const std::string whole = brief(m_cuts);
        std::vector<Cut> all = m_cuts;
        all.insert(all.end(), m_pointers.begin(), m_pointers.end());
        const std::string shorter = isOnePointer ? brief(all) : whole;
        return {isSelfAssignment(shorter) ? whole : shorter, m_arguments};
    }

private:
    struct Cut {
        std::size_t begin = 0, end = 0;
        std::string_view instead = {};
    };

    std::uint32_t placeOf(std::size_t offset) const
    {
        RACEWALK_CHECK(offset >= m_begin && offset - m_begin < m_placed.places.size());
        return m_placed.places[offset - m_begin];
    }

    std::string_view textOf(const Cut &cut) const
    {
        const std::uint32_t begin = placeOf(cut.begin);
        return std::string_view(m_placed.text).substr(begin, placeOf(cut.end) - begin);
    }

    /// "v = v", of which nobody could tell that it is "v = it->v".
    static bool isSelfAssignment(std::string_view text)
    {
        const std::size_t at = text.find(" = ");
        return at != std::string_view::npos && text.substr(0, at) == text.substr(at + 3);
    }

    std::string brief(std::vector<Cut> cuts) const
    {
        std::ranges::sort(cuts, {}, &Cut::begin);
        std::string result;
        std::uint32_t at = 0;
        for (const Cut &cut : cuts) {
            const std::uint32_t begin = placeOf(cut.begin);
            result += m_placed.text.substr(at, begin - at);
            result += cut.instead;
            at = placeOf(cut.end);
        }
        return result + m_placed.text.substr(at);
    }

    void shorten(const Expression &expression, bool isArgument, bool hasShortCalls)
    {
        const auto *unary = std::get_if<UnaryExpression>(&expression.node);
        if (unary != nullptr && unary->op == UnaryOperator::AddressOf && isArgument &&
            m_source.text()[expression.span.begin] == '&')
            m_cuts.push_back({expression.span.begin, unary->operand->span.begin});
        if (const auto *call = std::get_if<CallExpression>(&expression.node))
            return shortenCall(*call, hasShortCalls);
        if (const auto *member = std::get_if<MemberExpression>(&expression.node);
            member != nullptr && member->isArrow && isChain(*member->object)) {
            m_pointers.push_back({member->object->span.begin, member->field.span.begin});
            return;
        }
        forEachChild(expression,
                     [&](const Expression &child) { shorten(child, false, hasShortCalls); });
    }

    /// `a`, `a->b`, `a->b->c` and so on, without parentheses.
    static bool isChain(const Expression &expression)
    {
        const SourceSpan &span = expression.span;
        if (const auto *member = std::get_if<MemberExpression>(&expression.node))
            return member->isArrow && member->object->span.begin == span.begin &&
                   isChain(*member->object);
        const auto *name = std::get_if<NameExpression>(&expression.node);
        return name != nullptr && span.end - span.begin == name->name.size();
    }

    void shortenCall(const CallExpression &call, bool hasShortCalls)
    {
        const std::vector<ExpressionPtr> &arguments = call.arguments;
        if (arguments.empty())
            return;
        if (m_arguments.empty())
            for (const ExpressionPtr &argument : arguments)
                m_arguments.push_back({placeOf(argument->span.begin), placeOf(argument->span.end)});
        const std::string_view name = call.callee.name;
        const SourceSpan &first = arguments.front()->span;
        const std::size_t last = arguments.back()->span.end;
        const std::size_t end = afterParenthesis(m_source.text(), last);
        if (hasShortCalls && isOneOf(name, reads) && arguments.size() == 1) {
            m_cuts.push_back({call.callee.span.begin, first.begin});
            shorten(*arguments.front(), true, false);
            m_cuts.push_back({last, end});
        } else if (hasShortCalls && isOneOf(name, writes) && arguments.size() == 2) {
            m_cuts.push_back({call.callee.span.begin, first.begin});
            shorten(*arguments.front(), true, false);
            m_cuts.push_back({first.end, arguments.back()->span.begin, " = "});
            shorten(*arguments.back(), false, false);
            m_cuts.push_back({last, end});
        } else if (hasShortCalls && isOneOf(name, waits) && arguments.size() > 1) {
            shorten(*arguments.front(), true, false);
            m_cuts.push_back({first.end, last});
        } else {
            for (const ExpressionPtr &argument : arguments)
                shorten(*argument, true, hasShortCalls);
        }
    }

    const SourceText &m_source;
    PlacedText m_placed;
    std::size_t m_begin;
    std::vector<Cut> m_cuts, m_pointers;
    std::vector<TextRange> m_arguments;
};

} // namespace

CodeShape shapeOf(const SourceText &source, const Expression &expression)
{
    return Shortener(source, expression.span).shape(expression);
}

MadeCall madeCall(std::string_view callee, std::span<const CallPart> arguments)
{
    MadeCall made{std::string(callee) + "(", {std::string(callee) + "(", {}}};
    for (const CallPart &argument : arguments) {
        const bool isFirst = made.shape.arguments.empty();
        made.text += isFirst ? "" : ", ";
        const auto begin = static_cast<std::uint32_t>(made.text.size());
        made.text += argument.text;
        made.shape.arguments.push_back({begin, static_cast<std::uint32_t>(made.text.size())});
        if (isFirst || !isOneOf(callee, waits))
            made.shape.brief += (isFirst ? "" : ", ") + argument.brief;
    }
    made.text += ")";
    made.shape.brief += ")";
    return made;
}

} // namespace racewalk
