// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/build_program.h"

#include "language/describe_scenario.h"
#include "language/lowering/lower_bodies.h"
#include "language/lowering/origin_texts.h"
#include "language/lowering/written_cells.h"
#include "language/syntax/code_text.h"
#include "language/types/build_storage.h"
#include "program/liveness.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

namespace {

/// As many as a machine's sets of threads can hold.
constexpr std::uint32_t maxThreads = 63;

class ProgramBuilder {
public:
    ProgramBuilder(std::shared_ptr<const SourceText> source, const syntax::SyntaxTree &tree,
                   const CompileOptions &options, Problems &problems)
        : m_tree(tree), m_problems(problems), m_source(std::move(source)),
          m_constants(tree, options.parameters, problems),
          m_types(tree, m_constants, problems, m_program.storage.types),
          m_names{*m_source, tree, problems, m_constants, m_types, m_program.storage, {}, {}}
    {
        m_program.memory = memoryModelOf(tree, options.memory, problems);
    }

    Program build()
    {
        m_program.source = m_source;
        m_program.scenario = describeScenario(m_tree, m_problems);
        m_program.variant = m_tree.variant;
        m_program.parameters = m_constants.parameters();
        setDefaultParameters();
        checkDeclaredNames(m_tree, m_problems);
        buildStorage(m_names);
        addFunctions();
        addThreads();
        addProperties(m_tree.invariants, m_program.invariants);
        addProperties(m_tree.finals, m_program.finals);
        checkUncalledFunctions();
        if (!m_problems.hasErrors())
            finish();
        return std::move(m_program);
    }

private:
    void setDefaultParameters()
    {
        Problems ignored; // they were reported with the values in force
        m_program.scenario.parameters = Constants(m_tree, {}, ignored).parameters();
    }

    std::vector<std::uint32_t> linesOf(const syntax::Block &body) const
    {
        const SourceSpan &span = body.span;
        const SourcePosition last = m_source->position(span.end - 1);
        const auto isBlank = [this](std::size_t begin, std::size_t end) {
            return codeText(*m_source, m_source->span(begin, end)).empty();
        };
        const std::size_t endOfFirst =
            m_source->lineStart(span.line) + m_source->line(span.line).size();
        std::vector<std::uint32_t> lines;
        for (std::uint32_t line = span.line; line <= last.line; ++line) {
            const bool isFirst = line == span.line;
            const bool isLast = line == last.line;
            if (isFirst && !isLast && isBlank(span.begin + 1, endOfFirst))
                continue;
            if (isLast && !isFirst && isBlank(m_source->lineStart(line), span.end - 1))
                continue;
            if (m_tree.activeLines[line - 1])
                lines.push_back(line);
        }
        return lines;
    }

    void addFunctions()
    {
        for (const syntax::FunctionDeclaration &declaration : m_tree.functions) {
            FunctionName &name = m_names.functions[declaration.name.name];
            if (!declaration.body) {
                if (name.declaration == nullptr)
                    name.declaration = &declaration;
                continue;
            }
            if (name.declaration != nullptr && name.declaration->body)
                continue; // declared twice, which was reported
            std::vector<std::string_view> parameters;
            for (const syntax::Variable &parameter : declaration.parameters)
                parameters.push_back(parameter.name.name);
            name.declaration = &declaration;
            name.id = static_cast<FunctionId>(m_program.functions.size());
            m_program.functions.push_back(
                {declaration.name.name,
                 fmt::format("{}({})", declaration.name.name, fmt::join(parameters, ", ")),
                 declaration.span, linesOf(*declaration.body),
                 m_types.resolve(declaration.result)});
        }
        for (const syntax::ThreadDeclaration &declaration : m_tree.threads)
            m_program.functions.push_back({declaration.name.name, declaration.name.name,
                                           declaration.span, linesOf(declaration.body),
                                           m_types.voidType()});
    }

    std::uint32_t countOf(const syntax::ThreadDeclaration &declaration)
    {
        if (declaration.count == nullptr)
            return 1;
        const auto count = m_constants.evaluate(*declaration.count, "a number of threads");
        if (!count)
            return 0;
        const bool isTooMany = count->isUnsigned
                                   ? static_cast<std::uint32_t>(count->value) > maxThreads
                                   : count->value > static_cast<std::int32_t>(maxThreads);
        if (isTooMany || count->value < 0) {
            m_problems.error(declaration.count->span,
                             fmt::format("a scenario has at most {} threads", maxThreads));
            return 0;
        }
        return static_cast<std::uint32_t>(count->value);
    }

