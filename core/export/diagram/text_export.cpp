// SPDX-License-Identifier: GPL-3.0-or-later
// The text diagram as its options have it: for a commit message, a C comment, a mail, or as lockdep
// prints a deadlock.
#include "export/formats.h"

#include "export/diagram/call_text.h"
#include "export/diagram/lockdep_splat.h"
#include "export/diagram/text_diagram.h"
#include "export/provenance.h"

#include <array>
#include <sstream>

namespace racewalk {
namespace {

/// What a preset chooses where the user has chosen nothing.
struct Preset {
    TextPreset preset;
    TextDiagramStyle style;
    std::string_view before{}, prefix{}, after{}; ///< of the text, of each line
};

constexpr std::array presets = std::to_array<Preset>({
    {.preset = TextPreset::Commit, .style = {}},
    {.preset = TextPreset::Comment,
     .style = {},
     .before = "/*\n",
     .prefix = " * ",
     .after = " */\n"},
    {.preset = TextPreset::Lockdep, .style = {}},
    {.preset = TextPreset::Tabs, .style = {.leftMargin = 0, .rightColumn = 32, .usesTabs = true}},
    {.preset = TextPreset::List, .style = {.isList = true}},
});
static_assert(isComplete<presets, &Preset::preset>(),
              "presets needs one row for each TextPreset, in their order");

const Preset &rowOf(TextPreset preset)
{
    return presets[static_cast<std::size_t>(preset)];
}

TextDiagramStyle styleFrom(const FormatOptions &options)
{
    const Preset &preset = rowOf(options.preset);
    TextDiagramStyle style = preset.style;
    style.width = options.columns - preset.prefix.size();
    style.headers = options.headers.value_or(style.headers);
    style.rule = options.rule.value_or(style.rule);
    style.remarks = options.remarks.value_or(style.remarks);
    style.depth = options.depth.value_or(style.depth);
    style.collapse = options.collapse;
    style.isBySwitch = options.bySwitch;
    style.hasValues = options.outcome;
    return style;
}

/// Whether a shell is within quotation marks behind a line of a command. An escaped one is none.
bool endsQuoted(std::string_view line, bool isQuoted)
{
    for (std::size_t at = 0; at < line.size(); ++at)
        if (line[at] == '\'')
            isQuoted = !isQuoted;
        else if (line[at] == '\\' && !isQuoted)
            ++at;
    return isQuoted;
}

/// At blanks that stand alone, for a line end stands for one, and not before what a reader takes
/// for the mark of a comment or a quotation. A longer word stays whole.
std::vector<std::string> linesOfCommand(std::string_view command, std::size_t width)
{
    std::vector<std::string> lines;
    const std::string_view whole = command;
    const std::size_t schedule = whole.rfind(" --schedule ");
    while (!command.empty()) {
        std::size_t cut = std::string_view::npos;
        for (std::size_t at = command.find(' '); at != std::string_view::npos;
             at = command.find(' ', at + 1)) {
            const bool isAlone = at > 0 && at + 1 < command.size() && command[at - 1] != ' ' &&
                                 !std::string_view(" \t>*#|").contains(command[at + 1]);
            if (at > width && cut != std::string_view::npos)
                break;
            // In the name of a file a line end would be no blank.
            const std::size_t place = whole.size() - command.size() + at;
            if (isAlone && (place >= schedule || !endsQuoted(whole.substr(0, place), false)))
                cut = at;
        }
        if (command.size() <= width)
            cut = std::string_view::npos;
        lines.emplace_back(command.substr(0, cut));
        command.remove_prefix(cut == std::string_view::npos ? command.size() : cut + 1);
    }
    return lines;
}

/// The command over several lines, which a shell and a reader of the file put together again.
/// Within quotation marks a line end is a blank as it is.
std::string replayText(const Run &run, std::size_t width)
{
    constexpr std::size_t continuation = 4;
    std::string text;
    const std::string command = replayCommand(provenanceOf(run));
    const auto lines = linesOfCommand(command, width - continuation - 2);
    bool isQuoted = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        isQuoted = endsQuoted(lines[i], isQuoted);
        text += std::string(i == 0 ? 0 : continuation, ' ') + lines[i];
        text += i + 1 < lines.size() && !isQuoted ? " \\\n" : "\n";
    }
    return text;
}

/// With the marks of a comment.
std::string framed(const std::string &text, const Preset &preset)
{
    if (preset.prefix.empty())
        return text;
    std::string all(preset.before);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        line = std::string(preset.prefix) + line;
        all += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    return all + std::string(preset.after);
}

} // namespace

FormatOptions withPreset(FormatOptions options)
{
    const TextDiagramStyle style = styleFrom(options);
    options.headers = style.headers;
    options.rule = style.rule;
    options.remarks = style.remarks;
    options.depth = style.depth;
    return options;
}

Written writeText(const RunToExport &run, const FormatOptions &options)
{
    std::string text;
    if (options.preset == TextPreset::Lockdep) {
        Written splat = lockdepSplat(run.run);
        if (!splat)
            return splat;
        text = std::move(*splat);
    } else {
        const StepNotes notes = options.notes ? run.timeline->notes : StepNotes();
        text = textDiagram(run.run, styleFrom(options), run.ending, notes, run.first);
    }
    if (options.replay)
        text += '\n' + replayText(run.run, options.columns - rowOf(options.preset).prefix.size());
    return framed(text, rowOf(options.preset));
}

} // namespace racewalk
