// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/player_page.h"

#include "explore/results/ending_words.h"
#include "export/html/html_text.h"
#include "export/html/player_parts.h"
#include "export/html/player_resources.h"
#include "export/html/player_timeline.h"
#include "export/html/svg_fragment.h"
#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/svg/run_picture.h"
#include "export/svg/theme_tokens.h"
#include "program/identifier.h"
#include "program/one_line.h"
#include "program/version.h"
#include "run/timeline/styles.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {
namespace {

/// The icons that the script shows, by name.
constexpr std::string_view scriptIcons[] = {"play",   "pause",   "sleep",    "spinning", "check",
                                            "stop",   "error",   "deferred", "safe",     "open",
                                            "doomed", "unknown", "question", "cross",    "note"};

constexpr std::size_t longName = 24;   ///< characters
constexpr std::size_t mostIndent = 24; ///< characters in front of a line of code

class Page {
public:
    Page(const RunToExport &run, const FormatOptions &options)
        : m_run(run), m_options(options), m_machine(run.run.machine()),
          m_program(m_machine.program())
    {
        for (std::size_t i = 0; i < m_program.threads.size(); ++i)
            if (!m_program.threads[i].isSystem)
                m_listings.push_back(
                    codeListing(m_program, ThreadId{static_cast<std::uint16_t>(i)}));
        collectWalks();
        for (std::size_t i = 0; i < m_walks.size(); ++i)
            addWalk(i);
    }

    PlayerPage page()
    {
        std::string style = pageTokens(themeName());
        for (std::size_t indent = 0; indent <= mostIndent; ++indent)
            style += fmt::format(".i{0}{{--indent:{0}}}", indent);
        style += std::string(playerStyle);
        const std::string script =
            "\"use strict\";\nconst data = " + scriptData() + ";\n" + std::string(playerScript);
        PlayerPage page;
        page.policy = fmt::format("default-src 'none'; style-src '{}'; script-src '{}'; "
                                  "base-uri 'none'; form-action 'none'",
                                  sha256Source(style), sha256Source(script));
        const std::string title = escapedHtml(m_program.scenario.title);
        page.html = fmt::format(
            "<!DOCTYPE html>\n<!--\n{}\n-->\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"generator\" content=\"Racewalk {}\">\n<title>{}</title>\n"
            "<style>{}</style>\n</head>\n<body class=\"static\">\n{}<main>\n{}{}{}</main>\n{}"
            "<script>{}</script>\n</body>\n</html>\n",
            escapedHtml(replay()), page.policy, programVersion(), title, style, head(title),
            cards(), state(), timelines(), foot(), script);
        return page;
    }

private:
    void collectWalks()
    {
        m_walks.push_back(m_run);
        for (const FurtherWalk &walk : m_run.further)
            m_walks.push_back({.run = walk.run,
                               .timeline = walk.timeline,
                               .ending = {},
                               .first = 0,
                               .fateAt = m_run.fateAt,
                               .name = walk.name,
                               .further = {}});
    }

    void addWalk(std::size_t number)
    {
        const RunToExport &walk = m_walks[number];
        Json json = playerWalk(walk, m_options, m_listings);
        const PlayerTimeline timeline = playerTimeline(walk, m_options, number, json);
        json["places"] = timeline.places;
        json["replay"] = replayCommand(provenanceOf(walk.run));
        json["ending"] = ending(walk);
        for (Json &at : json["at"])
            at.erase("item");
        m_timelines += timeline.html;
        m_walkData.push_back(std::move(json));
    }

    std::string replay() const { return replayCommand(provenanceOf(m_run.run)); }

    std::string_view themeName() const
    {
        return rowOf(ExportOption::PlayerTheme)
            .choices[static_cast<std::size_t>(m_options.pageTheme)]
            .name;
    }

    /// The pill beside the title: {"look", "icon", "text", "variant"}.
    Json ending(const RunToExport &walk) const
    {
        const auto variant =
            std::ranges::find(m_program.scenario.variants, m_program.variant, &Variant::name);
        std::string text = variant != m_program.scenario.variants.end() && !variant->title.empty()
                               ? variant->title
                               : m_program.variant;
        const std::string name = text;
        FindingKind kind = endingKind(walk.run);
        const bool isWhole = walk.run.position() == walk.run.length();
        if (walk.timeline->livelock && isWhole)
            kind = FindingKind::Livelock;
        const bool isOver = m_machine.standing(walk.run.state()) != Standing::Going;
        std::string end;
        if (kind != FindingKind::None)
            end = racewalk::rowOf(kind).noun;
        else if (isOver)
            end = "no failure";
        if (!end.empty())
            text += (text.empty() ? "" : ": ") + end;
        const std::string_view look = kind != FindingKind::None ? "doomed"
                                      : isOver                  ? "safe"
                                                                : "plain";
        return {{"look", look},
                {"icon", look == "plain" ? "unknown" : look},
                {"text", text},
                {"variant", name}};
    }

