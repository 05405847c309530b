// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/models/moment/shared_state.h"
#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"
#include "run/timeline/short_names.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk::desktop {

/// Paints the tiles of shared memory.
class SharedTiles final : public Themed<QWidget>, public AccessibleRows {
    Q_OBJECT

public:
    enum class Form {
        Tiles,   ///< next to each other
        Stacked, ///< below each other
        Columns, ///< only the rows, without titles, in two columns
    };

    SharedTiles(const Appearance &appearance, QWidget *parent);

    static constexpr double columnRowHeight = 22; ///< at text size 100 %

    /// The least width of these tiles next to each other.
    int widthFor(const std::vector<SharedTile> &tiles) const;
    void setTiles(std::vector<SharedTile> tiles);
    void setForm(Form form);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int accessibleRowCount() const override;
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override; ///< changed by the last step

Q_SIGNALS:
    /// Emitted for the row under the pointer; null if there is none.
    void rowHovered(const racewalk::desktop::SharedRow *row);
    /// Emitted for a click on a row that has a step.
    void stepRequested(racewalk::Step step);
    /// Emitted for a row that stands for a location, when it is clicked.
    void rowClicked(const racewalk::desktop::SharedRow *row);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void applyTheme() override { m_placed.clear(); }

private:
    static constexpr double tileRowHeight = 26;
    static constexpr double tileTitleHeight = 32;

    struct Placed {
        QRectF place;
        const SharedRow *row; ///< in m_tiles
    };

    const SharedRow &rowNumber(int row) const;
    const SharedRow *rowAt(const QPointF &point) const;
    void hover(const SharedRow *row);
    void paintHover(QPainter &painter, const QRectF &row) const;
    struct Folded {
        QRectF place;
        const SharedTile *tile; ///< in m_tiles
    };

    /// "2 more", where store buffers have more rows than fit.
    struct Rest {
        QRectF place;
        QString tip; ///< the rows
    };

    const SharedTile *foldedAt(const QPointF &point) const;
    double contentWidth(const SharedTile &tile) const;
    double usualWidth(const SharedTile &tile) const;
    std::vector<double> tileWidths() const;
    bool isFolded(double width) const;
    double tileHeight(const SharedTile &tile, double width) const;
    /// How many rows of a tile are shown in a height; of store buffers, fewer if a row for the
    /// number of the others is needed.
    std::size_t shownRows(const SharedTile &tile, double height) const;
    void paintRest(QPainter &painter, const SharedTile &tile, std::size_t first,
                   const QRectF &place);
    void paintColumns(QPainter &painter);
    void paintRow(QPainter &painter, const SharedRow &row, const QRectF &place);
    void paintFolded(QPainter &painter, const SharedTile &tile, const QRectF &place);
    static QString fittingTitle(const QString &title, const QFont &font, double width);
    void paintTile(QPainter &painter, const SharedTile &tile, const QRectF &place);

    std::vector<SharedTile> m_tiles;
    Form m_form = Form::Tiles;
    std::vector<Placed> m_placed; ///< rows as last painted, for tooltips
    std::vector<Folded> m_folded;
    std::optional<Rest> m_rest;
    ScreenNames m_names;
    const SharedRow *m_hovered = nullptr;
};

} // namespace racewalk::desktop
