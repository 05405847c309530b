// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/scenario_names.h"

#include "language/lowering/primitives/primitives.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace racewalk {

namespace {

/// One space of names, in which none may be given twice.
class NameSpace {
public:
    explicit NameSpace(Problems &problems) : m_problems(problems) {}

    void add(const std::string &key, const std::string &shown, const SourceSpan &span)
    {
        const auto [earlier, isNew] = m_spans.try_emplace(key, span);
        if (!isNew)
            m_problems.error(span, fmt::format("'{}' is declared twice, first in line {}", shown,
                                               earlier->second.line));
    }
    void add(const syntax::Identifier &name) { add(name.name, name.name, name.span); }

private:
    Problems &m_problems;
    std::map<std::string, SourceSpan> m_spans;
};

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

void checkReserved(const syntax::Identifier &name, Problems &problems)
{
    if (isReservedName(name.name))
        problems.error(name.span,
                       fmt::format("'{}' has a meaning in the language itself", name.name),
                       "choose another name");
}

void checkTags(const syntax::SyntaxTree &tree, Problems &problems)
{
    NameSpace tags(problems);
    for (const syntax::EnumDeclaration &declaration : tree.enums)
        tags.add(declaration.tag);
    for (const syntax::StructDeclaration &declaration : tree.structs)
        tags.add(declaration.tag);
}

void checkThreads(const syntax::SyntaxTree &tree, Problems &problems)
{
    NameSpace threads(problems);
    for (const syntax::ThreadDeclaration &declaration : tree.threads) {
        // Schedules do not tell upper from lower case.
        const std::string key = lowered(declaration.name.name);
        threads.add(key, declaration.name.name, declaration.name.span);
        if (key == "rcu")
            problems.error(declaration.name.span, "'rcu' is the system's own lane",
                           "choose another name for the thread");
    }
}

/// A prototype may be repeated, and may stand beside the function itself.
void checkFunctions(const syntax::SyntaxTree &tree, NameSpace &names)
{
    std::set<std::string_view> known;
    for (const syntax::FunctionDeclaration &declaration : tree.functions)
        if (declaration.body) {
            names.add(declaration.name);
            known.insert(declaration.name.name);
        }
    for (const syntax::FunctionDeclaration &declaration : tree.functions)
        if (known.insert(declaration.name.name).second)
            names.add(declaration.name);
}

} // namespace

bool isReservedName(std::string_view name)
{
    constexpr std::array own = {std::string_view("self"), std::string_view("current"),
                                std::string_view("NULL"), std::string_view("true"),
                                std::string_view("false")};
    return findPrimitive(name) != nullptr || std::ranges::find(own, name) != own.end() ||
           std::ranges::find(knownConstants(), name, &KnownConstant::name) !=
               knownConstants().end();
}

void checkDeclaredNames(const syntax::SyntaxTree &tree, Problems &problems)
{
    NameSpace names(problems);
    const auto add = [&](const syntax::Identifier &name) {
        names.add(name);
        checkReserved(name, problems);
    };
    for (const syntax::ParamDeclaration &declaration : tree.params)
        add(declaration.name);
    for (const syntax::DefineDeclaration &declaration : tree.defines)
        add(declaration.name);
    for (const syntax::EnumDeclaration &declaration : tree.enums)
        for (const syntax::Enumerator &enumerator : declaration.enumerators)
            add(enumerator.name);
    for (const syntax::GlobalDeclaration &declaration : tree.globals)
        add(declaration.variable.name);
    for (const syntax::FunctionDeclaration &declaration : tree.functions)
        if (declaration.name.name == "BIT")
            problems.error(declaration.name.span, "'BIT' has a meaning in the language itself",
                           "choose another name");
        else
            checkReserved(declaration.name, problems);
    checkFunctions(tree, names);
    checkTags(tree, problems);
    checkThreads(tree, problems);
}

} // namespace racewalk
