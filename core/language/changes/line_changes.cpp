// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/changes/line_changes.h"

#include "language/changes/lock_groups.h"
#include "language/lowering/build_program.h"
#include "language/syntax/code_text.h"
#include "language/syntax/parse.h"
#include "language/syntax/syntax_walk.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

using namespace syntax;

template <class... Kinds>
bool isOneOf(const Statement &statement)
{
    return (std::holds_alternative<Kinds>(statement.node) || ...);
}

/// A block is its statements; without its name alone a variable is not.
bool canBeLeftOut(const Statement &statement)
{
    if (const auto *declaration = std::get_if<DeclarationStatement>(&statement.node))
        return std::ranges::any_of(declaration->variables, [](const Variable &variable) {
            return variable.initializer.has_value();
        });
    return !isOneOf<EmptyStatement, Block, Label, CaseLabel>(statement);
}

bool canBeMoved(const Statement &statement)
{
    return canBeLeftOut(statement) && !isOneOf<DeclarationStatement, GotoStatement, BreakStatement,
                                               ContinueStatement, ReturnStatement>(statement);
}

/// Of the threads, and of the functions that they call.
std::vector<Block *> usedBlocks(const Program &program, SyntaxTree &tree)
{
    std::set<std::string_view> called;
    for (const Body &body : program.bodies)
        for (const FunctionId function : body.functions)
            called.insert(program.functions[indexOf(function)].name);
    std::vector<Block *> blocks;
    for (FunctionDeclaration &function : tree.functions)
        if (function.body && called.contains(function.name.name))
            blocks.push_back(&*function.body);
    for (ThreadDeclaration &thread : tree.threads)
        if (std::ranges::find(program.threads, thread.name.name, &Thread::group) !=
            program.threads.end())
            blocks.push_back(&thread.body);
    return blocks;
}

/// While it lives, statements are left out of the tree they are in.
class LeftOut {
public:
    explicit LeftOut(const std::vector<Statement *> &statements) : m_statements(statements)
    {
        for (Statement *statement : m_statements) {
            m_nodes.push_back(std::move(statement->node));
            statement->node = EmptyStatement{};
        }
    }
    ~LeftOut()
    {
        for (std::size_t i = 0; i < m_statements.size(); ++i)
            m_statements[i]->node = std::move(m_nodes[i]);
    }
    LeftOut(const LeftOut &) = delete;
    LeftOut &operator=(const LeftOut &) = delete;

private:
    const std::vector<Statement *> &m_statements;
    std::vector<decltype(Statement::node)> m_nodes;
};

/// While it lives, two statements stand in each other's place.
class Swapped {
public:
    Swapped(Statement &first, Statement &second) : m_first(first), m_second(second)
    {
        std::swap(m_first, m_second);
    }
    ~Swapped() { std::swap(m_first, m_second); }
    Swapped(const Swapped &) = delete;
    Swapped &operator=(const Swapped &) = delete;

private:
    Statement &m_first;
    Statement &m_second;
};

/// Lists of statements whose neighbours can change places.
std::vector<std::vector<Statement> *> listsIn(Block &block)
{
    std::vector<std::vector<Statement> *> lists{&block.statements};
    forEachStatement(block, [&](Statement &statement) {
        if (auto *inner = std::get_if<Block>(&statement.node))
            lists.push_back(&inner->statements);
        else if (auto *choice = std::get_if<SwitchStatement>(&statement.node))
            lists.push_back(&choice->body.statements);
        else if (auto *atomic = std::get_if<AtomicStatement>(&statement.node))
            lists.push_back(&atomic->body.statements);
    });
    return lists;
}

} // namespace

class LineChanges::Collector {
public:
    Collector(const Program &program, SyntaxTree &tree)
        : m_program(program), m_blocks(usedBlocks(program, tree))
    {
        for (Block *block : m_blocks)
            forEachStatement(*block, [this](Statement &one) { m_all.push_back(&one); });
        m_groups = findLockGroups(program, tree, m_all);
        for (const LockGroup &group : m_groups) {
            m_ofGroups.insert(group.takes.begin(), group.takes.end());
            m_ofGroups.insert(group.releases.begin(), group.releases.end());
        }
    }