    std::string scriptData() const
    {
        Json json = {{"title", m_program.scenario.title},
                     {"start", m_options.start.value_or(0)},
                     {"quiz", m_options.quiz},
                     {"scorm", m_options.scorm},
                     {"file", m_program.source->fileName()},
                     {"walks", m_walkData}};
        const std::string &file = m_program.source->fileName();
        json["file"] = file.substr(file.rfind('/') + 1);
        if (m_options.file)
            json["source"] = m_program.source->text();
        for (const std::string_view icon : scriptIcons)
            json["icons"][std::string(icon)] = svgIcon(icon);
        return escapedForScript(json.dump(-1, ' ', true, Json::error_handler_t::replace));
    }

    std::string button(std::string_view id, std::string_view icon, std::string_view text) const
    {
        return fmt::format("<button id=\"{}\" type=\"button\">{}<span>{}</span></button>\n", id,
                           svgIcon(icon), text);
    }

    std::string head(const std::string &title) const
    {
        const Json &end = m_walkData[0]["ending"];
        std::string actions;
        if (m_walks.size() > 1) {
            actions += "<label class=\"walks\">Walk: <select id=\"walk\">";
            for (std::size_t i = 0; i < m_walks.size(); ++i)
                actions += fmt::format("<option value=\"{}\">{}</option>", i,
                                       m_walks[i].name.empty() ? fmt::format("walk {}", i + 1)
                                                               : escapedHtml(m_walks[i].name));
            actions += "</select></label>\n";
        }
        if (m_options.quiz)
            actions += "<button id=\"quiz\" type=\"button\" role=\"switch\" "
                       "aria-checked=\"false\"><span class=\"switch\"></span>"
                       "<span>What happens next?</span></button>\n";
        actions += button("replay", "copy", "Replay command");
        if (m_options.file)
            actions += button("file", "file", "Scenario file");
        actions += button("embed", "export", "Embed");
        std::string html = fmt::format(
            "<header class=\"head\">\n<div class=\"line\">\n<h1>{}</h1>\n"
            "<span class=\"pill look-{}\" id=\"ending\">{}<span>{}</span></span>\n"
            "<span class=\"counter script\"></span>\n"
            "<button id=\"menu\" class=\"script\" type=\"button\" aria-label=\"Menu\" "
            "aria-expanded=\"false\" aria-controls=\"actions\">{}</button>\n"
            "<div class=\"actions script\" id=\"actions\">\n{}</div>\n</div>\n",
            title, end["look"].get<std::string>(), svgIcon(end["icon"].get<std::string>()),
            escapedHtml(end["text"].get<std::string>()), svgIcon("menu"), actions);
        const std::string caption =
            m_options.caption == "auto" ? endingText(m_run) : m_options.caption;
        if (!caption.empty())
            html += "<p class=\"caption\">" + escapedHtml(caption) + "</p>\n";
        if (m_options.about && !m_program.scenario.about.empty())
            html += about();
        return html + "</header>\n";
    }

    /// Its first sentence; the rest unfolds.
    std::string about() const
    {
        const std::string_view all = m_program.scenario.about, first = teaches(m_program.scenario);
        const std::string_view rest = all.substr(std::min(first.size(), all.size()));
        if (rest.find_first_not_of(" .") == std::string_view::npos)
            return "<p class=\"about\">" + escapedHtml(all) + "</p>\n";
        return fmt::format("<details class=\"about\"><summary>{}</summary><p>{}</p></details>\n",
                           escapedHtml(first), escapedHtml(trimmed(rest)));
    }

    std::string cards() const
    {
        if (!m_options.source)
            return {};
        std::string html = "<section class=\"cards\" aria-label=\"Threads\">\n";
        for (std::size_t i = 0; i < m_listings.size(); ++i) {
            const std::string &name = m_program.threads[i].name;
            html += fmt::format(
                "<article class=\"card thread\" id=\"thread{0}\" data-tab=\"{0}\" "
                "aria-label=\"{1}\">\n<h2><span class=\"name{3}\">{2}</span> "
                "<span class=\"cpu\">CPU{0}</span><span class=\"pill status script\"></span></h2>\n"
                "<div class=\"code\" tabindex=\"0\" role=\"list\" aria-label=\"Code of {1}\">\n",
                i, escapedHtml(name), breakable(name), name.size() > longName ? " long" : "");
            for (const CodeLine &line : m_listings[i])
                html += codeLine(line);
            html += "</div>\n<div class=\"answers\"></div>\n</article>\n";
        }
        return html + "</section>\n";
    }

    /// A line may break after an opening parenthesis as well as at a blank, and inside a name of
    /// more than `longest` characters after an underscore.
    static std::string breakable(std::string_view code, std::size_t longest = longName)
    {
        std::string html;
        std::size_t begin = 0, name = 0; // of what is not written yet; of the name around `i`
        for (std::size_t i = 0; i < code.size(); ++i) {
            if (!isNamePart(code[i]))
                name = i + 1;
            if (code[i] != '(' && !(code[i] == '_' && lengthOfName(code, name) > longest))
                continue;
            html += escapedHtml(code.substr(begin, i + 1 - begin)) + "<wbr>";
            begin = i + 1;
        }
        return html + escapedHtml(code.substr(begin));
    }

