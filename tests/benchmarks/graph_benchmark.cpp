// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include "drawing/graph_painter.h"
#include "explore/explore.h"
#include "explore/graph_layout/state_query.h"
#include "explore/graph_layout/way_to.h"
#include "support/program_from_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <vector>

// The state graph of the inode race: how long laying it out takes, and the frames of panning and
// zooming through it, without a search and with one that found every state. `graph_benchmark
// [LOOKUPS]`, 4 being 119,385 states. Needs no screen: QT_QPA_PLATFORM=offscreen.

namespace {

using namespace racewalk;
using namespace racewalk::drawing;
using Clock = std::chrono::steady_clock;

constexpr QSize surface(1376, 760); ///< the graph's in an expanded window of 1440 x 900

/// Of the processor: wall-clock time says little on a machine with other load.
double processorMilliseconds()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double milliseconds(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

template <class Work>
auto timed(std::string_view name, Work work)
{
    const Clock::time_point begin = Clock::now();
    auto result = work();
    fmt::print("{:<44} {:9.1f} ms\n", name, milliseconds(begin));
    return result;
}

/// Paints a frame for each viewport and prints the processor time that they took.
void paintFrames(std::string_view name, const GraphLayout &layout, const GraphMarks &marks,
                 const std::vector<GraphViewport> &viewports, bool isMoving = true)
{
    const Theme theme;
    QImage image(surface, QImage::Format_RGB32);
    std::vector<double> times;
    for (const GraphViewport &viewport : viewports) {
        const double begin = processorMilliseconds();
        image.fill(theme.color(Token::Panel));
        QPainter painter(&image);
        paintGraph(painter,
                   {.layout = layout, .marks = marks, .viewport = viewport, .isMoving = isMoving},
                   theme);
        painter.end();
        times.push_back(processorMilliseconds() - begin);
    }
    std::ranges::sort(times);
    fmt::print("{:<44} {:5} frames, median {:6.2f} ms, slowest {:6.2f} ms\n", name, times.size(),
               times[times.size() / 2], times.back());
}

/// From the whole to 200 % at the middle of the graph, and sideways at several zooms.
void paintAll(std::string_view what, const GraphLayout &layout, const GraphMarks &marks,
              const GraphViewport &whole)
{
    std::vector<GraphViewport> zooming{whole};
    const QPointF middle = whole.toSurface(layout.place(layout.layer(layout.layerCount() / 2)[3]));
    const double factor = std::pow(2 / whole.zoom, 1.0 / 119);
    while (zooming.size() < 120)
        zooming.push_back(zoomed(zooming.back(), factor, middle));
    paintFrames(fmt::format("{}zooming in", what), layout, marks, zooming);
    for (const double zoom : {whole.zoom, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 1.0, 2.0}) {
        std::vector<GraphViewport> panning{zoomed(whole, zoom / whole.zoom, middle)};
        panning.front().origin += QRectF(QPointF(), whole.size).center() - middle;
        while (panning.size() < 60) {
            panning.push_back(panning.back());
            panning.back().origin += QPointF(-7, 5);
        }
        paintFrames(fmt::format("{}panning at {:.1f} %", what, zoom * 100), layout, marks, panning);
        paintFrames(fmt::format("{}standing still at {:.1f} %", what, zoom * 100), layout, marks,
                    {panning.back(), panning.back(), panning.back()}, false);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    const int lookups = argc > 1 ? std::atoi(argv[1]) : 4;
    const auto machine = test::machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup",
                                         {{"lookups", lookups}});
    const Exploration explored = timed("search", [&] { return explore(*machine, {}); });
    const auto &space = explored.space;
    const Finding &hang = *explored.verdict.firstFailure();
    const auto layout =
        timed("layout", [&] { return layOutGraph(*machine, space, {.witness = hang.steps}); });
    fmt::print("{} states, {} transitions, {} nodes, {} layers\n", space->size(),
               num_edges(space->graph()), layout->nodes().size(), layout->layerCount());
    const StateIndex last{static_cast<std::uint32_t>(space->size() - 1)};
    timed("way to the last state",
          [&] { return wayTo(*machine, *space, machine->initialState(), {}, last); });
    timed("search for states",
          [&] { return findStates(*machine, *layout, "fate:doomed i_state=I_FREEING"); });

    GraphMarks marks;
    marks.walked = layout->witness();
    marks.current = layout->witness().back();
    const GraphViewport whole = fittedViewport(*layout, surface, {56, 48, 150, 48});
    timed("mini-map", [&] {
        return miniMapImage(*layout, fittedViewport(*layout, {196, 112}, {}), 1, Theme());
    });
    paintAll("", *layout, marks, whole);
    for (std::uint32_t i = 0; i < space->size(); ++i)
        marks.matches.push_back(StateIndex{i});
    marks.match = last;
    paintAll("all found, ", *layout, marks, whole);
}
