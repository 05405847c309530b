// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/diagram/thread_columns.h"

#include "import/diagram/statement_text.h"
#include "run/schedule/thread_names.h"

#include <algorithm>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace racewalk {
namespace {

constexpr std::size_t mostTexts = 2'000; ///< that are compared
/// How much it says that a column is a thread.
constexpr double exactStatement = 2, namedStatement = 1, sameNumber = 0.5;

using Names = std::set<std::string, std::less<>>;

/// "spin_lock(&accounts[].lock)": where the code has a variable, a diagram can have its value.
std::string withoutIndexes(std::string_view text)
{
    std::string result;
    int depth = 0;
    for (const char c : text) {
        depth -= c == ']' ? 1 : 0;
        if (depth <= 0)
            result += c;
        depth += c == '[' ? 1 : 0;
    }
    return result;
}

/// Everything that a thread's statements and calls are called.
Names namesOf(const Program &program, ThreadId thread)
{
    Names names;
    const Body &body = program.bodyOf(thread);
    for (const Origin &origin : body.origins) {
        const std::string normal = normalStatement(origin.text);
        if (normal.empty())
            continue;
        names.insert(withoutIndexes(normal));
        for (std::string &name : namesOfStatement(normal))
            names.insert(std::move(name));
    }
    for (const Call &call : body.calls)
        if (&call != &body.calls.front())
            names.insert(nameOfCall(program.functions[indexOf(call.function)].name));
    return names;
}

double fitOf(const DiagramColumns &columns, std::size_t column, const Names &names)
{
    double fit = 0;
    const std::span texts =
        std::span(columns.texts).first(std::min(columns.texts.size(), mostTexts));
    for (const ColumnText &text : texts) {
        if (text.column != column || text.text.empty())
            continue;
        const std::string normal = normalStatement(text.text);
        if (names.contains(withoutIndexes(normal))) {
            fit += exactStatement;
            continue;
        }
        for (const std::string &name : namesInDiagram(normal))
            if (names.contains(name)) {
                fit += namedStatement;
                break;
            }
    }
    return fit;
}

bool isRoleOf(std::string_view role, std::string_view name, bool isCut)
{
    constexpr std::size_t shortest = 3;
    if (role.ends_with("()"))
        role.remove_suffix(2);
    return equalWithoutCase(role, name) || (isCut && role.size() >= shortest &&
                                            equalWithoutCase(role, name.substr(0, role.size())));
}

/// The only thread with that role that is still free.
std::optional<ThreadId> threadWithRole(const ColumnHeader &header, const Program &program,
                                       const std::vector<bool> &isTaken)
{
    if (header.role.empty())
        return std::nullopt;
    for (const bool isCut : {false, true})
        for (const auto name : {&Thread::name, &Thread::group}) {
            std::vector<std::size_t> found;
            for (std::size_t i = 0; i < program.threads.size(); ++i)
                if (!isTaken[i] && !program.threads[i].isSystem &&
                    isRoleOf(header.role, program.threads[i].*name, isCut))
                    found.push_back(i);
            if (found.size() == 1)
                return ThreadId(found.front());
            if (header.number && std::ranges::find(found, *header.number) != found.end())
                return ThreadId(*header.number);
            if (!found.empty() && !isCut)
                return ThreadId(found.front());
        }
    return std::nullopt;
}

/// Where the columns that are known have their threads' numbers, so have the others.
void addByNumber(const DiagramColumns &columns, const Program &program,
                 const std::vector<bool> &isTaken, std::vector<std::optional<ThreadId>> &threads)
{
    std::size_t known = 0;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        if (!threads[i])
            continue;
        if (columns.headers[i].number != indexOf(*threads[i]))
            return;
        ++known;
    }
    for (std::size_t i = 0; i < threads.size() && known > 0; ++i) {
        const std::size_t number = columns.headers[i].number.value_or(isTaken.size());
        if (!threads[i] && number < isTaken.size() && !isTaken[number] &&
            !program.threads[number].isSystem)
            threads[i] = ThreadId(number);
    }
}

} // namespace

std::vector<std::optional<ThreadId>> threadsOfColumns(const DiagramColumns &columns,
                                                      const Program &program)
{
    std::vector<std::optional<ThreadId>> threads(columns.headers.size());
    std::vector<bool> isTaken(program.threads.size());
    for (std::size_t i = 0; i < threads.size(); ++i)
        if ((threads[i] = threadWithRole(columns.headers[i], program, isTaken)))
            isTaken[indexOf(*threads[i])] = true;
    struct Pair {
        double fit;
        std::size_t column, thread;
    };
    std::vector<Pair> pairs;
    for (std::size_t thread = 0; thread < program.threads.size(); ++thread) {
        if (isTaken[thread] || program.threads[thread].isSystem)
            continue;
        const Names names = namesOf(program, ThreadId(thread));
        for (std::size_t column = 0; column < threads.size(); ++column)
            if (const double fit = threads[column] ? 0 : fitOf(columns, column, names); fit > 0)
                pairs.push_back({fit + (columns.headers[column].number == thread ? sameNumber : 0),
                                 column, thread});
    }
    // The best of all pairs first; of equal ones the first column and thread.
    std::ranges::stable_sort(pairs, std::greater(), &Pair::fit);
    for (const Pair &pair : pairs)
        if (!threads[pair.column] && !isTaken[pair.thread]) {
            threads[pair.column] = ThreadId(pair.thread);
            isTaken[pair.thread] = true;
        }
    addByNumber(columns, program, isTaken, threads);
    return threads;
}

} // namespace racewalk
