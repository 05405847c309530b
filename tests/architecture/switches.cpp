// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/switches.h"

#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace racewalk::test {
namespace {

/// A switch whose end has not been reached.
struct OpenSwitch {
    int depth = 0; ///< of braces around its labels
    bool hasOwnLabel = false, hasQtLabel = false;
    std::size_t defaultLine = 0; ///< 0 if there is none
};

std::string withoutTextAndComment(const std::string &line)
{
    static const std::regex text(R"("(\\.|[^"\\])*"|'(\\.|[^'\\])')");
    const std::string code = line.find_first_of("'\"") == std::string::npos
                                 ? line
                                 : std::regex_replace(line, text, "''");
    return code.substr(0, code.find("//"));
}

/// `case Op::Load:` is ours, and `case Load:` after `using enum`; `case 'x':` is not. A switch with
/// `case Qt::UserRole:` is over an int, whatever roles of ours it has.
void lookForLabels(const std::string &line, OpenSwitch &found)
{
    static const std::regex own(R"(\bcase\s+(\w+::)*[A-Z]\w*\s*:(?!:))");
    static const std::regex qt(R"(\bcase\s+(Qt|Q[A-Z]\w*)::)");
    const bool isQt = std::regex_search(line, qt);
    found.hasQtLabel = found.hasQtLabel || isQt;
    found.hasOwnLabel = found.hasOwnLabel || std::regex_search(line, own);
}

std::vector<std::size_t> linesOfDefaults(const std::string &text)
{
    static const std::regex beginning(R"(\bswitch\s*\()");
    static const std::regex byDefault(R"(\bdefault\s*:(?!:))");
    std::vector<std::size_t> found;
    std::vector<OpenSwitch> open;
    int depth = 0;
    std::istringstream lines(text);
    std::string whole;
    for (std::size_t number = 1; std::getline(lines, whole); ++number) {
        const std::string line = withoutTextAndComment(whole);
        if (line.contains("switch") && std::regex_search(line, beginning))
            open.push_back({.depth = depth + 1});
        if (!open.empty() && line.contains("case"))
            lookForLabels(line, open.back());
        if (!open.empty() && line.contains("default") && std::regex_search(line, byDefault))
            open.back().defaultLine = number;
        for (const char c : line)
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        while (!open.empty() && depth < open.back().depth && line.find('}') != std::string::npos) {
            const OpenSwitch &ended = open.back();
            if (ended.hasOwnLabel && !ended.hasQtLabel && ended.defaultLine != 0)
                found.push_back(ended.defaultLine);
            open.pop_back();
        }
    }
    return found;
}

} // namespace

Violations switchViolations(std::span<const SourceFile> files)
{
    Violations violations;
    for (const SourceFile &file : files) {
        const bool isOfModules = file.path.starts_with("core/") || file.path.starts_with("app/");
        if (!isOfModules || file.path.ends_with("CMakeLists.txt"))
            continue;
        for (const std::size_t line : linesOfDefaults(file.text))
            violations.push_back(file.path + ':' + std::to_string(line) +
                                 ": default: in a switch over our own enum; name its enumerators");
    }
    return violations;
}

} // namespace racewalk::test