    static std::size_t lengthOfName(std::string_view code, std::size_t begin)
    {
        const auto rest = code.substr(begin);
        return static_cast<std::size_t>(std::ranges::find_if_not(rest, isNamePart) - rest.begin());
    }

    static std::string codeLine(const CodeLine &line)
    {
        if (line.isTitle)
            return "<div class=\"fn\" role=\"listitem\">" + breakable(line.text) + "</div>\n";
        const std::size_t indent = std::min(line.text.find_first_not_of(' '), line.text.size());
        std::string html = fmt::format("<div class=\"ln i{}{}\" role=\"listitem\"><code>",
                                       std::min(indent, mostIndent), line.isAdded ? " added" : "");
        std::size_t at = indent;
        const std::string_view text = line.text;
        for (const CodeSpan &span : line.spans) {
            const std::size_t begin = std::clamp(span.begin, at, text.size());
            const std::size_t end = std::clamp(span.end, begin, text.size());
            const bool isComment = span.kind == CodeSpan::Kind::Comment;
            html += breakable(text.substr(at, begin - at));
            html += fmt::format("<span class=\"{}\">{}</span>",
                                isComment                             ? "cm"
                                : span.kind == CodeSpan::Kind::String ? "st"
                                                                      : "kw",
                                escapedHtml(text.substr(begin, end - begin)));
            at = end;
        }
        return html + breakable(text.substr(at)) + "</code></div>\n";
    }

    std::string state() const
    {
        if (!m_options.state)
            return {};
        std::string html = "<section class=\"state card script\" data-tab=\"state\" "
                           "aria-label=\"Shared state\">\n<h2>Shared state "
                           "<span class=\"what\"></span></h2>\n<div class=\"tiles\">\n";
        const std::vector<PlayerRow> rows = playerRows(m_machine);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool isFirst = i == 0 || rows[i].section != rows[i - 1].section;
            if (isFirst)
                html += i == 0 ? "<dl>" : "</dl>\n<dl>";
            if (isFirst && rows[i].section == PlayerRow::Section::Buffers)
                html += "<div class=\"sub\">Store buffers</div>";
            html +=
                fmt::format("<div class=\"row\"><dt{}>{}</dt><dd></dd></div>",
                            rows[i].isCode ? " class=\"mono\"" : "", breakable(rows[i].name, 0));
        }
        if (!rows.empty())
            html += "</dl>\n";
        return html + "</div>\n</section>\n";
    }

    std::string timelines() const { return m_timelines; }

    std::string foot() const
    {
        return fmt::format(
            "<section class=\"narration script\" aria-label=\"Narration\">\n"
            "<span class=\"mark\"></span>\n<div class=\"told\" aria-live=\"polite\">"
            "<p class=\"say\"></p><p class=\"why\"></p><p class=\"noted\"></p></div>\n"
            "<div class=\"score\"></div>\n</section>\n"
            "<footer class=\"controls script\">\n"
            "<div class=\"buttons\">\n"
            "<button id=\"begin\" type=\"button\" aria-label=\"To start\">{}</button>\n"
            "<button id=\"back\" type=\"button\" aria-label=\"Back\">{}<span>Back</span></button>\n"
            "<button id=\"play\" type=\"button\" aria-label=\"Play\">{}</button>\n"
            "<button id=\"forward\" type=\"button\" aria-label=\"Forward\">"
            "<span>Forward</span>{}</button>\n</div>\n"
            "<span class=\"counter\"></span>\n"
            "<div class=\"slider\"><div class=\"strip\"></div><input id=\"slider\" type=\"range\" "
            "min=\"0\" step=\"1\" aria-label=\"Step\"></div>\n"
            "<div class=\"hints\"><kbd>\u2190</kbd><kbd>\u2192</kbd> step <kbd>Space</kbd> play "
            "<kbd>Home</kbd> start {}<kbd>?</kbd> keys</div>\n"
            "<p class=\"swipe\">Swipe left or right to step</p>\n</footer>\n"
            "<dialog id=\"dialog\" aria-labelledby=\"dialog-title\"></dialog>\n",
            svgIcon("reset"), svgIcon("back"), svgIcon("play"), svgIcon("forward"),
            m_options.quiz ? "<kbd>Q</kbd> ask me " : "");
    }

    const RunToExport &m_run;
    const FormatOptions &m_options;
    const Machine &m_machine;
    const Program &m_program;
    PlayerListings m_listings;
    std::vector<RunToExport> m_walks;
    std::string m_timelines;
    Json m_walkData = Json::array();
};

} // namespace

PlayerPage playerPage(const RunToExport &run, const FormatOptions &options)
{
    return Page(run, options).page();
}

Written writeHtml(const RunToExport &run, const FormatOptions &options)
{
    const PlayerPage page = playerPage(run, options);
    if (options.csp)
        return page.policy + '\n';
    if (options.scorm)
        return scormPackage(run.run.machine().program().scenario.title, page.html);
    return page.html;
}

} // namespace racewalk
