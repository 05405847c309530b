// SPDX-License-Identifier: GPL-3.0-or-later
// How the tiles of shared memory share the width of the strip.
#include "desktop/views/panes/shared_tiles.h"

#include "desktop/views/panes/shared_row.h"
#include "drawing/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace racewalk::desktop {
namespace {

constexpr double widestTile = 340;
constexpr double foldedTile = 28;
constexpr std::size_t mostBufferLines = 4; ///< as many as the strip has room for

double designedWidth(SharedTile::Kind kind)
{
    switch (kind) {
    case SharedTile::Kind::Values:
        return 228;
    case SharedTile::Kind::Locks:
        return 216;
    case SharedTile::Kind::Queues:
        return 200;
    case SharedTile::Kind::Rcu:
        return 160;
    case SharedTile::Kind::Buffers:
        return 216;
    }
    return 200;
}

/// What a tile gives way to, where the width is short.
double narrowWidth(SharedTile::Kind kind)
{
    switch (kind) {
    case SharedTile::Kind::Values:
        return 198;
    case SharedTile::Kind::Locks:
        return 190;
    case SharedTile::Kind::Queues:
        return 136;
    case SharedTile::Kind::Rcu:
        return 92;
    case SharedTile::Kind::Buffers:
        return 170;
    }
    return 200;
}

/// In which order tiles give way.
constexpr std::array givingWay{SharedTile::Kind::Queues, SharedTile::Kind::Rcu,
                               SharedTile::Kind::Values, SharedTile::Kind::Locks,
                               SharedTile::Kind::Buffers};

} // namespace

double SharedTiles::contentWidth(const SharedTile &tile) const
{
    const auto &look = theme();
    double wide = 0;
    const QFont font = look.font(FontRole::Code);
    for (const SharedRow &row : tile.rows) {
        // Flags that are clear may be left out where there is no room; the set ones may not.
        SharedRow shown = row;
        std::erase_if(shown.flags, [](const FlagValue &flag) { return !flag.isSet; });
        wide =
            std::max(wide, drawing::textWidth(font, row.name) + sharedValueWidth(shown, theme()) +
                               look.scaled(2 * sharedRowPadding + 10));
    }
    return std::min(wide, look.scaled(widestTile));
}

double SharedTiles::usualWidth(const SharedTile &tile) const
{
    return std::max(contentWidth(tile), theme().scaled(designedWidth(tile.kind)));
}

/// As designed where there is the room, with the rest for the last one. Else the kinds give way one
/// after the other, first only the room that their rows do not need, and what is still too wide
/// folds, the tile that changed longest ago first.
std::vector<double> SharedTiles::tileWidths() const
{
    std::vector<double> widths;
    for (const SharedTile &tile : m_tiles)
        widths.push_back(std::floor(usualWidth(tile)));
    const auto excess = [&] {
        return std::accumulate(widths.begin(), widths.end(), 0.0) - width();
    };
    for (const bool isNeeded : {false, true})
        for (const SharedTile::Kind kind : givingWay)
            for (std::size_t i = 0; i < m_tiles.size(); ++i) {
                if (m_tiles[i].kind != kind || excess() <= 0)
                    continue;
                const double least = std::max(theme().scaled(narrowWidth(kind)),
                                              isNeeded ? 0 : std::ceil(contentWidth(m_tiles[i])));
                widths[i] = std::max(std::min(widths[i], least), widths[i] - excess());
            }
    // A few pixels, such as those of a scroll bar, fold nothing.
    constexpr double hardly = 0.04;
    if (excess() > 0 && excess() < width() * hardly) {
        const double part = width() / (width() + excess());
        for (double &each : widths)
            each = std::floor(each * part);
    }
    std::vector<std::size_t> order(m_tiles.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return m_tiles[i].age; });
    for (const std::size_t i : order)
        if (excess() > 0.5)
            widths[i] = theme().scaled(foldedTile);
    for (std::size_t i = widths.size(); i-- > 0;)
        if (!isFolded(widths[i])) {
            widths[i] += std::max(0.0, -excess());
            break;
        }
    return widths;
}

int SharedTiles::widthFor(const std::vector<SharedTile> &tiles) const
{
    double sum = 0;
    for (const SharedTile &tile : tiles)
        sum += theme().scaled(narrowWidth(tile.kind));
    return qCeil(sum);
}

bool SharedTiles::isFolded(double width) const
{
    return width <= theme().scaled(foldedTile) + 0.5;
}

double SharedTiles::tileHeight(const SharedTile &tile, double width) const
{
    std::size_t lines = tile.rows.empty() ? 1 : 0;
    for (const SharedRow &row : tile.rows)
        lines += sharedRowLines(row, width, theme());
    if (m_form == Form::Tiles && tile.kind == SharedTile::Kind::Buffers)
        lines = std::min(lines, mostBufferLines);
    return theme().scaled(tileTitleHeight + tileRowHeight * static_cast<double>(lines));
}

std::size_t SharedTiles::shownRows(const SharedTile &tile, double height) const
{
    const std::size_t rows = tile.rows.size();
    if (m_form != Form::Tiles || tile.kind != SharedTile::Kind::Buffers)
        return rows;
    const double lines = (height - theme().scaled(tileTitleHeight)) / theme().scaled(tileRowHeight);
    const auto most = static_cast<std::size_t>(std::max(1.0, std::floor(lines + 0.01)));
    return rows <= most ? rows : most - 1;
}

QSize SharedTiles::sizeHint() const
{
    if (m_form == Form::Columns)
        return {scaled(200), scaled(columnRowHeight * ((accessibleRowCount() + 1) / 2))};
    // It never scrolls sideways: tiles fold.
    double high = 0;
    const std::vector<double> widths = tileWidths();
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        if (m_form == Form::Stacked)
            high += tileHeight(m_tiles[i], width());
        else if (!isFolded(widths[i]))
            high = std::max(high, tileHeight(m_tiles[i], widths[i]) + theme().scaled(4));
    }
    return {qCeil(theme().scaled(200)), qCeil(high)};
}

} // namespace racewalk::desktop
