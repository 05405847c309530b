// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program_from_text.h"

#include "language/compile.h"
#include "language/source/diagnostic.h"
#include "language/source/read_source.h"

#include <filesystem>
#include <stdexcept>

namespace racewalk::test {

namespace {

/// GoogleTest reports the exception as the test's failure, with its text.
[[noreturn]] void fail(const std::string &why)
{
    throw std::runtime_error("\n" + why);
}

std::shared_ptr<const Program> compiled(std::shared_ptr<const SourceText> source,
                                        std::string_view variant, const ParameterValues &parameters,
                                        std::optional<MemoryModel> memory)
{
    CompileOptions options;
    options.variant = variant;
    options.parameters = parameters;
    options.memory = memory;
    Compiled result = compile(source, options);
    if (!result.program)
        fail(renderDiagnostics(*source, result.diagnostics));
    return result.program;
}

} // namespace

std::shared_ptr<const Program> programFor(std::string_view text, std::string_view variant,
                                          const ParameterValues &parameters,
                                          std::optional<MemoryModel> memory)
{
    return compiled(std::make_shared<const SourceText>("test.race", std::string(text)), variant,
                    parameters, memory);
}

std::shared_ptr<const Program> programOf(std::string_view resource, std::string_view variant,
                                         const ParameterValues &parameters,
                                         std::optional<MemoryModel> memory)
{
    auto source = readSource(std::filesystem::path(RACEWALK_RESOURCES_DIR) / resource);
    if (!source)
        fail(source.error().sentence);
    // Named as the program names a scenario that comes with it.
    const std::string name = std::filesystem::path(resource).filename().string();
    return compiled(std::make_shared<const SourceText>(name, source->text()), variant, parameters,
                    memory);
}

std::shared_ptr<const Machine> machineFor(std::string_view text, std::string_view variant,
                                          const ParameterValues &parameters,
                                          std::optional<MemoryModel> memory)
{
    return std::make_shared<const Machine>(programFor(text, variant, parameters, memory));
}

std::shared_ptr<const Machine> machineOf(std::string_view resource, std::string_view variant,
                                         const ParameterValues &parameters,
                                         std::optional<MemoryModel> memory)
{
    return std::make_shared<const Machine>(programOf(resource, variant, parameters, memory));
}

ThreadId threadNamed(const Program &program, std::string_view name)
{
    if (const auto thread = program.findThread(name))
        return *thread;
    fail("there is no thread '" + std::string(name) + "'");
}

} // namespace racewalk::test
