// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/graph/graph_view.h"

#include "desktop/models/graph/graph_texts.h"
#include "desktop/session/session.h"
#include "desktop/session/state_graph.h"
#include "desktop/views/controls/switch_button.h"
#include "desktop/views/controls/view_keys.h"
#include "desktop/views/graph/graph_canvas.h"
#include "desktop/views/graph/graph_legend.h"
#include "desktop/views/graph/graph_search_box.h"
#include "desktop/views/graph/mini_map.h"
#include "desktop/views/graph/state_card_box.h"
#include "explore/graph_layout/graph_words.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

namespace racewalk::desktop {
namespace {

constexpr int inset = 12;
constexpr QSize leastForMap(600, 400); ///< of the canvas

} // namespace

/// The dotted line from the card to its state.
class GraphView::Leader final : public Themed<QWidget> {
public:
    Leader(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    void setLine(const QLineF &line)
    {
        m_line = line;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_line.isNull())
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(theme().color(Token::Acc), 1.5, Qt::SolidLine, Qt::RoundCap);
        pen.setDashPattern({0.01, 2.6});
        painter.setPen(pen);
        painter.drawLine(m_line);
    }

private:
    QLineF m_line;
};

GraphView::GraphView(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_graph(new StateGraph(session, this)),
      m_canvas(new GraphCanvas(session, *m_graph, appearance, this)),
      m_map(new MiniMap(appearance, this)), m_leader(new Leader(appearance, this)),
      m_card(new StateCardBox(appearance, this)), m_legend(new GraphLegend(appearance, this)),
      m_search(new GraphSearchBox(appearance, this)),
      m_fold(new SwitchButton(appearance, tr("Fold chains"), this)), m_keys(new ViewKeys(this))
{
    setObjectName(QStringLiteral("graph"));
    setAccessibleName(tr("State graph"));
    setFocusProxy(m_canvas);
    createButtons();
    createSearch();
    createKeys();
    m_fold->setObjectName(QStringLiteral("foldChains"));
    m_fold->setChecked(true);
    m_fold->setToolTip(tr("Fold chains: hide states with only one next step"));
    connect(m_fold, &SwitchButton::toggled, m_graph, &StateGraph::setFoldsChains);
    connect(m_graph, &StateGraph::changed, this, &GraphView::onGraphChanged);
    connect(m_graph, &StateGraph::foundChanged, this, &GraphView::onFound);
    connect(&session, &Session::resultChanged, this, &GraphView::onResult);
    connect(m_canvas, &GraphCanvas::pointedChanged, this, &GraphView::showCard);
    connect(m_canvas, &GraphCanvas::currentChanged, this, &GraphView::showCard);
    connect(m_canvas, &GraphCanvas::viewportChanged, this, [this] {
        m_map->setShownPart(m_canvas->viewport());
        arrange();
    });
    connect(m_map, &MiniMap::moved, this, [this](const GraphPoint &middle) {
        drawing::GraphViewport moved = m_canvas->viewport();
        moved.origin += QRectF(m_canvas->rect()).center() - moved.toSurface(middle);
        m_canvas->setViewport(moved);
    });
    onGraphChanged();
}

GraphView::~GraphView() = default;

void GraphView::createButtons()
{
    const auto add = [this](const char *icon, const char *name, const QString &text,
                            const QString &key) {
        auto *button =
            new FlatButton(appearance(), icon, text, key, FlatButton::Look::Outlined, this);
        button->setObjectName(QString::fromLatin1(name));
        button->setTextShown(false);
        return button;
    };
    m_zoomIn = add("zoom-in", "zoomIn", tr("Zoom in"), tr("+"));
    m_zoomOut = add("zoom-out", "zoomOut", tr("Zoom out"), tr("-"));
    m_fit = add("zoom-fit", "zoomFit", tr("Show the whole graph"), tr("0"));
    connect(m_zoomIn, &FlatButton::clicked, m_canvas, [this] { m_canvas->zoomBy(1.25); });
    connect(m_zoomOut, &FlatButton::clicked, m_canvas, [this] { m_canvas->zoomBy(0.8); });
    connect(m_fit, &FlatButton::clicked, m_canvas, &GraphCanvas::fit);
}

void GraphView::createSearch()
{
    connect(m_search, &QLineEdit::textChanged, m_graph, &StateGraph::find);
    connect(m_search, &GraphSearchBox::nextRequested, this, [this] { goToMatch(1); });
    connect(m_search, &GraphSearchBox::previousRequested, this, [this] { goToMatch(-1); });
    connect(m_search, &GraphSearchBox::left, m_canvas,
            [this] { m_canvas->setFocus(Qt::OtherFocusReason); });
}

/// Keys that work wherever the focus is, while the graph is shown.
void GraphView::createKeys()
{
    m_keys->add("actionFindState", tr("Find a state"), Qt::CTRL | Qt::Key_F, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    m_keys->add("actionZoomIn", m_zoomIn->text(), Qt::Key_Plus, [this] { m_zoomIn->click(); });
    m_keys->add("actionZoomOut", m_zoomOut->text(), Qt::Key_Minus, [this] { m_zoomOut->click(); });
}

QList<QAction *> GraphView::keyActions()
{
    return m_keys->actions();
}

QList<QWidget *> GraphView::tools()
{
    return {m_search, m_fold};
}

void GraphView::setToolsCompact(bool isCompact)
{
    m_fold->setTextShown(!isCompact);
}

QList<QWidget *> GraphView::tabOrder()
{
    return {m_canvas, m_zoomIn, m_zoomOut, m_fit};
}

void GraphView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_graph->setActive(true);
}

void GraphView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_graph->setActive(false);
}

void GraphView::showLegend()
{
    const auto layout = m_graph->layout();
    if (layout)
        m_legend->setRows(graphLegend(*layout, m_session.result().onlyFailure()),
                          QString::fromStdString(graphSizeText(*layout)),
                          graphBadge(*layout, m_session.result()));
    else
        m_legend->setRows({}, {}, {});
}

void GraphView::onGraphChanged()
{
    const auto layout = m_graph->layout();
    m_map->setLayoutShown(layout);
    showLegend();
    for (QWidget *button : {m_zoomIn, m_zoomOut, m_fit})
        button->setEnabled(layout != nullptr);
    m_search->setEnabled(layout != nullptr);
    arrange();
    showCard();
}

/// A part of the graph may turn out to be all that is shown of it.
void GraphView::onResult()
{
    const auto layout = m_graph->layout();
    if (layout && m_graph->isOfRun() &&
        graphBadge(*layout, m_session.result()) != m_legend->badge()) {
        showLegend();
        arrange();
    }
}

void GraphView::onFound()
{
    m_match.reset();
    const bool isMissing = m_graph->layout() && !m_graph->isFinding() && m_graph->found().empty() &&
                           !m_graph->searchText().trimmed().isEmpty();
    m_search->setFound(foundText(*m_graph, m_match), isMissing);
}

void GraphView::goToMatch(int by)
{
    const auto &found = m_graph->found();
    if (found.empty())
        return;
    const std::size_t count = found.size();
    if (!m_match)
        m_match = by > 0 ? 0 : count - 1;
    else
        m_match = (*m_match + (by > 0 ? 1 : count - 1)) % count;
    m_search->setFound(foundText(*m_graph, m_match), false);
    m_canvas->setMatch(found[*m_match]);
}

void GraphView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void GraphView::applyTheme()
{
    arrange();
    showCard();
}

void GraphView::arrange()
{
    const int footer = m_legend->heightForWidth(width());
    m_legend->setGeometry(0, height() - footer, width(), footer);
    m_canvas->setGeometry(0, 0, width(), height() - footer);
    m_leader->setGeometry(m_canvas->geometry());
    const int size = scaled(32);
    int y = m_canvas->height() - inset - 3 * size;
    for (QWidget *button : {m_zoomIn, m_zoomOut, m_fit}) {
        button->setGeometry(m_canvas->width() - inset - size, y, size, size);
        button->setVisible(m_graph->layout() != nullptr && m_canvas->height() > 4 * size);
        y += size - 1; // their borders are one line
    }
    const QSize map = m_map->wantedSize();
    const QRect place(inset, m_canvas->height() - inset - map.height(), map.width(), map.height());
    m_map->setGeometry(place);
    // Where all can be seen it would only hide something.
    const bool isUseful = !m_canvas->isFitted() || m_canvas->nodesIn(place) == 0;
    m_map->setVisible(m_graph->layout() && isUseful && m_canvas->width() >= leastForMap.width() &&
                      m_canvas->height() >= leastForMap.height());
    showCard();
}

/// Texts of the canvas keep clear of the controls, and of the card of the current state. That of a
/// pointed state comes and goes too often.
void GraphView::coverCanvas()
{
    std::vector<QRectF> covered;
    for (const QWidget *part :
         std::initializer_list<const QWidget *>{m_zoomIn, m_zoomOut, m_fit, m_map})
        if (part->isVisibleTo(this))
            covered.emplace_back(part->geometry());
    if (!m_currentCard.isNull())
        covered.emplace_back(m_currentCard);
    m_canvas->setCovered(std::move(covered));
}

/// Of what is pointed at; else of the current state, if it hides nothing.
void GraphView::showCard()
{
    const auto pointed = m_canvas->pointed();
    const auto state = pointed ? pointed : m_canvas->current();
    if (!m_graph->layout() || !state) {
        m_card->hide();
        m_leader->setLine({});
        m_currentCard = {};
        coverCanvas();
        return;
    }
    m_card->setCard(m_canvas->cardOf(*state), m_session.names());
    placeCard(*state);
}

void GraphView::placeCard(StateIndex state)
{
    const QSize size = m_card->size();
    const int bottom = m_map->isVisibleTo(this) ? m_map->y() - inset : m_canvas->height() - inset;
    const int right = m_canvas->width() - inset - size.width();
    const std::array corners{
        QPoint(inset, bottom - size.height()), QPoint(inset, inset), QPoint(right, inset),
        QPoint(right - scaled(44), m_canvas->height() - inset - size.height())};
    const QPointF target = m_canvas->placeOf(state);
    std::size_t least = std::numeric_limits<std::size_t>::max();
    QPoint best;
    for (const QPoint &corner : corners) {
        const QRectF place = QRectF(QRect(corner, size)).adjusted(-8, -8, 8, 8);
        if (!QRectF(m_canvas->rect()).contains(QRectF(QRect(corner, size))))
            continue;
        const std::size_t covered = m_canvas->nodesIn(place) +
                                    (place.adjusted(-16, -16, 16, 16).contains(target) ? 1000 : 0);
        if (covered < least) {
            least = covered;
            best = corner;
        }
    }
    const bool isPointed = m_canvas->pointed().has_value();
    const bool isShown = isPointed ? least < 1000 : least == 0;
    m_card->setVisible(isShown);
    if (!isPointed)
        m_currentCard = isShown ? QRect(best, size) : QRect();
    coverCanvas();
    if (!isShown) {
        m_leader->setLine({});
        return;
    }
    m_card->move(best);
    // From the nearest point of the card's border to the mark's.
    const QRectF box(QRect(best, size));
    const QPointF from(std::clamp(target.x(), box.left(), box.right()),
                       std::clamp(target.y(), box.top(), box.bottom()));
    QLineF line(from, target);
    line.setLength(std::max(0.0, line.length() - 16));
    m_leader->setLine(QRectF(m_canvas->rect()).contains(target) ? line : QLineF());
}

} // namespace racewalk::desktop
