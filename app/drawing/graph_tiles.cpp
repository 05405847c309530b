// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPainter>

#include "drawing/graph_tiles.h"

#include "drawing/graph_lines.h"
#include "run/timeline/styles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace racewalk::drawing {
namespace {

constexpr int tileSize = 4; ///< in pixels
constexpr int shades = 4;
constexpr std::array tileFates = {Fate::Unknown, Fate::Safe, Fate::Open, Fate::Doomed};

class GraphTiles {
public:
    GraphTiles(const GraphScene &scene, const Theme &theme)
        : m_scene(scene), m_theme(theme),
          m_wide(std::max(1, static_cast<int>(scene.viewport.size.width()) / tileSize)),
          m_high(std::max(1, static_cast<int>(scene.viewport.size.height()) / tileSize)),
          m_tiles(static_cast<std::size_t>(m_wide) * static_cast<std::size_t>(m_high))
    {}

    void count(const GraphRange &range)
    {
        forEachNodeIn(m_scene.layout, range, [this](const GraphNode &node) {
            Tile *tile = at(node.at);
            if (tile == nullptr)
                return;
            add(tile->nodes[static_cast<std::size_t>(node.fate)]);
            tile->hasFailure = tile->hasFailure || node.kind == GraphNode::Kind::Failure;
        });
        for (const StateIndex state : m_scene.marks.matches)
            if (Tile *tile = at(m_scene.layout.place(state)))
                add(tile->matches);
    }

    void paint(QPainter &painter) const
    {
        // Each tile is one pixel, or four if some of them may be the accent's.
        const int parts = m_scene.marks.matches.empty() ? 1 : 2;
        QImage image(m_wide * parts, m_high * parts, QImage::Format_RGB32);
        const QRgb panel = m_theme.color(Token::Panel).rgb();
        const QRgb accent = m_theme.color(Token::Acc).rgb();
        const Colors colors = fateColors();
        for (int y = 0; y < image.height(); ++y) {
            auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
            const Tile *tile =
                &m_tiles[static_cast<std::size_t>(y / parts) * static_cast<std::size_t>(m_wide)];
            for (int x = 0; x < image.width(); ++x) {
                // The quarters in the order in which they become the accent's.
                const int quarter = y % 2 == x % 2 ? y % 2 : 2 + y % 2;
                const Tile &own = tile[x / parts];
                row[x] =
                    parts > 1 && quarter < quartersOf(own) ? accent : colorOf(own, colors, panel);
            }
        }
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        painter.drawImage(QRectF(0, 0, m_wide * tileSize, m_high * tileSize), image);
    }

private:
    struct Tile {
        std::array<std::uint16_t, tileFates.size()> nodes{}; ///< by fate
        std::uint16_t matches = 0;
        bool hasFailure = false;
    };
    using Colors = std::array<std::array<QRgb, shades>, tileFates.size()>;

    static void add(std::uint16_t &number)
    {
        number = static_cast<std::uint16_t>(std::min(number + 1, 0xffff));
    }

    Tile *at(GraphPoint point)
    {
        const QPointF place = m_scene.viewport.toSurface(point) / tileSize;
        const int x = static_cast<int>(std::floor(place.x()));
        const int y = static_cast<int>(std::floor(place.y()));
        if (x < 0 || x >= m_wide || y < 0 || y >= m_high)
            return nullptr;
        return &m_tiles[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_wide) +
                        static_cast<std::size_t>(x)];
    }

    Colors fateColors() const
    {
        Colors colors;
        for (const Fate fate : tileFates)
            for (int shade = 0; shade < shades; ++shade)
                colors[static_cast<std::size_t>(fate)][static_cast<std::size_t>(shade)] =
                    mixed(m_theme.color(Token::Panel), m_theme.color(styleOf(fate).shape),
                          0.4 + 0.2 * shade)
                        .rgb();
        return colors;
    }

    static QRgb colorOf(const Tile &tile, const Colors &colors, QRgb panel)
    {
        const auto most = std::ranges::max_element(tile.nodes);
        if (*most == 0)
            return panel;
        if (tile.hasFailure)
            return colors[static_cast<std::size_t>(Fate::Doomed)][shades - 1];
        const std::size_t shade = *most > 7 ? 3 : *most > 3 ? 2 : *most > 1 ? 1 : 0;
        return colors[static_cast<std::size_t>(most - tile.nodes.begin())][shade];
    }

    static int quartersOf(const Tile &tile)
    {
        if (tile.matches == 0)
            return 0;
        int all = 0;
        for (const int each : tile.nodes)
            all += each;
        return tile.matches >= all ? 3 : 2 * tile.matches >= all ? 2 : 1;
    }

    const GraphScene &m_scene;
    const Theme &m_theme;
    const int m_wide, m_high; ///< in tiles
    std::vector<Tile> m_tiles;
};

} // namespace

void paintGraphTiles(QPainter &painter, const GraphScene &scene, const GraphRange &range,
                     const Theme &theme)
{
    GraphTiles tiles(scene, theme);
    tiles.count(range);
    tiles.paint(painter);
}

} // namespace racewalk::drawing
