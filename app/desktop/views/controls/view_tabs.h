// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

#include "desktop/views/controls/themed.h"

#include <string>
#include <vector>

namespace racewalk::desktop {

/// The tabs of a pane, each with an icon and a text. In a narrow bar only the current tab keeps its
/// text.
class ViewTabs final : public Themed<QTabBar> {
    Q_OBJECT

public:
    ViewTabs(const Appearance &appearance, QWidget *parent);

    void add(const std::string &icon, const QString &text, const QString &key);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    static constexpr int height = 40;

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void applyTheme() override;

private:
    int fullWidth() const;   ///< with the texts of all tabs
    int narrowWidth() const; ///< with the text of the current tab only
    int tabWidth(int index, bool hasText) const;
    bool hasText(int index) const { return !m_isNarrow || index == currentIndex(); }
    void relayout();

    std::vector<std::string> m_icons; ///< by tab
    bool m_isNarrow = false;
    int m_hovered = -1;
};

} // namespace racewalk::desktop
