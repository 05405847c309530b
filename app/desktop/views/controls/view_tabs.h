// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

#include "desktop/views/controls/themed.h"

#include <string>
#include <vector>

namespace racewalk::desktop {

/// The tabs of a pane, each with an icon and a text.
class ViewTabs final : public Themed<QTabBar> {
    Q_OBJECT

public:
    ViewTabs(const Appearance &appearance, QWidget *parent);

    void add(const std::string &icon, const QString &text, const QString &key);
    /// Which tabs show their texts.
    enum class Texts { All, Current, None };
    void setTexts(Texts texts);
    int widthWith(Texts texts) const;
    QSize sizeHint() const override { return {widthWith(m_texts), scaled(height)}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

    static constexpr int height = 40;

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void applyTheme() override;

private:
    int tabWidth(int index, bool hasText) const;
    bool hasText(int index, Texts texts) const
    {
        return texts == Texts::All || (texts == Texts::Current && index == currentIndex());
    }
    void relayout();

    std::vector<std::string> m_icons; ///< by tab
    Texts m_texts = Texts::All;
    int m_hovered = -1;
};

} // namespace racewalk::desktop
