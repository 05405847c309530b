// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"
#include "drawing/code_layout.h"
#include "run/listing/code_listing.h"
#include "run/timeline/short_names.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace racewalk::desktop {

/// A thread's code, with marks for executed lines and the next line.
class CodePane final : public Themed<QAbstractScrollArea>, public AccessibleRows {
    Q_OBJECT

public:
    CodePane(const Appearance &appearance, QWidget *parent);

    static constexpr double rowHeight = 18; ///< at text size 100 %

    /// `names` are those of the program.
    void setListing(std::vector<CodeLine> listing, const ScreenNames &names);
    /// `currentIcon` is shown in the gutter of the current line: "play", "sleep", "spinning".
    void setMarks(std::vector<CodeMark> marks, const std::string &currentIcon);
    /// Shows only the current line and its neighbours, shortened if they are too long.
    void setCompact(bool isCompact);
    void scrollToLine(std::uint32_t number);
    /// Sets the function that returns the tooltip of a line, by the line's number.
    void setTipSource(std::function<QString(std::uint32_t)> tip) { m_tip = std::move(tip); }
    /// Height of a compact pane.
    int compactHeight() const;

    int accessibleRowCount() const override;
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override;

Q_SIGNALS:
    void lineClicked(std::uint32_t number);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void applyTheme() override;

private:
    struct Row {
        std::size_t line = 0;
        drawing::CodeRow part;
        bool isFirst = false;
        double top = 0, height = 0;
    };

    void layOut();
    void layOutCompact(std::size_t columns);
    void keepCurrentInMiddle();
    /// A row of code, or the title of a function; nullptr if there is none.
    const Row *anyRowAt(double y) const;
    const Row *rowAt(double y) const;
    void paintRow(QPainter &painter, const Row &row, double y) const;
    void paintGutter(QPainter &painter, const Row &row, double y) const;
    void paintCode(QPainter &painter, const Row &row, double y) const;

    std::vector<CodeLine> m_listing;
    ScreenNames m_names;
    std::vector<CodeMark> m_marks;
    std::string m_currentIcon = "play";
    std::vector<Row> m_rows;
    double m_height = 0;
    bool m_isCompact = false;
    std::uint32_t m_pressed = 0;
    std::function<QString(std::uint32_t)> m_tip;
};

} // namespace racewalk::desktop