    std::vector<Edit> collect()
    {
        addGroups();
        for (Statement *statement : m_all)
            if (canBeLeftOut(*statement) && !isInGroup(statement))
                add(LineChange::Kind::LeaveOut, {statement});
        for (Block *block : m_blocks)
            for (std::vector<Statement> *list : listsIn(*block))
                for (std::size_t i = 0; i + 1 < list->size(); ++i)
                    addSwap((*list)[i], (*list)[i + 1]);
        std::ranges::stable_sort(m_edits, {}, [](const Edit &edit) {
            return std::tuple(edit.change.statements.front().begin, edit.change.kind);
        });
        return std::move(m_edits);
    }

private:
    /// What only takes may as well be left out alone; what only releases was wrong before.
    void addGroups()
    {
        for (const LockGroup &group : m_groups) {
            if (group.isBalanced()) {
                Statements statements = group.takes;
                statements.insert(statements.end(), group.releases.begin(), group.releases.end());
                std::ranges::sort(statements.begin() + 1, statements.end(), {},
                                  [](const Statement *one) { return one->span.begin; });
                add(LineChange::Kind::LeaveOutPair, std::move(statements));
            } else if (group.releases.empty() && group.isStatementsOnly) {
                for (Statement *statement : group.takes)
                    add(LineChange::Kind::LeaveOut, {statement});
            }
        }
    }

    bool isInGroup(const Statement *statement) const { return m_ofGroups.contains(statement); }

    std::string textOf(const Statement &statement) const
    {
        return codeText(*m_program.source, statement.span);
    }

    /// "&lock" of a statement that takes or releases one.
    std::string lockOf(const Statement &statement) const
    {
        const std::string text = textOf(statement);
        return text.substr(std::min(text.find('('), text.size()));
    }

    /// What takes and releases one lock would only become unbalanced.
    bool haveOneLock(const Statement &first, const Statement &second) const
    {
        return isInGroup(&first) && isInGroup(&second) && lockOf(first) == lockOf(second);
    }

    /// Two that are the same would change nothing.
    void addSwap(Statement &first, Statement &second)
    {
        if (canBeMoved(first) && canBeMoved(second) && !haveOneLock(first, second) &&
            textOf(first) != textOf(second))
            add(LineChange::Kind::Swap, {&first, &second});
    }

    void add(LineChange::Kind kind, Statements statements)
    {
        LineChange change{.kind = kind, .statements = {}, .text = {}};
        for (const Statement *statement : statements)
            change.statements.push_back(statement->span);
        const SourceSpan &first = statements.front()->span;
        const SourceText &source = *m_program.source;
        const std::size_t lineEnd = source.lineStart(first.line) + source.line(first.line).size();
        change.text =
            codeText(source, source.span(first.begin, std::min<std::size_t>(first.end, lineEnd)));
        m_edits.push_back({std::move(change), std::move(statements)});
    }

    const Program &m_program;
    std::vector<Block *> m_blocks;
    Statements m_all;
    std::vector<LockGroup> m_groups;
    std::set<const Statement *> m_ofGroups;
    std::vector<Edit> m_edits;
};

LineChanges::LineChanges(std::shared_ptr<const Program> program) : m_program(std::move(program))
{
    ParseResult parsed = parse(*m_program->source, m_program->variant);
    RACEWALK_CHECK(parsed.tree.has_value());
    m_tree = std::move(*parsed.tree);
    for (Edit &edit : Collector(*m_program, m_tree).collect()) {
        m_list.push_back(std::move(edit.change));
        m_statements.push_back(std::move(edit.statements));
    }
}

std::shared_ptr<const Program> LineChanges::changed(std::size_t number)
{
    const Statements &statements = m_statements[number];
    if (m_list[number].kind == LineChange::Kind::Swap) {
        const Swapped swapped(*statements[0], *statements[1]);
        return build();
    }
    const LeftOut leftOut(statements);
    return build();
}

std::shared_ptr<const Program> LineChanges::build() const
{
    CompileOptions options{m_program->variant, {}, m_program->memory};
    for (const Parameter &parameter : m_program->parameters)
        options.parameters.emplace_back(parameter.name, parameter.value);
    Problems problems;
    auto program =
        std::make_shared<Program>(buildProgram(m_program->source, m_tree, options, problems));
    return problems.hasErrors() ? nullptr : std::move(program);
}

} // namespace racewalk
