// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"
#include "run/timeline/short_names.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// The threads above cards that do not all fit: a click, or typing a part of a name, shows its
/// card.
class ThreadBar final : public Themed<QWidget>, public AccessibleRows {
    Q_OBJECT

public:
    struct Entry {
        QString name;
        std::string icon;
        QString state;         ///< in words, for a tooltip
        bool isInView = false; ///< its whole card is
        bool isLast = false;   ///< took the last step
        bool operator==(const Entry &) const = default;
    };

    ThreadBar(const Appearance &appearance, QWidget *parent);

    static constexpr int barHeight = 36;

    /// `names` are those of the program.
    void setEntries(std::vector<Entry> entries, const ScreenNames &names);
    /// Takes the keyboard, to find a thread by its name.
    void beginSearch();

    QSize sizeHint() const override { return {scaled(400), scaled(barHeight)}; }

    int accessibleRowCount() const override { return static_cast<int>(m_entries.size()); }
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override;

Q_SIGNALS:
    /// Show the card of the thread with that number, from 0.
    void threadRequested(std::size_t number);
    /// The search has ended; with Enter, on a thread.
    void searchEnded(std::optional<std::size_t> found);
    /// The keyboard is elsewhere.
    void left();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    double widthOf(std::size_t number) const;
    QRectF place(std::size_t number) const;
    std::optional<std::size_t> entryAt(const QPointF &point) const;
    /// Scrolls until the entry is whole.
    void reveal(std::size_t number);
    void scrollTo(double offset);
    void search();

    std::vector<Entry> m_entries;
    ScreenNames m_names;
    QString m_typed;
    std::optional<std::size_t> m_found;
    double m_offset = 0;
};

} // namespace racewalk::desktop
