// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/house_rules.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

namespace racewalk::test {
namespace {

using Modules = std::set<std::string, std::less<>>;

const Modules coreModules = {"program", "language", "machine", "explore",
                             "cluster", "run",      "export",  "import"};

Modules coreAnd(Modules modules)
{
    modules.insert(coreModules.begin(), coreModules.end());
    return modules;
}

/// What a folder with parts of the window may use beside core.
const Modules sessionParts = {"desktop/base", "desktop/document", "desktop/search",
                              "desktop/session", "drawing"};

Modules sessionAnd(Modules modules)
{
    modules.insert(sessionParts.begin(), sessionParts.end());
    return coreAnd(std::move(modules));
}

const Modules modelFolders = {"desktop/models",        "desktop/models/compare",
                              "desktop/models/export", "desktop/models/graph",
                              "desktop/models/moment", "desktop/models/outcomes",
                              "desktop/models/present"};

/// What a folder of views may use beside the session.
Modules modelsAnd(Modules modules)
{
    modules.insert(modelFolders.begin(), modelFolders.end());
    return sessionAnd(std::move(modules));
}

/// A folder of explore with these folders behind it.
Modules exploreAnd(const Modules &folders)
{
    Modules modules = {"machine", "program"};
    for (const std::string &folder : folders)
        modules.insert("explore/" + folder);
    return modules;
}

/// The modules that each module may include. "main" is app/main.cpp, the only file that uses both
/// front ends; "desktop" and "explore" are the files directly in app/desktop and core/explore. Who
/// may use "explore" from outside may use its folders, too.
const std::map<std::string, Modules, std::less<>> mayInclude = {
    {"program", {}},
    {"language", {"program"}},
    {"machine", {"program"}},
    {"explore/base", exploreAnd({})},
    {"explore/store", exploreAnd({"base"})},
    {"explore/graph", exploreAnd({"base", "store"})},
    {"explore/reductions", exploreAnd({"base", "store"})},
    {"explore/search", exploreAnd({"base", "store", "graph", "reductions"})},
    {"explore/explain", exploreAnd({"base", "reductions"})},
    {"explore/odds", exploreAnd({"base", "store", "graph"})},
    {"explore/fates",
     exploreAnd({"base", "store", "graph", "reductions", "search", "explain", "odds"})},
    {"explore/results",
     exploreAnd({"base", "store", "graph", "reductions", "search", "explain", "odds", "fates"})},
    {"explore/differences",
     exploreAnd({"base", "store", "reductions", "search", "explain", "fates", "results"})},
    {"explore/graph_layout",
     exploreAnd({"base", "graph", "reductions", "search", "explain", "fates", "results"})},
    {"explore", exploreAnd({"base", "search", "odds", "fates", "results", "differences"})},
    {"cluster", {"explore", "machine", "program"}},
    {"run", {"language", "machine", "program"}},
    {"export", {"run", "explore", "machine", "program"}},
    {"import", {"export", "run", "explore", "machine", "language", "program"}},
    {"drawing", coreModules},
    {"cli", coreAnd({"drawing"})},
    {"desktop/base", coreAnd({"drawing"})},
    {"desktop/document", coreAnd({"desktop/base", "drawing"})},
    {"desktop/search", coreAnd({"desktop/base", "desktop/document", "drawing"})},
    {"desktop/session", sessionAnd({})},
    {"desktop/models", sessionAnd({})},
    {"desktop/models/moment", sessionAnd({"desktop/models"})},
    {"desktop/models/compare", sessionAnd({"desktop/models"})},
    {"desktop/models/export", sessionAnd({"desktop/models"})},
    {"desktop/models/graph", sessionAnd({"desktop/models"})},
    {"desktop/models/present", sessionAnd({"desktop/models"})},
    {"desktop/models/outcomes", sessionAnd({"desktop/models", "desktop/models/moment"})},
    {"desktop/views/controls", modelsAnd({})},
    {"desktop/views/dialogs", modelsAnd({"desktop/views/controls"})},
    {"desktop/views/panes", modelsAnd({"desktop/views/controls"})},
    {"desktop/views/graph", modelsAnd({"desktop/views/controls"})},
    {"desktop/views/compare", modelsAnd({"desktop/views/controls"})},
    {"desktop/views/import", modelsAnd({"desktop/views/controls", "desktop/views/dialogs"})},
    {"desktop/views/outcomes", modelsAnd({"desktop/views/controls"})},
    {"desktop/views/timeline", modelsAnd({"desktop/views/controls"})},
    {"desktop/views/export", modelsAnd({"desktop/views/controls", "desktop/views/dialogs"})},
    {"desktop/views/tours", modelsAnd({"desktop/views/controls", "desktop/views/dialogs"})},
    {"desktop/views/walks", modelsAnd({"desktop/views/controls"})},
    {"desktop/views/present",
     modelsAnd({"desktop/views/controls", "desktop/views/panes", "desktop/views/timeline"})},
    {"desktop/views",
     modelsAnd({"desktop/views/controls", "desktop/views/panes", "desktop/views/graph",
                "desktop/views/compare", "desktop/views/import", "desktop/views/outcomes",
                "desktop/views/timeline", "desktop/views/walks", "desktop/views/export",
                "desktop/views/dialogs", "desktop/views/present", "desktop/views/tours"})},
    {"desktop", modelsAnd({"desktop/views"})},
    {"main", coreAnd({"cli", "desktop"})},
};

struct Include {
    std::size_t line = 0;
    bool quoted = false;
    std::string name;
};

std::vector<Include> includesOf(const SourceFile &file)
{
    static const std::regex form(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> includes;
    std::istringstream lines(file.text);
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        std::smatch match;
        if (std::regex_search(line, match, form))
            includes.push_back({number, match[1] == "\"", match[2]});
    }
    return includes;
}

bool isCode(const SourceFile &file)
{
    return file.path.ends_with(".h") || file.path.ends_with(".cpp");
}

bool isOfModules(const SourceFile &file)
{
    return isCode(file) && (file.path.starts_with("core/") || file.path.starts_with("app/"));
}

std::string_view topOf(std::string_view name)
{
    return name.substr(0, name.find('/'));
}

/// Returns the module of "run/schedule.h"; "" for a file in no folder. In desktop and explore each
/// folder is one.
std::string moduleOf(std::string_view name)
{
    if (name.find('/') == std::string_view::npos)
        return name == "main.cpp" ? "main" : "";
    const std::string_view top = topOf(name);
    const bool isCut = top == "desktop" || top == "explore";
    return std::string(isCut ? name.substr(0, name.rfind('/')) : top);
}

std::string_view withoutRoot(std::string_view path)
{
    return path.substr(path.find('/') + 1);
}

bool isQt(const Include &include)
{
    static const std::regex form(R"(^(Q[A-Z]\w*|Qt[A-Z]\w*/.*)$)");
    return !include.quoted && std::regex_match(include.name, form);
}

/// The command line's files that make pictures, and so may see drawing and Qt.
bool makesPictures(std::string_view path)
{
    static constexpr std::string_view words[] = {"image", "png", "pdf", "picture"};
    return std::ranges::any_of(
        words, [path](auto word) { return path.find(word) != std::string_view::npos; });
}

std::optional<std::string> refusal(const SourceFile &file, const Include &include,
                                   const std::set<std::string, std::less<>> &known)
{
    const std::string module = moduleOf(withoutRoot(file.path));
    if (isQt(include)) {
        if (file.path.starts_with("core/"))
            return "core never uses Qt";
        if (module == "cli" && !makesPictures(file.path))
            return "the command line uses Qt only in a file for pictures";
        if (module == "drawing" && include.name.starts_with("QtWidgets/"))
            return "drawing knows no widget";
        return std::nullopt;
    }
    if (!include.quoted || include.name.ends_with(".moc"))
        return std::nullopt;
    if (!known.contains("core/" + include.name) && !known.contains("app/" + include.name))
        return "there is no such file under core/ or app/";
    const std::string other = moduleOf(include.name);
    const auto rule = mayInclude.find(module);
    if (rule == mayInclude.end())
        return "the module '" + module + "' is not in the table of tests/architecture";
    // From outside, a module of core is whole.
    const std::string_view top = topOf(other);
    const bool isWhole = coreModules.contains(top) && top != topOf(module);
    if (other != module && !rule->second.contains(isWhole ? top : std::string_view(other)))
        return module + " may not use " + other;
    if (module == "cli" && other == "drawing" && !makesPictures(file.path))
        return "the command line uses drawing only in a file for pictures";
    return std::nullopt;
}

std::string describe(const SourceFile &file, const Include &include, const std::string &sentence)
{
    return file.path + ':' + std::to_string(include.line) + ": " + include.name + ": " + sentence;
}

} // namespace

std::vector<SourceFile> readSources(const std::filesystem::path &top,
                                    std::span<const std::string> folders)
{
    std::vector<SourceFile> files;
    for (const std::string &folder : folders) {
        for (const auto &entry : std::filesystem::recursive_directory_iterator(top / folder)) {
            const auto &path = entry.path();
            if (!entry.is_regular_file() ||
                (path.extension() != ".h" && path.extension() != ".cpp" &&
                 path.filename() != "CMakeLists.txt"))
                continue;
            std::ifstream stream(path, std::ios::binary);
            std::ostringstream text;
            text << stream.rdbuf();
            files.push_back({path.lexically_relative(top).generic_string(), std::move(text).str()});
        }
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

Violations includeViolations(std::span<const SourceFile> files)
{
    std::set<std::string, std::less<>> known;
    for (const SourceFile &file : files)
        known.insert(file.path);
    Violations violations;
    for (const SourceFile &file : files) {
        if (!isOfModules(file))
            continue;
        for (const Include &include : includesOf(file)) {
            if (const auto sentence = refusal(file, include, known))
                violations.push_back(describe(file, include, *sentence));
        }
    }
    return violations;
}

Violations includeOrderViolations(std::span<const SourceFile> files)
{
    Violations violations;
    for (const SourceFile &file : files) {
        if (!isCode(file) || !file.path.starts_with("app/"))
            continue;
        bool othersBegan = false;
        for (const Include &include : includesOf(file)) {
            if (isQt(include) && othersBegan)
                violations.push_back(describe(file, include, "Qt's headers come first"));
            othersBegan = othersBegan || !isQt(include);
        }
    }
    return violations;
}

namespace {

/// A whole word: "step.h" is not listed by "next_step.h".
bool isWordOf(const std::string &text, const std::string &name)
{
    const auto isApart = [&text](std::size_t i) {
        return i >= text.size() || std::string_view(" \t\n()\"").contains(text[i]);
    };
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
        if ((at == 0 || isApart(at - 1)) && isApart(at + name.size()))
            return true;
    return false;
}

/// A Qt test is listed by its name without the ending, a file that several tests share by its path.
bool isListedIn(const SourceFile &list, const SourceFile &file)
{
    namespace fs = std::filesystem;
    fs::path name = fs::path(file.path).lexically_relative(fs::path(list.path).parent_path());
    return isWordOf(list.text, name.generic_string()) ||
           (file.path.starts_with("tests/") &&
            (list.text.contains("/" + std::string(withoutRoot(file.path))) ||
             isWordOf(list.text, name.replace_extension().generic_string())));
}

} // namespace

Violations unlistedFiles(std::span<const SourceFile> files)
{
    Violations violations;
    for (const SourceFile &file : files) {
        const bool isOfTests = file.path.starts_with("tests/") && file.path.ends_with(".cpp");
        if (!isOfModules(file) && !isOfTests)
            continue;
        const bool isListed = std::ranges::any_of(files, [&file](const SourceFile &list) {
            return list.path.ends_with("CMakeLists.txt") && isListedIn(list, file);
        });
        if (!isListed)
            violations.push_back(file.path + ": in no CMakeLists.txt");
    }
    return violations;
}

Violations ownHeaderViolations(std::span<const SourceFile> files)
{
    std::set<std::string, std::less<>> paths;
    for (const SourceFile &file : files)
        paths.insert(file.path);
    Violations violations;
    for (const SourceFile &file : files) {
        if (!file.path.starts_with("core/") || !file.path.ends_with(".cpp"))
            continue;
        const std::string header = file.path.substr(0, file.path.size() - 3) + "h";
        const std::vector<Include> includes = includesOf(file);
        if (paths.contains(header) &&
            (includes.empty() || includes.front().name != withoutRoot(header)))
            violations.push_back(file.path + ": its own header comes first");
    }
    return violations;
}

Violations fileFormViolations(std::span<const SourceFile> files)
{
    Violations violations;
    for (const SourceFile &file : files) {
        const std::string comment = isCode(file) ? "// " : "# ";
        if (!file.text.starts_with(comment + "SPDX-License-Identifier: GPL-3.0-or-later\n"))
            violations.push_back(file.path + ":1: the licence line is missing");
        const auto lines = std::ranges::count(file.text, '\n');
        if (lines > 400)
            violations.push_back(file.path + ": " + std::to_string(lines) +
                                 " lines: what wants out?");
    }
    return violations;
}

Violations doubledTypes(std::span<const SourceFile> files)
{
    static const std::regex opened(R"(^namespace ([\w:]+) \{[^}]*$)"),
        closed(R"(^\} // namespace)");
    static const std::regex defined(
        R"(^(?:template <[^>]*>\s*)?(?:struct|class|enum class) (\w+)[^;]*$)");
    std::map<std::string, std::string> places;
    Violations violations;
    for (const SourceFile &file : files) {
        if (!isOfModules(file) || !file.path.ends_with(".h"))
            continue;
        std::vector<std::string> spaces;
        std::istringstream lines(file.text);
        std::string line;
        for (std::size_t number = 1; std::getline(lines, line); ++number) {
            std::smatch match;
            if (std::regex_search(line, match, opened))
                spaces.push_back((spaces.empty() ? "" : spaces.back() + "::") + match[1].str());
            else if (std::regex_search(line, closed) && !spaces.empty())
                spaces.pop_back();
            if (spaces.empty() || !std::regex_search(line, match, defined))
                continue;
            const std::string name = spaces.back() + "::" + match[1].str();
            const auto [known, isNew] = places.emplace(name, file.path);
            if (!isNew)
                violations.push_back(file.path + ':' + std::to_string(number) + ": " + name +
                                     " is in " + known->second + " too");
        }
    }
    return violations;
}

} // namespace racewalk::test