    void addThreads()
    {
        const std::size_t firstFunction = m_program.functions.size() - m_tree.threads.size();
        for (std::size_t i = 0; i < m_tree.threads.size(); ++i) {
            const syntax::ThreadDeclaration &declaration = m_tree.threads[i];
            const std::uint32_t count = countOf(declaration);
            const auto first = static_cast<std::uint32_t>(m_program.threads.size());
            if (first + count > maxThreads) {
                m_problems.error(declaration.name.span,
                                 fmt::format("a scenario has at most {} threads", maxThreads));
                return;
            }
            m_drafts.push_back(lowering::lowerThread(m_names, m_record, declaration,
                                                     static_cast<FunctionId>(firstFunction + i),
                                                     first, count));
            for (std::uint32_t self = 0; self < count; ++self)
                m_program.threads.push_back(
                    {count == 1 ? declaration.name.name
                                : fmt::format("{}[{}]", declaration.name.name, self),
                     declaration.name.name, static_cast<BodyId>(m_drafts.size() - 1),
                     static_cast<std::int32_t>(self), declaration.isDaemon, false,
                     declaration.span});
        }
        if (m_program.threads.empty() && !m_problems.hasErrors())
            m_problems.error({}, "the scenario has no thread", "write: thread NAME { ... }");
    }

    void addProperties(const std::vector<syntax::PropertyDeclaration> &declarations,
                       std::vector<Property> &properties)
    {
        for (const syntax::PropertyDeclaration &declaration : declarations) {
            DraftBody draft = lowering::lowerProperty(m_names, m_record, declaration);
            if (m_problems.hasErrors())
                continue;
            makeQuietReads(draft, m_program.storage, true);
            computeLiveness(draft.body);
            properties.push_back({std::move(draft.body),
                                  codeText(*m_source, declaration.condition->span),
                                  declaration.span});
        }
    }

    void checkUncalledFunctions()
    {
        for (const auto &[name, function] : m_names.functions)
            if (function.declaration->body && m_record.functions.insert(name).second)
                lowering::checkFunction(m_names, m_record, *function.declaration, function.id);
    }

    void finish()
    {
        markWrittenCells(m_program.storage, m_drafts);
        bool usesCallbacks = false;
        for (DraftBody &draft : m_drafts) {
            makeQuietReads(draft, m_program.storage, false);
            nameSoleReads(draft);
            shapeTexts(draft);
            attachNotes(draft.body, *m_source, m_tree.notes);
            computeLiveness(draft.body);
            usesCallbacks = usesCallbacks ||
                            std::ranges::any_of(draft.body.code, [](const Instruction &each) {
                                return operationOf(each.op).begins == Operation::Begins::Callback;
                            });
            m_program.bodies.push_back(std::move(draft.body));
        }
        if (usesCallbacks)
            addCallbackLane();
    }

    /// The kernel's own thread that runs callbacks after a grace period.
    void addCallbackLane()
    {
        Body body;
        body.code = {{.op = Op::RunCallback}, {.op = Op::Jump, .target = 0}};
        body.origins.resize(body.code.size());
        body.origins.front().role = Role::Free;
        body.origins.front().text = "kfree()";
        body.origins.front().brief = "kfree()";
        body.calls.emplace_back();
        computeLiveness(body);
        m_program.threads.push_back(
            {"rcu", "rcu", static_cast<BodyId>(m_program.bodies.size()), 0, true, true, {}});
        m_program.bodies.push_back(std::move(body));
    }

    const syntax::SyntaxTree &m_tree;
    Problems &m_problems;
    std::shared_ptr<const SourceText> m_source;
    Program m_program;
    Constants m_constants;
    TypeTable m_types;
    ScenarioNames m_names;
    lowering::Record m_record;
    std::vector<DraftBody> m_drafts;
};

} // namespace

Program buildProgram(std::shared_ptr<const SourceText> source, const syntax::SyntaxTree &tree,
                     const CompileOptions &options, Problems &problems)
{
    return ProgramBuilder(std::move(source), tree, options, problems).build();
}

} // namespace racewalk
