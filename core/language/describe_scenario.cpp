// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/describe_scenario.h"

#include "language/words/nearest_name.h"
#include "program/finding_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

namespace {

std::vector<std::string_view> failureNames()
{
    std::vector<std::string_view> names;
    for (const FindingKindRow &row : findingKinds)
        if (row.severity == Severity::Failure)
            names.push_back(row.name);
    return names;
}

class ScenarioDescription {
public:
    ScenarioDescription(const syntax::SyntaxTree &tree, Problems &problems)
        : m_tree(tree), m_problems(problems)
    {
        for (const syntax::VariantDeclaration &declaration : tree.variants)
            m_variants.insert(declaration.name.name);
    }

    Scenario describe()
    {
        Scenario result;
        result.title = m_tree.title ? m_tree.title->value : "";
        result.about = m_tree.about ? m_tree.about->value : "";
        for (const syntax::VariantDeclaration &declaration : m_tree.variants)
            result.variants.push_back(
                {declaration.name.name, declaration.title.value, declaration.span});
        if (result.variants.empty())
            result.variants.emplace_back();
        result.memory = modelOf(m_tree.memoryModel).value_or(MemoryModel::Sc);
        for (const syntax::Expectation &expectation : m_tree.expectations)
            result.expectations.push_back(describe(expectation));
        for (const syntax::Tour &tour : m_tree.tours)
            result.tours.push_back(describe(tour));
        return result;
    }

private:
    /// Returns None after a complaint that it is unknown.
    FindingKind checkedKind(const syntax::Identifier &kind)
    {
        const std::string_view name = kind.name;
        const auto known = findingKindFrom(name);
        if (!known || *known == FindingKind::None)
            m_problems.error(kind.span, fmt::format("unknown failure '{}'", name),
                             didYouMean(name, failureNames()));
        else if (severityOf(*known) == Severity::Warning)
            m_problems.error(kind.span, fmt::format("'{}' is a warning, not a failure", name),
                             "only failures are listed");
        return known.value_or(FindingKind::None);
    }

    std::string variantOf(const std::optional<syntax::Identifier> &variant, const SourceSpan &span,
                          std::string_view form)
    {
        if (!variant) {
            if (!m_tree.variants.empty())
                m_problems.error(span, "this does not say for which variant it is",
                                 std::string(form));
            return {};
        }
        if (!m_variants.contains(variant->name))
            m_problems.error(variant->span, fmt::format("unknown variant '{}'", variant->name),
                             memoryModelFrom(variant->name)
                                 ? fmt::format("for the memory model: under {}", variant->name)
                                 : nearestVariant(variant->name));
        return variant->name;
    }

    std::string nearestVariant(std::string_view name) const
    {
        std::vector<std::string_view> known;
        for (const syntax::VariantDeclaration &declaration : m_tree.variants)
            known.push_back(declaration.name.name);
        return didYouMean(name, known);
    }

    void checkOnce(std::map<std::string, SourceSpan> &seen, const std::string &key,
                   const SourceSpan &span, const std::string &what)
    {
        const auto [earlier, isNew] = seen.try_emplace(key, span);
        if (!isNew)
            m_problems.error(span, fmt::format("{}, first in line {}", what, earlier->second.line));
    }

    static std::optional<MemoryModel> modelOf(const std::optional<syntax::Identifier> &model)
    {
        return model ? memoryModelFrom(model->name) : std::nullopt;
    }

    Expectation describe(const syntax::Expectation &expectation)
    {
        Expectation result;
        result.variant =
            variantOf(expectation.variant, expectation.span, "write: expect VARIANT: KIND;");
        result.memory = modelOf(expectation.model);
        const std::string model = expectation.model ? " under " + expectation.model->name : "";
        checkOnce(m_expected, result.variant + '\n' + model, expectation.span,
                  result.variant.empty()
                      ? fmt::format("what is expected{} is said twice", model)
                      : fmt::format("what is expected of '{}'{} is said twice", result.variant,
                                    model));
        std::map<std::string, SourceSpan> kinds;
        for (const syntax::Identifier &kind : expectation.kinds) {
            result.kinds.push_back(checkedKind(kind));
            checkOnce(kinds, kind.name, kind.span, fmt::format("'{}' is listed twice", kind.name));
        }
        return result;
    }

    Tour describe(const syntax::Tour &tour)
    {
        Tour result;
        result.title = tour.title.value;
        result.span = tour.span;
        result.variant =
            variantOf(tour.variant, tour.title.span, "write: tour \"title\" for VARIANT { ... }");
        result.memory = modelOf(tour.model ? tour.model : m_tree.memoryModel)
                            .value_or(MemoryModel::Sc);
        checkOnce(m_tours, result.variant + '\n' + result.title, tour.title.span,
                  fmt::format("the tour \"{}\" is there twice", result.title));
        for (const syntax::TourStep &step : tour.steps)
            result.stops.push_back({step.schedule, step.scheduleSpan, step.narration.value});
        if (tour.ending) {
            if (tour.ending->name != "ok")
                checkedKind(*tour.ending);
            result.end = tour.ending->name;
        }
        return result;
    }

    const syntax::SyntaxTree &m_tree;
    Problems &m_problems;
    std::set<std::string_view> m_variants; ///< their names
    std::map<std::string, SourceSpan> m_expected;
    std::map<std::string, SourceSpan> m_tours;
};

} // namespace

Scenario describeScenario(const syntax::SyntaxTree &tree, Problems &problems)
{
    return ScenarioDescription(tree, problems).describe();
}

MemoryModel memoryModelOf(const syntax::SyntaxTree &tree, std::optional<MemoryModel> chosen,
                          Problems &problems)
{
    const auto declared =
        tree.memoryModel ? memoryModelFrom(tree.memoryModel->name) : std::optional(MemoryModel::Sc);
    if (!declared) {
        problems.error(tree.memoryModel->span,
                       fmt::format("unknown memory model '{}'", tree.memoryModel->name),
                       "the memory models are " + memoryModelNames("and"));
        return MemoryModel::Sc;
    }
    return chosen.value_or(*declared);
}

} // namespace racewalk
