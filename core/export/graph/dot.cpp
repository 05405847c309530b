// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/verdict_words.h"
#include "export/formats.h"
#include "export/graph/dot_text.h"
#include "export/graph/graph_part.h"
#include "export/provenance.h"
#include "export/reports/verdict_text.h"
#include "program/utf8.h"
#include "run/timeline/styles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace racewalk {
namespace {

/// More lines carry only the name of their thread; the operation is in the tooltip.
constexpr std::size_t mostLabelled = 80;

/// By thread, over and over.
constexpr std::array lineStyles = {"solid", "dashed", "dotted"};

constexpr std::array legendFates = {Fate::Safe, Fate::Open, Fate::Doomed, Fate::Unknown};

std::string_view shapeOf(const PartNode &node)
{
    if (node.kind == GraphNode::Kind::Failure)
        return "octagon";
    if (node.kind == GraphNode::Kind::GoodEnd)
        return "box";
    switch (node.fate) {
    case Fate::Open:
        return "diamond";
    case Fate::Doomed:
        return "square";
    case Fate::Safe:
    case Fate::Unknown:
        break;
    }
    return "circle";
}

class DotWriter {
public:
    DotWriter(const GraphToExport &graph, const GraphPart &part, ThemeKind theme)
        : m_graph(graph), m_part(part), m_theme(theme), m_only(onlyFailure(graph.verdict))
    {}

    std::string text()
    {
        addHead();
        for (std::size_t node = 0; node < m_part.nodes.size(); ++node)
            addNode(node);
        if (m_part.leftOut > 0)
            addRanks();
        for (const PartLine &line : m_part.lines)
            addLine(line);
        addLegend();
        return m_text + "}\n";
    }

private:
    template <class... Values>
    void add(fmt::format_string<Values...> format, Values &&...values)
    {
        m_text += "  " + fmt::format(format, std::forward<Values>(values)...) + ";\n";
    }

    std::string color(Token token) const { return toHex(colorOf(token, m_theme)); }

