// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "desktop/models/walk_rows.h"
#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"

#include <cstddef>
#include <optional>
#include <vector>

class QLineEdit;
class QMenu;

namespace racewalk::desktop {

class Session;

/// The walks of the session over a ruler of steps, below each other; one that begins after another
/// has ended may stand at its right. A click goes to a walk or a step;
/// the cursor of the current walk can be dragged. Hidden while there is only one walk, and when it
/// is folded.
class BranchBar final : public Themed<QAbstractScrollArea>, public AccessibleRows {
    Q_OBJECT

public:
    BranchBar(Session &session, const Appearance &appearance, QWidget *parent);

    /// Folded, it takes no room. Saved with the session.
    void setFolded(bool isFolded);
    bool isFolded() const { return m_isFolded; }
    /// Whether the shown view has room for walks.
    void setAllowed(bool isAllowed);

    /// Edits the name of a walk in its row.
    void rename(std::size_t row);
    /// In the viewport's coordinates; for tests and menus.
    QPoint stepPlace(std::size_t row, std::size_t step) const;
    QRect namePlace(std::size_t row) const;

    int accessibleRowCount() const override { return static_cast<int>(m_rows.size()); }
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {scaled(100), sizeHint().height()}; }

Q_SIGNALS:
    void foldedChanged();
    /// The user wants to see this walk beside the current one.
    void compareRequested(racewalk::WalkId walk);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void applyTheme() override;

private:
    // At text size 100 %.
    static constexpr double rulerHeight = 20;
    static constexpr double rowHeight = 22;

    void refresh();
    void followRun();
    void arrange();
    void keepCurrentVisible();
    double unit() const; ///< pixels for one step
    double xOf(std::size_t step) const;
    double yOf(std::size_t row) const;
    /// Puts each walk into the first line below its parent that has room at its fork.
    void placeRows();
    std::size_t lineCount() const;
    /// The cursor stands on the line of the current walk, or of the one that it leaves later.
    QRectF cursorPlace() const;
    double startOf(std::size_t row) const; ///< left edge of its line
    double endOf(std::size_t row) const;   ///< right edge of its texts, if they have room
    /// What belongs to a walk: its line, up to the others in it.
    QRectF rowPlace(std::size_t row) const;
    std::optional<std::size_t> rowAt(const QPoint &point) const;
    std::size_t stepAt(double x, const WalkRow &row) const;
    void clickRow(std::size_t row, const QPoint &point);
    void paintRuler(QPainter &painter) const;
    bool isInSight(std::size_t number) const;
    void paintLine(QPainter &painter, std::size_t number) const;
    void paintCursor(QPainter &painter) const;
    void paintEnd(QPainter &painter, std::size_t number) const;
    void endRenaming(bool isKept);
    QMenu *menuFor(std::size_t row);

    Session &m_session;
    std::vector<WalkRow> m_rows;
    std::vector<std::size_t> m_lines; ///< by row
    bool m_isFolded = false;
    bool m_isAllowed = true;
    bool m_isDragging = false;     ///< the cursor of the current walk
    QLineEdit *m_editor = nullptr; ///< while a name is edited
    std::size_t m_edited = 0;
};

} // namespace racewalk::desktop
