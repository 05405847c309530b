// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/standard_headers.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>

namespace racewalk::test {
namespace {

using Names = std::set<std::string_view>;

/// Standard headers, each with the names that count as its own.
const std::map<std::string_view, Names> headers = {
    {"algorithm", {"all_of", "any_of", "clamp", "fill_n", "max", "min", "none_of", "sort"}},
    {"array", {"array", "to_array"}},
    {"atomic", {"atomic", "memory_order_relaxed"}},
    {"bit", {"bit_cast", "bit_ceil", "bit_width", "countr_zero", "has_single_bit", "popcount"}},
    {"bitset", {"bitset"}},
    {"chrono", {"chrono"}},
    {"compare", {"strong_ordering"}},
    {"concepts", {"convertible_to", "integral", "invocable", "same_as"}},
    {"condition_variable", {"condition_variable", "condition_variable_any"}},
    {"cstddef", {"byte", "nullptr_t", "ptrdiff_t", "size_t"}},
    {"cstdint",
     {"int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t",
      "uintptr_t"}},
    {"cstring", {"memcmp", "memcpy", "memset"}},
    {"deque", {"deque"}},
    {"exception", {"current_exception", "exception", "exception_ptr", "rethrow_exception"}},
    {"expected", {"expected", "unexpected"}},
    {"filesystem", {"filesystem"}},
    {"functional", {"function", "invoke", "less", "move_only_function"}},
    {"initializer_list", {"initializer_list"}},
    {"limits", {"numeric_limits"}},
    {"map", {"map", "multimap"}},
    {"memory",
     {"make_shared", "make_unique", "make_unique_for_overwrite", "shared_ptr", "unique_ptr",
      "weak_ptr"}},
    {"mutex", {"lock_guard", "mutex", "scoped_lock", "unique_lock"}},
    {"new", {"bad_alloc"}},
    {"optional", {"nullopt", "nullopt_t", "optional"}},
    {"random", {"mt19937", "mt19937_64"}},
    {"ranges", {"views"}},
    {"set", {"set"}},
    {"source_location", {"source_location"}},
    {"span", {"as_bytes", "span"}},
    {"stdexcept", {"invalid_argument", "logic_error", "out_of_range", "runtime_error"}},
    {"stop_token", {"stop_callback", "stop_source", "stop_token"}},
    {"string", {"string", "to_string"}},
    {"string_view", {"string_view"}},
    {"thread", {"jthread", "this_thread", "thread"}},
    {"tuple", {"get", "make_tuple", "tie", "tuple"}},
    {"type_traits",
     {"conditional_t", "decay_t", "invoke_result_t", "is_base_of_v", "is_same_v",
      "is_trivially_copyable_v", "remove_cvref_t"}},
    {"unordered_map", {"unordered_map"}},
    {"unordered_set", {"unordered_set"}},
    {"utility",
     {"as_const", "declval", "exchange", "forward", "index_sequence", "make_index_sequence", "move",
      "pair", "swap", "to_underlying"}},
    {"variant", {"holds_alternative", "monostate", "variant", "visit"}},
    {"vector", {"vector"}},
};

/// Names of several headers: that which brings the container they are used on.
const Names ofSeveral = {"begin", "end", "erase_if", "ranges", "size"};

const std::string_view *headerOf(std::string_view name)
{
    const auto row = std::ranges::find_if(
        headers, [name](const auto &header) { return header.second.contains(name); });
    return row == headers.end() ? nullptr : &row->first;
}

std::set<std::string, std::less<>> includedBy(const std::string &text)
{
    static const std::regex form(R"(#include <([\w/.]+)>)");
    std::set<std::string, std::less<>> names;
    for (std::sregex_iterator it(text.begin(), text.end(), form), end; it != end; ++it)
        names.insert((*it)[1]);
    return names;
}

} // namespace

Violations standardHeaderViolations(std::span<const SourceFile> files)
{
    static const std::regex form(R"(\bstd::(\w+))");
    Violations violations;
    for (const SourceFile &file : files) {
        if (!file.path.ends_with(".h") ||
            !(file.path.starts_with("core/") || file.path.starts_with("app/")))
            continue;
        auto included = includedBy(file.text);
        std::istringstream lines(file.text);
        std::string line;
        for (std::size_t number = 1; std::getline(lines, line); ++number) {
            line.erase(std::min(line.find("//"), line.size()));
            for (std::sregex_iterator it(line.begin(), line.end(), form), end; it != end; ++it) {
                const std::string name = (*it)[1];
                const std::string_view *header = headerOf(name);
                if (ofSeveral.contains(name) || (header && included.contains(*header)))
                    continue;
                violations.push_back(
                    file.path + ':' + std::to_string(number) + ": std::" + name + ": " +
                    (header ? "include <" + std::string(*header) + ">"
                            : std::string("add it to the table in standard_headers.cpp")));
                if (header)
                    included.insert(std::string(*header));
            }
        }
    }
    return violations;
}

} // namespace racewalk::test
