// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>
#include <QWidget>

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/pane_view.h"
#include "desktop/views/controls/themed.h"
#include "explore/graph_layout/graph_layout.h"

#include <cstddef>
#include <optional>

namespace racewalk::desktop {

class GraphCanvas;
class GraphLegend;
class GraphSearchBox;
class MiniMap;
class Session;
class StateCardBox;
class StateGraph;
class SwitchButton;
class ViewKeys;

/// The state graph: the canvas with its map, card and zoom buttons, and the legend below.
class GraphView final : public Themed<QWidget>, public PaneView {
    Q_OBJECT

public:
    GraphView(Session &session, const Appearance &appearance, QWidget *parent);
    ~GraphView() override;

    QWidget &widget() override { return *this; }
    QList<QWidget *> tools() override;
    void setToolsCompact(bool isCompact) override;
    QList<QWidget *> tabOrder() override;
    QList<QAction *> keyActions() override;
    bool showsWalks() const override { return true; }

    GraphCanvas &canvas() { return *m_canvas; }
    StateGraph &graph() { return *m_graph; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void applyTheme() override;

private:
    class Leader;

    void createButtons();
    void createSearch();
    void createKeys();
    void onGraphChanged();
    void onResult();
    void showLegend();
    void onFound();
    void goToMatch(int by);
    void arrange();
    void showCard();
    void placeCard(StateIndex state);
    void coverCanvas();

    Session &m_session;
    StateGraph *m_graph;
    GraphCanvas *m_canvas;
    MiniMap *m_map;
    Leader *m_leader;
    StateCardBox *m_card;
    GraphLegend *m_legend;
    FlatButton *m_zoomIn, *m_zoomOut, *m_fit;
    GraphSearchBox *m_search;
    SwitchButton *m_fold;
    ViewKeys *m_keys;
    std::optional<std::size_t> m_match;
    QRect m_currentCard; ///< where the card of the current state stands; null: nowhere
};

} // namespace racewalk::desktop
