// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPainter>
#include <QTest>

#include "drawing/graph_labels.h"
#include "explore/explore.h"
#include "program/ids.h"
#include "support/program_from_text.h"

#include <algorithm>
#include <filesystem>
#include <string>

using namespace racewalk;
using namespace racewalk::drawing;

namespace {

using Names = std::vector<GraphLabels::Name>;

constexpr QSizeF high(614, 700), wide(1100, 760);

/// The names of the endings of a graph that is shown whole.
struct Shown {
    Names names;
    GraphViewport viewport;
};

Shown shown(const GraphLayout &layout, QSizeF size, std::optional<StateIndex> current)
{
    const Theme theme;
    const bool isDown = size.height() > size.width();
    const QMarginsF margins(56, 48, isDown ? 56 : 150, isDown ? 60 : 48);
    GraphMarks marks;
    marks.current = current;
    // Where the buttons stand.
    const GraphScene scene{.layout = layout,
                           .marks = marks,
                           .viewport = fittedViewport(layout, size, margins),
                           .covered = {QRectF(size.width() - 44, size.height() - 108, 32, 96)}};
    QImage image(size.toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    const GraphRange range = visibleRange(layout, scene.viewport, 40);
    std::vector<const GraphNode *> nodes;
    forEachNodeIn(layout, range, [&](const GraphNode &node) { nodes.push_back(&node); });
    GraphLabels labels(painter, scene, std::clamp(scene.viewport.detail(), 0.5, 1.4), theme);
    labels.paintEndings(range, nodes);
    return {labels.names(), scene.viewport};
}

std::shared_ptr<const GraphLayout> layoutOf(const Machine &machine)
{
    const Exploration explored = explore(machine, {.maxStates = 100'000});
    const Finding *failure = explored.verdict.firstFailure();
    const auto &outcomes = explored.verdict.outcomes;
    return layOutGraph(machine, explored.space,
                       {.witness = failure != nullptr ? failure->steps
                                   : outcomes.empty() ? std::vector<Step>{}
                                                      : outcomes.front().steps});
}

/// The endings without a name, or a name that covers another one or a mark of an ending; empty if
/// all is well.
QString mistakesIn(const GraphLayout &layout, const Shown &graph)
{
    QString text;
    for (const GraphEnding &ending : layout.endings()) {
        const auto isOf = [&](const GraphLabels::Name &name) {
            return name.whole == QString::fromStdString(ending.name) &&
                   std::ranges::count(name.nodes, ending.state, &GraphNode::state) > 0;
        };
        if (std::ranges::count_if(graph.names, isOf) != 1)
            text += QStringLiteral("no name: ") + QString::fromStdString(ending.name) +
                    QLatin1Char('\n');
        const QPointF mark = graph.viewport.toSurface(layout.place(ending.state));
        for (const GraphLabels::Name &name : graph.names)
            if (name.place.contains(mark))
                text += name.whole + QStringLiteral(" covers an ending\n");
    }
    for (const GraphLabels::Name &name : graph.names) {
        if (!QRectF(QPointF(), graph.viewport.size).contains(name.place))
            text += name.whole + QStringLiteral(" is cut\n");
        if (std::ranges::any_of(graph.names, [&](const GraphLabels::Name &other) {
                return &other != &name && other.place.intersects(name.place);
            }))
            text += name.whole + QStringLiteral(" covers a name\n");
    }
    return text;
}

} // namespace

class GraphLabelsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesEveryEndingOfAShippedScenario_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("variant");
        const std::filesystem::path resources(RACEWALK_RESOURCES_DIR);
        std::vector<std::string> names{"scenarios/inode/inode-teardown.race"};
        for (const auto &entry :
             std::filesystem::directory_iterator(resources / "scenarios/classroom"))
            names.push_back(std::filesystem::relative(entry.path(), resources).string());
        std::ranges::sort(names);
        for (const std::string &name : names) {
            const auto program = test::programOf(name);
            for (const Variant &variant : program->scenario.variants)
                QTest::newRow((name + " " + variant.name).c_str())
                    << QString::fromStdString(name) << QString::fromStdString(variant.name);
        }
    }

    void namesEveryEndingOfAShippedScenario()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, variant);
        const auto machine = test::machineOf(scenario.toStdString(), variant.toStdString());
        const auto layout = layoutOf(*machine);
        if (layout->endings().size() > 12 || layout->nodes().size() > 1000)
            QSKIP("more endings or nodes than are all named");
        for (const QSizeF size : {high, wide})
            for (const StateIndex current : {StateIndex{0}, layout->endings().front().state}) {
                QCOMPARE(mistakesIn(*layout, shown(*layout, size, current)), QString());
            }
    }

    void anEndingSharesANameThatIsNearby()
    {
        const auto machine = test::machineOf("scenarios/classroom/peterson.race", "turn_first");
        const auto layout = layoutOf(*machine);
        const Names names = shown(*layout, high, StateIndex{0}).names;
        QVERIFY(names.size() < layout->endings().size());
        QVERIFY(std::ranges::any_of(names, [](const GraphLabels::Name &name) {
            return name.nodes.size() > 1 && name.shown == name.whole;
        }));
    }
};

QTEST_MAIN(GraphLabelsTest)
#include "graph_labels_test.moc"
