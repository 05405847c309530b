// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/input_text.h"
#include "export/whole_file.h"
#include "language/layout/formatter.h"
#include "language/source/read_source.h"

#include <algorithm>
#include <expected>
#include <utility>
#include <vector>

namespace racewalk::cli {
namespace {

struct FormatOptions {
    std::vector<std::string> files;
    bool isCheck = false;
    bool quiet = false;
};

/// No more than shows that it is too long.
std::expected<SourceText, ReadError> sourceFromStandardInput()
{
    auto bytes = readStandardInput(maxSourceBytes);
    if (!bytes)
        return std::unexpected(ReadError{std::move(bytes.error())});
    return sourceFromBytes("<stdin>", std::move(*bytes));
}

/// `changed`: whether the text is not in the standard layout.
ExitStatus format(const std::string &file, bool isCheck, bool &changed, Console &console)
{
    const bool isStream = file == standardInput;
    const auto source = isStream ? sourceFromStandardInput() : readSource(file);
    if (!source) {
        console.complain(source.error().sentence);
        return ExitStatus::BadInput;
    }
    const Formatted formatted = formatScenario(*source);
    if (!formatted.text) {
        console.complainLines(renderDiagnostics(*source, formatted.diagnostics));
        return ExitStatus::BadInput;
    }
    changed = *formatted.text != source->text();
    if (isStream && !isCheck)
        console.printVerbatim(*formatted.text);
    if (isStream || isCheck || !changed)
        return ExitStatus::Success;
    const std::string reason = writeFile(file, *formatted.text);
    if (reason.empty())
        return ExitStatus::Success;
    console.complain(reason);
    return ExitStatus::BadInput;
}

ExitStatus formatAll(const FormatOptions &options, Console &console)
{
    ExitStatus status = ExitStatus::Success;
    for (const std::string &file : options.files) {
        bool changed = false;
        const ExitStatus one = format(file, options.isCheck, changed, console);
        if (one == ExitStatus::BadInput)
            status = one;
        if (!options.isCheck || !changed)
            continue;
        if (status == ExitStatus::Success)
            status = ExitStatus::Unexpected;
        if (!options.quiet)
            console.print(file + '\n');
    }
    return status;
}

} // namespace

void addFormatCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "format", "Rewrite scenarios in the standard layout, without changing what they mean");
    const auto options = std::make_shared<FormatOptions>();
    command
        ->add_option("FILE", options->files,
                     "A .race file, or - to read standard input and write standard output")
        ->required()
        ->option_text("...");
    command->add_flag(
        "--check", options->isCheck,
        "Change nothing; name the files that would change, and exit with 1 if there are any");
    command->add_flag("-q,--quiet", options->quiet, "Do not name the files that would change");
    command->callback([&chosen, options] {
        chosen = [options](Console &console) {
            console.setQuiet(options->quiet);
            return formatAll(*options, console);
        };
    });
}

} // namespace racewalk::cli
