// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "desktop/views/right_pane.h"

#include "desktop/models/walk_rows.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/view_tabs.h"
#include "desktop/views/panes/message_bar.h"
#include "desktop/views/panes/tour_bar.h"
#include "desktop/views/right_views.h"
#include "desktop/views/walks/branch_bar.h"
#include "drawing/parts.h"
#include "program/check.h"

#include <algorithm>

namespace racewalk::desktop {

RightPane::RightPane(Session &session, TourGuide &guide, const Appearance &appearance,
                     QWidget *parent)
    : Themed(appearance, parent), m_tabs(new ViewTabs(appearance, this)),
      m_message(new MessageBar(session, appearance, this)),
      m_tour(new TourBar(session, guide, appearance, this)),
      m_branches(new BranchBar(session, appearance, this)),
      m_walks(new FlatButton(appearance, "branch", countedWalks(1), tr("Ctrl+Alt+B"),
                             FlatButton::Look::Flat, this)),
      m_expand(new FlatButton(appearance, "expand", tr("Expand this pane"), tr("Ctrl+B"),
                              FlatButton::Look::Flat, this))
{
    setObjectName(QStringLiteral("rightPane"));
    setAccessibleName(tr("Views of the run"));
    m_expand->setObjectName(QStringLiteral("expand"));
    m_expand->setTextShown(false);
    m_walks->setObjectName(QStringLiteral("walks"));
    m_walks->setCheckable(true);
    createViews(session);
    connect(m_walks, &FlatButton::clicked, this,
            [this] { m_branches->setFolded(!m_branches->isFolded()); });
    const auto refresh = [this, &session] { refreshWalks(session); };
    connect(m_branches, &BranchBar::foldedChanged, this, refresh);
    connect(&session, &Session::walksChanged, this, refresh);
    connect(m_tabs, &ViewTabs::currentChanged, this, [this, &session](int tab) {
        showView(static_cast<std::size_t>(tab));
        if (session.isOpen())
            session.setViewSetting("tab", rightViews()[m_shown].name);
    });
    connect(&session, &Session::scenarioChanged, this, [this, &session] {
        const auto saved =
            std::ranges::find(rightViews(), session.viewSetting("tab"), &RightViewRow::name);
        if (saved != rightViews().end())
            showView(static_cast<std::size_t>(saved - rightViews().begin()));
    });
    showView(0);
    m_walks->hide();
    if (session.isOpen())
        refreshWalks(session);
    arrange();
}

void RightPane::createViews(Session &session)
{
    auto *row = m_tabRow = new QHBoxLayout;
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_walks);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_message);
    column->addWidget(m_tour);
    column->addWidget(m_branches);
    for (const RightViewRow &view : rightViews()) {
        m_views.push_back(&view.create(session, appearance(), this));
        m_tabs->add(view.icon, tr(view.text), QKeySequence(Qt::CTRL | view.key).toString());
        for (QWidget *tool : m_views.back()->tools()) {
            tool->setParent(this);
            row->addWidget(tool);
        }
        column->addWidget(&m_views.back()->widget(), 1);
    }
    row->addWidget(m_expand);
}

QWidget &RightPane::view(std::string_view name)
{
    const auto row = std::ranges::find(rightViews(), name, &RightViewRow::name);
    RACEWALK_CHECK(row != rightViews().end());
    return m_views[static_cast<std::size_t>(row - rightViews().begin())]->widget();
}

void RightPane::showView(std::size_t number)
{
    if (number >= m_views.size())
        return;
    const bool hadFocus = m_views[m_shown]->widget().isAncestorOf(focusWidget()) ||
                          m_views[m_shown]->widget().hasFocus();
    m_shown = number;
    m_tabs->setCurrentIndex(static_cast<int>(number));
    for (std::size_t index = 0; index < m_views.size(); ++index) {
        m_views[index]->widget().setVisible(index == number);
        for (QWidget *tool : m_views[index]->tools())
            tool->setVisible(index == number);
    }
    m_branches->setAllowed(m_views[m_shown]->showsWalks());
    m_walks->setVisible(m_hasWalks && m_views[m_shown]->showsWalks());
    fitTabRow();
    if (hadFocus)
        shownWidget().setFocus(Qt::OtherFocusReason);
}

QList<QAction *> RightPane::keyActions() const
{
    QList<QAction *> actions;
    for (PaneView *view : m_views)
        actions << view->keyActions();
    return actions;
}

QList<QWidget *> RightPane::tabOrder() const
{
    QList<QWidget *> order{m_tabs, m_walks};
    for (PaneView *view : m_views)
        order << view->tools();
    order << m_expand;
    for (const QWidget *bar : std::initializer_list<const QWidget *>{m_message, m_tour})
        for (FlatButton *button : bar->findChildren<FlatButton *>())
            order << button;
    order << m_branches;
    for (PaneView *view : m_views)
        order << view->tabOrder();
    return order;
}

void RightPane::refreshWalks(const Session &session)
{
    const std::size_t count = session.walks().size();
    m_hasWalks = count > 1;
    m_walks->setVisible(m_hasWalks && m_views[m_shown]->showsWalks());
    m_walks->setName(countedWalks(count));
    m_walks->setChecked(!m_branches->isFolded());
    fitTabRow();
}

void RightPane::resizeEvent(QResizeEvent *event)
{
    Themed::resizeEvent(event);
    fitTabRow();
}

/// What does not fit gives way one after the other: the tools' texts, the tabs', the walks', the
/// current tab's.
void RightPane::fitTabRow()
{
    using Texts = ViewTabs::Texts;
    PaneView &view = *m_views[m_shown];
    const QMargins margins = m_tabRow->contentsMargins();
    const auto fits = [&](Texts texts) {
        int needed = margins.left() + margins.right() + 2 + m_tabs->widthWith(texts);
        QList<QWidget *> others = view.tools();
        others << m_expand;
        if (!m_walks->isHidden())
            others << m_walks;
        for (const QWidget *other : others)
            needed +=
                m_tabRow->spacing() +
                (texts == Texts::Current ? other->minimumSizeHint() : other->sizeHint()).width();
        return needed <= width();
    };
    view.setToolsCompact(false);
    m_walks->setTextShown(true);
    Texts texts = Texts::All;
    if (!fits(texts))
        view.setToolsCompact(true);
    if (!fits(texts))
        texts = Texts::Current;
    if (!fits(texts))
        m_walks->setTextShown(false);
    if (!fits(texts))
        texts = Texts::None;
    m_tabs->setTexts(texts);
}

void RightPane::arrange()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->setContentsMargins(1, 0, 1, 2);
    m_tabRow->setContentsMargins(scaled(10), 0, scaled(8), 1);
    m_tabRow->setSpacing(scaled(4));
    fitTabRow();
}

void RightPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      look.color(Token::Panel), look.color(Token::Line));
    painter.fillRect(QRectF(1, m_tabs->geometry().bottom() + 1, width() - 2, 1),
                     look.color(Token::Line));
}

} // namespace racewalk::desktop