    void addHead()
    {
        const Program &program = m_graph.machine.program();
        std::string command = replayCommand(m_graph.run != nullptr ? provenanceOf(*m_graph.run)
                                                                   : provenanceOf(program));
        std::ranges::replace_if(
            command, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
        m_text = "// " + command + "\ndigraph racewalk {\n";
        add("graph [label={}, labelloc=t, fontname=\"Helvetica,Arial,sans-serif\", fontsize=13, "
            "bgcolor=\"{}\", fontcolor=\"{}\", ranksep=0.4, nodesep=0.25]",
            dotText(subjectText(program) + '\n' + graphPartText(m_graph, m_part)),
            color(Token::Panel), color(Token::Text));
        add("node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, fontcolor=\"{}\", "
            "style=filled, fillcolor=\"{}\", margin=\"0.06,0.04\", width=0.35, height=0.3]",
            color(Token::Text), color(Token::Panel));
        add("edge [fontname=\"Courier New,Courier,monospace\", fontsize=9, fontcolor=\"{}\", "
            "arrowsize=0.6]",
            color(Token::Text2));
    }

    static std::string nameOf(std::size_t node) { return fmt::format("s{}", node); }

    void addNode(std::size_t number)
    {
        const PartNode &node = m_part.nodes[number];
        const FateStyle style = styleOf(node.fate);
        const bool isEnd = node.kind != GraphNode::Kind::State;
        std::string label = node.ending;
        if (!isEnd)
            label = node.position ? fmt::format("{}", *node.position) : "";
        std::string attributes =
            fmt::format("label={}, shape={}, fillcolor=\"{}\", color=\"{}\", tooltip={}",
                        dotText(label), shapeOf(node), color(style.fill), color(style.border),
                        dotText(fateText(node.fate, m_only)));
        if (node.kind == GraphNode::Kind::GoodEnd)
            attributes += ", peripheries=2";
        if (node.fate == Fate::Unknown && !isEnd)
            attributes += ", style=\"filled,dashed\"";
        if (isEnd || label.empty())
            attributes += fmt::format(", fontcolor=\"{}\"", color(style.text));
        if (!isEnd && label.empty())
            attributes += ", width=0.18, height=0.18, fixedsize=true";
        if (node.position)
            attributes += ", penwidth=2.5, group=run";
        add("{} [{}]", nameOf(number), attributes);
    }

    /// What each state of the run could have led to instead stands beside what it led to.
    void addRanks()
    {
        std::set<std::size_t> placed(m_part.spine.begin(), m_part.spine.end());
        for (std::size_t i = 0; i + 1 < m_part.spine.size(); ++i) {
            std::string beside;
            for (const PartLine &line : m_part.lines)
                if (line.from == m_part.spine[i] && placed.insert(line.to).second)
                    beside += ' ' + nameOf(line.to) + ';';
            if (!beside.empty())
                add("{{ rank=same; {};{} }}", nameOf(m_part.spine[i + 1]), beside);
        }
    }

    void addLine(const PartLine &line)
    {
        const std::string words = lineText(m_graph, m_part, line);
        const std::size_t thread = indexOf(line.step.thread);
        const bool isLabelled = m_part.lines.size() <= mostLabelled || line.isOfRun;
        const FateStyle style = styleOf(m_part.nodes[line.to].fate);
        std::string attributes = fmt::format(
            "label={}, tooltip={}, style={}, color=\"{}\"",
            dotText(' ' + (isLabelled ? words : m_graph.machine.program().threads[thread].name) +
                    ' '),
            dotText(words), lineStyles[thread % lineStyles.size()],
            color(line.isOfRun ? Token::Acc : style.border));
        if (line.isOfRun)
            attributes += ", penwidth=2.5, weight=20";
        m_threads.insert(thread);
        add("{} -> {} [{}]", nameOf(line.from), nameOf(line.to), attributes);
    }

    void addLegend()
    {
        std::string words;
        const auto addEntry = [&](const std::string &entry) {
            words += (words.empty() ? "" : "\n") + entry;
        };
        for (const Fate fate : legendFates)
            if (std::ranges::find(m_part.nodes, fate, &PartNode::fate) != m_part.nodes.end())
                addEntry(fmt::format("{}: {}", shapeOf({.fate = fate}), fateText(fate, m_only)));
        for (const std::size_t thread : m_threads)
            addEntry(fmt::format("{}: {}", lineStyles[thread % lineStyles.size()],
                                 m_graph.machine.program().threads[thread].name));
        if (!m_part.spine.empty())
            addEntry("thick: the run");
        add("legend [shape=note, label={}, fontsize=9, color=\"{}\"]", dotText(words),
            color(Token::Line));
    }

    const GraphToExport &m_graph;
    const GraphPart &m_part;
    const ThemeKind m_theme;
    const OnlyFailure m_only;
    std::set<std::size_t> m_threads; ///< that have a line
    std::string m_text;
};

} // namespace

std::string dotText(std::string_view text)
{
    std::string result = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, at);
        const char32_t code = character.codePoint;
        const char c = text[at];
        if (!character.isValid || (isControlCharacter(code) && c != '\n') || code == 0xFFFE ||
            code == 0xFFFF)
            result += "\uFFFD";
        else if (c == '\n')
            result += "\\n";
        else if (c == '"' || c == '\\')
            (result += '\\') += c;
        else if (c == '&')
            result += "&amp;";
        else
            result += text.substr(at, character.length);
        at += character.length;
    }
    return result + '"';
}

Written writeDot(const GraphToExport &graph, const FormatOptions &options)
{
    const auto part = graphPart(graph);
    if (!part)
        return std::unexpected(part.error());
    return DotWriter(graph, *part, options.theme).text();
}

} // namespace racewalk
