// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/present/present_layout.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

// In bases.
constexpr double marginX = 1.07, marginY = 0.85, gap = 0.69;
constexpr double topHeight = 2.4, narrationHeight = 6.6, askingHeight = 9, leftOutHeight = 1.6;
constexpr double leastThread = 14; ///< of a column: some 20 characters of code

constexpr double threadsPart = 0.54; ///< of the width

} // namespace

PresentLayout presentLayout(QSize screen, std::size_t wanted, bool isAsking)
{
    PresentLayout layout;
    layout.base = std::min(screen.height() / 48.0, screen.width() / 64.0);
    const auto px = [&](double bases) { return qRound(bases * layout.base); };
    const QRect all =
        QRect(QPoint(0, 0), screen).adjusted(px(marginX), px(marginY), -px(marginX), -px(marginY));
    layout.top = QRect(all.left(), all.top(), all.width(), px(topHeight));
    const int told = px(isAsking ? askingHeight : narrationHeight);
    layout.narration = QRect(all.left(), all.bottom() + 1 - told, all.width(), told);
    QRect middle(all.left(), layout.top.bottom() + 1 + px(gap), all.width(), 0);
    middle.setBottom(layout.narration.top() - 1 - px(gap));
    const int part = qRound(middle.width() * threadsPart);
    layout.timeline = middle.adjusted(part, 0, 0, 0);

    const int room = part;
    const auto most = static_cast<std::size_t>(
        std::max(1.0, (room + layout.base * gap) / (layout.base * (leastThread + gap))));
    const std::size_t count = std::min(wanted, most);
    QRect cards(middle.left(), middle.top(), room, middle.height());
    if (count < wanted) {
        layout.leftOut = QRect(cards.left(), cards.bottom() + 1 - px(leftOutHeight),
                               cards.width() - px(gap), px(leftOutHeight));
        cards.setBottom(layout.leftOut.top() - 1);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const int left = cards.left() + static_cast<int>(i) * room / static_cast<int>(count);
        const int right = cards.left() + static_cast<int>(i + 1) * room / static_cast<int>(count);
        layout.threads.emplace_back(left, cards.top(), right - left - px(gap), cards.height());
    }
    return layout;
}

} // namespace racewalk::desktop
