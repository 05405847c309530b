// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/svg/theme_tokens.h"
#include "program/enum_table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace racewalk {

/// Who the text diagram is for.
enum class TextPreset : std::uint8_t { Commit, Comment, Lockdep, Tabs, List };
/// The names above its columns.
enum class HeaderStyle : std::uint8_t {
    CpuRole,
    CpuDash,
    Cpu,
    CpuSpace,
    CpuColon,
    Thread,
    Task,
    Name
};
enum class RuleStyle : std::uint8_t { Header, Four, None };
enum class RemarkStyle : std::uint8_t { Brackets, Slashes, Hash, Parentheses };
/// What stands before a line for each call around it.
enum class DepthStyle : std::uint8_t { TwoBlanks, OneBlank, Arrow, DoubleArrow };
/// The colours of a page that may follow the system.
enum class PageTheme : std::uint8_t { System, Light, Dark };
/// Which walks a page shows.
enum class WalkChoice : std::uint8_t { One, All };
/// Which steps are left out or folded: see collapsed().
enum class Collapse : std::uint8_t { Local, Nothing, AllButShared };
/// What the user chooses for an export. A format reads the options that its row names.
struct FormatOptions {
    std::optional<std::size_t> from{}, to{}; ///< steps, from 1; none: the first, the last
    std::string caption{};                   ///< above a picture; "auto": made from the run
    bool notes = true;
    bool replay = true; ///< how the run is replayed stands in the file
    // The text diagram.
    TextPreset preset = TextPreset::Commit;
    std::optional<HeaderStyle> headers{}; ///< none of these: as the preset has it
    std::optional<RuleStyle> rule{};
    std::optional<RemarkStyle> remarks{};
    std::optional<DepthStyle> depth{};
    std::size_t columns = 75; ///< characters in a line
    Collapse collapse = Collapse::Local;
    bool bySwitch = false;
    bool outcome = false;
    // Pictures.
    ThemeKind theme = ThemeKind::Light;
    std::size_t width = 760; ///< pixels
    std::size_t scale = 2;   ///< pixels of the file for one
    std::size_t rowHeight = 26; ///< pixels
    bool legend = true;
    // The log for ShiViz.
    std::string against{}; ///< a variant that takes the same schedule as a second execution
    // The HTML player.
    PageTheme pageTheme = PageTheme::System;
    std::optional<std::size_t> start{}; ///< the step at which it opens; none: before the first
    WalkChoice walks = WalkChoice::One;
    bool about = true, source = true, state = true; ///< its parts
    bool quiz = true;                               ///< it can ask what happens next
    bool file = true;                               ///< the scenario's text stands in it
    bool scorm = false;                             ///< as a package for learning platforms
    bool csp = false; ///< instead of the page, the policy that a server must allow it

    bool operator==(const FormatOptions &) const = default;
};

enum class ExportOption : std::uint8_t {
    From,
    To,
    Caption,
    Notes,
    Replay,
    Preset,
    Headers,
    Rule,
    Remarks,
    Depth,
    Columns,
    Collapse,
    BySwitch,
    Outcome,
    Theme,
    Width,
    Scale,
    RowHeight,
    Legend,
    Against,
    PlayerTheme,
    Start,
    Walks,
    About,
    Source,
    State,
    Quiz,
    File,
    Scorm,
    Csp,
};

struct OptionChoice {
    std::string_view name;  ///< on the command line
    std::string_view title; ///< in the dialog
};

/// One option: everything that the command line, the dialog and the documentation need.
struct ExportOptionRow {
    ExportOption option;
    std::string_view name; ///< on the command line without dashes; two options of different formats
                           ///< may share one
    std::string_view label;   ///< in the dialog; empty: the dialog does not have it
    std::string_view help;    ///< one sentence without a full stop
    std::string_view value{}; ///< "PX" in a help text; empty for a switch
    using Field = std::variant<
        bool FormatOptions::*, std::size_t FormatOptions::*, std::string FormatOptions::*,
        std::optional<std::size_t> FormatOptions::*, ThemeKind FormatOptions::*,
        TextPreset FormatOptions::*, std::optional<HeaderStyle> FormatOptions::*,
        std::optional<RuleStyle> FormatOptions::*, std::optional<RemarkStyle> FormatOptions::*,
        std::optional<DepthStyle> FormatOptions::*, PageTheme FormatOptions::*,
        WalkChoice FormatOptions::*, Collapse FormatOptions::*>;
    Field field;
    std::span<const OptionChoice> choices{}; ///< by the values of the enum
    std::size_t least = 0, most = 0;         ///< of a number
    std::string_view unit{};                 ///< of a number: "px"
};

/// One row for each ExportOption, in their order.
std::span<const ExportOptionRow> exportOptions();
const ExportOptionRow &rowOf(ExportOption option);

/// A set of options, for the table of formats.
class ExportOptionSet {
public:
    constexpr ExportOptionSet(std::initializer_list<ExportOption> options)
    {
        for (const ExportOption option : options)
            m_bits |= std::uint64_t{1} << static_cast<unsigned>(option);
    }
    constexpr ExportOptionSet operator|(ExportOptionSet other) const
    {
        other.m_bits |= m_bits;
        return other;
    }
    constexpr bool contains(ExportOption option) const
    {
        return (m_bits >> static_cast<unsigned>(option) & 1) != 0;
    }

private:
    std::uint64_t m_bits = 0;
};

/// "light or dark"
std::string choiceNames(const ExportOptionRow &row);
bool isSwitch(const ExportOptionRow &row);
/// "yes" or "no" of a switch; the name of a choice; a number; empty: none.
std::string valueOf(const ExportOptionRow &row, const FormatOptions &options);
/// The inverse. Returns why the value is refused, as a fragment: "must be a number from 40 to 200";
/// otherwise an empty text.
std::string setValue(const ExportOptionRow &row, std::string_view value, FormatOptions &options);

/// The options of the set that are not as usual, as on the command line, each with a blank before
/// it: " --preset lockdep --no-notes".
std::string optionsText(const FormatOptions &options, ExportOptionSet set);

/// A word for a shell: quoted if it needs it.
std::string shellQuoted(std::string_view word);

} // namespace racewalk
